package dev.curation.money;

import dev.curation.errors.InvalidValueException;

/** A number of votes: integer, 0 to 2^63-1 (specs/curation.md, Units). */
public record Votes(long count) implements Comparable<Votes> {
  public static final Votes ZERO = new Votes(0);

  /**
   * @throws InvalidValueException if the number is negative
   */
  public Votes {
    if (count < 0) {
      throw new InvalidValueException("votes", count, "must not be negative");
    }
  }

  public static Votes of(long count) {
    return count == 0 ? ZERO : new Votes(count);
  }

  /**
   * @throws InvalidValueException if the sum exceeds 2^63-1
   */
  public Votes plus(Votes other) {
    long sum = count + other.count;
    if (sum < 0) {
      throw new InvalidValueException("votes", this + " + " + other, "must not exceed 2^63-1");
    }
    return of(sum);
  }

  /** The sum, or 2^63-1 where it is more: for counts that no money depends on. */
  public Votes plusAtMost(Votes other) {
    long sum = count + other.count;
    return of(sum < 0 ? Long.MAX_VALUE : sum);
  }

  /**
   * @throws InvalidValueException if the other number is larger
   */
  public Votes minus(Votes other) {
    return of(count - other.count);
  }

  public Votes min(Votes other) {
    return count <= other.count ? this : other;
  }

  public boolean isZero() {
    return count == 0;
  }

  @Override
  public int compareTo(Votes other) {
    return Long.compare(count, other.count);
  }

  @Override
  public String toString() {
    return Long.toString(count);
  }
}
