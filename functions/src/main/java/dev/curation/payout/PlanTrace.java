package dev.curation.payout;

import dev.curation.money.Rational;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What naive execution would send, hop by hop.
 *
 * @param hops by asset, tag, payer and payee; what goes round a cycle is summed up
 */
public record PlanTrace(List<Hop> hops) {
  /**
   * @param tag of the money when it leaves
   * @param amount exact, in all rounds together
   * @param netted nothing is sent from this payer to this payee in the plan
   */
  public record Hop(
      String from, String to, String tag, String asset, Rational amount, boolean netted) {}

  private record Edge(String tag, String from, String to) implements Comparable<Edge> {
    private static final Comparator<Edge> ORDER =
        Comparator.comparing(Edge::tag).thenComparing(Edge::from).thenComparing(Edge::to);

    @Override
    public int compareTo(Edge other) {
      return ORDER.compare(this, other);
    }
  }

  public PlanTrace {
    hops = List.copyOf(hops);
  }

  static PlanTrace of(Flow flow, SortedMap<String, List<Rational>> gross, PayoutPlan plan) {
    Set<List<String>> sent = new HashSet<>();
    plan.transfers().forEach(t -> sent.add(List.of(t.from(), t.to(), t.asset())));
    List<Hop> hops = new ArrayList<>();
    for (Map.Entry<String, List<Rational>> each : gross.entrySet()) {
      String asset = each.getKey();
      edges(flow, each.getValue())
          .forEach(
              (edge, terms) ->
                  hops.add(
                      new Hop(
                          edge.from(),
                          edge.to(),
                          edge.tag(),
                          asset,
                          Rational.sum(terms),
                          !sent.contains(List.of(edge.from(), edge.to(), asset)))));
    }
    return new PlanTrace(hops);
  }

  private static SortedMap<Edge, List<Rational>> edges(Flow flow, List<Rational> gross) {
    SortedMap<Edge, List<Rational>> edges = new TreeMap<>();
    for (int i = 0; i < gross.size(); i++) {
      String from = flow.state(i).node();
      for (Flow.Outflow outflow : flow.outflows(i)) {
        if (!outflow.to().equals(from) && !gross.get(i).isZero()) {
          edges
              .computeIfAbsent(
                  new Edge(outflow.tag(), from, outflow.to()), edge -> new ArrayList<>())
              .add(gross.get(i).times(outflow.fraction()));
        }
      }
    }
    return edges;
  }
}
