package dev.curation.payments;

import dev.curation.chain.TxHash;
import dev.curation.store.StoredDocument;
import java.util.List;
import java.util.Objects;

/**
 * How a payment stands, for those who owe it.
 *
 * @param state of all its transfers together
 * @param transactions that may have moved it, or still may; without those that were reverted
 */
public record PaymentStanding(State state, List<TxHash> transactions) {
  static final String TAKEN_BACK = "TAKEN_BACK";

  public enum State {
    /** Nothing was signed. */
    DUE,
    /** It was taken back: nothing will be sent any more. */
    TAKEN_BACK,
    /** A transaction is under way. */
    SENT,
    PAID,
    /** A Merkle tree holds it: nothing is ever sent. */
    CLAIMABLE,
    /**
     * Its nonce is used for good, by something else: no transaction of it can be mined any more.
     */
    DEAD,
    /** A person has to look: nobody knows whether money has moved. */
    HELD
  }

  static PaymentStanding of(StoredDocument document) {
    StoredPayment payment = StoredPayment.decode(document);
    List<TxHash> signed =
        payment.transfers().stream()
            .map(OwedTransfer::attempt)
            .filter(Objects::nonNull)
            .flatMap(attempt -> attempt.hashes().stream())
            .toList();
    return new PaymentStanding(state(document, payment), signed);
  }

  private static State state(StoredDocument document, StoredPayment payment) {
    if (TAKEN_BACK.equals(document.fields().get("state"))) {
      return State.TAKEN_BACK;
    }
    State state = State.valueOf(StoredPayment.state(payment.transfers()).name());
    return state == State.HELD && payment.transfers().stream().allMatch(PaymentStanding::isDead)
        ? State.DEAD
        : state;
  }

  private static boolean isDead(OwedTransfer owed) {
    Attempt attempt = owed.attempt();
    return owed.state() == TransferState.HELD && attempt != null && attempt.missingSince() != null;
  }
}
