package dev.curation.payout;

import dev.curation.money.Rational;
import dev.curation.payout.PayoutNode.Kind;
import dev.curation.payout.PayoutPlan.Transfer;
import java.math.BigInteger;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Solves a request once, and makes plans of it. */
public final class PayoutPlanner {
  private final PayoutRequest request;
  private final Flow flow;
  private final SortedMap<String, Finals> finals = new TreeMap<>();
  private final Set<String> stakersNodes = new HashSet<>();

  private PayoutPlanner(PayoutRequest request) {
    this.request = request;
    this.flow = Flow.of(request);
    FlowSolver solver = new FlowSolver(flow, request);
    Set<String> assets = new TreeSet<>();
    request.gains().forEach(gain -> assets.addAll(gain.amounts().keySet()));
    assets.forEach(asset -> finals.put(asset, Finals.of(asset, flow, solver, request)));
    for (PayoutNode node : request.nodes()) {
      if (node.kind() == Kind.STAKERS) {
        stakersNodes.add(node.id());
      }
    }
  }

  /**
   * @throws PlanRefusedException if the flow does not end, or is too long to be solved exactly
   */
  public static PayoutPlanner of(PayoutRequest request) {
    return new PayoutPlanner(request);
  }

  /** With what swaps fetch at the rates of the request. */
  public PayoutPlan plan() {
    return plan((at, sell, amount, conversion) -> conversion.proceeds(amount));
  }

  /**
   * The plan after its swaps have been made (section 5.2): the same swaps, and what they fetched.
   *
   * @param all one for each swap of {@link #plan()}
   * @throws PlanRefusedException BAD_VALUE if one is missing, doubled, unknown or negative
   */
  public PayoutPlan withProceeds(List<Proceeds> all) {
    Map<List<String>, BigInteger> fetched = new HashMap<>();
    for (int i = 0; i < all.size(); i++) {
      Proceeds each = all.get(i);
      String field = "proceeds[" + i + "]";
      PlanLimits.requireNotNegative(field + ".buyAmount", each.buyAmount());
      if (fetched.put(List.of(each.at(), each.sell()), each.buyAmount()) != null) {
        throw PlanRefusal.BAD_VALUE.of(
            field, each.at() + " " + each.sell(), "must not name a swap twice");
      }
    }
    PayoutPlan plan =
        plan(
            (at, sell, amount, conversion) -> {
              BigInteger buy = fetched.remove(List.of(at, sell));
              if (buy == null) {
                throw PlanRefusal.BAD_VALUE.of(
                    "proceeds", at + " " + sell, "needs what this swap fetched");
              }
              return buy;
            });
    for (List<String> unknown : fetched.keySet()) {
      throw PlanRefusal.BAD_VALUE.of(
          "proceeds", String.join(" ", unknown), "must be a swap of the plan");
    }
    return plan;
  }

  /** What naive execution would do, hop by hop, and what became of it in the plan. */
  public PlanTrace trace(PayoutPlan plan) {
    SortedMap<String, List<Rational>> gross = new TreeMap<>();
    finals.forEach((asset, each) -> gross.put(asset, each.gross()));
    return PlanTrace.of(flow, gross, plan);
  }

  private PayoutPlan plan(Netting.Market market) {
    Amounts entitlements = new Amounts();
    finals.forEach(
        (asset, each) ->
            each.whole().forEach((node, amount) -> entitle(entitlements, asset, node, amount)));
    Amounts nets = new Amounts();
    Amounts carriedIn = new Amounts();
    for (Carried carried : request.carried()) {
      entitlements.add(carried.to(), carried.asset(), carried.amount());
      nets.subtract(carried.asset(), carried.from(), carried.amount());
      carriedIn.add(carried.to(), carried.asset(), carried.amount());
    }
    for (String payee : entitlements.names()) {
      entitlements.of(payee).forEach((asset, amount) -> nets.add(asset, payee, amount));
    }
    for (Gain gain : request.gains()) {
      gain.amounts().forEach((asset, amount) -> nets.subtract(asset, gain.node(), amount));
    }
    // The stakers of a contract were credited in kind when the amount was first owed.
    Netting.Claims inKind =
        (payee, asset) ->
            stakersNodes.contains(payee) ? carriedIn.get(payee, asset) : BigInteger.ZERO;
    Netting netting = new Netting(request, market, inKind, nets, entitlements);
    netting.run();
    Conservation.check(request, netting, entitlements);
    return assemble(netting, entitlements);
  }

  private void entitle(Amounts entitlements, String asset, String node, BigInteger amount) {
    if (request.stakersPayout() == StakersPayout.DIRECT && stakersNodes.contains(node)) {
      finalsOf(asset)
          .byStaker(node, amount)
          .forEach((staker, part) -> entitlements.add(PayoutRequest.STAKER + staker, asset, part));
    } else {
      entitlements.add(node, asset, amount);
    }
  }

  private Finals finalsOf(String asset) {
    Finals known = finals.get(asset);
    if (known == null) {
      throw new IllegalArgumentException(asset);
    }
    return known;
  }

  private PayoutPlan assemble(Netting netting, Amounts entitlements) {
    SortedMap<String, SortedMap<String, Rational>> exact = new TreeMap<>();
    SortedMap<String, SortedMap<String, BigInteger>> whole = new TreeMap<>();
    SortedMap<String, BigInteger> totals = new TreeMap<>();
    finals.forEach(
        (asset, each) -> {
          exact.put(asset, Collections.unmodifiableSortedMap(each.exact()));
          whole.put(asset, Collections.unmodifiableSortedMap(each.whole()));
          totals.put(
              asset, each.whole().values().stream().reduce(BigInteger.ZERO, BigInteger::add));
        });
    BeforePlan before = BeforePlan.of(flow, request);
    return new PayoutPlan(
        Collections.unmodifiableSortedMap(exact),
        Collections.unmodifiableSortedMap(whole),
        awardedFractions(),
        List.copyOf(netting.swaps),
        List.copyOf(netting.transfers),
        List.copyOf(netting.deferred),
        entitlements.copy(),
        credits(netting),
        count(before, netting),
        gas(before, netting),
        Collections.unmodifiableSortedMap(totals));
  }

  private SortedMap<String, SortedMap<String, Rational>> awardedFractions() {
    SortedMap<String, SortedMap<String, Rational>> fractions = new TreeMap<>();
    flow.awards()
        .forEach(
            (state, awards) ->
                fractions
                    .computeIfAbsent(flow.state(state).node(), node -> new TreeMap<>())
                    .put(flow.state(state).tag(), awards.awarded()));
    return Collections.unmodifiableSortedMap(fractions);
  }

  /** What a STAKERS node gets in this plan, by its stakers. */
  private SortedMap<String, SortedMap<String, BigInteger>> credits(Netting netting) {
    Amounts credits = new Amounts();
    if (request.stakersPayout() == StakersPayout.CONTRACT) {
      for (String node : stakersNodes) {
        finals.forEach(
            (asset, each) -> {
              credit(credits, each.byStaker(node, inKind(netting, node, asset, each)), asset);
              Conversion conversion = request.convert().get(asset);
              if (conversion != null) {
                BigInteger fetched = netting.proceeds.get(node, asset);
                credit(credits, each.byStaker(node, fetched), conversion.to());
              }
            });
      }
    }
    return credits.copy();
  }

  private static void credit(
      Amounts credits, SortedMap<String, BigInteger> byStaker, String asset) {
    byStaker.forEach((staker, amount) -> credits.add(staker, asset, amount));
  }

  /** What was not sold of the node's part of this plan's gains. */
  private static BigInteger inKind(Netting netting, String node, String asset, Finals finals) {
    return finals
        .whole()
        .getOrDefault(node, BigInteger.ZERO)
        .subtract(netting.soldFor.get(node, asset));
  }

  private static PayoutPlan.Count count(BeforePlan before, Netting netting) {
    return new PayoutPlan.Count(
        before.allTransfers(), before.swaps(), netting.transfers.size(), netting.swaps.size());
  }

  private PayoutPlan.Gas gas(BeforePlan before, Netting netting) {
    GasPrices gas = request.gas();
    long natives =
        netting.transfers.stream().map(Transfer::asset).filter(gas.nativeAsset()::equals).count();
    return new PayoutPlan.Gas(
        before.gas(gas),
        BeforePlan.gasOf(gas, natives, netting.transfers.size() - natives, netting.swaps.size()),
        gas.priceWei());
  }
}
