package dev.curation.programs;

import org.jspecify.annotations.Nullable;

/**
 * What one program, one action and one candidate come to.
 *
 * @param action its index; -1 of a late event
 * @param user null of a late event
 * @param period 0 unless the action was counted
 * @param count how often the user has done it in the period; 0 unless it was counted
 * @param shares earned
 */
public record Judgement(
    long program,
    int action,
    @Nullable String user,
    Outcome outcome,
    long period,
    long count,
    long shares) {
  static Judgement late(long program) {
    return new Judgement(program, -1, null, Outcome.LATE, 0, 0, 0);
  }

  /** Whether the action was successful, so that the account state counts it. */
  public boolean isCounted() {
    return period > 0;
  }
}
