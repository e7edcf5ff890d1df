package dev.curation.payout;

import java.math.BigInteger;
import java.util.Collection;

/** How large a plan may be; beyond, it is refused by name. */
final class PlanLimits {
  static final int MOST_NODES = 20_000;
  static final int MOST_ROUTES = 50_000;
  static final int MOST_EDGES = 200_000;
  static final int MOST_STAKES = 200_000;
  static final int MOST_GAINS = 20_000;
  static final int MOST_ASSETS = 64;
  static final int MOST_CARRIED = 100_000;

  /** (node, tag) pairs through which money can flow. */
  static final int MOST_STATES = 100_000;

  /** The digits of 2^256-1. */
  static final int MOST_DIGITS = 78;

  static final int LONGEST_ID = 128;

  private PlanLimits() {}

  static void require(String field, Collection<?> all, int most) {
    require(field, all.size(), most);
  }

  static void require(String field, int number, int most) {
    if (number > most) {
      throw PlanRefusal.LIMIT.of(field, number, "must be at most " + most);
    }
  }

  /** At most 78 digits; the sign is looked at elsewhere. */
  static void requireShort(String field, BigInteger amount) {
    // 10^78-1 has 260 bits.
    if (amount.bitLength() > 260 || amount.abs().toString().length() > MOST_DIGITS) {
      throw PlanRefusal.LIMIT.of(field, amount, "must have at most " + MOST_DIGITS + " digits");
    }
  }

  static void requireNotNegative(String field, BigInteger amount) {
    requireShort(field, amount);
    if (amount.signum() < 0) {
      throw PlanRefusal.BAD_VALUE.of(field, amount, "must not be negative");
    }
  }

  static void requirePositive(String field, BigInteger amount) {
    requireShort(field, amount);
    if (amount.signum() <= 0) {
      throw PlanRefusal.BAD_VALUE.of(field, amount, "must be positive");
    }
  }

  static void requireBps(String field, int bps) {
    if (bps < 0 || bps > 10_000) {
      throw PlanRefusal.BAD_BPS.of(field, bps, "must be 0 to 10000");
    }
  }

  static void requireId(String field, String id) {
    boolean isPlain = id.chars().noneMatch(c -> c < ' ' || c == 0x7f);
    if (id.isBlank() || id.length() > LONGEST_ID || !isPlain) {
      throw PlanRefusal.BAD_ID.of(
          field,
          id,
          "must be 1 to " + LONGEST_ID + " characters, not only spaces, none of control");
    }
  }

  static void requireNodeId(String field, String id) {
    requireId(field, id);
    if (id.equals(Route.ANY) || id.startsWith(PayoutRequest.STAKER)) {
      throw PlanRefusal.BAD_ID.of(field, id, "must not be * nor begin with staker:");
    }
  }
}
