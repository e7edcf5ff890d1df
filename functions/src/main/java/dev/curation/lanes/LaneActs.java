package dev.curation.lanes;

import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.settlement.LaneParameters;
import dev.curation.settlement.PayoutBook;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Results of operators' acts, as they are recorded. They say all that is needed to compute a lane's
 * history again: what changed, and behind which block or batch.
 */
final class LaneActs {
  static final String FIRST_HEIGHT = "firstHeight";
  static final String FROM_HEIGHT = "fromHeight";
  static final String CLOSED_FROM = "closedFrom";
  static final String AFTER_HEIGHT = "afterHeight";
  static final String SETTLED_THROUGH = "settledThrough";
  static final String DENOM = "denom";
  static final String SEQ = "seq";
  static final String RELEASED = "releasedWei";
  static final String SWEPT = "sweptWei";
  static final String SHORTFALL = "shortfallWei";
  private static final String N = "blocksPerTransmission";
  private static final String FRACTION = "redistributionFractionE18";
  private static final String DENOMS = "accrualDenoms";
  private static final String PAUSED = "paused";
  private static final String ALL = "all";

  private LaneActs() {}

  /** A lane was opened. */
  static Map<String, String> opened(long firstHeight, LaneParameters parameters) {
    return parameters(FIRST_HEIGHT, firstHeight, parameters);
  }

  /**
   * Parameters were set.
   *
   * @param fromHeight the first block that they are for
   */
  static Map<String, String> set(long fromHeight, LaneParameters parameters) {
    return parameters(FROM_HEIGHT, fromHeight, parameters);
  }

  /**
   * A lane was closed.
   *
   * @param closedFrom the first block that does not enter any more
   * @param fromHeight the first block that the parameters are for
   */
  static Map<String, String> closed(long closedFrom, long fromHeight, LaneParameters parameters) {
    Map<String, String> result = new TreeMap<>(set(fromHeight, parameters));
    result.put(CLOSED_FROM, Long.toString(closedFrom));
    return result;
  }

  private static Map<String, String> parameters(
      String name, long height, LaneParameters parameters) {
    return Map.of(
        name,
        Long.toString(height),
        N,
        Long.toString(parameters.blocksPerTransmission()),
        FRACTION,
        parameters.redistributionFractionE18().toString(),
        DENOMS,
        denoms(parameters.accrualDenoms()),
        PAUSED,
        Boolean.toString(parameters.isPaused()));
  }

  private static String denoms(@Nullable Set<Denom> denoms) {
    return denoms == null ? ALL : String.join(",", denoms.stream().map(Denom::name).toList());
  }

  /** The parameters that a result names. */
  static LaneParameters parameters(Map<String, String> result) {
    String names = text(result, DENOMS);
    Set<Denom> denoms = null;
    if (!names.equals(ALL)) {
      denoms = new TreeSet<>();
      for (String name : names.split(",", -1)) {
        if (!name.isEmpty()) {
          denoms.add(new Denom(name));
        }
      }
    }
    return new LaneParameters(
        number(result, N),
        Wei.parse(FRACTION, text(result, FRACTION)).value(),
        denoms,
        Boolean.parseBoolean(text(result, PAUSED)));
  }

  /**
   * A batch was taken back.
   *
   * @param afterHeight the newest block that had entered
   */
  static Map<String, String> cancelled(Denom denom, long seq, Wei totalTokens, long afterHeight) {
    return Map.of(
        DENOM,
        denom.name(),
        SEQ,
        Long.toString(seq),
        "totalTokensWei",
        totalTokens.toString(),
        AFTER_HEIGHT,
        Long.toString(afterHeight));
  }

  static Map<String, String> settledShort(Denom denom, long seq, Wei shortfall) {
    return Map.of(DENOM, denom.name(), SEQ, Long.toString(seq), SHORTFALL, shortfall.toString());
  }

  static Map<String, String> released(Denom denom, Wei amount, PayoutBook after) {
    return Map.of(
        DENOM,
        denom.name(),
        RELEASED,
        amount.toString(),
        "excessWei",
        after.excess().toString(),
        SETTLED_THROUGH,
        Long.toString(after.settledThrough()));
  }

  static Map<String, String> swept(Denom denom, Wei amount, PayoutBook after) {
    return Map.of(
        DENOM,
        denom.name(),
        SWEPT,
        amount.toString(),
        SETTLED_THROUGH,
        Long.toString(after.settledThrough()));
  }

  /**
   * @throws dev.curation.errors.InvalidValueException if the result has no such value
   */
  static String text(Map<String, String> result, String name) {
    String text = result.get(name);
    if (text == null) {
      throw new dev.curation.errors.InvalidValueException("result." + name, null, "is missing");
    }
    return text;
  }

  static long number(Map<String, String> result, String name) {
    String text = text(result, name);
    if (!text.matches("0|[1-9][0-9]{0,17}")) {
      throw new dev.curation.errors.InvalidValueException(
          "result." + name, text, "must be a number");
    }
    return Long.parseLong(text);
  }
}
