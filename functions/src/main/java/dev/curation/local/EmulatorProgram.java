package dev.curation.local;

import java.net.URI;

/**
 * One of Google's emulators that is a Java program.
 *
 * @param label as messages call it
 * @param variable of the environment, which may name its jar
 * @param component of the gcloud SDK, and its folder there
 * @param jarPrefix what the names of its jars begin with
 * @param official the version that is fetched where there is none
 */
record EmulatorProgram(
    String label, String variable, String component, String jarPrefix, OfficialJar official) {
  private static final String DOWNLOADS =
      "https://storage.googleapis.com/firebase-preview-drop/emulator/";

  static final EmulatorProgram FIRESTORE =
      new EmulatorProgram(
          "Firestore emulator",
          "FIRESTORE_EMULATOR_JAR",
          "cloud-firestore-emulator",
          "cloud-firestore-emulator-",
          new OfficialJar(
              URI.create(DOWNLOADS + "cloud-firestore-emulator-v1.22.0.jar"),
              "9b6498b7f62714d67f48f59b3818883cd682dbcd46b9f59511de81c97bb5166c"));

  static final EmulatorProgram PUBSUB =
      new EmulatorProgram(
          "Pub/Sub emulator",
          "PUBSUB_EMULATOR_JAR",
          "pubsub-emulator",
          "cloud-pubsub-emulator-",
          new OfficialJar(
              URI.create(DOWNLOADS + "pubsub-emulator-0.8.37.zip"),
              "c83383e0c71633e58abad6fdc9c0312c7d0f6a5a34236c42e3f92eb24ded1c26"));
}
