package dev.curation.local;

import dev.curation.chain.ChainId;
import dev.curation.evm.JsonRpc;
import dev.curation.node.NodeException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Foundry's anvil, an Ethereum chain, as a child process on 127.0.0.1, gone when this program is.
 */
public final class Anvil implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final ChildProcess child;
  private final URI endpoint;

  /**
   * How to start it.
   *
   * @param port to listen on; 0: any free one
   * @param accounts how many unlocked accounts, each with 10,000 ether
   * @param genesis time of block 0, in whole seconds; later blocks follow the clock from there on
   *     unless they are told their time
   */
  public record Options(int port, ChainId chain, int accounts, Instant genesis) {}

  private Anvil(ChildProcess child, URI endpoint) {
    this.child = child;
    this.endpoint = endpoint;
  }

  /**
   * Starts it and returns when it answers, after about a tenth of a second.
   *
   * @param contracts the project's folder of that name
   * @throws EmulatorMissingException if npm has not installed it
   * @throws PortTakenException if another program listens on the port
   * @throws EmulatorException if it ends early (with its last output) or does not answer in 60 s
   */
  public static Anvil start(Options options, Path contracts) {
    Path program = program(contracts, System.getProperty("os.name"), System.getProperty("os.arch"));
    return Ports.startOn(options.port(), port -> startAt(options, program, port));
  }

  private static Anvil startAt(Options options, Path program, int port) {
    List<String> arguments =
        List.of(
            "--host=" + HOST,
            "--port=" + port,
            "--chain-id=" + options.chain(),
            "--accounts=" + options.accounts(),
            "--timestamp=" + options.genesis().getEpochSecond(),
            // Else no block is ever safe or finalized on a short chain.
            "--slots-in-an-epoch=1",
            "--disable-block-gas-limit",
            "--quiet");
    URI endpoint = URI.create("http://" + HOST + ":" + port);
    Anvil anvil =
        new Anvil(ChildProcess.program("The local chain (anvil)", program, arguments), endpoint);
    anvil.child.awaitAnswer(anvil::answers);
    return anvil;
  }

  /** Where npm puts the program for a system: as the package's own starter looks it up. */
  static Path program(Path contracts, String system, String processor) {
    String os = system.toLowerCase(Locale.ROOT);
    String platform =
        os.startsWith("mac") ? "darwin" : os.startsWith("windows") ? "win32" : "linux";
    String architecture = processor.equals("aarch64") ? "arm64" : "amd64";
    Path program =
        contracts.resolve(
            "node_modules/@foundry-rs/anvil-" + platform + "-" + architecture + "/bin/anvil");
    if (!Files.isRegularFile(program)) {
      throw new EmulatorMissingException(
          "No local chain (anvil) in " + contracts + ": run 'npm ci' there.", null);
    }
    return program;
  }

  /** Where its JSON-RPC answers. */
  public URI endpoint() {
    return endpoint;
  }

  long pid() {
    return child.pid();
  }

  /** Ends the process. Returns when it is gone. */
  @Override
  public void close() {
    child.close();
  }

  private boolean answers() {
    try {
      var unused = new JsonRpc(endpoint, ANSWER, ANSWER).call("eth_chainId");
      return true;
    } catch (NodeException e) {
      return false;
    }
  }
}
