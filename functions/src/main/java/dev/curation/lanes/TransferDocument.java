package dev.curation.lanes;

import dev.curation.money.Wei;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.StoredDocument;
import org.jspecify.annotations.Nullable;

/**
 * Wei of a batch on their way.
 *
 * @param attempt which transfer of the batch it is, from 1
 * @param paymentId what pays it on the payout chain; null: a message says that it was made
 * @param deliveredAs under which id the payout side knows it; null: it does not yet
 * @param sentAt milliseconds since the epoch
 */
record TransferDocument(
    String id,
    long seq,
    Wei amount,
    State state,
    int attempt,
    @Nullable String paymentId,
    @Nullable String deliveredAs,
    long sentAt) {
  /** How far it is (specs/settlement.md, 2). */
  enum State {
    IN_FLIGHT,
    DELIVERED,
    REFUNDED
  }

  static TransferDocument decode(StoredDocument document) {
    String id = document.path().id();
    return MalformedDocumentException.decode(
        document,
        fields ->
            new TransferDocument(
                id,
                fields.integer("seq"),
                AccrualDocument.wei(fields, "amountWei"),
                State.valueOf(fields.string("state")),
                Math.toIntExact(fields.integer("attempt")),
                fields.optionalString("paymentId"),
                fields.optionalString("deliveredAs"),
                fields.integer("sentAt")));
  }

  Fields encode(long now) {
    return Fields.builder()
        .put("seq", seq)
        .put("amountWei", amount.toString())
        .put("state", state.name())
        .put("attempt", (long) attempt)
        .put("paymentId", paymentId)
        .put("deliveredAs", deliveredAs)
        .put("sentAt", sentAt)
        .put("updatedAt", now)
        .build();
  }

  TransferDocument refunded() {
    return new TransferDocument(id, seq, amount, State.REFUNDED, attempt, paymentId, null, sentAt);
  }

  TransferDocument delivered(String as) {
    return new TransferDocument(id, seq, amount, State.DELIVERED, attempt, paymentId, as, sentAt);
  }
}
