package dev.curation.pools;

import dev.curation.documents.Paths;
import dev.curation.signing.RequestRefusedException;
import dev.curation.signing.RequestRefusedException.Reason;
import dev.curation.store.DocumentPath;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Does each request once (specs/withdrawals.md, Firestore notes).
 *
 * @param digest of the signed message, in hex
 */
record RequestReceipts(PoolMessage message, String digest) {
  private static final BigInteger MILLIS = BigInteger.valueOf(1000);

  DocumentPath path() {
    return Paths.poolReceipt(message.pool(), message.action().signer(), message.requestId());
  }

  /** Under which the payment of the request goes out. */
  String paymentId() {
    return "lazy:" + message.pool() + ":" + message.name();
  }

  /**
   * What the request did, if it was done before.
   *
   * @param found the document at the path
   * @throws RequestRefusedException if another request had this id, or this one is not done and its
   *     deadline has passed
   */
  Optional<Receipt> before(Optional<StoredDocument> found, long now) {
    if (found.isPresent()) {
      Receipt receipt = MalformedDocumentException.decode(found.get(), Receipt::decode);
      if (!receipt.digest().equals(digest)) {
        throw new RequestRefusedException(
            Reason.REQUEST_ID_USED,
            "requestId",
            message.requestId(),
            "was used for another request");
      }
      return Optional.of(receipt);
    }
    if (message.deadline().multiply(MILLIS).compareTo(BigInteger.valueOf(now)) < 0) {
      throw new RequestRefusedException(
          Reason.EXPIRED, "deadline", message.deadline(), "has passed");
    }
    return Optional.empty();
  }

  Write.Create write(Receipt receipt) {
    return new Write.Create(path(), receipt.encode());
  }

  String action() {
    String name = message.action().primaryType();
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }
}
