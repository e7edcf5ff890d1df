package dev.curation.lanes;

import dev.curation.chain.LaneId;
import dev.curation.chain.TxHash;
import dev.curation.commits.Acts;
import dev.curation.commits.Fence;
import dev.curation.commits.Retries;
import dev.curation.documents.LanePaths;
import dev.curation.documents.Paths;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.node.BackOff;
import dev.curation.payments.Outbox;
import dev.curation.payments.Payment;
import dev.curation.payments.PaymentStanding;
import dev.curation.payments.Transfer;
import dev.curation.settlement.Accrual;
import dev.curation.settlement.LaneRefusal;
import dev.curation.settlement.LaneRefusedException;
import dev.curation.store.DocumentPath;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Wei of batches: sent, confirmed, refunded (specs/settlement.md, 3.3). A lane with a route sends
 * them by a payment on the payout chain; of any other a message says that they were sent.
 */
final class LaneTransfers {
  private final Store store;
  private final PayoutSide payouts;
  private final InstantSource clock;
  private final Supplier<String> ids;
  private final BackOff backOff;

  /**
   * @param payouts the other side's records
   */
  LaneTransfers(
      Store store, PayoutSide payouts, InstantSource clock, Supplier<String> ids, BackOff backOff) {
    this.store = store;
    this.payouts = payouts;
    this.clock = clock;
    this.ids = ids;
    this.backOff = backOff;
  }

  /**
   * Sends all wei of a batch that wait.
   *
   * @return whether there were any: another run may have been faster
   */
  boolean sendAll(LaneId id, Denom denom, long seq) {
    return Retries.of(backOff)
        .run(
            () -> {
              try {
                var unused = send(id, denom, seq, null, null, Acts.NOBODY);
                return true;
              } catch (LaneRefusedException e) {
                if (e.refusal() == LaneRefusal.BAD_AMOUNT) {
                  return false;
                }
                throw e;
              }
            });
  }

  /**
   * Sends wei of a batch.
   *
   * @param wanted null: all that wait
   * @param wantedId null: a new one
   * @param act of whoever orders it
   * @return the transfer
   * @throws dev.curation.store.StoreException.PreconditionFailed if others were faster
   * @throws dev.curation.settlement.LaneRefusedException {@code UNKNOWN_BATCH}, {@code
   *     TRANSFER_ID_USED}, {@code BAD_AMOUNT}
   */
  TransferDocument send(
      LaneId id,
      Denom denom,
      long seq,
      @Nullable Wei wanted,
      @Nullable String wantedId,
      Acts.Recording act) {
    DocumentPath accrualPath = LanePaths.accrual(id, denom);
    List<DocumentPath> paths =
        new ArrayList<>(List.of(Paths.lane(id), accrualPath, LanePaths.batch(id, denom, seq)));
    if (wantedId != null) {
      paths.add(LanePaths.transfer(id, denom, TokensMessage.requireId(wantedId)));
    }
    List<Optional<StoredDocument>> read = store.getAll(paths);
    Lane lane = Lane.decode(id, read.get(0).orElseThrow());
    AccrualDocument accrual = AccrualDocument.decode(read.get(1));
    BatchDocument batch =
        BatchDocument.decode(
            read.get(2).orElseThrow(() -> LaneRefusal.UNKNOWN_BATCH.of("seq", seq)));
    int attempt = batch.attempts() + 1;
    if (wantedId != null && read.get(3).isPresent()) {
      throw LaneRefusal.TRANSFER_ID_USED.of("transferId", wantedId);
    }
    String transferId = wantedId == null ? freeId(id, denom, seq, attempt) : wantedId;
    Wei outbox = batch.state() == BatchDocument.State.OPEN ? batch.outbox() : Wei.ZERO;
    Wei amount = Accrual.sent(wanted, outbox);
    long now = clock.millis();
    Lane.Route route = lane.route();
    String paymentId = route == null ? null : paymentId(id, denom, seq, attempt);
    TransferDocument transfer =
        new TransferDocument(
            transferId,
            seq,
            amount,
            TransferDocument.State.IN_FLIGHT,
            attempt,
            paymentId,
            null,
            now);
    Wei left = batch.outbox().minus(amount);
    List<Write> writes =
        new ArrayList<>(act.of(Map.of("transferId", transferId, "amountWei", amount.toString())));
    writes.add(new Write.Create(LanePaths.transfer(id, denom, transferId), transfer.encode(now)));
    writes.add(
        new Write.Put(
            LanePaths.batch(id, denom, seq), batch.withOutbox(left, attempt).encode(now)));
    if (route != null && paymentId != null) {
      Transfer pays =
          new Transfer(route.receiver(), route.receiver(), new Denom(route.token().hex()), amount);
      writes.add(Outbox.due(new Payment(paymentId, id.payoutChain(), List.of(pays)), now));
    }
    commit(
        id,
        denom,
        read.get(1),
        accrual
            .with(accrual.book().withSent(amount))
            .sending(seq, !left.isZero())
            .flying(transferId, true)
            .announcing(transferId, route == null),
        writes,
        now);
    return transfer;
  }

  /** Somebody may have used the next one by hand. */
  private String freeId(LaneId id, Denom denom, long seq, int attempt) {
    for (int number = attempt; ; number++) {
      String transferId = id + "|" + denom + "|" + seq + "|" + number;
      if (store.get(LanePaths.transfer(id, denom, transferId)).isEmpty()) {
        return transferId;
      }
    }
  }

  private void commit(
      LaneId id,
      Denom denom,
      Optional<StoredDocument> before,
      AccrualDocument after,
      List<Write> writes,
      long now) {
    Fence fence =
        new Fence(
            store,
            LanePaths.accrual(id, denom),
            before.map(StoredDocument::updateTime).orElse(null),
            ids);
    var unused = fence.commit(writes, after.encode(now));
  }

  /**
   * Asks the payout side for the transfers that are in flight.
   *
   * @return how many have arrived
   */
  int confirm(LaneId id, Denom denom) {
    AccrualDocument accrual = AccrualDocument.decode(store.get(LanePaths.accrual(id, denom)));
    int arrived = 0;
    for (String transferId : accrual.inFlight()) {
      arrived += Retries.of(backOff).run(() -> tryConfirm(id, denom, transferId)) ? 1 : 0;
    }
    return arrived;
  }

  private boolean tryConfirm(LaneId id, Denom denom, String transferId) {
    List<Optional<StoredDocument>> read =
        store.getAll(
            List.of(LanePaths.accrual(id, denom), LanePaths.transfer(id, denom, transferId)));
    TransferDocument transfer = TransferDocument.decode(read.get(1).orElseThrow());
    if (transfer.state() != TransferDocument.State.IN_FLIGHT) {
      return false;
    }
    Optional<String> as =
        payouts.arrived(id, denom, names(id, transferId, standing(transfer.paymentId())));
    if (as.isEmpty()) {
      return false;
    }
    long now = clock.millis();
    AccrualDocument accrual = AccrualDocument.decode(read.get(0));
    commit(
        id,
        denom,
        read.get(0),
        accrual
            .with(accrual.book().withDelivered(transfer.amount()))
            .flying(transferId, false)
            // Weights that have not come by now were perhaps lost: they go out once more.
            .transmitting(
                transfer.seq(),
                accrual.toTransmit().contains(transfer.seq())
                    || !payouts.hasWeights(id, denom, transfer.seq())),
        List.of(
            new Write.Put(
                LanePaths.transfer(id, denom, transferId),
                transfer.delivered(as.get()).encode(now))),
        now);
    return true;
  }

  /** The payment that moves a transfer on the payout chain. */
  static String paymentId(LaneId id, Denom denom, long seq, int attempt) {
    return "lane:" + id + ":" + denom + ":" + seq + ":" + attempt;
  }

  /** All names under which the payout side may know a transfer. */
  static List<String> names(LaneId id, String transferId, Optional<PaymentStanding> payment) {
    List<String> names = new ArrayList<>(List.of(transferId));
    payment.ifPresent(
        standing -> {
          for (TxHash hash : standing.transactions()) {
            names.add(id.payoutChain() + ":" + hash);
          }
        });
    return names;
  }

  private Optional<PaymentStanding> standing(@Nullable String paymentId) {
    return paymentId == null
        ? Optional.empty()
        : store.get(Paths.payment(paymentId)).map(Outbox::standing);
  }

  /**
   * Takes a transfer back, after the payout side has recorded that it will never be credited. Asked
   * for again, it answers the same.
   *
   * @return the transfer
   * @throws dev.curation.settlement.LaneRefusedException {@code UNKNOWN_TRANSFER}, {@code
   *     ALREADY_DELIVERED}, also if a transaction of it may still be mined
   */
  TransferDocument refund(LaneId id, Denom denom, String transferId, Acts.Recording act) {
    TokensMessage.requireId(transferId);
    DocumentPath path = LanePaths.transfer(id, denom, transferId);
    TransferDocument transfer =
        TransferDocument.decode(
            store
                .get(path)
                .orElseThrow(() -> LaneRefusal.UNKNOWN_TRANSFER.of("transferId", transferId)));
    if (transfer.state() == TransferDocument.State.REFUNDED) {
      return transfer;
    }
    if (transfer.state() == TransferDocument.State.DELIVERED) {
      throw LaneRefusal.ALREADY_DELIVERED.of("transferId", transferId);
    }
    Optional<PaymentStanding> standing = stopped(transferId, transfer.paymentId());
    payouts.bury(id, denom, names(id, transferId, standing));
    List<Optional<StoredDocument>> read =
        store.getAll(
            List.of(
                LanePaths.accrual(id, denom), LanePaths.batch(id, denom, transfer.seq()), path));
    if (TransferDocument.decode(read.get(2).orElseThrow()).state()
        != TransferDocument.State.IN_FLIGHT) {
      return refund(id, denom, transferId, act);
    }
    long now = clock.millis();
    AccrualDocument accrual = AccrualDocument.decode(read.get(0));
    BatchDocument batch = BatchDocument.decode(read.get(1).orElseThrow());
    List<Write> writes = new ArrayList<>(act.of(Map.of("amountWei", transfer.amount().toString())));
    writes.add(new Write.Put(path, transfer.refunded().encode(now)));
    writes.add(
        new Write.Put(
            LanePaths.batch(id, denom, transfer.seq()),
            batch
                .withOutbox(batch.outbox().plus(transfer.amount()), batch.attempts())
                .encode(now)));
    commit(
        id,
        denom,
        read.get(0),
        accrual
            .with(accrual.book().withRefunded(transfer.amount()))
            .sending(transfer.seq(), true)
            .announcing(transferId, false)
            .flying(transferId, false),
        writes,
        now);
    return transfer.refunded();
  }

  /** Sees to it that its payment cannot be made any more. */
  private Optional<PaymentStanding> stopped(String transferId, @Nullable String paymentId) {
    if (paymentId == null) {
      return Optional.empty();
    }
    StoredDocument document = store.get(Paths.payment(paymentId)).orElseThrow();
    PaymentStanding standing = Outbox.standing(document);
    switch (standing.state()) {
      case DUE, DEAD -> {
        var unused = store.commit(List.of(Outbox.takenBack(document, clock.millis())));
      }
      case SENT ->
          throw LaneRefusal.ALREADY_DELIVERED.of(
              "transferId", transferId, "is under way: a transaction of it may still be mined");
      case PAID ->
          throw LaneRefusal.ALREADY_DELIVERED.of(
              "transferId", transferId, "was paid on the payout chain");
      case HELD ->
          throw LaneRefusal.ALREADY_DELIVERED.of(
              "transferId", transferId, "may have been: nobody knows whether money has moved");
      case CLAIMABLE -> throw new IllegalStateException(transferId + " is no reward");
      case TAKEN_BACK -> {}
    }
    return Optional.of(standing);
  }
}
