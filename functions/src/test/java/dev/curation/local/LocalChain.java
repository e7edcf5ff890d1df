package dev.curation.local;

import dev.curation.chain.ChainId;
import dev.curation.evm.Web3jNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** A chain of a test's own, with the project's contracts. */
public final class LocalChain implements AutoCloseable {
  public static final Path CONTRACTS =
      Path.of(System.getProperty("project.root", "..")).toAbsolutePath().resolve("contracts");
  public static final ChainId CHAIN = new ChainId(31_337);
  public static final Instant GENESIS = Instant.parse("2026-01-05T00:00:00Z");

  private final Anvil anvil;
  private final TestChain chain;

  private LocalChain(Anvil anvil) {
    this.anvil = anvil;
    this.chain = new TestChain(anvil.endpoint(), CONTRACTS);
  }

  public static LocalChain start() {
    return new LocalChain(Anvil.start(new Anvil.Options(0, CHAIN, 20, GENESIS), CONTRACTS));
  }

  public TestChain chain() {
    return chain;
  }

  public Anvil anvil() {
    return anvil;
  }

  public Web3jNode node() {
    return new Web3jNode(CHAIN, anvil.endpoint(), Duration.ofSeconds(5), Duration.ofSeconds(30));
  }

  @Override
  public void close() {
    anvil.close();
  }
}
