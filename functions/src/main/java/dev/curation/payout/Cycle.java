package dev.curation.payout;

import dev.curation.money.Rational;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The equations x = b + M'x of states that feed each other, prepared once for all assets. States
 * through which money only passes are eliminated as fractions; what is left is solved over the
 * integers.
 */
final class Cycle {
  /** So few are solved by determinants, however long their fractions. */
  private static final int SMALL_CORE = 12;

  /** A state: what flows in from {@code sources}, times {@code inverse}. */
  private record Pivot(
      int state,
      Rational inverse,
      Map<Integer, Rational> sources,
      Map<Integer, Rational> targets) {}

  private final Effort effort;
  private final List<Map<Integer, List<Rational>>> outs = new ArrayList<>();
  private final List<Set<Integer>> ins = new ArrayList<>();
  private final BitSet left = new BitSet();
  private final List<Pivot> pivots = new ArrayList<>();
  private int[] core = {};
  private @Nullable IntegerSystem system;

  Cycle(int size, Effort effort) {
    this.effort = effort;
    for (int i = 0; i < size; i++) {
      place();
    }
  }

  private int place() {
    left.set(outs.size());
    outs.add(new HashMap<>());
    ins.add(new HashSet<>());
    return outs.size() - 1;
  }

  /** A new place, to which all goes that comes to these. */
  int meeting(List<Integer> states) {
    int place = place();
    states.forEach(state -> add(state, place, Rational.ONE));
    return place;
  }

  void add(int from, int to, Rational fraction) {
    outs.get(from).computeIfAbsent(to, key -> new ArrayList<>()).add(fraction);
    if (from != to) {
      ins.get(to).add(from);
    }
  }

  /** After all have been added. */
  void prepare() {
    eliminateWhatIsSimple();
    if (left.cardinality() > SMALL_CORE) {
      eliminateAllButHubs();
    }
    core = left.stream().toArray();
    if (core.length > 0) {
      system = IntegerSystem.of(columns(), effort, core.length <= SMALL_CORE);
    }
  }

  private long product(int state) {
    Map<Integer, List<Rational>> out = outs.get(state);
    long degree = (long) out.size() - (out.containsKey(state) ? 1 : 0);
    return degree * ins.get(state).size();
  }

  private record Candidate(long product, int state) implements Comparable<Candidate> {
    @Override
    public int compareTo(Candidate other) {
      int byProduct = Long.compare(product, other.product);
      return byProduct != 0 ? byProduct : Integer.compare(state, other.state);
    }
  }

  // What has one way in or out, or two and two: no equation becomes longer.
  private void eliminateWhatIsSimple() {
    PriorityQueue<Candidate> queue = new PriorityQueue<>();
    left.stream().forEach(state -> queue.add(new Candidate(product(state), state)));
    while (!queue.isEmpty() && left.cardinality() > 1) {
      Candidate best = queue.remove();
      int state = best.state();
      if (!left.get(state) || product(state) != best.product()) {
        continue;
      }
      int ways = outs.get(state).size() + ins.get(state).size();
      if (best.product() <= Math.max(4, ways)) {
        Set<Integer> touched = eliminate(state);
        touched.forEach(each -> queue.add(new Candidate(product(each), each)));
      }
    }
  }

  // If few states are on all cycles that remain, the others follow from these, in their order.
  private void eliminateAllButHubs() {
    BitSet rest = (BitSet) left.clone();
    BitSet cyclic = (BitSet) left.clone();
    for (int hubs = 0; trim(cyclic); hubs++) {
      if (hubs == SMALL_CORE) {
        return;
      }
      int hub = cyclic.stream().boxed().max(this::compare).orElseThrow();
      cyclic.clear(hub);
      rest.clear(hub);
    }
    upstreamFirst(rest).forEach(this::eliminate);
  }

  private int compare(int a, int b) {
    int byProduct = Long.compare(product(a), product(b));
    return byProduct != 0 ? byProduct : Integer.compare(b, a);
  }

  /** Takes away what is on no cycle of the rest. */
  private boolean trim(BitSet rest) {
    upstreamFirst(rest).forEach(rest::clear);
    return !rest.isEmpty();
  }

  /** Those of the rest that nothing on a cycle of it feeds, in their order. */
  private List<Integer> upstreamFirst(BitSet rest) {
    Map<Integer, Integer> sources = new HashMap<>();
    List<Integer> order = new ArrayList<>();
    rest.stream()
        .forEach(
            state -> {
              int number = (int) ins.get(state).stream().filter(rest::get).count();
              sources.put(state, number);
              if (number == 0) {
                order.add(state);
              }
            });
    for (int i = 0; i < order.size(); i++) {
      int from = order.get(i);
      for (int to : outs.get(from).keySet()) {
        if (to != from && rest.get(to) && sources.merge(to, -1, Integer::sum) == 0) {
          order.add(to);
        }
      }
    }
    return order;
  }

  private static Rational collapsed(@Nullable List<Rational> terms) {
    return terms == null ? Rational.ZERO : Rational.sum(terms);
  }

  /** Returns the states whose equations have changed. */
  private Set<Integer> eliminate(int state) {
    left.clear(state);
    Rational inverse = Rational.ONE.minus(collapsed(outs.get(state).remove(state))).inverse();
    Map<Integer, Rational> sources = new HashMap<>();
    for (int from : ins.get(state)) {
      sources.put(from, collapsed(outs.get(from).remove(state)));
    }
    Map<Integer, Rational> targets = new HashMap<>();
    outs.get(state).forEach((to, terms) -> targets.put(to, collapsed(terms).times(inverse)));
    targets.keySet().forEach(to -> ins.get(to).remove(state));
    sources.forEach(
        (from, in) ->
            targets.forEach(
                (to, out) -> {
                  effort.multiplies(in.bits(), out.bits());
                  Rational through = in.times(out);
                  effort.keeps(through.bits());
                  add(from, to, through);
                }));
    outs.get(state).clear();
    ins.get(state).clear();
    pivots.add(new Pivot(state, inverse, sources, targets));
    Set<Integer> touched = new HashSet<>(sources.keySet());
    touched.addAll(targets.keySet());
    return touched;
  }

  /** What feeds each state of the core, by their places in it. */
  private List<Map<Integer, Rational>> columns() {
    Map<Integer, Integer> places = new HashMap<>();
    IntStream.range(0, core.length).forEach(i -> places.put(core[i], i));
    List<Map<Integer, Rational>> columns = new ArrayList<>();
    for (int i = 0; i < core.length; i++) {
      columns.add(new HashMap<>());
    }
    for (int i = 0; i < core.length; i++) {
      for (Map.Entry<Integer, List<Rational>> to : outs.get(core[i]).entrySet()) {
        int place = places.getOrDefault(to.getKey(), -1);
        columns.get(place).put(i, collapsed(to.getValue()));
      }
    }
    return columns;
  }

  /**
   * @param inflow from outside, by state
   * @return what comes to each state in all, and to each meeting place
   */
  Rational[] solve(Rational[] inflow) {
    List<List<Rational>> terms = new ArrayList<>();
    for (int i = 0; i < outs.size(); i++) {
      terms.add(new ArrayList<>(i < inflow.length ? List.of(inflow[i]) : List.of()));
    }
    Rational[] gross = new Rational[outs.size()];
    for (Pivot pivot : pivots) {
      Rational own = Rational.sum(terms.get(pivot.state()));
      gross[pivot.state()] = own;
      if (!own.isZero()) {
        pivot.targets().forEach((to, out) -> terms.get(to).add(own.times(out)));
      }
    }
    solveCore(terms, gross);
    List<Pivot> backwards = new ArrayList<>(pivots);
    Collections.reverse(backwards);
    for (Pivot pivot : backwards) {
      List<Rational> all = new ArrayList<>(List.of(gross[pivot.state()]));
      pivot.sources().forEach((from, in) -> all.add(gross[from].times(in)));
      gross[pivot.state()] = Rational.sum(all).times(pivot.inverse());
    }
    return gross;
  }

  private void solveCore(List<List<Rational>> terms, Rational[] gross) {
    if (system == null) {
      return;
    }
    List<Rational> inflow = new ArrayList<>();
    for (int state : core) {
      inflow.add(Rational.sum(terms.get(state)));
    }
    List<Rational> solved = system.solve(inflow);
    for (int i = 0; i < core.length; i++) {
      gross[core[i]] = solved.get(i);
    }
  }
}
