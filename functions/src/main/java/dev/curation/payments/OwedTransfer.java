package dev.curation.payments;

import dev.curation.chain.TxHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transfer and how far it is.
 *
 * @param dueAt when it is to be sent; null unless it is due
 * @param failures how often it was put off or reverted
 * @param reason what is in the way; null: nothing
 * @param attempt the transactions that it was sent with; null while it is due
 * @param paidBy the transaction that paid it; null: none has
 * @param reverted transactions of earlier attempts, which moved nothing
 */
record OwedTransfer(
    Transfer transfer,
    TransferState state,
    @Nullable Long dueAt,
    long failures,
    @Nullable String reason,
    @Nullable Attempt attempt,
    @Nullable TxHash paidBy,
    List<TxHash> reverted) {
  private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);
  private static final int MOST_DOUBLINGS = 20;
  private static final int LONGEST_REASON = 300;

  OwedTransfer {
    reverted = List.copyOf(reverted);
    reason =
        reason == null || reason.length() <= LONGEST_REASON
            ? reason
            : reason.substring(0, LONGEST_REASON) + "...";
  }

  /**
   * @param state due, or claimable
   */
  static OwedTransfer of(Transfer transfer, TransferState state, long now) {
    Long dueAt = state == TransferState.DUE ? (Long) now : null;
    return new OwedTransfer(transfer, state, dueAt, 0, null, null, null, List.of());
  }

  boolean isDue(long now) {
    return state == TransferState.DUE && dueAt != null && dueAt <= now;
  }

  /**
   * One minute later after the first failure, twice as much after each further one, up to a day.
   */
  OwedTransfer failed(String why, long now) {
    long wait =
        Math.min(
            FIRST_WAIT.toMillis() << Math.min(failures, MOST_DOUBLINGS), LONGEST_WAIT.toMillis());
    return new OwedTransfer(
        transfer, TransferState.DUE, now + wait, failures + 1, why, null, null, reverted);
  }

  /** Not its own fault: no failure is counted. */
  OwedTransfer putOff(String why, long until) {
    return new OwedTransfer(
        transfer, TransferState.DUE, until, failures, why, null, null, reverted);
  }

  /** To be sent anew: its attempt is over and moved nothing. */
  OwedTransfer reverted(TxHash transaction, String why, long now) {
    List<TxHash> all = new ArrayList<>(reverted);
    all.add(transaction);
    OwedTransfer failed = failed(why, now);
    return new OwedTransfer(
        transfer, failed.state, failed.dueAt, failed.failures, why, null, null, all);
  }

  OwedTransfer sent(Attempt by, @Nullable String why) {
    return new OwedTransfer(transfer, TransferState.SENT, null, failures, why, by, null, reverted);
  }

  OwedTransfer paid(Attempt by, TxHash transaction) {
    return new OwedTransfer(
        transfer, TransferState.PAID, null, failures, null, by, transaction, reverted);
  }

  OwedTransfer held(Attempt by, String why) {
    return new OwedTransfer(transfer, TransferState.HELD, null, failures, why, by, null, reverted);
  }
}
