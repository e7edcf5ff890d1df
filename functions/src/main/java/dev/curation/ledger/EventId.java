package dev.curation.ledger;

import dev.curation.chain.ChainId;
import dev.curation.chain.LogId;
import dev.curation.chain.TxHash;
import dev.curation.errors.InvalidValueException;

/**
 * The id of a ledger event, derived from the fact itself, so that writing the same fact twice
 * changes nothing. At most 400 printable ASCII characters without a slash.
 */
public record EventId(String value) implements Comparable<EventId> {
  private static final int MAX_LENGTH = 400;

  public EventId {
    boolean printable = value.chars().allMatch(c -> c > ' ' && c < 127 && c != '/');
    boolean reserved = value.matches("\\.{1,2}|__.*__");
    if (value.isEmpty() || value.length() > MAX_LENGTH || !printable || reserved) {
      throw new InvalidValueException("eventId", value, "must be 1 to 400 printable characters");
    }
  }

  /**
   * The id of a fact known by its transaction but not by its log.
   *
   * @param part what tells the facts of one transaction apart
   */
  public static EventId ofTransaction(ChainId chain, TxHash tx, String part) {
    return new EventId(chain + ":" + tx + ":" + part);
  }

  /** The id of the one fact of a log. */
  public static EventId ofLog(LogId log) {
    return new EventId(log.toString());
  }

  /**
   * The id of one of the facts of a log that holds several.
   *
   * @param position from 0
   */
  public static EventId ofLog(LogId log, int position) {
    return new EventId(log + ":" + position);
  }

  @Override
  public int compareTo(EventId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
