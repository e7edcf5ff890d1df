package dev.curation.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmulatorJarTest {
  private static final String IN_SDK = "platform/cloud-firestore-emulator/firestore.jar";
  private static final Downloader OFFLINE =
      (from, to) -> {
        throw new IOException("no network");
      };

  @TempDir Path home;

  @Test
  void shouldPreferTheJarThatTheVariableNames() throws IOException {
    Path jar = file("named.jar");
    file("google-cloud-sdk/" + IN_SDK);
    assertEquals(jar, find(Map.of("FIRESTORE_EMULATOR_JAR", jar.toString())));
  }

  @Test
  void shouldSayThatTheNamedJarDoesNotExist() {
    Map<String, String> environment = Map.of("FIRESTORE_EMULATOR_JAR", "/nowhere/x.jar");
    EmulatorMissingException e =
        assertThrows(EmulatorMissingException.class, () -> find(environment));
    assertTrue(String.valueOf(e.getMessage()).contains("'/nowhere/x.jar'"), e.getMessage());
  }

  @Test
  void shouldFollowTheLinkOfGcloudIntoTheSdk() throws IOException {
    Path jar = file("sdk/" + IN_SDK);
    Path gcloud = file("sdk/bin/gcloud");
    Path bin = Files.createDirectories(home.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("gcloud"), gcloud);
    assertEquals(jar.toRealPath(), find(Map.of("PATH", "/nowhere:" + bin)));
  }

  @Test
  void shouldFindTheSdkByItsVariableAndInUsualFolders() throws IOException {
    Path usual = file("usr/" + IN_SDK);
    assertEquals(usual, find(Map.of()));
    Path own = file("google-cloud-sdk/" + IN_SDK);
    assertEquals(own, find(Map.of()));
    Path named = file("named-sdk/" + IN_SDK);
    assertEquals(named, find(Map.of("CLOUDSDK_ROOT_DIR", home.resolve("named-sdk").toString())));
  }

  @Test
  void shouldTakeTheNewestOfTheFirebaseCache() throws IOException {
    String cached = ".cache/firebase/emulators/cloud-firestore-emulator-";
    file(cached + "v1.9.20.jar");
    Path newest = file(cached + "v1.19.8.jar");
    file(".cache/firebase/emulators/pubsub-emulator-9.0.0.jar");
    assertEquals(newest, find(Map.of()));
  }

  @Test
  void shouldSayWhatToDoWithoutEmulatorAndNetwork() {
    EmulatorMissingException e = assertThrows(EmulatorMissingException.class, () -> find(Map.of()));
    assertEquals(
        "No Firestore emulator found, and downloading it failed (no network): install it with"
            + " 'gcloud components install cloud-firestore-emulator', or set FIRESTORE_EMULATOR_JAR"
            + " to its jar.",
        e.getMessage());
  }

  @Test
  void shouldFindThePubSubEmulatorInTheSdkAndInTheFirebaseCache() throws IOException {
    Path cached =
        file(
            ".cache/firebase/emulators/pubsub-emulator-0.8.37/pubsub-emulator/lib/"
                + "cloud-pubsub-emulator-0.8.37-all.jar");
    file(".cache/firebase/emulators/pubsub-emulator-0.8.9/lib/cloud-pubsub-emulator-0.8.9-all.jar");
    assertEquals(cached, search(EmulatorProgram.PUBSUB, Map.of()).find());
    Path inSdk =
        file("google-cloud-sdk/platform/pubsub-emulator/lib/cloud-pubsub-emulator-0.8.20-all.jar");
    assertEquals(inSdk, search(EmulatorProgram.PUBSUB, Map.of()).find());
  }

  @Test
  void shouldSayWhatToDoWithoutPubSubEmulatorAndNetwork() {
    EmulatorJar search = search(EmulatorProgram.PUBSUB, Map.of());
    EmulatorMissingException e = assertThrows(EmulatorMissingException.class, search::find);
    assertEquals(
        "No Pub/Sub emulator found, and downloading it failed (no network): install it with"
            + " 'gcloud components install pubsub-emulator', or set PUBSUB_EMULATOR_JAR to its"
            + " jar.",
        e.getMessage());
  }

  @Test
  void shouldUnpackTheProgramOfAZip() throws Exception {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(zip)) {
      for (String name : List.of("e/bin/e", "e/lib/small.jar", "e/lib/e-1-all.jar")) {
        out.putNextEntry(new ZipEntry(name));
        out.write(name.repeat(name.endsWith("all.jar") ? 2 : 1).getBytes(UTF_8));
      }
    }
    byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(zip.toByteArray());
    OfficialJar official =
        new OfficialJar(
            URI.create("https://example.org/emulator/e-1.zip"), HexFormat.of().formatHex(sha256));
    Path cache = home.resolve("cache");
    Path jar = official.in(cache, (from, to) -> Files.write(to, zip.toByteArray()));
    assertEquals(cache.resolve("e-1.jar"), jar);
    assertEquals("e/lib/e-1-all.jar".repeat(2), Files.readString(jar));
    assertEquals(List.of(jar), list(cache));
    assertEquals(jar, official.in(cache, OFFLINE));
  }

  @Test
  void shouldKeepADownloadWithTheRightChecksumAndFetchItOnce() throws IOException {
    // SHA-256 of "abc", from FIPS 180-2.
    OfficialJar official =
        new OfficialJar(
            URI.create("https://example.org/emulator/some.jar"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    Path cache = home.resolve("cache");
    Path jar = official.in(cache, (from, to) -> Files.writeString(to, "abc"));
    assertEquals(cache.resolve("some.jar"), jar);
    assertEquals("abc", Files.readString(jar));
    assertEquals(jar, official.in(cache, OFFLINE));
    assertEquals(List.of(jar), list(cache));
  }

  @Test
  void shouldThrowAwayADownloadWithAWrongChecksum() throws IOException {
    Downloader wrong = (from, to) -> Files.writeString(to, "not a jar");
    EmulatorJar search =
        new EmulatorJar(EmulatorProgram.FIRESTORE, Map.of(), home, List.of(), wrong);
    EmulatorMissingException e = assertThrows(EmulatorMissingException.class, search::find);
    assertTrue(String.valueOf(e.getMessage()).contains("SHA-256"), e.getMessage());
    assertEquals(List.of(), list(home.resolve(".cache/curation")));
  }

  private Path find(Map<String, String> environment) {
    return search(EmulatorProgram.FIRESTORE, environment).find();
  }

  private EmulatorJar search(EmulatorProgram program, Map<String, String> environment) {
    return new EmulatorJar(program, environment, home, List.of(home.resolve("usr")), OFFLINE);
  }

  private Path file(String name) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "");
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
