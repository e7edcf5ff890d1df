package dev.curation.bench;

import dev.curation.payout.Amp;
import dev.curation.payout.Baseline;
import dev.curation.payout.Gain;
import dev.curation.payout.GasPrices;
import dev.curation.payout.PayoutNode;
import dev.curation.payout.PayoutNode.Kind;
import dev.curation.payout.PayoutRequest;
import dev.curation.payout.Route;
import dev.curation.payout.Route.Edge;
import dev.curation.payout.StakersPayout;
import dev.curation.payout.StakersTable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Flows of several shapes, each the same in every run. */
final class PlansMix {
  private static final long NOW = 1_731_801_600_000L;
  private static final long DAY = 86_400_000;

  private final Random random = new Random(7);
  private final List<PayoutNode> nodes = new ArrayList<>();
  private final List<Route> routes = new ArrayList<>();
  private final SortedMap<String, StakersTable> tables = new TreeMap<>();
  private final List<Gain> gains = new ArrayList<>();

  /** Pools through one distributor and a treasury, as in the article; nothing goes round. */
  static PayoutRequest straight(int pools) {
    return new PlansMix().market(pools, false, false);
  }

  /** What stakers are not awarded is new income: of each pool, and of the treasury. */
  static PayoutRequest returning(int pools) {
    return new PlansMix().market(pools, true, false);
  }

  /** The treasury gives to all pools too, so that everything is one cycle. */
  static PayoutRequest recirculating(int pools) {
    return new PlansMix().market(pools, true, true);
  }

  private PayoutRequest market(int pools, boolean returns, boolean recirculates) {
    node("distributor", Kind.TRANSIT);
    node("stakers", Kind.STAKERS);
    node("treasury", Kind.TREASURY);
    tables.put("treasury", table("treasury", !returns));
    route("treasury", "*", 9_000, new Edge("distributor", 1_000, false, true));
    List<Edge> handedOn = new ArrayList<>();
    int left = 10_000;
    for (int i = 0; recirculates && i < pools; i++) {
      int bps = i % 2 == 0 ? 7 : 8;
      handedOn.add(new Edge("pool" + i, bps, false, false));
      left -= bps;
    }
    handedOn.add(new Edge("stakers", left, false, false));
    routes.add(new Route("distributor", "treasury", 0, handedOn));
    for (int i = 0; i < pools; i++) {
      String pool = "pool" + i;
      node(pool, Kind.POOL);
      route(pool, "*", 0, new Edge("distributor", 10_000, false, true));
      int back = 1_000 + random.nextInt(3_000);
      int other = 1 + random.nextInt(500);
      route(
          "distributor",
          pool,
          0,
          new Edge(pool, back, true, false),
          new Edge("pool" + random.nextInt(pools), other, true, false),
          new Edge("treasury", 4_000, false, false),
          new Edge("stakers", 6_000 - back - other, false, false));
      tables.put(pool, table(pool, !returns));
      gain(pool);
    }
    return request();
  }

  /** Each hands on to the next, and the last to the first. */
  static PayoutRequest ring(int pools) {
    PlansMix mix = new PlansMix();
    for (int i = 0; i < pools; i++) {
      mix.node("pool" + i, Kind.POOL);
      int keep = 1 + mix.random.nextInt(3_000);
      String next = "pool" + (i + 1) % pools;
      mix.route("pool" + i, "*", keep, new Edge(next, 10_000 - keep, false, false));
    }
    mix.gain("pool0");
    return mix.request();
  }

  /** Each hands on to three others, drawn by lot. */
  static PayoutRequest tangle(int pools) {
    PlansMix mix = new PlansMix();
    for (int i = 0; i < pools; i++) {
      mix.node("pool" + i, Kind.POOL);
      mix.gain("pool" + i);
      Edge[] edges = new Edge[3];
      int left = 10_000;
      for (int k = 0; k < edges.length; k++) {
        int bps = 500 + mix.random.nextInt(1_000);
        edges[k] = new Edge("pool" + mix.random.nextInt(pools), bps, false, true);
        left -= bps;
      }
      mix.route("pool" + i, "*", left, edges);
    }
    return mix.request();
  }

  private void node(String id, Kind kind) {
    nodes.add(new PayoutNode(id, kind));
  }

  private void route(String at, String source, int keep, Edge... edges) {
    routes.add(new Route(at, source, keep, List.of(edges)));
  }

  private BigInteger amount() {
    return new BigInteger(70, random).add(BigInteger.ONE);
  }

  private void gain(String node) {
    gains.add(new Gain(node, Map.of("ETH", amount(), "UNDEAD", amount())));
  }

  private StakersTable table(String returnTo, boolean settles) {
    List<StakersTable.Stake> stakes = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      long since = NOW - random.nextInt(60) * DAY;
      stakes.add(new StakersTable.Stake("staker" + random.nextInt(5_000), amount(), since));
    }
    return new StakersTable(returnTo, settles, stakes);
  }

  private PayoutRequest request() {
    SortedMap<String, SortedMap<String, StakersTable>> stakers = new TreeMap<>();
    if (!tables.isEmpty()) {
      stakers.put("stakers", tables);
    }
    return new PayoutRequest(
        NOW,
        nodes,
        routes,
        stakers,
        new Amp(5_000, 42, Amp.AgeUnit.UTC_DAYS),
        gains,
        StakersPayout.DIRECT,
        Baseline.PER_ASSET,
        new TreeMap<>(),
        new TreeMap<>(),
        new GasPrices("ETH", BigInteger.TEN, 21_000, 65_000, 180_000),
        List.of());
  }
}
