package dev.curation.payout;

/**
 * Counts the work of solving, so that what is hopeless is refused instead of begun; it does not
 * look at the clock: the same plan is refused everywhere.
 */
final class Effort {
  /** About a minute of one core, and the memory for as many bits of fractions. */
  private static final long MOST_STEPS = 20_000_000_000L;

  private static final long MOST_BITS = 3_000_000_000L;

  private final int assets;
  private long steps;
  private long bits;

  /**
   * @param assets that are to be solved
   */
  Effort(int assets) {
    this.assets = assets;
  }

  /** Machine words that are multiplied or added. */
  void steps(long more) {
    if (more > MOST_STEPS - steps) {
      throw refusal("steps");
    }
    steps += more;
  }

  /** Refuses what will take more steps than are left for all assets, before they are taken. */
  void affordsForEach(long asset) {
    if (asset > (MOST_STEPS - steps) / assets) {
      throw refusal("steps");
    }
  }

  /** Bits of fractions that are kept. */
  void keeps(long more) {
    bits += more;
    if (bits > MOST_BITS) {
      throw refusal("bits");
    }
  }

  /** Of the product of two numbers, at schoolbook speed. */
  void multiplies(long bitsOfOne, long bitsOfOther) {
    steps((bitsOfOne / 32 + 1) * (bitsOfOther / 32 + 1));
  }

  private static PlanRefusedException refusal(String what) {
    return PlanRefusal.TOO_COMPLEX.of(
        "routes",
        "more than " + (what.equals("bits") ? MOST_BITS : MOST_STEPS) + " " + what,
        "exact fractions of these cycles are too long; break the largest cycle by settle or keepBps");
  }
}
