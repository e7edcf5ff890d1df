package dev.curation.programs;

import java.math.BigInteger;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a program (specs/programs.md, 10).
 *
 * @param atMs when it took effect, which may be before it was processed
 * @param period of a claim period that ended; 0 otherwise
 * @param address who claimed; null otherwise
 * @param amount refunded or claimed; null otherwise
 */
public record LogEntry(
    Kind kind,
    long program,
    long atMs,
    long period,
    @Nullable String address,
    @Nullable BigInteger amount) {
  /** Of what kind it is. */
  public enum Kind {
    PROGRAM_CREATED,
    PROGRAM_STARTED,
    CLAIM_PERIOD_ENDED,
    /** An early end was asked for. */
    PROGRAM_ENDED,
    PROGRAM_REFUNDED,
    PROGRAM_FINISHED,
    REWARDS_CLAIMED,
    PROGRAM_EXPIRED;

    /** Its name in the specification. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static LogEntry of(Kind kind, long program, long atMs) {
    return new LogEntry(kind, program, atMs, 0, null, null);
  }

  public static LogEntry periodEnded(long program, long period, long atMs) {
    return new LogEntry(Kind.CLAIM_PERIOD_ENDED, program, atMs, period, null, null);
  }

  /**
   * @param kind {@code PROGRAM_REFUNDED} or {@code PROGRAM_EXPIRED}
   */
  public static LogEntry refunded(Kind kind, long program, long atMs, BigInteger amount) {
    return new LogEntry(kind, program, atMs, 0, null, amount);
  }

  public static LogEntry claimed(long program, long atMs, String address, BigInteger amount) {
    return new LogEntry(Kind.REWARDS_CLAIMED, program, atMs, 0, address, amount);
  }
}
