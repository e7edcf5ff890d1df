package dev.curation.settlement;

import dev.curation.money.Wei;
import org.jspecify.annotations.Nullable;

/**
 * What the payout side knows of a transfer. Credit and tombstone are the same entry, so exactly one
 * of them can win (specs/settlement.md, 4.2).
 *
 * @param amount 0 for a tombstone
 */
public record InboxEntry(State state, Wei amount) {
  public enum State {
    /** Its money is in the pot. */
    CREDITED,
    /** It was refunded: if its money comes after all it is quarantined. */
    TOMBSTONE,
    /** Its money is kept apart. */
    QUARANTINED
  }

  /** What came of a transfer that arrived. */
  public enum Note {
    CREDITED,
    DUPLICATE,
    LATE_AFTER_REFUND,
    UNKNOWN_SOURCE
  }

  private static final String STRANGER = "unknown|";

  /** What an arrival makes of an entry. */
  public record Arrival(InboxEntry entry, Note note) {}

  /**
   * Under what a transfer's entry is kept. What a stranger sends under the id of one of the lane's
   * transfers is not that transfer: it must neither stop it nor be taken for it.
   */
  public static String key(String transferId, boolean isRegistered) {
    return isRegistered ? transferId : STRANGER + transferId;
  }

  /**
   * Money arrives.
   *
   * @param before what is known under its {@link #key}; null: nothing
   * @param isRegistered whether it comes from the lane's sender
   * @throws LaneRefusedException {@code TRANSFER_CONFLICT} if it came before with another amount,
   *     {@code BAD_AMOUNT} if it brings nothing
   */
  public static Arrival arrive(
      @Nullable InboxEntry before, String transferId, Wei amount, boolean isRegistered) {
    if (amount.isZero()) {
      throw LaneRefusal.BAD_AMOUNT.of("amountWei", amount, "must be at least 1");
    }
    if (before == null) {
      return isRegistered
          ? new Arrival(new InboxEntry(State.CREDITED, amount), Note.CREDITED)
          : new Arrival(new InboxEntry(State.QUARANTINED, amount), Note.UNKNOWN_SOURCE);
    }
    if (before.state() == State.TOMBSTONE) {
      return new Arrival(new InboxEntry(State.QUARANTINED, amount), Note.LATE_AFTER_REFUND);
    }
    if (!before.amount().equals(amount)) {
      throw LaneRefusal.TRANSFER_CONFLICT.of("transferId", transferId);
    }
    return new Arrival(before, Note.DUPLICATE);
  }

  /**
   * The accrual side wants the transfer back (3.3).
   *
   * @return a tombstone; or, where its money came after one, what it was made then: a refund that
   *     was interrupted can be finished
   * @throws LaneRefusedException {@code ALREADY_DELIVERED} if its money was credited
   */
  public static InboxEntry bury(@Nullable InboxEntry before, String transferId) {
    if (before == null) {
      return new InboxEntry(State.TOMBSTONE, Wei.ZERO);
    }
    if (before.state() == State.CREDITED) {
      throw LaneRefusal.ALREADY_DELIVERED.of("transferId", transferId);
    }
    return before;
  }
}
