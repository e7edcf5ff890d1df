package dev.curation.campaigns;

import dev.curation.documents.ProgramPaths;
import dev.curation.signing.RequestRefusedException;
import dev.curation.signing.RequestRefusedException.Reason;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Does each signed request once: what it did is kept, and answered again.
 *
 * @param digest of the signed message, in hex
 */
record ProgramReceipts(ProgramMessage message, String digest) {
  private static final BigInteger MILLIS = BigInteger.valueOf(1000);
  private static final String DIGEST = "digest";

  DocumentPath path() {
    return ProgramPaths.programReceipt(
        message.chain(), message.action().signer(), message.requestId());
  }

  /**
   * What the request did, if it was done before.
   *
   * @param found the document at the path
   * @throws RequestRefusedException if another request had this id, or this one is not done and its
   *     deadline has passed
   */
  Optional<Fields> before(Optional<StoredDocument> found, long now) {
    if (found.isPresent()) {
      if (!digest.equals(found.get().fields().get(DIGEST))) {
        throw new RequestRefusedException(
            Reason.REQUEST_ID_USED,
            "requestId",
            message.requestId(),
            "was used for another request");
      }
      return Optional.of(answer(found.get().fields()));
    }
    if (message.deadline().multiply(MILLIS).compareTo(BigInteger.valueOf(now)) < 0) {
      throw new RequestRefusedException(
          Reason.EXPIRED, "deadline", message.deadline(), "has passed");
    }
    return Optional.empty();
  }

  static Fields answer(Fields receipt) {
    return receipt.without(DIGEST);
  }

  /** The receipt of what is done now. */
  Fields of(Fields result, long now) {
    return Fields.builder()
        .put("action", message.action().primaryType())
        .put("requestId", message.requestId())
        .put(DIGEST, digest)
        .put("result", result)
        .put("at", now)
        .build();
  }

  Write.Create write(Fields receipt) {
    return new Write.Create(path(), receipt);
  }
}
