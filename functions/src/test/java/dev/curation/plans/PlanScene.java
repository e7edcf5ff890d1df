package dev.curation.plans;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.aggregation.World;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.chain.TxHash;
import dev.curation.commits.Act;
import dev.curation.payout.Proceeds;
import dev.curation.plans.PlanDesk.Swapped;
import dev.curation.pools.PoolWorld;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A desk for payout plans, and what is ordered there. */
final class PlanScene {
  static final Address TREASURY = address(1);
  static final ChainId CHAIN = World.COLLECTION.chainId();
  static final TxHash TRANSACTION = new TxHash("0x" + "a".repeat(64));

  final PoolWorld world = new PoolWorld();
  final List<CollectionId> asked = new ArrayList<>();
  private int requests;

  static Address address(int number) {
    return new Address("0x" + String.format("%040x", number + 0xaa00));
  }

  PlanDesk desk(Store store) {
    return new PlanDesk(
        store, world.clock, attempt -> {}, asked::add, chain -> Optional.of(TREASURY));
  }

  PlanDesk desk() {
    return desk(world.process());
  }

  static Act act(String requestId, String order) {
    return new Act(requestId, "olga", "a test", order);
  }

  Act act(String order) {
    return act("request-" + ++requests, order);
  }

  /**
   * The treasury hands all to as many others, alike.
   *
   * @param amounts of its gains, as JSON
   * @param least that is transferred of ETH
   */
  static JsonObject plan(int payees, String amounts, String least) {
    JsonArray nodes = new JsonArray();
    JsonObject addresses = new JsonObject();
    JsonArray edges = new JsonArray();
    addresses.addProperty("treasury", TREASURY.hex());
    for (int i = 0; i < payees; i++) {
      String id = String.format("p%04d", i);
      nodes.add(JsonParser.parseString("{\"id\": \"" + id + "\", \"kind\": \"RECIPIENT\"}"));
      int bps = 10_000 / payees + (i < 10_000 % payees ? 1 : 0);
      edges.add(
          JsonParser.parseString(
              "{\"to\": \"" + id + "\", \"bps\": " + bps + ", \"settle\": true}"));
      addresses.addProperty(id, address(i + 2).hex());
    }
    JsonObject plan =
        JsonParser.parseString(
                """
                {"nowMs": 1662000000000, "chainId": 1,
                 "routes": [{"at": "treasury", "source": "treasury"}],
                 "amp": {"baseBps": 0},
                 "gains": [{"node": "treasury", "amounts": %s}],
                 "minTransfer": {"ETH": "%s"},
                 "gas": {"native": "ETH", "priceWei": "1", "nativeTransfer": 21000, "tokenTransfer": 65000,
                         "swap": 180000},
                 "assets": {"ETH": {"token": "NATIVE", "decimals": 18},
                            "TOK": {"token": "0x9999999999999999999999999999999999999999", "decimals": 18}}}
                """
                    .formatted(amounts, least))
            .getAsJsonObject();
    nodes.add(JsonParser.parseString("{\"id\": \"treasury\", \"kind\": \"TREASURY\"}"));
    plan.add("nodes", nodes);
    plan.getAsJsonArray("routes").get(0).getAsJsonObject().add("edges", edges);
    plan.add("addresses", addresses);
    return plan;
  }

  static String ether(long amount) {
    return "{\"ETH\": \"" + amount + "\"}";
  }

  Map<String, String> create(JsonObject plan) {
    return desk().create("fees", plan, act(plan.toString()));
  }

  Map<String, String> approve(String plan) {
    return desk().approve(plan, List.of(), act("approve " + plan));
  }

  static List<Swapped> fetched(long amount) {
    return List.of(
        new Swapped(new Proceeds("treasury", "TOK", BigInteger.valueOf(amount)), TRANSACTION));
  }

  /** All amounts of one token in the outbox, by address. */
  Map<String, BigInteger> paid(String denom) {
    Map<String, BigInteger> paid = new TreeMap<>();
    for (StoredDocument payment :
        world.process().query(dev.curation.store.Query.in(dev.curation.documents.Paths.PAYMENTS))) {
      Fields transfers = payment.fields().map("transfers");
      if (transfers.values().containsKey(denom)) {
        Fields transfer = transfers.map(denom);
        paid.merge(
            transfer.string("person"),
            new BigInteger(transfer.string("amountWei")),
            BigInteger::add);
      }
    }
    return paid;
  }

  /** All documents, as they stand; facts of the ledger have other names in each world. */
  Map<String, Map<String, Object>> facts() {
    Map<String, Map<String, Object>> facts = new TreeMap<>();
    world
        .database
        .snapshot()
        .forEach(
            (path, fields) -> {
              if (!path.path().contains("curationLedger")) {
                facts.put(path.path(), new TreeMap<>(fields.values()));
              }
            });
    return facts;
  }
}
