package dev.curation.webhook;

import dev.curation.chain.Address;
import dev.curation.chain.BlockHash;
import dev.curation.chain.ChainId;
import dev.curation.chain.ChainLog;
import dev.curation.chain.LogId;
import dev.curation.chain.TxHash;
import dev.curation.decoding.ContractSet;
import dev.curation.decoding.Exchange;
import dev.curation.decoding.ExchangeKind;
import dev.curation.listening.ChainSettings;
import dev.curation.listening.Deliveries;
import dev.curation.listening.Intake;
import dev.curation.node.SeenLog;
import dev.curation.staking.StakeBook;
import dev.curation.store.Store;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** The chain that the recorded payloads tell of: one transaction with two sales of CryptoPunks. */
public final class WebhookWorld {
  public static final ChainId CHAIN = new ChainId(1);
  public static final Instant NOW = Instant.parse("2024-06-01T22:37:00Z");
  public static final InstantSource CLOCK = InstantSource.fixed(NOW);
  public static final Address PUNKS = new Address("0xb47e3cd837ddf8e4c57f05d70ab865de6e193bbb");
  static final TxHash TX =
      new TxHash("0x1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c");
  private static final BlockHash BLOCK =
      new BlockHash("0x496aca80e4d8f29fb8e8cd816c3afb48d3f103970b3a2ee1600c08ca67326dee");
  private static final String BOUGHT =
      "0x58e5d5a525e3b40bc15abaa38b5882678db1ee68befd2f60bafe3a7fd06db9e3";

  private WebhookWorld() {}

  private static String word(String hex) {
    return "0x" + "0".repeat(64 - hex.length()) + hex;
  }

  private static ChainLog sale(int index, String punk, String wei) {
    return new ChainLog(
        new LogId(CHAIN, BLOCK, TX, index),
        20_000_000,
        1_717_281_407_000L,
        PUNKS,
        List.of(BOUGHT, word(punk), word("a1".repeat(20)), word("b0".repeat(20))),
        word(wei));
  }

  /** Both sales, as the chain's node tells them. */
  static List<ChainLog> sales() {
    return List.of(sale(101, "4d2", "246ddf97976680000"), sale(102, "4d", "de0b6b3a7640001"));
  }

  static List<ChainLog> node(TxHash tx) {
    return tx.equals(TX) ? sales() : List.of();
  }

  static WebhookSettings settings(String secret) {
    Map<Vendor, List<WebhookSecret>> secrets = new EnumMap<>(Vendor.class);
    for (Vendor vendor : Vendor.values()) {
      secrets.put(vendor, List.of(new WebhookSecret(CHAIN, secret)));
    }
    return WebhookSettings.of(secrets);
  }

  /** Endpoints whose deliveries go into a database. */
  public static Webhooks into(Store store) {
    ContractSet contracts =
        new ContractSet(
            CHAIN,
            new Address("0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2"),
            List.of(new Exchange(PUNKS, ExchangeKind.CRYPTOPUNKS, Set.of(), 250)),
            Optional.empty());
    ChainSettings chain = new ChainSettings(contracts, 3, 64, OptionalLong.empty());
    StakeBook book =
        new StakeBook(store, id -> Optional.empty(), CLOCK, () -> "request", (duration) -> {});
    Intake intake = new Intake(chain, store, book, CLOCK);
    return into(new Deliveries(chain, store, intake, CLOCK)::accept);
  }

  /** Endpoints whose deliveries go to whom it may concern. */
  public static Webhooks into(Function<List<SeenLog>, Intake.Count> intake) {
    WebhookChain chain = new WebhookChain(Set.of(PUNKS), Optional.of(WebhookWorld::node), intake);
    return new Webhooks(settings(TestDelivery.SECRET), Map.of(CHAIN, chain), CLOCK);
  }
}
