package dev.curation.payments;

import dev.curation.chain.TxHash;
import java.util.Objects;
import java.util.Optional;

/**
 * What a sighting says of a transfer that was sent.
 *
 * @param confirmations how many blocks behind the head a payment counts as made
 * @param finality how many blocks behind the head nothing changes any more
 */
record Watch(int confirmations, int finality) {
  /**
   * @param isOver whether the attempt is final, so that its nonce need not be watched any more
   * @param isWanted whether its transaction is in no block and has to be given to the nodes
   */
  record Finding(OwedTransfer transfer, boolean isOver, boolean isWanted) {}

  /**
   * A reverted transaction is taken for that only once it is final: in another branch it might
   * succeed, beside the one that was sent in its place.
   *
   * @param owed with an attempt
   */
  Finding look(OwedTransfer owed, Sighting sighting, long now) {
    Attempt attempt = Objects.requireNonNull(owed.attempt());
    for (TxHash hash : attempt.hashes()) {
      Optional<Receipt> receipt = sighting.receipt(hash);
      if (receipt.isPresent()) {
        return mined(owed, attempt.missingSince(null), hash, receipt.get(), sighting.head(), now);
      }
    }
    return sighting.count() > attempt.nonce()
        ? missing(owed, attempt, sighting.head())
        : new Finding(owed.sent(attempt.missingSince(null), owed.reason()), false, true);
  }

  private Finding mined(
      OwedTransfer owed, Attempt attempt, TxHash hash, Receipt receipt, long head, long now) {
    boolean isFinal = receipt.blockNumber() + finality <= head;
    if (receipt.proves(owed.transfer(), attempt.from())) {
      boolean isPaid = receipt.blockNumber() + confirmations <= head;
      return isPaid
          ? new Finding(owed.paid(attempt, hash), isFinal, false)
          : new Finding(owed.sent(attempt, null), false, false);
    }
    String where = hash + " in block " + receipt.blockNumber();
    String why =
        receipt.isSuccess()
            ? "the token says nothing of this transfer in " + where
            : "reverted: " + where;
    if (!isFinal) {
      return new Finding(owed.sent(attempt, why), false, false);
    }
    return receipt.isSuccess()
        ? new Finding(owed.held(attempt, why), true, false)
        : new Finding(owed.reverted(hash, why, now), true, false);
  }

  private Finding missing(OwedTransfer owed, Attempt attempt, long head) {
    String why = "nonce " + attempt.nonce() + " is used, by none of the transactions sent";
    Long since = attempt.missingSince() == null ? (Long) head : attempt.missingSince();
    return since + finality <= head
        ? new Finding(owed.held(attempt, why), true, false)
        : new Finding(owed.sent(attempt.missingSince(since), why), false, false);
  }
}
