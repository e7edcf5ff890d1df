package dev.curation.payout;

import static dev.curation.payout.PlanRefusalsTest.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.curation.payout.PlanRefusalsTest.Draft;
import dev.curation.payout.Route.Edge;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How much a request may hold, and which names and amounts it may hold at all. */
class RequestLimitsTest {
  private static final String LONG_NAME = "x".repeat(129);

  private static Conversion conversion(String to, long den, String keepAt) {
    return new Conversion(
        to, BigInteger.ONE, BigInteger.valueOf(den), Set.of(keepAt), BigInteger.ZERO);
  }

  private static GasPrices gas(String asset, long price, long nativeTransfer, long tokenTransfer) {
    return new GasPrices(asset, BigInteger.valueOf(price), nativeTransfer, tokenTransfer, 0);
  }

  private static Gain gain(String asset) {
    return new Gain("pool", Map.of(asset, BigInteger.ONE));
  }

  private static Carried carried(String from, String to, String asset) {
    return new Carried(from, to, asset, BigInteger.ONE);
  }

  @Test
  void shouldRefuseMoreThanAPlanMayHold() {
    assertRefused(
        PlanRefusal.LIMIT,
        "routes",
        d -> d.routes.addAll(Collections.nCopies(50_000, d.routes.get(0))));
    assertRefused(
        PlanRefusal.LIMIT,
        "gains",
        d -> d.gains.addAll(Collections.nCopies(20_000, d.gains.get(0))));
    assertRefused(
        PlanRefusal.LIMIT,
        "carried",
        d -> d.carried.addAll(Collections.nCopies(100_001, carried("pool", "pool", "ETH"))));
    assertRefused(PlanRefusal.LIMIT, "edges", d -> d.routes.set(0, edges(200_000)));
    assertRefused(
        PlanRefusal.LIMIT,
        "stakes",
        d ->
            d.tables.put(
                "pool",
                new StakersTable(
                    "pool",
                    true,
                    Collections.nCopies(200_001, new StakersTable.Stake("a", BigInteger.ONE, 0)))));
    assertRefused(PlanRefusal.LIMIT, "assets", d -> addAssets(d, 64));
  }

  @Test
  void shouldPlanAsMuchAsAPlanMayHold() {
    Draft draft = new Draft();
    draft.routes.set(0, edges(199_999));
    addAssets(draft, 63);
    assertEquals(64, draft.plan().totals().size());
  }

  /** From the pool, all but one of them without a part. */
  private static Route edges(int number) {
    List<Edge> edges =
        new ArrayList<>(Collections.nCopies(number - 1, new Edge("hub", 0, false, true)));
    edges.add(new Edge("hub", 5_000, false, true));
    return new Route("pool", "pool", 5_000, edges);
  }

  private static void addAssets(Draft draft, int number) {
    Map<String, BigInteger> amounts = new TreeMap<>();
    for (int i = 0; i < number; i++) {
      amounts.put("T" + i, BigInteger.ONE);
    }
    draft.gains.add(new Gain("pool", amounts));
  }

  @Test
  void shouldRefuseNamesOfAssetsThatAreTooLong() {
    assertRefused(
        PlanRefusal.BAD_ID, "gains[0].amounts." + LONG_NAME, d -> d.gains.set(0, gain(LONG_NAME)));
    assertRefused(
        PlanRefusal.BAD_ID,
        "convert." + LONG_NAME,
        d -> d.convert.put(LONG_NAME, conversion("ETH", 1, "pool")));
    assertRefused(
        PlanRefusal.BAD_ID,
        "convert.TOK.to",
        d -> d.convert.put("TOK", conversion(LONG_NAME, 1, "pool")));
    assertRefused(
        PlanRefusal.BAD_ID,
        "minTransfer." + LONG_NAME,
        d -> d.least.put(LONG_NAME, BigInteger.ONE));
    assertRefused(PlanRefusal.BAD_ID, "gas.native", d -> d.gas = gas(LONG_NAME, 1, 1, 1));
    assertRefused(
        PlanRefusal.BAD_ID,
        "carried[0].asset",
        d -> d.carried.add(carried("pool", "pool", LONG_NAME)));
  }

  @Test
  void shouldRefusePayeesThatAreNeitherNodesNorStakers() {
    assertRefused(
        PlanRefusal.UNKNOWN_NODE,
        "convert.TOK.keepAt",
        d -> d.convert.put("TOK", conversion("ETH", 1, "x")));
    assertRefused(
        PlanRefusal.UNKNOWN_NODE, "carried[0].to", d -> d.carried.add(carried("pool", "x", "ETH")));
    assertRefused(
        PlanRefusal.BAD_ID,
        "carried[0].to",
        d -> d.carried.add(carried("pool", "staker:" + LONG_NAME, "ETH")));
  }

  @Test
  void shouldRefuseARateOverNothingAndPricesBelowZero() {
    assertRefused(
        PlanRefusal.BAD_VALUE,
        "convert.TOK.rate.den",
        d -> d.convert.put("TOK", conversion("ETH", 0, "pool")));
    assertRefused(PlanRefusal.BAD_VALUE, "gas.priceWei", d -> d.gas = gas("ETH", -1, 1, 1));
    assertRefused(PlanRefusal.BAD_VALUE, "gas.nativeTransfer", d -> d.gas = gas("ETH", 1, -1, 1));
    assertRefused(PlanRefusal.BAD_VALUE, "gas.tokenTransfer", d -> d.gas = gas("ETH", 1, 1, -1));
    assertRefused(PlanRefusal.BAD_VALUE, "nowMs", d -> d.nowMs = -1);
  }

  @Test
  void shouldPlanWhatIsFreeAndAtTheVeryBeginningOfTime() {
    Draft draft = new Draft();
    draft.gas = gas("ETH", 0, 0, 0);
    draft.nowMs = 0;
    draft.tables.clear();
    StakersTable.Stake stake = new StakersTable.Stake("alice", BigInteger.ONE, 0);
    draft.tables.put("pool", new StakersTable("pool", true, List.of(stake)));
    assertEquals(BigInteger.TEN, draft.plan().totals().get("ETH"));
  }

  /** Nothing settles where nothing goes. */
  @Test
  void shouldPlanAnEdgeOfNothingThatWouldSettleAtATransitNode() {
    Draft draft = new Draft();
    Edge nothing = new Edge("hub", 0, true, false);
    draft.routes.set(
        0, new Route("pool", "pool", 5_000, List.of(nothing, new Edge("hub", 5_000, false, true))));
    assertEquals(BigInteger.TEN, draft.plan().totals().get("ETH"));
  }
}
