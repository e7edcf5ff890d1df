package dev.curation.payout;

import static dev.curation.payout.PlanLimits.require;
import static dev.curation.payout.PlanLimits.requireBps;
import static dev.curation.payout.PlanLimits.requireId;
import static dev.curation.payout.PlanLimits.requireNodeId;
import static dev.curation.payout.PlanLimits.requireNotNegative;
import static dev.curation.payout.PlanLimits.requirePositive;
import static dev.curation.payout.PlanLimits.requireShort;

import dev.curation.payout.PayoutNode.Kind;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/** The rules that a request keeps by itself (specs/payout-plan.md, section 1). */
final class RequestCheck {
  private final PayoutRequest.Parts parts;
  private final Map<String, Kind> kinds = new HashMap<>();
  private final Set<String> assets = new TreeSet<>();

  private RequestCheck(PayoutRequest.Parts parts) {
    this.parts = parts;
  }

  static void check(PayoutRequest.Parts parts) {
    RequestCheck check = new RequestCheck(parts);
    check.nodes();
    check.routes();
    check.amp();
    check.tables();
    check.gains();
    check.conversions();
    check.rest();
    check.carried();
    require("assets", check.assets, PlanLimits.MOST_ASSETS);
  }

  private void nodes() {
    List<PayoutNode> nodes = parts.nodes();
    require("nodes", nodes, PlanLimits.MOST_NODES);
    for (int i = 0; i < nodes.size(); i++) {
      String field = "nodes[" + i + "].id";
      requireNodeId(field, nodes.get(i).id());
      if (kinds.putIfAbsent(nodes.get(i).id(), nodes.get(i).kind()) != null) {
        throw PlanRefusal.DUPLICATE_NODE.of(field, nodes.get(i).id(), "must name one node only");
      }
    }
  }

  private Kind kind(String field, String node) {
    Kind kind = kinds.get(node);
    if (kind == null) {
      throw PlanRefusal.UNKNOWN_NODE.of(field, node, "must be the id of a node");
    }
    return kind;
  }

  private void routes() {
    require("routes", parts.routes(), PlanLimits.MOST_ROUTES);
    int edges = 0;
    Set<List<String>> seen = new HashSet<>();
    for (int i = 0; i < parts.routes().size(); i++) {
      Route route = parts.routes().get(i);
      String field = "routes[" + i + "]";
      Kind kind = kind(field + ".at", route.at());
      if (kind == Kind.STAKERS) {
        throw PlanRefusal.ROUTE_AT_STAKERS.of(
            field + ".at", route.at(), "must be no STAKERS node: its tables share the money");
      }
      if (!route.source().equals(Route.ANY)) {
        kind(field + ".source", route.source());
      }
      if (!seen.add(List.of(route.at(), route.source()))) {
        throw PlanRefusal.DUPLICATE_ROUTE.of(
            field + ".source", route.source(), "must have one route only at " + route.at());
      }
      edges += route.edges().size();
      split(field, route, kind);
    }
    require("edges", edges, PlanLimits.MOST_EDGES);
  }

  private void split(String field, Route route, Kind kind) {
    requireBps(field + ".keepBps", route.keepBps());
    int sum = route.keepBps();
    for (int i = 0; i < route.edges().size(); i++) {
      Route.Edge edge = route.edges().get(i);
      String name = field + ".edges[" + i + "]";
      Kind to = kind(name + ".to", edge.to());
      requireBps(name + ".bps", edge.bps());
      sum += edge.bps();
      if (edge.settle() && edge.bps() > 0) {
        settles(name + ".settle", edge.to(), to);
      }
      if (sum > 10_000) {
        break;
      }
    }
    if (sum != 10_000) {
      throw PlanRefusal.SPLIT_NOT_10000.of(field, sum, "keepBps and all bps must sum to 10000");
    }
    if (kind == Kind.TRANSIT && route.keepBps() > 0) {
      throw PlanRefusal.TRANSIT_KEEPS.of(
          field + ".keepBps", route.keepBps(), "must be 0 at a TRANSIT node");
    }
  }

  private static void settles(String field, String node, Kind kind) {
    if (kind == Kind.TRANSIT) {
      throw PlanRefusal.TRANSIT_KEEPS.of(field, node, "nothing may settle at a TRANSIT node");
    }
    if (kind == Kind.STAKERS) {
      throw PlanRefusal.SETTLES_AT_STAKERS.of(
          field, node, "what arrives at a STAKERS node is shared by its tables");
    }
  }

  private void amp() {
    requireBps("amp.baseBps", parts.amp().baseBps());
    if (parts.amp().fullDays() < 1) {
      throw PlanRefusal.BAD_VALUE.of("amp.fullDays", parts.amp().fullDays(), "must be 1 or more");
    }
    if (parts.nowMs() < 0) {
      throw PlanRefusal.BAD_VALUE.of("nowMs", parts.nowMs(), "must not be negative");
    }
  }

  private void tables() {
    int stakes = 0;
    for (Map.Entry<String, SortedMap<String, StakersTable>> node : parts.stakers().entrySet()) {
      String at = "stakers." + node.getKey();
      if (kind(at, node.getKey()) != Kind.STAKERS) {
        throw PlanRefusal.TABLE_NOT_AT_STAKERS.of(at, node.getKey(), "must be a STAKERS node");
      }
      for (Map.Entry<String, StakersTable> table : node.getValue().entrySet()) {
        String field = at + "." + table.getKey();
        kind(field, table.getKey());
        Kind returned = kind(field + ".returnTo", table.getValue().returnTo());
        if (table.getValue().returnSettles()) {
          settles(field + ".returnTo", table.getValue().returnTo(), returned);
        }
        stakes += table.getValue().stakes().size();
        require("stakes", stakes, PlanLimits.MOST_STAKES);
        stakes(field, table.getValue().stakes());
      }
    }
  }

  private void stakes(String field, List<StakersTable.Stake> stakes) {
    for (int i = 0; i < stakes.size(); i++) {
      StakersTable.Stake stake = stakes.get(i);
      String name = field + ".stakes[" + i + "]";
      requireId(name + ".staker", stake.staker());
      requireShort(name + ".tokens", stake.tokens());
      if (stake.tokens().signum() < 0) {
        throw PlanRefusal.NEGATIVE_STAKE.of(
            name + ".tokens", stake.tokens(), "must not be negative");
      }
      if (stake.stakedMs() > parts.nowMs()) {
        throw PlanRefusal.STAKE_IN_FUTURE.of(
            name + ".stakedMs", stake.stakedMs(), "must not be after nowMs " + parts.nowMs());
      }
      if (stake.stakedMs() < 0) {
        throw PlanRefusal.BAD_VALUE.of(
            name + ".stakedMs", stake.stakedMs(), "must not be negative");
      }
    }
  }

  private void asset(String field, String asset) {
    requireId(field, asset);
    assets.add(asset);
  }

  private void gains() {
    require("gains", parts.gains(), PlanLimits.MOST_GAINS);
    for (int i = 0; i < parts.gains().size(); i++) {
      Gain gain = parts.gains().get(i);
      String field = "gains[" + i + "]";
      kind(field + ".node", gain.node());
      for (Map.Entry<String, BigInteger> amount : gain.amounts().entrySet()) {
        String name = field + ".amounts." + amount.getKey();
        asset(name, amount.getKey());
        requireShort(name, amount.getValue());
        if (amount.getValue().signum() < 0) {
          throw PlanRefusal.NEGATIVE_GAIN.of(name, amount.getValue(), "must not be negative");
        }
      }
    }
  }

  private void conversions() {
    for (Map.Entry<String, Conversion> each : parts.convert().entrySet()) {
      Conversion conversion = each.getValue();
      String field = "convert." + each.getKey();
      asset(field, each.getKey());
      asset(field + ".to", conversion.to());
      if (parts.convert().containsKey(conversion.to())) {
        throw PlanRefusal.CONVERT_CHAIN.of(
            field + ".to", conversion.to(), "must be an asset that is not converted itself");
      }
      requirePositive(field + ".rate.num", conversion.rateNum());
      requirePositive(field + ".rate.den", conversion.rateDen());
      requireNotNegative(field + ".minConvert", conversion.minConvert());
      conversion.keepAt().forEach(payee -> payee(field + ".keepAt", payee));
    }
  }

  /** A node, or somebody of {@code staker:}. */
  private void payee(String field, String payee) {
    if (payee.startsWith(PayoutRequest.STAKER)) {
      requireId(field, payee.substring(PayoutRequest.STAKER.length()));
    } else {
      kind(field, payee);
    }
  }

  private void rest() {
    parts
        .minTransfer()
        .forEach(
            (asset, amount) -> {
              asset("minTransfer." + asset, asset);
              requireNotNegative("minTransfer." + asset, amount);
            });
    GasPrices gas = parts.gas();
    asset("gas.native", gas.nativeAsset());
    requireNotNegative("gas.priceWei", gas.priceWei());
    requireNotNegative("gas.nativeTransfer", BigInteger.valueOf(gas.nativeTransfer()));
    requireNotNegative("gas.tokenTransfer", BigInteger.valueOf(gas.tokenTransfer()));
    requireNotNegative("gas.swap", BigInteger.valueOf(gas.swap()));
  }

  private void carried() {
    require("carried", parts.carried(), PlanLimits.MOST_CARRIED);
    for (int i = 0; i < parts.carried().size(); i++) {
      Carried carried = parts.carried().get(i);
      String field = "carried[" + i + "]";
      payee(field + ".from", carried.from());
      payee(field + ".to", carried.to());
      asset(field + ".asset", carried.asset());
      requirePositive(field + ".amount", carried.amount());
      if (kinds.get(carried.to()) == Kind.TRANSIT) {
        throw PlanRefusal.TRANSIT_KEEPS.of(
            field + ".to", carried.to(), "nothing may settle at a TRANSIT node");
      }
    }
  }
}
