package dev.curation.payments;

import dev.curation.chain.ChainId;
import dev.curation.documents.Paths;
import dev.curation.documents.Queries;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.util.List;

/** Where amounts that are owed wait until they are sent. */
public final class Outbox {
  private Outbox() {}

  /**
   * Writes a payment that is to be sent, for the commit of the books that say it is owed. It fails,
   * and the commit with it, where there is a payment of this id.
   *
   * @param now milliseconds since the epoch
   */
  public static Write.Create due(Payment payment, long now) {
    return creation(payment, TransferState.DUE, now);
  }

  /**
   * The same of a reward: where the chain's rewards are claimed by Merkle proof, nobody sends it,
   * and the tree of the week holds it. One read.
   *
   * @param now milliseconds since the epoch
   */
  public static Write.Create owed(Store store, Payment payment, long now) {
    boolean isClaimed =
        ClaimStart.of(store, payment.chain()).filter(start -> start.covers(now)).isPresent();
    return creation(payment, isClaimed ? TransferState.CLAIMABLE : TransferState.DUE, now);
  }

  private static Write.Create creation(Payment payment, TransferState state, long now) {
    List<OwedTransfer> transfers =
        payment.transfers().stream().map(t -> OwedTransfer.of(t, state, now)).toList();
    return new Write.Create(
        Paths.payment(payment.id()),
        Fields.builder()
            .put("chainId", payment.chain().toString())
            .put("state", state.name())
            .put("transfers", TransferCodec.encodeAll(transfers))
            .put("createdAt", now)
            .put("updatedAt", now)
            .put("dueAt", StoredPayment.dueAt(transfers))
            .build());
  }

  /**
   * The transfers of a payment that is claimed rather than sent.
   *
   * @throws dev.curation.store.MalformedDocumentException if the document cannot be read
   */
  public static List<Transfer> claimable(StoredDocument payment) {
    return StoredPayment.decode(payment).transfers().stream().map(OwedTransfer::transfer).toList();
  }

  /** How many payments of a chain are due, counted up to what one run would look at. */
  public static int waiting(Store store, ChainId chain, long now) {
    return store.query(Queries.duePayments(chain, now, OutboxSettings.PAYMENTS_PER_RUN)).size();
  }

  /**
   * How a payment stands.
   *
   * @throws dev.curation.store.MalformedDocumentException if the document cannot be read
   */
  public static PaymentStanding standing(StoredDocument payment) {
    return PaymentStanding.of(payment);
  }

  /**
   * Takes a payment back of which nothing can ever be mined; the commit fails if it has changed
   * since it was read.
   */
  public static Write.Update takenBack(StoredDocument payment, long now) {
    return new Write.Update(
        payment.path(),
        Fields.builder()
            .put("state", PaymentStanding.TAKEN_BACK)
            .put("dueAt", null)
            .put("updatedAt", now)
            .build(),
        payment.updateTime());
  }
}
