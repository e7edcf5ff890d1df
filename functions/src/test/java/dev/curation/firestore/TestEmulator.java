package dev.curation.firestore;

import dev.curation.local.FirestoreEmulator;

/** One Firestore emulator for all tests of this JVM; it ends with the JVM. */
public final class TestEmulator {
  private TestEmulator() {}

  /** Where the emulator listens; the first call starts it. */
  public static String hostPort() {
    return Started.EMULATOR.hostAndPort();
  }

  private static final class Started {
    private static final FirestoreEmulator EMULATOR =
        FirestoreEmulator.start(FirestoreEmulator.Options.of("tests").withMemory("1g"));
  }
}
