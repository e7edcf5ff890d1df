package dev.curation.programs;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request for tests, to be changed at will: carl offers 300 TOK in three periods of an hour, to
 * whoever votes.
 */
final class Asked {
  static final long START = 1_700_000_000_000L;
  static final long HOUR = 3_600_000;
  static final String CREATOR = "carl";
  static final String ASSET = "TOK";

  String title = "title";
  String description = "description";
  String creator = CREATOR;
  BigInteger total = BigInteger.valueOf(300);
  BigInteger cap = BigInteger.valueOf(300);
  @Nullable String capAsset;
  long start = START;
  long periods = 3;
  long seconds = 3_600;
  long rollover;
  long offset = 86_400;
  long bps = ProgramRequest.DEFAULT_ROLLOVER_BPS;
  @Nullable BigInteger leastRollover;
  List<Action> actions = new ArrayList<>(List.of(new Action()));

  /** One of its actions: any vote. */
  static final class Action {
    String type = "VOTE";
    long minimum;
    long maximum = 1_000;
    BigInteger leastStake = BigInteger.ZERO;
    @Nullable BigInteger mostStake;
    long low;
    long high = QualifyingAction.WHOLE;
    @Nullable String metric;
    @Nullable String role;
    long multiplier;

    private RequestedAction request() {
      return new RequestedAction(
          type, minimum, maximum, leastStake, mostStake, low, high, metric, role, multiplier);
    }
  }

  static Asked with(Consumer<Asked> change) {
    Asked asked = new Asked();
    change.accept(asked);
    return asked;
  }

  /** With nothing but these actions. */
  @SafeVarargs
  static Asked forActions(Consumer<Action>... changes) {
    Asked asked = new Asked();
    asked.actions.clear();
    for (Consumer<Action> change : changes) {
      Action action = new Action();
      change.accept(action);
      asked.actions.add(action);
    }
    return asked;
  }

  void total(long amount) {
    total = BigInteger.valueOf(amount);
    cap = total;
  }

  ProgramRequest request() {
    return new ProgramRequest(
        title,
        description,
        creator,
        ASSET,
        total,
        cap,
        capAsset,
        start,
        periods,
        seconds,
        rollover,
        offset,
        bps,
        leastRollover,
        actions.stream().map(Action::request).toList());
  }
}
