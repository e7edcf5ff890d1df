package dev.curation.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.ChainId;
import dev.curation.evm.Web3jNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AnvilTest {
  private static final Anvil.Options OPTIONS =
      new Anvil.Options(0, new ChainId(77), 3, Instant.parse("2026-01-05T00:00:00Z"));

  @TempDir Path folder;

  @Test
  void shouldBeTheChainAskedForAndLeaveNoProcessWhenClosed() {
    List<ProcessHandle> processes;
    URI endpoint;
    try (Anvil anvil = Anvil.start(OPTIONS, LocalChain.CONTRACTS)) {
      endpoint = anvil.endpoint();
      Web3jNode node =
          new Web3jNode(new ChainId(77), endpoint, Duration.ofSeconds(5), Duration.ofSeconds(5));
      assertEquals(new ChainId(77), node.chainId());
      assertEquals(
          OPTIONS.genesis().toEpochMilli(),
          node.headers(List.of(0L)).getFirst().orElseThrow().timestamp());
      assertEquals(3, new TestChain(endpoint, LocalChain.CONTRACTS).accounts().size());
      processes = family(anvil.pid());
      assertTrue(processes.size() >= 2, "the guard and anvil");
    }
    assertEquals(List.of(), processes.stream().filter(ProcessHandle::isAlive).toList());
    Ports.requireFree(endpoint.getPort());
  }

  @Test
  void shouldRefuseATakenPort() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      Anvil.Options options =
          new Anvil.Options(taken.getLocalPort(), OPTIONS.chain(), 1, OPTIONS.genesis());
      assertThrows(PortTakenException.class, () -> Anvil.start(options, LocalChain.CONTRACTS));
    }
  }

  @Test
  void shouldSayWhatToDoWhenNpmHasInstalledNothing() {
    String message =
        String.valueOf(
            assertThrows(EmulatorMissingException.class, () -> Anvil.start(OPTIONS, folder))
                .getMessage());
    assertTrue(message.endsWith("run 'npm ci' there."), message);
    assertFalse(message.contains("\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, anvil-linux-amd64",
    "Linux, aarch64, anvil-linux-arm64",
    "Mac OS X, x86_64, anvil-darwin-amd64",
    "Mac OS X, aarch64, anvil-darwin-arm64"
  })
  void shouldFindTheProgramWhereNpmPutsIt(String system, String processor, String name)
      throws IOException {
    Path program = folder.resolve("node_modules/@foundry-rs/" + name + "/bin/anvil");
    Files.createDirectories(program.getParent());
    Files.createFile(program);
    assertEquals(program, Anvil.program(folder, system, processor));
  }

  @Test
  void shouldReportTheLastOutputOfAChainThatDies() {
    Anvil.Options wrong = new Anvil.Options(0, OPTIONS.chain(), -1, OPTIONS.genesis());
    String message =
        String.valueOf(
            assertThrows(EmulatorException.class, () -> Anvil.start(wrong, LocalChain.CONTRACTS))
                .getMessage());
    assertTrue(message.contains("ended with exit code 2"), message);
    assertTrue(message.contains("--accounts"), message);
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
                "-Dproject.root=" + System.getProperty("project.root", ".."),
                "-cp",
                System.getProperty("java.class.path"),
                Host.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader output = program.inputReader()) {
      List<ProcessHandle> processes =
          Arrays.stream(output.readLine().split(" ", -1))
              .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
              .toList();
      if (signal == 9) {
        program.destroyForcibly();
      } else {
        program.destroy();
      }
      assertTrue(program.waitFor(10, TimeUnit.SECONDS));
      for (ProcessHandle process : processes) {
        process.onExit().get(10, TimeUnit.SECONDS);
        assertFalse(process.isAlive());
      }
    } finally {
      program.destroyForcibly();
    }
  }

  private static List<ProcessHandle> family(long pid) {
    ProcessHandle parent = ProcessHandle.of(pid).orElseThrow();
    return Stream.concat(Stream.of(parent), parent.descendants()).toList();
  }

  /** A program that starts a chain, prints the ids of its processes and never ends by itself. */
  static final class Host {
    private Host() {}

    @SuppressWarnings("resource") // The point is that nobody closes it.
    public static void main(String[] args) throws InterruptedException {
      Anvil anvil = Anvil.start(OPTIONS, LocalChain.CONTRACTS);
      System.out.println(
          String.join(" ", family(anvil.pid()).stream().map(p -> Long.toString(p.pid())).toList()));
      Thread.currentThread().join();
    }
  }
}
