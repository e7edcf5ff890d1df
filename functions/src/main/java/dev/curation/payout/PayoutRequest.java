package dev.curation.payout;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that a plan follows from (specs/payout-plan.md, section 1).
 *
 * @param stakers the tables, by node and source
 * @param convert by the asset sold
 * @param minTransfer by asset, in its smallest units
 * @param carried what earlier plans deferred
 */
public record PayoutRequest(
    long nowMs,
    List<PayoutNode> nodes,
    List<Route> routes,
    SortedMap<String, SortedMap<String, StakersTable>> stakers,
    Amp amp,
    List<Gain> gains,
    StakersPayout stakersPayout,
    Baseline baseline,
    SortedMap<String, Conversion> convert,
    SortedMap<String, BigInteger> minTransfer,
    GasPrices gas,
    List<Carried> carried) {
  /** Begins the name of a staker who is paid directly. */
  public static final String STAKER = "staker:";

  /**
   * @throws PlanRefusedException if a rule refuses it; whether the flow ends is seen when it is
   *     planned
   */
  public PayoutRequest {
    nodes = List.copyOf(nodes);
    routes = List.copyOf(routes);
    stakers = sorted(stakers);
    stakers.replaceAll((node, tables) -> Collections.unmodifiableSortedMap(sorted(tables)));
    stakers = Collections.unmodifiableSortedMap(stakers);
    gains = List.copyOf(gains);
    convert = Collections.unmodifiableSortedMap(sorted(convert));
    minTransfer = Collections.unmodifiableSortedMap(sorted(minTransfer));
    carried = List.copyOf(carried);
    RequestCheck.check(
        new Parts(nowMs, nodes, routes, stakers, amp, gains, convert, minTransfer, gas, carried));
  }

  private static <V> SortedMap<String, V> sorted(Map<String, V> map) {
    return new TreeMap<>(map);
  }

  /** What is checked before there is a request. */
  record Parts(
      long nowMs,
      List<PayoutNode> nodes,
      List<Route> routes,
      SortedMap<String, SortedMap<String, StakersTable>> stakers,
      Amp amp,
      List<Gain> gains,
      SortedMap<String, Conversion> convert,
      SortedMap<String, BigInteger> minTransfer,
      GasPrices gas,
      List<Carried> carried) {}
}
