package dev.curation.rewards;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.aggregation.Aggregation;
import dev.curation.aggregation.AggregationSettings;
import dev.curation.aggregation.World;
import dev.curation.apr.FixedPrice;
import dev.curation.apr.TokenPrices;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.ledger.Ledger;
import dev.curation.ledger.LedgerEvent;
import dev.curation.ledger.Watermark;
import dev.curation.replay.CryptoPunksSales;
import dev.curation.replay.Replay;
import dev.curation.store.Store;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A simulated database of several collections, and readers who ask it. */
public final class RewardsWorld extends World {
  private static final Gson GSON = new GsonBuilder().serializeNulls().create();
  private static final Path SALES =
      Path.of(System.getProperty("project.root", ".."), "emulator-config", "cryptopunks-sales.csv");

  private TokenPrices prices = TokenPrices.NONE;
  private int runs;

  public RewardsWorld() {
    super(AggregationSettings.DEFAULT);
  }

  /** The first two weeks of CryptoPunks sales, up to a Saturday noon, with a token's price. */
  public static RewardsWorld ofCryptoPunks() {
    RewardsWorld world = new RewardsWorld().withPrice("2.5");
    world.now = Instant.parse("2017-07-08T12:00:00Z");
    List<LedgerEvent> events =
        CryptoPunksSales.read(SALES).stream()
            .filter(event -> event.position().timestamp() < world.now.toEpochMilli())
            .toList();
    var unused =
        new Replay(world.process(), CryptoPunksSales.COLLECTION)
            .append(events, world.now.toEpochMilli(), each -> {});
    world.tick();
    return world;
  }

  /** From now on a token costs so much ether. */
  public RewardsWorld withPrice(String eth) {
    prices = new FixedPrice(new BigDecimal(eth));
    return this;
  }

  public static CollectionId collection(int number) {
    return new CollectionId(
        new ChainId(1), new Address(String.format("0x%040x", 0xc0ffee + number)));
  }

  public void append(CollectionId collection, List<? extends LedgerEvent> events) {
    var unused = new Ledger(process(), collection).append(events, now.toEpochMilli());
  }

  /** All that was appended is all there was. */
  public void delivered(CollectionId collection, Instant until) {
    new Watermark(process(), collection).advance("chain", until.toEpochMilli());
  }

  @Override
  public Aggregation aggregation(Store store) {
    return new Aggregation(store, settings, prices, clock, () -> "run-" + ++runs);
  }

  public RewardsApi api(Store store) {
    return new RewardsApi(store, prices, ClaimTotals.NONE, clock);
  }

  /** The body of an answer, from a path such as {@code users/0x...?at=5}. */
  public JsonObject get(String address) {
    return json(api(process()), address);
  }

  /** The body of an answer. */
  public static JsonObject json(RewardsApi api, String address) {
    String[] parts = address.split("\\?", 2);
    Map<String, List<String>> query = new HashMap<>();
    if (parts.length == 2) {
      for (String pair : parts[1].split("&", -1)) {
        String[] each = pair.split("=", 2);
        query.put(each[0], List.of(each[1]));
      }
    }
    Answer answer = api.get(parts[0], query);
    return JsonParser.parseString(GSON.toJson(answer.body().values())).getAsJsonObject();
  }
}
