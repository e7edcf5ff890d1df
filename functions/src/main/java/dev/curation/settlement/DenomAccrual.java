package dev.curation.settlement;

import dev.curation.money.ConservationException;
import dev.curation.money.Wei;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A lane's accrual side in one denomination, with all batches and transfers (specs/settlement.md,
 * 3). An operation gives a new one, so a refused operation changes nothing.
 */
public record DenomAccrual(
    Accrual accrual, SortedMap<Long, Sent> batches, SortedMap<String, Transfer> transfers) {
  static final DenomAccrual EMPTY =
      new DenomAccrual(Accrual.EMPTY, new TreeMap<>(), new TreeMap<>());

  /**
   * A batch that was transmitted.
   *
   * @param outbox what of its wei waits to be sent
   */
  public record Sent(Batch batch, Wei outbox, boolean isCancelled) {
    private Sent withOutbox(Wei newOutbox) {
      return new Sent(batch, newOutbox, isCancelled);
    }
  }

  /** Wei of a batch on their way. */
  public record Transfer(long seq, Wei amount, State state) {
    public enum State {
      IN_FLIGHT,
      DELIVERED,
      REFUNDED
    }

    private Transfer with(State newState) {
      return new Transfer(seq, amount, newState);
    }
  }

  /**
   * @throws ConservationException if batches and transfers do not add up to what the book says
   */
  public DenomAccrual {
    batches = Collections.unmodifiableSortedMap(new TreeMap<>(batches));
    transfers = Collections.unmodifiableSortedMap(new TreeMap<>(transfers));
    Wei batched = Wei.ZERO;
    Wei outbox = Wei.ZERO;
    for (Sent sent : batches.values()) {
      batched = sent.isCancelled() ? batched : batched.plus(sent.batch().totalTokens());
      outbox = outbox.plus(sent.outbox());
    }
    AccrualBook book = accrual.book();
    MemoryLane.requireSum("batches", batched, book.batched());
    MemoryLane.requireSum("outbox", outbox, book.outbox());
    MemoryLane.requireSum("in flight", sum(transfers, Transfer.State.IN_FLIGHT), book.inFlight());
    MemoryLane.requireSum("delivered", sum(transfers, Transfer.State.DELIVERED), book.delivered());
  }

  private static Wei sum(SortedMap<String, Transfer> transfers, Transfer.State state) {
    Wei sum = Wei.ZERO;
    for (Transfer transfer : transfers.values()) {
      sum = transfer.state() == state ? sum.plus(transfer.amount()) : sum;
    }
    return sum;
  }

  DenomAccrual withAccrual(Accrual after) {
    return new DenomAccrual(after, batches, transfers);
  }

  DenomAccrual withBatch(Accrual.Transmission sent) {
    Batch batch = sent.batch();
    return new DenomAccrual(
        sent.after(), with(new Sent(batch, batch.totalTokens(), false)), transfers);
  }

  /** Wei of a batch set out (3.3). */
  DenomAccrual withSent(long seq, String transferId, @Nullable Wei wanted) {
    Sent sent = batch(seq);
    if (transfers.containsKey(transferId)) {
      throw LaneRefusal.TRANSFER_ID_USED.of("transferId", transferId);
    }
    Wei amount = Accrual.sent(wanted, sent.outbox());
    return new DenomAccrual(
        withBook(accrual.book().withSent(amount)),
        with(sent.withOutbox(sent.outbox().minus(amount))),
        with(transferId, new Transfer(seq, amount, Transfer.State.IN_FLIGHT)));
  }

  /** They come back (3.3); the payout side has the tombstone. */
  DenomAccrual withRefunded(String transferId) {
    Transfer transfer = transfer(transferId);
    Sent sent = batch(transfer.seq());
    return new DenomAccrual(
        withBook(accrual.book().withRefunded(transfer.amount())),
        with(sent.withOutbox(sent.outbox().plus(transfer.amount()))),
        with(transferId, transfer.with(Transfer.State.REFUNDED)));
  }

  /** The payout side says that it has them. */
  DenomAccrual withDelivered(String transferId) {
    Transfer transfer = transfer(transferId);
    return new DenomAccrual(
        withBook(accrual.book().withDelivered(transfer.amount())),
        batches,
        with(transferId, transfer.with(Transfer.State.DELIVERED)));
  }

  /** A batch is taken back (3.4). */
  DenomAccrual withCancelled(long seq) {
    Sent sent = batch(seq);
    return new DenomAccrual(
        accrual.cancel(sent.batch(), sent.outbox()),
        with(new Sent(sent.batch(), Wei.ZERO, true)),
        transfers);
  }

  /**
   * @throws LaneRefusedException {@code UNKNOWN_BATCH}
   */
  Sent batch(long seq) {
    Sent sent = batches.get(seq);
    if (sent == null) {
      throw LaneRefusal.UNKNOWN_BATCH.of("seq", seq);
    }
    return sent;
  }

  /**
   * @throws LaneRefusedException {@code UNKNOWN_TRANSFER}
   */
  Transfer transfer(String transferId) {
    Transfer transfer = transfers.get(transferId);
    if (transfer == null) {
      throw LaneRefusal.UNKNOWN_TRANSFER.of("transferId", transferId);
    }
    return transfer;
  }

  private Accrual withBook(AccrualBook book) {
    return new Accrual(book, accrual.holdingsAtto());
  }

  private SortedMap<Long, Sent> with(Sent sent) {
    SortedMap<Long, Sent> all = new TreeMap<>(batches);
    all.put(sent.batch().seq(), sent);
    return all;
  }

  private SortedMap<String, Transfer> with(String transferId, Transfer transfer) {
    SortedMap<String, Transfer> all = new TreeMap<>(transfers);
    all.put(transferId, transfer);
    return all;
  }
}
