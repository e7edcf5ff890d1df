package dev.curation.listening;

import dev.curation.chain.BlockHash;
import dev.curation.errors.InvalidValueException;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoreException;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a token was watched.
 *
 * @param block the first block that was not read
 * @param hash of the last block that was; null where none was read yet
 * @param writtenAt when the document was written; null: there is none
 */
record TokenCursor(long block, @Nullable BlockHash hash, @Nullable Instant writtenAt) {
  /**
   * @param firstBlock where to begin if there is no document yet
   */
  static TokenCursor open(Store store, DocumentPath path, long firstBlock) {
    return store
        .get(path)
        .map(document -> MalformedDocumentException.decode(document, f -> decode(document, f)))
        .orElseGet(() -> new TokenCursor(firstBlock, null, null));
  }

  private static TokenCursor decode(StoredDocument document, Fields fields) {
    long block = fields.integer("block");
    if (block < 1) {
      throw new InvalidValueException("block", block, "must be at least 1: one was read before it");
    }
    BlockHash hash = BlockHash.parse("hash", fields.string("hash"));
    return new TokenCursor(block, hash, document.updateTime());
  }

  /**
   * Says that all was read up to a block.
   *
   * @param now milliseconds since the epoch
   * @throws StoreException.PreconditionFailed if somebody else has written the document since
   */
  TokenCursor moveBehind(Store store, DocumentPath path, long last, BlockHash lastHash, long now) {
    Fields fields =
        Fields.builder()
            .put("block", last + 1)
            .put("hash", lastHash.hex())
            .put("updatedAt", now)
            .build();
    Instant written =
        store.commit(
            List.of(
                writtenAt == null
                    ? new Write.Create(path, fields)
                    : new Write.Update(path, fields, writtenAt)));
    return new TokenCursor(last + 1, lastHash, written);
  }
}
