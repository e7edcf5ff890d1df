package dev.curation.plans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.aggregation.World;
import dev.curation.chain.ChainId;
import dev.curation.chain.TxHash;
import dev.curation.errors.InvalidValueException;
import dev.curation.ledger.Facts;
import dev.curation.time.Week;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What could make a plan pay twice, too much, the wrong one, or nobody. */
final class PlanAttacksTest {
  private final PlanScene scene = new PlanScene();

  private InvalidValueException refused(JsonObject plan) {
    var before = scene.facts();
    InvalidValueException refused =
        assertThrows(InvalidValueException.class, () -> scene.create(plan));
    World.assertSame(before, scene.facts(), "nothing changes");
    return refused;
  }

  private static JsonObject fromPeriod(String collections) {
    JsonObject plan = PlanScene.plan(2, PlanScene.ether(1), "0");
    plan.add(
        "gains",
        JsonParser.parseString(
            """
            [{"node": "treasury", "fromPeriod": {"asset": "ETH", "collections": %s, "period": "%s"}}]"""
                .formatted(collections, Week.of(Facts.START).id())));
    return plan;
  }

  private static final String KNOWN = "[\"" + World.COLLECTION.address() + "\"]";

  private void sell(long wei, Duration time) {
    scene.world.vote(1, 1);
    scene.world.sale(wei);
    scene.world.seal(time);
  }

  @Test
  void shouldReleaseAPlanOfManyTransfersInSeveralCommits() {
    var created = scene.create(PlanScene.plan(1_200, PlanScene.ether(1_000_000), "0"));
    var approved = scene.approve("fees.1");

    assertEquals("1200", created.get("transfers"));
    assertEquals("1200", approved.get("transfers"));
    var paid = scene.paid("native");
    assertEquals(1_200, paid.size());
    assertEquals(
        BigInteger.valueOf(1_000_000),
        paid.values().stream().reduce(BigInteger.ZERO, BigInteger::add));
    Map<String, Object> answer =
        new TreeMap<>(new PlanAnswers(scene.world.process()).plan("fees.1").orElseThrow());
    assertEquals(1_200, ((List<?>) Objects.requireNonNull(answer.get("payments"))).size());
  }

  @Test
  void shouldCutNoCharacterInTwo() {
    PlanTexts texts = new PlanTexts(scene.world.process());
    for (String unit : List.of("a", "ä", "€", "\uD83D\uDE00", "a\uD83D\uDE00")) {
      String text = "x" + unit.repeat(700_000 / unit.length());
      var written = texts.write("fees.1", text);
      assertEquals(text, texts.read("fees.1", written));
      for (var each : scene.world.database.snapshot().values()) {
        String page = each.string("text");
        assertTrue(
            java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(page), "a whole page");
      }
    }
    assertThrows(InvalidValueException.class, () -> texts.write("fees.1", "half \uD83D"));
    assertThrows(InvalidValueException.class, () -> texts.write("fees.1", "x".repeat(18_000_000)));
  }

  /** Whatever is gained is sent, sold or still owed, through random plans that follow. */
  @Test
  void shouldConserveThroughChainsOfPlans() {
    for (int seed = 0; seed < 12; seed++) {
      PlanScene chain = new PlanScene();
      Random random = new Random(seed);
      BigInteger gained = BigInteger.ZERO;
      for (int number = 1; number <= 12; number++) {
        long gain = random.nextInt(1_000);
        var plan = PlanScene.plan(1 + random.nextInt(3), PlanScene.ether(gain), "200");
        keepNodes(plan);
        var created = chain.create(plan);
        String id = PlanRecord.id("fees", number);
        assertEquals(id, created.get("plan"));
        if (random.nextInt(4) == 0) {
          var unused = chain.desk().discard(id, chain.act("discard " + id));
        } else {
          var unused = chain.approve(id);
          gained = gained.add(BigInteger.valueOf(gain));
        }
        BigInteger sent =
            chain.paid("native").values().stream().reduce(BigInteger.ZERO, BigInteger::add);
        assertEquals(gained, sent.add(owed(chain)), "seed " + seed + ", plan " + id);
      }
    }
  }

  /** Those whom an earlier plan owes something are nodes of each later one. */
  private static void keepNodes(JsonObject plan) {
    for (int i = 0; i < 4; i++) {
      String id = String.format("p%04d", i);
      if (!plan.getAsJsonObject("addresses").has(id)) {
        plan.getAsJsonObject("addresses").addProperty(id, PlanScene.address(i + 2).hex());
        plan.getAsJsonArray("nodes")
            .add(JsonParser.parseString("{\"id\": \"" + id + "\", \"kind\": \"RECIPIENT\"}"));
      }
    }
  }

  private static BigInteger owed(PlanScene chain) {
    var store = chain.world.process();
    String last = Series.of(store, "fees").approved();
    BigInteger owed = BigInteger.ZERO;
    if (last != null) {
      PlanRecord plan = PlanRecord.require(store, last);
      JsonArray deferred =
          new PlanTexts(store)
              .json(last, Objects.requireNonNull(plan.executed()))
              .getAsJsonArray("deferred");
      for (var each : deferred) {
        owed = owed.add(new BigInteger(each.getAsJsonObject().get("amount").getAsString()));
      }
    }
    return owed;
  }

  @Test
  void shouldNotPayOnAnotherChainOrInAnotherTokenWhatIsCarried() {
    var first = scene.create(PlanScene.plan(2, "{\"ETH\": \"100\", \"TOK\": \"100\"}", "80"));
    var approved = scene.approve("fees.1");
    assertEquals(first.get("transfers"), approved.get("transfers"));

    JsonObject elsewhere = PlanScene.plan(2, PlanScene.ether(100), "0");
    elsewhere.addProperty("chainId", 137);
    assertEquals("chainId", refused(elsewhere).field());
    JsonObject other = PlanScene.plan(2, PlanScene.ether(100), "0");
    other
        .getAsJsonObject("assets")
        .getAsJsonObject("ETH")
        .addProperty("token", "0x" + "8".repeat(40));
    assertEquals("assets.ETH", refused(other).field());
  }

  @Test
  void shouldRefuseAmountsThatNoTransferCanHave() {
    String most = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE).toString();
    JsonObject plan = PlanScene.plan(1, "{\"ETH\": \"" + most + "\"}", "0");
    plan.getAsJsonArray("gains")
        .add(JsonParser.parseString("{\"node\": \"treasury\", \"amounts\": {\"ETH\": \"1\"}}"));
    assertEquals("plan", refused(plan).field());
    plan.getAsJsonArray("gains").remove(1);
    var created = scene.create(plan);
    var approved = scene.approve("fees.1");
    assertEquals(created.get("plan"), approved.get("plan"));
    assertEquals(Map.of(PlanScene.address(2).hex(), new BigInteger(most)), scene.paid("native"));
  }

  @Test
  void shouldPayTokens() {
    var created = scene.create(PlanScene.plan(2, "{\"TOK\": \"9\"}", "0"));
    var approved = scene.approve("fees.1");
    assertEquals(created.get("transfers"), approved.get("transfers"));
    assertEquals(2, scene.paid("0x" + "9".repeat(40)).size());
    assertEquals(Map.of(), scene.paid("native"));
  }

  @Test
  void shouldWantATokenForWhateverIsDeferredToo() {
    JsonObject plan = PlanScene.plan(2, PlanScene.ether(10), "100");
    plan.getAsJsonObject("assets").remove("ETH");
    assertEquals("assets.ETH", refused(plan).field());
  }

  @Test
  void shouldTakeAPeriodOnceInAllSeries() {
    sell(1_000, Duration.ofDays(8));
    var first = scene.create(fromPeriod(KNOWN));
    assertEquals("fees.1", first.get("plan"));
    InvalidValueException refused =
        assertThrows(
            InvalidValueException.class,
            () -> scene.desk().create("other", fromPeriod("[]"), scene.act("other")));
    assertTrue(refused.reason().contains("fees.1"), refused.reason());
    var discarded = scene.desk().discard("fees.1", scene.act("discard"));
    assertEquals("DISCARDED", discarded.get("state"));
    var second = scene.desk().create("other", fromPeriod("[]"), scene.act("again"));
    assertEquals("other.1", second.get("plan"));
  }

  @Test
  void shouldAskForAQuietCollectionAndNameOneThatIsUnknownOrGivenTwice() {
    sell(1_000, Duration.ofDays(6));
    scene.world.now = scene.world.now.plus(Duration.ofDays(3));

    InvalidValueException quiet = refused(fromPeriod(KNOWN));
    assertTrue(quiet.field().endsWith("fromPeriod.period"), quiet.field());
    assertEquals(List.of(World.COLLECTION), scene.asked);
    String unknown = "[\"" + PlanScene.address(1) + "\"]";
    assertTrue(refused(fromPeriod(unknown)).field().endsWith("collections"));
    scene.world.seal(Duration.ofDays(2));
    String twice = KNOWN.replace("]", ",") + KNOWN.substring(1);
    assertEquals("is there twice", refused(fromPeriod(twice)).reason());
    JsonObject both = fromPeriod(KNOWN);
    both.getAsJsonArray("gains")
        .get(0)
        .getAsJsonObject()
        .add("amounts", JsonParser.parseString(PlanScene.ether(1)));
    assertEquals("gains[0].amounts", refused(both).field());
  }

  @Test
  void shouldReserveNothingForAPlanThatIsRefused() {
    sell(1_000, Duration.ofDays(8));
    JsonObject plan = fromPeriod(KNOWN);
    plan.getAsJsonObject("addresses").remove("p0000");
    assertEquals("addresses.p0000", refused(plan).field());
  }

  @Test
  void shouldPayAStakerWhoseAmountWasDeferredFromTheNextPlan() {
    JsonObject direct = withStakers(PlanScene.plan(1, PlanScene.ether(100), "200"), "DIRECT");
    assertEquals("1", scene.create(direct).get("deferred"));
    var approved = scene.approve("fees.1");
    JsonObject contract = withStakers(PlanScene.plan(1, PlanScene.ether(300), "0"), "CONTRACT");
    contract.getAsJsonObject("addresses").addProperty("stakers", PlanScene.address(51).hex());
    var second = scene.create(contract);
    var approvedToo = scene.approve("fees.2");

    assertEquals("0", approved.get("transfers"));
    assertEquals(second.get("transfers"), approvedToo.get("transfers"));
    assertEquals(
        Map.of(
            PlanScene.address(50).hex(), BigInteger.valueOf(100),
            PlanScene.address(51).hex(), BigInteger.valueOf(300)),
        scene.paid("native"));
  }

  /** All goes to alice, the only staker. */
  private static JsonObject withStakers(JsonObject plan, String payout) {
    plan.getAsJsonArray("nodes")
        .add(JsonParser.parseString("{\"id\": \"stakers\", \"kind\": \"STAKERS\"}"));
    plan.add(
        "routes",
        JsonParser.parseString(
            """
            [{"at": "treasury", "source": "treasury", "edges": [{"to": "stakers", "bps": 10000}]}]"""));
    plan.add(
        "stakers",
        JsonParser.parseString(
            """
            {"stakers": {"treasury": {"returnTo": "treasury", "stakes": [
              {"staker": "alice", "tokens": "1", "stakedMs": 0}]}}}"""));
    plan.addProperty("stakersPayout", payout);
    plan.getAsJsonObject("addresses").addProperty("staker:alice", PlanScene.address(50).hex());
    return plan;
  }

  @Test
  void shouldNotRecordOneTransactionOverAnother() {
    JsonObject plan = PlanScene.plan(1, PlanScene.ether(10), "0");
    plan.getAsJsonObject("addresses").addProperty("treasury", PlanScene.address(77).hex());
    var created = scene.create(plan);
    var approved = scene.approve("fees.1");
    assertEquals(created.get("transfers"), approved.get("transfers"));
    var recorded = scene.desk().record("fees.1", 0, PlanScene.TRANSACTION, scene.act("r"));
    assertEquals(recorded, scene.desk().record("fees.1", 0, PlanScene.TRANSACTION, scene.act("r")));
    TxHash other = new TxHash("0x" + "c".repeat(64));
    assertThrows(
        InvalidValueException.class,
        () -> scene.desk().record("fees.1", 0, other, scene.act("other")));
    assertEquals(new ChainId(1), PlanScene.CHAIN);
  }
}
