package dev.curation.payout;

import dev.curation.money.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much comes to each state: the exact solution of x = b + M'x (specs/payout-plan.md, section
 * 3), component after component of what feeds each other.
 */
final class FlowSolver {
  private final Flow flow;
  private final PayoutRequest request;
  private final Effort effort;
  private final List<int[]> components;
  private final List<Optional<Cycle>> cycles = new ArrayList<>();

  FlowSolver(Flow flow, PayoutRequest request) {
    this.flow = flow;
    this.request = request;
    long assets =
        request.gains().stream().flatMap(g -> g.amounts().keySet().stream()).distinct().count();
    this.effort = new Effort(Math.max(1, Math.toIntExact(assets)));
    this.components = Components.of(flow);
    components.forEach(component -> cycles.add(cycle(component)));
  }

  private Optional<Cycle> cycle(int[] component) {
    Map<Integer, Integer> places = new HashMap<>();
    for (int i = 0; i < component.length; i++) {
      places.put(component[i], i);
    }
    // States that share alike are one for what lies behind them: the money meets in a place of its
    // own, one for each kind.
    Map<Map<Integer, Rational>, List<Integer>> alike = new LinkedHashMap<>();
    for (int i = 0; i < component.length; i++) {
      Map<Integer, Rational> targets = new TreeMap<>();
      for (Flow.Outflow outflow : flow.outflows(component[i])) {
        Integer to = places.get(outflow.state());
        if (to != null) {
          targets.merge(to, outflow.fraction(), Rational::plus);
        }
      }
      alike.computeIfAbsent(targets, key -> new ArrayList<>()).add(i);
    }
    if (component.length == 1 && alike.containsKey(Map.of())) {
      return Optional.empty();
    }
    Cycle cycle = new Cycle(component.length, effort);
    alike.forEach(
        (targets, states) -> {
          int from = states.size() == 1 ? states.get(0) : cycle.meeting(states);
          targets.forEach((to, fraction) -> cycle.add(from, to, fraction));
        });
    cycle.prepare();
    return Optional.of(cycle);
  }

  /** The gains of all nodes in one asset. */
  SortedMap<String, BigInteger> gains(String asset) {
    SortedMap<String, BigInteger> gains = new TreeMap<>();
    for (Gain gain : request.gains()) {
      BigInteger amount = gain.amounts().getOrDefault(asset, BigInteger.ZERO);
      if (amount.signum() > 0) {
        gains.merge(gain.node(), amount, BigInteger::add);
      }
    }
    return gains;
  }

  /**
   * @return by state, what comes to it in all, however often it came by
   */
  List<Rational> gross(String asset) {
    List<List<Rational>> inflow = new ArrayList<>();
    for (int i = 0; i < flow.size(); i++) {
      inflow.add(new ArrayList<>());
    }
    gains(asset).forEach((node, amount) -> inflow.get(flow.origin(node)).add(Rational.of(amount)));
    Rational[] gross = new Rational[flow.size()];
    for (int c = 0; c < components.size(); c++) {
      int[] component = components.get(c);
      solve(component, cycles.get(c), inflow, gross);
      for (int state : component) {
        effort.keeps(gross[state].bits());
        inflow.get(state).clear();
        pass(state, gross, inflow);
      }
    }
    return List.of(gross);
  }

  private static void solve(
      int[] component, Optional<Cycle> cycle, List<List<Rational>> inflow, Rational[] gross) {
    Rational[] own = new Rational[component.length];
    boolean isDry = true;
    for (int i = 0; i < component.length; i++) {
      own[i] = Rational.sum(inflow.get(component[i]));
      isDry &= own[i].isZero();
    }
    Rational[] solved = cycle.isPresent() && !isDry ? cycle.get().solve(own) : own;
    for (int i = 0; i < component.length; i++) {
      gross[component[i]] = solved[i];
    }
  }

  private void pass(int state, Rational[] gross, List<List<Rational>> inflow) {
    if (gross[state].isZero()) {
      return;
    }
    for (Flow.Outflow outflow : flow.outflows(state)) {
      // What is known already is of the same component.
      if (!outflow.isFinal() && gross[outflow.state()] == null) {
        effort.steps(gross[state].bits() / 16 + 1);
        inflow.get(outflow.state()).add(gross[state].times(outflow.fraction()));
      }
    }
  }

  /** What is finally whose, exactly: by node, without zeros. */
  SortedMap<String, Rational> finals(List<Rational> gross) {
    SortedMap<String, List<Rational>> terms = new TreeMap<>();
    for (int i = 0; i < gross.size(); i++) {
      if (!gross.get(i).isZero()) {
        for (Flow.Outflow outflow : flow.outflows(i)) {
          if (outflow.isFinal()) {
            terms
                .computeIfAbsent(outflow.to(), node -> new ArrayList<>())
                .add(gross.get(i).times(outflow.fraction()));
          }
        }
      }
    }
    SortedMap<String, Rational> finals = new TreeMap<>();
    terms.forEach(
        (node, all) -> {
          Rational sum = Rational.sum(all);
          effort.multiplies(sum.ownBits(), sum.ownBits());
          effort.keeps(sum.bits());
          finals.put(node, sum);
        });
    return finals;
  }
}
