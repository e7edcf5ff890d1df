package dev.curation.payout;

import dev.curation.money.Rational;
import dev.curation.payout.PayoutNode.Kind;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All states that money can come to, and where it goes from each (specs/payout-plan.md, section 3).
 */
final class Flow {
  /** Where money is, and whose split it belongs to. */
  record State(String node, String tag) {}

  /** What one outflow is. */
  enum Kinds {
    KEPT,
    SPLIT,
    GIVEN_BACK,
    AWARDED,
    RETURNED
  }

  /**
   * A part of what comes to a state.
   *
   * @param state the state it comes to; -1: it is final at {@code to}
   * @param tag with which it leaves
   */
  record Outflow(Kinds kind, String to, String tag, int state, Rational fraction) {
    boolean isFinal() {
      return state < 0;
    }
  }

  private final PayoutRequest request;
  private final Map<String, Kind> kinds = new HashMap<>();
  private final Map<State, Route> routes = new HashMap<>();
  private final Map<State, Integer> numbers = new HashMap<>();
  private final List<State> states = new ArrayList<>();
  private final List<List<Outflow>> outflows = new ArrayList<>();
  private final Map<Integer, Awards> awards = new HashMap<>();

  private Flow(PayoutRequest request) {
    this.request = request;
    request.nodes().forEach(node -> kinds.put(node.id(), node.kind()));
    request.routes().forEach(route -> routes.put(new State(route.at(), route.source()), route));
  }

  /**
   * @throws PlanRefusedException NO_ROUTE, NO_STAKERS_TABLE, NON_TERMINATING_CYCLE, LIMIT
   */
  static Flow of(PayoutRequest request) {
    Flow flow = new Flow(request);
    request.gains().forEach(gain -> flow.number(gain.node(), gain.node()));
    for (int i = 0; i < flow.states.size(); i++) {
      flow.outflows.add(flow.leave(i));
    }
    flow.requireAnEnd();
    return flow;
  }

  int size() {
    return states.size();
  }

  State state(int number) {
    return states.get(number);
  }

  List<Outflow> outflows(int state) {
    return outflows.get(state);
  }

  /** Of the states at STAKERS nodes. */
  Map<Integer, Awards> awards() {
    return awards;
  }

  /** Of a state in which a gain begins. */
  int origin(String node) {
    return numbers.getOrDefault(new State(node, node), -1);
  }

  private int number(String node, String tag) {
    State state = new State(node, tag);
    Integer known = numbers.putIfAbsent(state, states.size());
    if (known != null) {
      return known;
    }
    states.add(state);
    PlanLimits.require("states", states.size(), PlanLimits.MOST_STATES);
    return states.size() - 1;
  }

  private List<Outflow> leave(int number) {
    State state = states.get(number);
    Kind kind = kinds.getOrDefault(state.node(), Kind.RECIPIENT);
    if (kind == Kind.STAKERS) {
      return share(number, state);
    }
    Route route = routes.get(state);
    if (route == null) {
      route = routes.get(new State(state.node(), Route.ANY));
    }
    if (route != null) {
      return split(state, route);
    }
    if (kind == Kind.TRANSIT) {
      throw PlanRefusal.NO_ROUTE.of(
          "routes", state.node(), "needs a route for money of " + state.tag() + ", or *");
    }
    return List.of(new Outflow(Kinds.KEPT, state.node(), state.tag(), -1, Rational.ONE));
  }

  private List<Outflow> split(State state, Route route) {
    List<Outflow> all = new ArrayList<>();
    if (route.keepBps() > 0) {
      all.add(new Outflow(Kinds.KEPT, state.node(), state.tag(), -1, bps(route.keepBps())));
    }
    for (Route.Edge edge : route.edges()) {
      if (edge.bps() > 0) {
        String tag = edge.retag() ? state.node() : state.tag();
        all.add(
            edge.settle()
                ? new Outflow(Kinds.GIVEN_BACK, edge.to(), tag, -1, bps(edge.bps()))
                : new Outflow(
                    Kinds.SPLIT, edge.to(), tag, number(edge.to(), tag), bps(edge.bps())));
      }
    }
    return all;
  }

  private static Rational bps(int bps) {
    return Rational.of(BigInteger.valueOf(bps), BigInteger.valueOf(10_000));
  }

  private List<Outflow> share(int number, State state) {
    Map<String, StakersTable> tables = request.stakers().get(state.node());
    StakersTable table = tables == null ? null : tables.get(state.tag());
    if (table == null) {
      throw PlanRefusal.NO_STAKERS_TABLE.of(
          "stakers." + state.node(), state.tag(), "needs a table for money of this source");
    }
    Awards awarded = Awards.of(table, request.amp(), request.nowMs());
    awards.put(number, awarded);
    List<Outflow> all = new ArrayList<>();
    if (!awarded.awarded().isZero()) {
      all.add(new Outflow(Kinds.AWARDED, state.node(), state.tag(), -1, awarded.awarded()));
    }
    Rational rest = Rational.ONE.minus(awarded.awarded());
    if (!rest.isZero()) {
      String to = table.returnTo();
      int next = table.returnSettles() ? -1 : number(to, state.tag());
      all.add(new Outflow(Kinds.RETURNED, to, state.tag(), next, rest));
    }
    return all;
  }

  /** Backwards from where money is final: whatever is not come by goes round for ever. */
  private void requireAnEnd() {
    List<List<Integer>> before = new ArrayList<>();
    states.forEach(state -> before.add(new ArrayList<>()));
    Deque<Integer> ends = new ArrayDeque<>();
    BitSet ending = new BitSet();
    for (int i = 0; i < states.size(); i++) {
      for (Outflow outflow : outflows.get(i)) {
        if (!outflow.isFinal()) {
          before.get(outflow.state()).add(i);
        } else if (!ending.get(i)) {
          ending.set(i);
          ends.add(i);
        }
      }
    }
    while (!ends.isEmpty()) {
      for (int earlier : before.get(ends.remove())) {
        if (!ending.get(earlier)) {
          ending.set(earlier);
          ends.add(earlier);
        }
      }
    }
    int endless = ending.nextClearBit(0);
    if (endless < states.size()) {
      State state = states.get(endless);
      throw PlanRefusal.NON_TERMINATING_CYCLE.of(
          "routes", state.node(), "money of " + state.tag() + " would go round for ever from here");
    }
  }
}
