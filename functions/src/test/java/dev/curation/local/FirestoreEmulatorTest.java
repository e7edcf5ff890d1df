package dev.curation.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.local.FirestoreEmulator.Options;
import dev.curation.local.FirestoreRest.Identity;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FirestoreEmulatorTest {
  private static final Options SMALL = Options.of("lifecycle").withMemory("256m");

  @TempDir Path folder;

  @Test
  void shouldAnswerWhenStartedAndLeaveNothingWhenClosed() {
    long pid;
    Path log;
    int port;
    try (FirestoreEmulator emulator = FirestoreEmulator.start(SMALL)) {
      pid = emulator.pid();
      log = emulator.logFile();
      port = emulator.port();
      FirestoreRest rest =
          new FirestoreRest(emulator.hostAndPort(), "lifecycle", Identity.ANONYMOUS);
      assertEquals(200, rest.put("things/1"));
      assertEquals(200, rest.get("things/1"));
      emulator.control().clear();
      assertEquals(404, rest.get("things/1"));
      assertTrue(Files.exists(log));
    }
    assertFalse(isAlive(pid));
    assertFalse(Files.exists(log.getParent()));
    Ports.requireFree(port);
  }

  @Test
  void shouldRefuseATakenPortBeforeAnythingIsStarted() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      Options options = SMALL.withPort(taken.getLocalPort());
      Path noJar = folder.resolve("none.jar");
      assertThrows(PortTakenException.class, () -> FirestoreEmulator.start(options, noJar));
    }
  }

  @Test
  void shouldReportTheLastOutputOfAnEmulatorThatDies() {
    Path noJar = folder.resolve("none.jar");
    EmulatorException e =
        assertThrows(EmulatorException.class, () -> FirestoreEmulator.start(SMALL, noJar));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains("ended with exit code 1"), message);
    assertTrue(message.contains("ClassNotFoundException"), message);
  }

  /** 15: SIGTERM, our shutdown hook runs. 9: SIGKILL, nothing of ours runs any more. */
  @ParameterizedTest
  @ValueSource(ints = {15, 9})
  void shouldEndWithTheProgramThatStartedIt(int signal) throws Exception {
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                Host.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader output = program.inputReader()) {
      long pid = Long.parseLong(output.readLine());
      assertTrue(isAlive(pid));
      if (signal == 9) {
        program.destroyForcibly();
      } else {
        program.destroy();
      }
      assertTrue(program.waitFor(10, TimeUnit.SECONDS));
      Optional<ProcessHandle> emulator = ProcessHandle.of(pid);
      if (emulator.isPresent()) {
        emulator.get().onExit().get(10, TimeUnit.SECONDS);
      }
      assertFalse(isAlive(pid));
    } finally {
      program.destroyForcibly();
    }
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  /** A program that starts an emulator, prints its process id and never ends by itself. */
  static final class Host {
    private Host() {}

    @SuppressWarnings("resource") // The point is that nobody closes it.
    public static void main(String[] args) throws InterruptedException {
      System.out.println(FirestoreEmulator.start(SMALL).pid());
      Thread.currentThread().join();
    }
  }
}
