package dev.curation.simulator;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.simulation.Written;
import dev.curation.store.Fields;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Takes note of what was recorded of a lane, in the order of the commits: what operators did, when
 * what was settled, and who was gone when.
 */
final class LaneWatch {
  /** A settlement reads the registry, and is written some operations later. */
  private static final long A_WHILE = Duration.ofHours(1).toMillis();

  private final World world;
  private final List<Act> acts = new ArrayList<>();
  private final SortedMap<Long, Long> settledAt = new TreeMap<>();
  private final SortedMap<String, List<State>> registry = new TreeMap<>();

  /** What an operator did. */
  record Act(String requestId, String action, long time, Fields result) {
    BigInteger wei(String name) {
      return new BigInteger(result.string(name));
    }

    long number(String name) {
      return Long.parseLong(result.string(name));
    }
  }

  private record State(long time, boolean isThere) {}

  LaneWatch(World world, Site payout) {
    this.world = world;
    world.main().database().onWritten("lanes/{lane}/acts/{act}", this::acted);
    payout.database().onWritten("payoutLanes/{lane}/acts/{act}", this::acted);
    payout.database().onWritten("payoutCurators/{curator}", this::registered);
    payout
        .database()
        .onWritten("payoutLanes/{lane}/denoms/{denom}/settlements/{seq}", this::settled);
  }

  private void acted(Written written) {
    Fields fields = written.after();
    Difference.check(
        fields != null && written.before() == null, "an act was changed: " + written.path());
    if (fields != null) {
      JsonObject order = JsonParser.parseString(fields.string("order")).getAsJsonObject();
      String action = order.get("action").getAsString();
      long now = world.agenda().millis();
      acts.add(new Act(written.path().id(), action, now, fields.map("result")));
      world.count("lanes: " + action);
    }
  }

  private void registered(Written written) {
    Fields fields = written.after();
    if (fields != null) {
      registry
          .computeIfAbsent(written.path().id(), curator -> new ArrayList<>())
          .add(new State(world.agenda().millis(), fields.bool("active")));
    }
  }

  private void settled(Written written) {
    if (written.before() == null) {
      settledAt.put(Long.parseLong(written.path().id()), world.agenda().millis());
    }
  }

  /** All of them, in the order of their commits. */
  List<Act> acts() {
    return acts;
  }

  /** Those of one kind. */
  List<Act> acts(String action) {
    return acts.stream().filter(act -> act.action().equals(action)).toList();
  }

  /** Whether a curator may have been taken for this when a batch was settled. */
  boolean mayHaveBeen(boolean isThere, String curator, long seq) {
    Long until = settledAt.get(seq);
    if (until == null) {
      return false;
    }
    boolean before = true;
    boolean isFound = false;
    for (State state : registry.getOrDefault(curator, List.of())) {
      if (state.time() <= until - A_WHILE) {
        before = state.isThere();
      } else if (state.time() <= until) {
        isFound |= state.isThere() == isThere;
      }
    }
    return isFound || before == isThere;
  }
}
