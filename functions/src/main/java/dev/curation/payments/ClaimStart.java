package dev.curation.payments;

import dev.curation.chain.ChainId;
import dev.curation.documents.ClaimPaths;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.time.BlockHour;
import dev.curation.time.Week;
import java.util.Optional;

/**
 * Since when a chain's rewards are claimed by Merkle proof instead of sent by its treasury. It is
 * set once, to a week that has not begun, and never changed: so each hour and each payment belong
 * to one way or the other, whoever asks and when.
 *
 * @param from the first period whose rewards are claimed
 */
public record ClaimStart(Week from) {

  /** Empty where rewards are sent. One read. */
  public static Optional<ClaimStart> of(Store store, ChainId chain) {
    return of(store.get(ClaimPaths.claims(chain)));
  }

  /**
   * @param claims the chain's document of claims
   */
  public static Optional<ClaimStart> of(Optional<StoredDocument> claims) {
    return claims.map(
        document ->
            MalformedDocumentException.decode(
                document, fields -> new ClaimStart(new Week(fields.integer("from")))));
  }

  /** The first hour whose shares are claimed. */
  public BlockHour hour() {
    return new BlockHour(from.start());
  }

  boolean covers(long time) {
    return time >= from.start();
  }
}
