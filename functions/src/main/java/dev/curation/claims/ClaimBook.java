package dev.curation.claims;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.documents.ClaimPaths;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.time.Week;
import java.time.Instant;
import java.util.Optional;

/**
 * Since when a chain's rewards are claimed, and how far trees were made.
 *
 * @param distributor the contract that pays
 * @param from the first period that is claimed
 * @param next the first period that no tree holds yet
 * @param time when the document was last written
 */
record ClaimBook(ChainId chain, Address distributor, Week from, Week next, Instant time) {

  static Optional<ClaimBook> of(Store store, ChainId chain) {
    return store.get(ClaimPaths.claims(chain)).map(document -> decode(chain, document));
  }

  static ClaimBook decode(ChainId chain, StoredDocument document) {
    return MalformedDocumentException.decode(
        document,
        fields ->
            new ClaimBook(
                chain,
                Address.parse("distributor", fields.string("distributor")),
                new Week(fields.integer("from")),
                new Week(fields.integer("next")),
                document.updateTime()));
  }

  static Fields opened(Address distributor, Week from, long now) {
    return Fields.builder()
        .put("distributor", distributor.hex())
        .put("from", from.start())
        .put("next", from.start())
        .put("updatedAt", now)
        .build();
  }

  /** What it says once the trees of the next period are made. */
  Fields advanced(long now) {
    return Fields.builder().put("next", next.end()).put("updatedAt", now).build();
  }
}
