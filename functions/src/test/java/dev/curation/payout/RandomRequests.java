package dev.curation.payout;

import dev.curation.payout.PayoutNode.Kind;
import dev.curation.payout.Route.Edge;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Flows of all kinds, drawn with a seed: cycles, give-backs, tables, conversions, thresholds. */
final class RandomRequests {
  private static final long NOW = 1_731_801_600_000L;
  private static final List<String> ASSETS = List.of("BTC", "ETH", "UNDEAD");

  private final Random random;
  private final List<String> payees = new ArrayList<>();

  RandomRequests(long seed) {
    random = new Random(seed);
  }

  private BigInteger amount() {
    return new BigInteger(1 + random.nextInt(70), random);
  }

  PayoutRequest next() {
    payees.clear();
    int pools = 1 + random.nextInt(5);
    List<PayoutNode> nodes = new ArrayList<>();
    nodes.add(new PayoutNode("hub", Kind.TRANSIT));
    nodes.add(new PayoutNode("stakers", Kind.STAKERS));
    for (int i = 0; i < pools; i++) {
      Kind kind = List.of(Kind.POOL, Kind.TREASURY, Kind.RECIPIENT).get(random.nextInt(3));
      nodes.add(new PayoutNode("p" + i, kind));
      payees.add("p" + i);
    }
    List<Route> routes = new ArrayList<>();
    SortedMap<String, StakersTable> tables = new TreeMap<>();
    for (String pool : payees) {
      if (random.nextInt(5) > 0) {
        String source = random.nextBoolean() ? Route.ANY : pool;
        int keep = random.nextInt(9_000);
        boolean retag = random.nextInt(4) > 0;
        routes.add(
            new Route(pool, source, keep, List.of(new Edge("hub", 10_000 - keep, false, retag))));
      }
      routes.add(new Route("hub", pool, 0, split()));
      tables.put(pool, table());
    }
    SortedMap<String, SortedMap<String, StakersTable>> stakers = new TreeMap<>();
    stakers.put("stakers", tables);
    List<Gain> gains = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      Map<String, BigInteger> amounts = new TreeMap<>();
      ASSETS.forEach(
          asset -> amounts.put(asset, random.nextInt(3) == 0 ? BigInteger.ZERO : amount()));
      gains.add(new Gain(payee(), amounts));
    }
    return request(nodes, routes, stakers, gains, List.of());
  }

  PayoutRequest request(
      List<PayoutNode> nodes,
      List<Route> routes,
      SortedMap<String, SortedMap<String, StakersTable>> stakers,
      List<Gain> gains,
      List<Carried> carried) {
    SortedMap<String, Conversion> convert = new TreeMap<>();
    if (random.nextBoolean()) {
      Set<String> keepers = random.nextBoolean() ? Set.of(payee()) : Set.of();
      convert.put(
          "UNDEAD",
          new Conversion(
              "ETH",
              amount().add(BigInteger.ONE),
              amount().add(BigInteger.ONE),
              keepers,
              random.nextBoolean() ? BigInteger.ZERO : amount()));
    }
    SortedMap<String, BigInteger> least = new TreeMap<>();
    ASSETS.forEach(asset -> least.put(asset, random.nextInt(3) == 0 ? amount() : BigInteger.ZERO));
    return new PayoutRequest(
        NOW,
        nodes,
        routes,
        stakers,
        new Amp(
            random.nextInt(10_001),
            1 + random.nextInt(60),
            random.nextBoolean() ? Amp.AgeUnit.UTC_DAYS : Amp.AgeUnit.SECONDS),
        gains,
        random.nextBoolean() ? StakersPayout.CONTRACT : StakersPayout.DIRECT,
        random.nextBoolean() ? Baseline.PER_ASSET : Baseline.CONVERT_FIRST,
        convert,
        least,
        new GasPrices("ETH", BigInteger.TEN, 21_000, 65_000, 180_000),
        carried);
  }

  private String payee() {
    return payees.get(random.nextInt(payees.size()));
  }

  private List<Edge> split() {
    List<Edge> edges = new ArrayList<>();
    int left = 10_000;
    while (left > 0) {
      int bps = Math.min(left, 1 + random.nextInt(5_000));
      boolean isToStakers = random.nextInt(3) == 0;
      String to = isToStakers ? "stakers" : payee();
      edges.add(new Edge(to, bps, !isToStakers && random.nextBoolean(), false));
      left -= bps;
    }
    return edges;
  }

  private StakersTable table() {
    List<StakersTable.Stake> stakes = new ArrayList<>();
    for (int i = 0; i < random.nextInt(4); i++) {
      long since = NOW - random.nextInt(60 * 24) * 3_600_000L;
      stakes.add(new StakersTable.Stake("s" + random.nextInt(5), amount(), since));
    }
    return new StakersTable(payee(), random.nextBoolean(), stakes);
  }

  /** The same facts, written down in another order. */
  PayoutRequest shuffled(PayoutRequest request) {
    return new PayoutRequest(
        request.nowMs(),
        shuffled(request.nodes()),
        shuffled(
            request.routes().stream()
                .map(r -> new Route(r.at(), r.source(), r.keepBps(), shuffled(r.edges())))
                .toList()),
        request.stakers(),
        request.amp(),
        shuffled(request.gains()),
        request.stakersPayout(),
        request.baseline(),
        request.convert(),
        request.minTransfer(),
        request.gas(),
        shuffled(request.carried()));
  }

  private <T> List<T> shuffled(List<T> list) {
    List<T> copy = new ArrayList<>(list);
    Collections.shuffle(copy, random);
    return copy;
  }
}
