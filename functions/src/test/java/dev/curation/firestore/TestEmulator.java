package dev.curation.firestore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One Firestore emulator for all tests of this JVM; it ends with the JVM. */
public final class TestEmulator {
  private static final String JAR =
      "platform/cloud-firestore-emulator/cloud-firestore-emulator.jar";
  private static final int STARTS_WITHIN_SECONDS = 60;

  private TestEmulator() {}

  /** Where the emulator listens; the first call starts it. */
  public static String hostPort() {
    return Started.HOST_PORT;
  }

  private static final class Started {
    private static final String HOST_PORT = start();
  }

  private static String start() {
    try {
      int port = freePort();
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx1g",
                  "-Duser.language=en",
                  "-cp",
                  jar().toString(),
                  "com.google.cloud.datastore.emulator.firestore.CloudFirestore",
                  "start",
                  "--host=127.0.0.1",
                  "--port=" + port)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      awaitListening(process, port);
      return "127.0.0.1:" + port;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitListening(Process process, int port) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STARTS_WITHIN_SECONDS);
    while (System.nanoTime() < deadline) {
      if (isListening(port)) {
        return;
      }
      try {
        if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
          throw new IllegalStateException("the emulator ended with " + process.exitValue());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while the emulator started", e);
      }
    }
    throw new IllegalStateException(
        "the emulator did not start in " + STARTS_WITHIN_SECONDS + " s");
  }

  private static boolean isListening(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Path jar() throws IOException {
    List<Path> candidates = new ArrayList<>();
    String named = System.getenv("FIRESTORE_EMULATOR_JAR");
    if (named != null) {
      candidates.add(Path.of(named));
    }
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      Path gcloud = Path.of(folder, "gcloud");
      if (Files.isExecutable(gcloud)) {
        candidates.add(gcloud.toRealPath().resolveSibling("../" + JAR).normalize());
      }
    }
    candidates.add(Path.of("/usr/lib/google-cloud-sdk", JAR));
    try (Stream<Path> all = candidates.stream()) {
      return all.filter(Files::isRegularFile)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no Firestore emulator in " + candidates));
    }
  }
}
