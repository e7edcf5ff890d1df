package dev.curation.payout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.payout.PayoutNode.Kind;
import dev.curation.payout.Route.Edge;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each way in which a plan is refused, and just before it. */
class PlanRefusalsTest {
  private static final long NOW = 1_731_801_600_000L;

  /** A small plan that is right; each test makes one thing wrong. */
  static final class Draft {
    long nowMs = NOW;
    List<PayoutNode> nodes =
        new ArrayList<>(
            List.of(
                new PayoutNode("pool", Kind.POOL),
                new PayoutNode("hub", Kind.TRANSIT),
                new PayoutNode("stakers", Kind.STAKERS)));
    List<Route> routes =
        new ArrayList<>(
            List.of(
                new Route("pool", "pool", 5000, List.of(new Edge("hub", 5000, false, true))),
                new Route("hub", "*", 0, List.of(new Edge("stakers", 10_000, false, false)))));
    SortedMap<String, StakersTable> tables =
        new TreeMap<>(Map.of("pool", new StakersTable("pool", true, List.of(stake("1", NOW)))));
    String tablesAt = "stakers";
    Amp amp = new Amp(5000, 42, Amp.AgeUnit.UTC_DAYS);
    List<Gain> gains = new ArrayList<>(List.of(gain("pool", "10")));
    SortedMap<String, Conversion> convert = new TreeMap<>();
    SortedMap<String, BigInteger> least = new TreeMap<>();
    GasPrices gas = new GasPrices("ETH", BigInteger.TEN, 21_000, 65_000, 180_000);
    List<Carried> carried = new ArrayList<>();

    PayoutPlan plan() {
      return PayoutPlanner.of(
              new PayoutRequest(
                  nowMs,
                  nodes,
                  routes,
                  new TreeMap<>(Map.of(tablesAt, tables)),
                  amp,
                  gains,
                  StakersPayout.CONTRACT,
                  Baseline.PER_ASSET,
                  convert,
                  least,
                  gas,
                  carried))
          .plan();
    }
  }

  private static StakersTable.Stake stake(String tokens, long since) {
    return new StakersTable.Stake("alice", new BigInteger(tokens), since);
  }

  private static Gain gain(String node, String amount) {
    return new Gain(node, Map.of("ETH", new BigInteger(amount)));
  }

  private static Conversion conversion(String to, long num, long least) {
    return new Conversion(
        to, BigInteger.valueOf(num), BigInteger.ONE, Set.of(), BigInteger.valueOf(least));
  }

  static void assertRefused(PlanRefusal refusal, String field, Consumer<Draft> change) {
    Draft draft = new Draft();
    change.accept(draft);
    PlanRefusedException refused =
        assertThrows(PlanRefusedException.class, draft::plan, refusal + " " + field);
    assertEquals(refusal + " " + field, refused.refusal() + " " + refused.field());
  }

  @Test
  void shouldPlanTheDraftItself() {
    assertEquals(
        Map.of(
            "pool", Map.of("ETH", BigInteger.valueOf(8)), "stakers", Map.of("ETH", BigInteger.TWO)),
        new Draft().plan().entitlements());
  }

  @Test
  void shouldRefuseWrongNodes() {
    assertRefused(PlanRefusal.DUPLICATE_NODE, "nodes[3].id", d -> d.nodes.add(d.nodes.get(0)));
    for (String id : List.of("", " ", "*", "staker:alice", "a\nb", "x".repeat(129))) {
      assertRefused(
          PlanRefusal.BAD_ID, "nodes[3].id", d -> d.nodes.add(new PayoutNode(id, Kind.POOL)));
    }
    assertRefused(
        PlanRefusal.LIMIT,
        "nodes",
        d -> d.nodes.addAll(Collections.nCopies(20_000, d.nodes.get(0))));
  }

  @Test
  void shouldRefuseWrongRoutes() {
    Edge edge = new Edge("hub", 10_000, false, false);
    assertRoute(PlanRefusal.UNKNOWN_NODE, "routes[0].at", new Route("x", "*", 0, List.of(edge)));
    assertRoute(
        PlanRefusal.UNKNOWN_NODE, "routes[0].source", new Route("pool", "x", 0, List.of(edge)));
    assertRoute(
        PlanRefusal.UNKNOWN_NODE,
        "routes[0].edges[0].to",
        new Route("pool", "*", 0, List.of(new Edge("x", 1, false, false))));
    assertRoute(
        PlanRefusal.ROUTE_AT_STAKERS, "routes[0].at", new Route("stakers", "*", 0, List.of(edge)));
    assertRoute(PlanRefusal.BAD_BPS, "routes[0].keepBps", new Route("pool", "*", -1, List.of()));
    assertRoute(
        PlanRefusal.BAD_BPS,
        "routes[0].edges[0].bps",
        new Route("pool", "*", 0, List.of(new Edge("hub", 10_001, false, false))));
    assertRoute(PlanRefusal.SPLIT_NOT_10000, "routes[0]", new Route("pool", "*", 9_999, List.of()));
    assertRoute(PlanRefusal.SPLIT_NOT_10000, "routes[0]", new Route("pool", "*", 1, List.of(edge)));
    assertRoute(
        PlanRefusal.TRANSIT_KEEPS, "routes[0].keepBps", new Route("hub", "*", 10_000, List.of()));
    assertRoute(
        PlanRefusal.TRANSIT_KEEPS,
        "routes[0].edges[0].settle",
        new Route("pool", "*", 0, List.of(new Edge("hub", 10_000, true, false))));
    assertRoute(
        PlanRefusal.SETTLES_AT_STAKERS,
        "routes[0].edges[0].settle",
        new Route("pool", "*", 0, List.of(new Edge("stakers", 10_000, true, false))));
    assertRefused(
        PlanRefusal.DUPLICATE_ROUTE, "routes[2].source", d -> d.routes.add(d.routes.get(0)));
  }

  private static void assertRoute(PlanRefusal refusal, String field, Route route) {
    assertRefused(refusal, field, d -> d.routes.set(0, route));
  }

  @Test
  void shouldRefuseFlowsThatLeadNowhereOrNeverEnd() {
    assertRefused(PlanRefusal.NO_ROUTE, "routes", d -> d.routes.remove(1));
    assertRefused(PlanRefusal.NO_STAKERS_TABLE, "stakers.stakers", d -> d.tables.clear());
    assertRefused(
        PlanRefusal.NON_TERMINATING_CYCLE,
        "routes",
        d ->
            d.routes.set(
                0, new Route("pool", "*", 0, List.of(new Edge("pool", 10_000, false, false)))));
    // Nothing is awarded, and all returns as new income.
    assertRefused(
        PlanRefusal.NON_TERMINATING_CYCLE,
        "routes",
        d -> {
          d.routes.set(0, new Route("pool", "*", 0, List.of(new Edge("hub", 10_000, false, true))));
          d.tables.put("pool", new StakersTable("pool", false, List.of()));
        });
  }

  @Test
  void shouldRefuseWrongTables() {
    assertRefused(PlanRefusal.UNKNOWN_NODE, "stakers.x", d -> d.tablesAt = "x");
    assertRefused(PlanRefusal.TABLE_NOT_AT_STAKERS, "stakers.pool", d -> d.tablesAt = "pool");
    assertTable(PlanRefusal.UNKNOWN_NODE, ".returnTo", new StakersTable("x", true, List.of()));
    assertTable(PlanRefusal.TRANSIT_KEEPS, ".returnTo", new StakersTable("hub", true, List.of()));
    assertTable(PlanRefusal.NEGATIVE_STAKE, ".stakes[0].tokens", table(stake("-1", NOW)));
    assertTable(PlanRefusal.STAKE_IN_FUTURE, ".stakes[0].stakedMs", table(stake("1", NOW + 1)));
    assertTable(PlanRefusal.BAD_VALUE, ".stakes[0].stakedMs", table(stake("1", -1)));
    assertTable(PlanRefusal.LIMIT, ".stakes[0].tokens", table(stake("1" + "0".repeat(78), 1)));
    assertRefused(
        PlanRefusal.BAD_BPS, "amp.baseBps", d -> d.amp = new Amp(10_001, 1, d.amp.ageUnit()));
    assertRefused(
        PlanRefusal.BAD_VALUE, "amp.fullDays", d -> d.amp = new Amp(1, 0, d.amp.ageUnit()));
  }

  private static StakersTable table(StakersTable.Stake stake) {
    return new StakersTable("pool", true, List.of(stake));
  }

  private static void assertTable(PlanRefusal refusal, String field, StakersTable table) {
    assertRefused(refusal, "stakers.stakers.pool" + field, d -> d.tables.put("pool", table));
  }

  @Test
  void shouldRefuseWrongAmounts() {
    assertRefused(
        PlanRefusal.NEGATIVE_GAIN, "gains[0].amounts.ETH", d -> d.gains.set(0, gain("pool", "-1")));
    assertRefused(PlanRefusal.UNKNOWN_NODE, "gains[0].node", d -> d.gains.set(0, gain("x", "1")));
    assertRefused(
        PlanRefusal.LIMIT,
        "gains[0].amounts.ETH",
        d -> d.gains.set(0, gain("pool", "1" + "0".repeat(78))));
    assertRefused(
        PlanRefusal.BAD_VALUE, "minTransfer.ETH", d -> d.least.put("ETH", BigInteger.ONE.negate()));
    assertRefused(
        PlanRefusal.CONVERT_CHAIN,
        "convert.ETH.to",
        d -> d.convert.put("ETH", conversion("ETH", 1, 0)));
    assertRefused(
        PlanRefusal.BAD_VALUE,
        "convert.ETH.rate.num",
        d -> d.convert.put("ETH", conversion("BTC", 0, 0)));
    assertRefused(
        PlanRefusal.BAD_VALUE,
        "convert.ETH.minConvert",
        d -> d.convert.put("ETH", conversion("BTC", 1, -1)));
    assertRefused(
        PlanRefusal.BAD_VALUE,
        "gas.swap",
        d -> d.gas = new GasPrices("ETH", BigInteger.ONE, 1, 1, -1));
    assertRefused(PlanRefusal.BAD_VALUE, "carried[0].amount", d -> carry(d, "pool", "pool", "0"));
    assertRefused(PlanRefusal.UNKNOWN_NODE, "carried[0].from", d -> carry(d, "x", "pool", "1"));
    assertRefused(PlanRefusal.TRANSIT_KEEPS, "carried[0].to", d -> carry(d, "pool", "hub", "1"));
  }

  private static void carry(Draft draft, String from, String to, String amount) {
    draft.carried.add(new Carried(from, to, "ETH", new BigInteger(amount)));
  }

  @Tag("slow")
  @Test
  void shouldRefuseWhatIsHopelessInsteadOfBeginningIt() {
    Draft draft = new Draft();
    for (int i = 0; i < 10_000; i++) {
      draft.nodes.add(new PayoutNode("p" + i, Kind.POOL));
      String next = "p" + (i + 1) % 10_000;
      draft.routes.add(new Route("p" + i, "*", 1111, List.of(new Edge(next, 8889, false, true))));
    }
    draft.gains.add(gain("p0", "1"));
    PlanRefusedException refused = assertThrows(PlanRefusedException.class, draft::plan);
    assertEquals(PlanRefusal.TOO_COMPLEX, refused.refusal());
  }

  @Tag("slow")
  @Test
  void shouldRefuseATangleOfTenThousandBeforeItTakesLong() {
    Random random = new Random(7);
    Draft draft = new Draft();
    draft.gains.clear();
    for (int i = 0; i < 10_000; i++) {
      draft.nodes.add(new PayoutNode("p" + i, Kind.POOL));
      List<Edge> edges = new ArrayList<>();
      int left = 10_000;
      for (int k = 0; k < 3; k++) {
        int bps = 500 + random.nextInt(1_000);
        edges.add(new Edge("p" + random.nextInt(10_000), bps, false, true));
        left -= bps;
      }
      draft.routes.add(new Route("p" + i, "*", left, edges));
      draft.gains.add(gain("p" + i, "1"));
    }
    long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    PlanRefusedException refused = assertThrows(PlanRefusedException.class, draft::plan);
    long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin;
    assertEquals(PlanRefusal.TOO_COMPLEX, refused.refusal());
    assertTrue(nanos < 20_000_000_000L, "took " + nanos / 1_000_000 + " ms of one core");
  }

  /** Of 10 TOK half goes to the stakers, and 3 more are owed to alice since an earlier plan. */
  @Test
  void shouldPayAStakersAmountThatIsCarriedInKindWhereItIsConverted() {
    Draft draft = new Draft();
    draft.gains.clear();
    draft.carried.add(new Carried("pool", "stakers", "TOK", BigInteger.valueOf(3)));
    draft.carried.add(new Carried("pool", "staker:alice", "TOK", BigInteger.valueOf(4)));
    draft.convert.put("TOK", conversion("ETH", 2, 0));

    PayoutPlan plan = draft.plan();

    assertEquals(
        List.of(
            new PayoutPlan.Transfer("pool", "staker:alice", "ETH", BigInteger.valueOf(8)),
            new PayoutPlan.Transfer("pool", "stakers", "TOK", BigInteger.valueOf(3))),
        plan.transfers());
    assertEquals(Map.of(), plan.stakerCredits());
    assertEquals(
        List.of(
            new PayoutPlan.Swap(
                "pool", "TOK", BigInteger.valueOf(4), "ETH", BigInteger.valueOf(8))),
        plan.swaps());
  }

  // Oddities.

  @Test
  void shouldPlanTheLargestAmountsAndSumsBeyondThem() {
    String largest = "9".repeat(78);
    Draft draft = new Draft();
    draft.gains.set(0, gain("pool", largest));
    draft.gains.add(gain("pool", largest));
    assertEquals(
        new BigInteger(largest).multiply(BigInteger.TWO), draft.plan().totals().get("ETH"));
  }

  @Test
  void shouldPlanNothingAndGainsOfZero() {
    Draft draft = new Draft();
    draft.gains.set(0, gain("pool", "0"));
    assertEquals(Map.of(), draft.plan().entitlements());
    draft.gains.clear();
    assertEquals(Map.of(), draft.plan().totals());
    assertEquals(0, draft.plan().count().before());
  }

  @Test
  void shouldPayWhatIsCarriedOverEvenWhereNothingIsGained() {
    Draft draft = new Draft();
    draft.gains.clear();
    draft.nodes.add(new PayoutNode("treasury", Kind.TREASURY));
    carry(draft, "pool", "treasury", "7");
    carry(draft, "treasury", "staker:bob", "7");
    assertEquals(
        List.of(new PayoutPlan.Transfer("pool", "staker:bob", "ETH", BigInteger.valueOf(7))),
        draft.plan().transfers());
  }

  @Test
  void shouldKeepWhatComesBackToItselfAndAddUpEdgesToTheSameNode() {
    Draft draft = new Draft();
    Edge back = new Edge("pool", 2500, false, false);
    draft.nodes.add(new PayoutNode("a", Kind.RECIPIENT));
    Edge half = new Edge("a", 1250, false, false);
    draft.routes.set(0, new Route("pool", "pool", 2500, List.of(back, back, half, half)));
    draft.gains.set(0, gain("pool", "100"));
    assertEquals(
        Map.of("pool", BigInteger.valueOf(50), "a", BigInteger.valueOf(50)),
        draft.plan().finals().get("ETH"));
  }
}
