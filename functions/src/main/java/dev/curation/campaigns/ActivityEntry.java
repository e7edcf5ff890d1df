package dev.curation.campaigns;

import dev.curation.programs.Activity;
import java.math.BigInteger;

/**
 * An event in the order in which programs see it.
 *
 * @param id of the fact
 * @param clockMs programs are advanced to here before they judge it: its own time, or that up to
 *     which all was known when it came late
 * @param effect what it is to the books and to programs
 * @param changed by how much it changed an amount in the books
 * @param facts what the books said then
 */
record ActivityEntry(
    String id,
    long clockMs,
    Effect effect,
    Activity activity,
    BigInteger changed,
    RecordedFacts facts) {

  /** What an entry does. */
  enum Effect {
    /** It changes the books and is judged. */
    JUDGED,
    /** It changes the books; it earns nothing, or was judged before. */
    BOOKED,
    /** A reorganisation took the event away: the books forget it. */
    REVERSED
  }

  boolean isJudged() {
    return effect == Effect.JUDGED;
  }
}
