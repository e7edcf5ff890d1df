package dev.curation.payments;

import dev.curation.chain.TxHash;
import dev.curation.store.StoredDocument;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a payment stands, for those who owe it.
 *
 * @param state of all its transfers together
 * @param transactions that may have moved it, or still may: all that were ever signed
 * @param paidBy the transaction that did
 */
public record PaymentStanding(State state, List<TxHash> transactions, Optional<TxHash> paidBy) {
  static final String TAKEN_BACK = "TAKEN_BACK";

  public enum State {
    /** Nothing was signed. */
    DUE,
    /** It was taken back before anything was signed. */
    TAKEN_BACK,
    /** A transaction is under way. */
    SENT,
    PAID,
    /** A person has to look: no transaction of it can be mined any more, or nobody knows. */
    HELD
  }

  static PaymentStanding of(StoredDocument document) {
    if (TAKEN_BACK.equals(document.fields().get("state"))) {
      return new PaymentStanding(State.TAKEN_BACK, List.of(), Optional.empty());
    }
    StoredPayment payment = StoredPayment.decode(document);
    List<TxHash> signed =
        payment.transfers().stream()
            .map(OwedTransfer::attempt)
            .filter(Objects::nonNull)
            .flatMap(attempt -> attempt.hashes().stream())
            .toList();
    Optional<TxHash> paidBy =
        payment.transfers().stream()
            .map(OwedTransfer::paidBy)
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull)
            .findFirst();
    return new PaymentStanding(
        State.valueOf(StoredPayment.state(payment.transfers()).name()), signed, paidBy);
  }
}
