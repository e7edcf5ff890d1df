package dev.curation.plans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.aggregation.World;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.chain.TxHash;
import dev.curation.commits.Act;
import dev.curation.errors.InvalidValueException;
import dev.curation.ledger.Facts;
import dev.curation.payout.PlanRefusal;
import dev.curation.payout.PlanRefusedException;
import dev.curation.payout.Proceeds;
import dev.curation.plans.PlanDesk.Swapped;
import dev.curation.pools.PoolWorld;
import dev.curation.store.Store;
import dev.curation.time.Week;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A plan from the treasury's desk to the outbox. */
final class PlanDeskTest {
  private static final Address TREASURY = new Address("0x" + "1".repeat(40));
  private static final Address CURATORS = new Address("0x" + "2".repeat(40));
  private static final Address STAKERS = new Address("0x" + "3".repeat(40));
  private static final Address OTHER = new Address("0x" + "4".repeat(40));
  private static final ChainId CHAIN = World.COLLECTION.chainId();

  private final PoolWorld world = new PoolWorld();
  private final List<CollectionId> asked = new ArrayList<>();
  private int requests;

  private PlanDesk desk(Store store) {
    return new PlanDesk(
        store, world.clock, attempt -> {}, asked::add, chain -> Optional.of(TREASURY));
  }

  private Act act(String order) {
    return new Act("request-" + ++requests, "somebody", "a test", order);
  }

  /** Fees of 1000 at the treasury: 60 % to curators, 10 % to stakers, the rest stays. */
  private static JsonObject plan(String gain, String minTransfer) {
    return JsonParser.parseString(
            """
            {"nowMs": 1662000000000, "chainId": 1,
             "nodes": [{"id": "treasury", "kind": "TREASURY"}, {"id": "curators", "kind": "RECIPIENT"},
                       {"id": "others", "kind": "POOL"}, {"id": "stakers", "kind": "RECIPIENT"}],
             "routes": [
               {"at": "treasury", "source": "treasury", "keepBps": 3000, "edges": [
                 {"to": "curators", "bps": 6000, "settle": true},
                 {"to": "stakers", "bps": 1000, "settle": true}]},
               {"at": "others", "source": "others", "keepBps": 0, "edges": [
                 {"to": "curators", "bps": 10000, "settle": true}]}],
             "amp": {"baseBps": 0},
             "gains": [%s],
             "minTransfer": {"ETH": "%s"},
             "gas": {"native": "ETH", "priceWei": "1", "nativeTransfer": 21000, "tokenTransfer": 65000,
                     "swap": 180000},
             "assets": {"ETH": {"token": "NATIVE", "decimals": 18},
                        "TOK": {"token": "0x9999999999999999999999999999999999999999", "decimals": 18}},
             "addresses": {"treasury": "%s", "curators": "%s", "stakers": "%s", "others": "%s"}}
            """
                .formatted(gain, minTransfer, TREASURY, CURATORS, STAKERS, OTHER))
        .getAsJsonObject();
  }

  private static String gain(String node, String amount) {
    return """
        {"node": "%s", "amounts": {"ETH": "%s"}}"""
        .formatted(node, amount);
  }

  private Map<String, String> create(JsonObject plan) {
    return desk(world.process()).create("fees", plan, act(plan.toString()));
  }

  private Map<String, String> approve(String plan) {
    return desk(world.process()).approve(plan, List.of(), act("approve " + plan));
  }

  private Map<String, @Nullable Object> answer(String plan) {
    return new PlanAnswers(world.process()).plan(plan).orElseThrow();
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, @Nullable Object>> payments(String plan) {
    return (List<Map<String, @Nullable Object>>)
        Objects.requireNonNull(answer(plan).get("payments"));
  }

  @Test
  void shouldSendWhatIsApprovedOnce() {
    assertEquals("fees.1", create(plan(gain("treasury", "1000"), "0")).get("plan"));
    assertEquals(Map.of(), world.paid());

    var unused = approve("fees.1");

    assertEquals(
        Map.of(CURATORS.hex(), BigInteger.valueOf(600), STAKERS.hex(), BigInteger.valueOf(100)),
        world.paid());
    assertEquals("DUE", payments("fees.1").get(0).get("state"));
    InvalidValueException again =
        assertThrows(InvalidValueException.class, () -> approve("fees.1"));
    assertEquals("plan", again.field());
    assertEquals(BigInteger.valueOf(600), world.paid().get(CURATORS.hex()));
  }

  @Test
  void shouldCarryWhatIsDeferredIntoTheNextPlan() {
    var first = create(plan(gain("treasury", "1000"), "150"));
    assertEquals("1", first.get("deferred"));
    var approved = approve("fees.1");

    var second = create(plan(gain("treasury", "500"), "150"));
    var approvedToo = approve("fees.2");

    assertEquals("2", second.get("transfers"));
    assertEquals("1", approved.get("transfers"));
    assertEquals("2", approvedToo.get("transfers"));
    assertEquals(
        Map.of(CURATORS.hex(), BigInteger.valueOf(900), STAKERS.hex(), BigInteger.valueOf(150)),
        world.paid());
  }

  @Test
  void shouldWantTheOneBeforeToBeDecidedOn() {
    var unused = create(plan(gain("treasury", "1000"), "0"));

    var refused =
        assertThrows(InvalidValueException.class, () -> create(plan(gain("treasury", "1"), "0")));
    assertEquals("series", refused.field());
    var discarded = desk(world.process()).discard("fees.1", act("discard"));
    assertEquals("DISCARDED", discarded.get("state"));
    assertEquals("fees.2", create(plan(gain("treasury", "1"), "0")).get("plan"));
    assertThrows(InvalidValueException.class, () -> approve("fees.1"));
    assertEquals(Map.of(), world.paid());
  }

  @Test
  void shouldLeaveTransfersOfOthersToThem() {
    var unused = create(plan(gain("others", "70"), "0"));
    var approved = approve("fees.1");

    assertEquals(Map.of(), world.paid());
    assertEquals(OTHER.hex(), payments("fees.1").getFirst().get("paidBy"));
    TxHash transaction = new TxHash("0x" + "a".repeat(64));
    var recorded = desk(world.process()).record("fees.1", 0, transaction, act("record"));
    assertEquals("1", approved.get("transfers"));
    assertEquals(transaction.hex(), recorded.get("txHash"));
    assertEquals("RECORDED", payments("fees.1").getFirst().get("state"));
  }

  @Test
  void shouldTakeItsGainsFromAFinalPeriodOnce() {
    Week week = Week.of(Facts.START);
    world.vote(1, 1);
    world.sale(1000);
    String gain =
        """
        {"node": "treasury", "fromPeriod": {"asset": "ETH", "period": "%s"}}"""
            .formatted(week.id());
    world.seal(Duration.ofDays(6));

    assertThrows(InvalidValueException.class, () -> create(plan(gain, "0")));
    world.seal(Duration.ofDays(2));
    assertEquals("2", create(plan(gain, "0")).get("transfers"));
    var approved = approve("fees.1");

    assertEquals("APPROVED", approved.get("state"));
    assertEquals(BigInteger.valueOf(600), world.paid().get(CURATORS.hex()));
    var refused = assertThrows(InvalidValueException.class, () -> create(plan(gain, "0")));
    assertEquals("period", refused.field());
    assertTrue(refused.reason().contains("fees.1"), refused.reason());
  }

  @Test
  void shouldPayByWhatSwapsHaveFetched() {
    JsonObject plan =
        plan(
            """
            {"node": "treasury", "amounts": {"TOK": "1000"}}""",
            "0");
    plan.add(
        "convert",
        JsonParser.parseString(
            """
            {"TOK": {"to": "ETH", "rate": {"num": "1", "den": "2"}}}"""));
    assertEquals("1", create(plan).get("swaps"));

    PlanRefusedException missing =
        assertThrows(PlanRefusedException.class, () -> approve("fees.1"));
    assertEquals(PlanRefusal.BAD_VALUE, missing.refusal());
    Proceeds fetched = new Proceeds("treasury", "TOK", BigInteger.valueOf(357));
    TxHash transaction = new TxHash("0x" + "b".repeat(64));
    var approved =
        desk(world.process())
            .approve("fees.1", List.of(new Swapped(fetched, transaction)), act("approve"));

    assertEquals("2", approved.get("transfers"));
    assertEquals(
        Map.of(CURATORS.hex(), BigInteger.valueOf(306), STAKERS.hex(), BigInteger.valueOf(51)),
        world.paid());
    assertTrue(String.valueOf(answer("fees.1").get("executed")).contains(transaction.hex()));
  }

  @Test
  void shouldSayWhatIsMissingToCarryItOut() {
    JsonObject plan = plan(gain("treasury", "1000"), "0");
    plan.getAsJsonObject("addresses").remove("stakers");

    var refused = assertThrows(InvalidValueException.class, () -> create(plan));

    assertEquals("addresses.stakers", refused.field());
    assertTrue(PlanRecord.of(world.process(), "fees.1").isEmpty());
    assertEquals(CHAIN, World.COLLECTION.chainId());
  }
}
