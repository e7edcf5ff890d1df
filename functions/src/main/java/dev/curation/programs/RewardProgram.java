package dev.curation.programs;

import dev.curation.errors.InvalidValueException;
import dev.curation.money.ConservationException;
import java.math.BigInteger;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A reward program and its clock (specs/programs.md, 2, 4, 6 and 7); each step gives a new one.
 *
 * @param remaining total minus all that closed periods allocated; 0 once expired
 * @param claimed paid to participants so far
 * @param refunded paid back to the creator
 * @param claimPeriods as shown to users; an early end overwrites it
 * @param currentClaimPeriod 0 before the start
 * @param expectedEndMs moves with each rollover period
 * @param programEndMaxMs no period is begun then or later
 * @param claimPeriodEndMs end of the current period; null while PENDING
 * @param actualEndMs since when it is FINISHED; null before
 */
public record RewardProgram(
    ProgramTerms terms,
    ProgramState state,
    BigInteger remaining,
    BigInteger claimed,
    BigInteger refunded,
    long claimPeriods,
    long maxRolloverClaimPeriods,
    long currentClaimPeriod,
    long expectedEndMs,
    long programEndMaxMs,
    @Nullable Long claimPeriodEndMs,
    @Nullable Long actualEndMs) {

  /**
   * @throws ConservationException if more left the program than went in
   */
  public RewardProgram {
    BigInteger given = terms.total().subtract(remaining);
    boolean isOver = state == ProgramState.EXPIRED;
    boolean holds =
        isOver
            ? remaining.signum() == 0 && claimed.add(refunded).equals(terms.total())
            : remaining.signum() >= 0 && claimed.compareTo(given) <= 0 && refunded.signum() == 0;
    if (!holds || claimed.signum() < 0 || refunded.signum() < 0) {
      throw new ConservationException(
          "program %d of %s: %s remain, %s claimed, %s refunded"
              .formatted(terms.id(), terms.total(), remaining, claimed, refunded));
    }
  }

  /**
   * @throws InvalidValueException if it would end after the end of time
   */
  static RewardProgram pending(ProgramTerms terms, long maxRollover) {
    long start = terms.programStartMs();
    long planned = terms.plannedClaimPeriods();
    try {
      long last = Math.multiplyExact(terms.claimPeriodMs(), planned + maxRollover);
      long end = Math.addExact(start, last);
      var unused = Math.addExact(end, terms.expirationOffsetMs());
      return new RewardProgram(
          terms,
          ProgramState.PENDING,
          terms.total(),
          BigInteger.ZERO,
          BigInteger.ZERO,
          planned,
          maxRollover,
          0,
          start + terms.claimPeriodMs() * planned,
          end,
          null,
          null);
    } catch (ArithmeticException e) {
      InvalidValueException refused =
          new InvalidValueException("programStartMs", start, "is too late to be ever over");
      refused.initCause(e);
      throw refused;
    }
  }

  public long id() {
    return terms.id();
  }

  /** What is held for it: total - claimed - refunded. */
  public BigInteger escrow() {
    return terms.total().subtract(claimed).subtract(refunded);
  }

  /** When the clock does something to it next; empty: never again. */
  public OptionalLong nextTransitionMs() {
    return switch (state) {
      case PENDING -> OptionalLong.of(terms.programStartMs());
      case STARTED -> OptionalLong.of(periodEndMs());
      case FINISHED -> OptionalLong.of(claimableUntilMs());
      case EXPIRED -> OptionalLong.empty();
    };
  }

  /** Whether the clock has something to do to it. */
  public boolean isDue(long nowMs) {
    OptionalLong next = nextTransitionMs();
    return next.isPresent() && next.getAsLong() <= nowMs;
  }

  /** End of the current period. */
  public long periodEndMs() {
    return required(claimPeriodEndMs);
  }

  /** Begin of the current period. */
  public long periodBeginMs() {
    return periodEndMs() - terms.claimPeriodMs();
  }

  /** Claims are refused from then on. */
  public long claimableUntilMs() {
    return required(actualEndMs) + terms.expirationOffsetMs();
  }

  private long required(@Nullable Long time) {
    if (time == null) {
      throw new IllegalStateException("program " + id() + " is " + state);
    }
    return time;
  }

  /** PENDING to STARTED, in period 1. */
  public RewardProgram started() {
    require(ProgramState.PENDING);
    return changed(ProgramState.STARTED, remaining, claimed, refunded, null)
        .begun(terms.programStartMs());
  }

  /** The record of the current period as it begins. */
  public Distribution distribution() {
    require(ProgramState.STARTED);
    return Distribution.begun(id(), currentClaimPeriod, terms.periodPool().min(remaining));
  }

  private RewardProgram begun(long at) {
    long next = currentClaimPeriod + 1;
    return new RewardProgram(
        terms,
        state,
        remaining,
        claimed,
        refunded,
        claimPeriods,
        maxRolloverClaimPeriods,
        next,
        next > claimPeriods ? expectedEndMs + terms.claimPeriodMs() : expectedEndMs,
        programEndMaxMs,
        at + terms.claimPeriodMs(),
        null);
  }

  /**
   * The current period is closed at its end: FINISHED, or in the next period.
   *
   * @param allocated what its participants are entitled to
   */
  public RewardProgram closed(BigInteger allocated) {
    require(ProgramState.STARTED);
    long end = periodEndMs();
    BigInteger left = remaining.subtract(allocated);
    boolean isOver =
        end >= programEndMaxMs
            || left.compareTo(terms.minimumRolloverAmount()) < 0
            || left.signum() == 0;
    return isOver
        ? changed(ProgramState.FINISHED, left, claimed, refunded, end)
        : changed(ProgramState.STARTED, left, claimed, refunded, null).begun(end);
  }

  /** The creator has it end with the current period. */
  public RewardProgram endedEarly() {
    require(ProgramState.STARTED);
    long end = periodEndMs();
    return new RewardProgram(
        terms,
        state,
        remaining,
        claimed,
        refunded,
        currentClaimPeriod,
        0,
        currentClaimPeriod,
        end,
        end,
        end,
        null);
  }

  public RewardProgram withClaimed(BigInteger paid) {
    return changed(state, remaining, claimed.add(paid), refunded, actualEndMs);
  }

  /** All that was not claimed is refunded. */
  public RewardProgram expired() {
    require(ProgramState.FINISHED);
    return changed(ProgramState.EXPIRED, BigInteger.ZERO, claimed, escrow(), actualEndMs);
  }

  private void require(ProgramState expected) {
    if (state != expected) {
      throw new IllegalStateException("program " + id() + " is " + state + ", not " + expected);
    }
  }

  private RewardProgram changed(
      ProgramState to,
      BigInteger left,
      BigInteger paid,
      BigInteger returned,
      @Nullable Long overSinceMs) {
    return new RewardProgram(
        terms,
        to,
        left,
        paid,
        returned,
        claimPeriods,
        maxRolloverClaimPeriods,
        currentClaimPeriod,
        expectedEndMs,
        programEndMaxMs,
        claimPeriodEndMs,
        overSinceMs);
  }
}
