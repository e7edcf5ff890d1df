package dev.curation.claims;

import dev.curation.chain.ChainId;
import dev.curation.chain.TxHash;
import dev.curation.documents.ClaimPaths;
import dev.curation.merkle.NodeHash;
import dev.curation.money.Denom;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.time.Week;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The newest tree of a token, and the proposal of its root.
 *
 * @param newest period of the newest tree
 * @param proposed the root that was proposed last; null: none was
 * @param transaction that proposed it; null: none, for the chain knew it already
 * @param time when the document was last written
 */
record TokenRecord(
    ChainId chain,
    Denom denom,
    Week newest,
    NodeHash root,
    @Nullable NodeHash proposed,
    @Nullable TxHash transaction,
    Instant time) {

  static Optional<TokenRecord> of(Store store, ChainId chain, Denom denom) {
    return store.get(ClaimPaths.token(chain, denom)).map(document -> decode(chain, document));
  }

  static List<TokenRecord> decodeAll(ChainId chain, List<StoredDocument> documents) {
    return documents.stream().map(document -> decode(chain, document)).toList();
  }

  private static TokenRecord decode(ChainId chain, StoredDocument document) {
    return MalformedDocumentException.decode(
        document,
        fields -> {
          String proposed = fields.optionalString("proposed");
          String transaction = fields.optionalString("txHash");
          return new TokenRecord(
              chain,
              new Denom(document.path().id()),
              new Week(fields.integer("newest")),
              NodeHash.parse("root", fields.string("root")),
              proposed == null ? null : NodeHash.parse("proposed", proposed),
              transaction == null ? null : TxHash.parse("txHash", transaction),
              document.updateTime());
        });
  }

  /** With a newer tree; what was proposed stays. */
  static Fields newer(Week period, NodeHash root, long now) {
    return Fields.builder()
        .put("newest", period.start())
        .put("root", root.hex())
        .put("updatedAt", now)
        .build();
  }

  static Fields proposed(NodeHash root, @Nullable TxHash transaction, long now) {
    return Fields.builder()
        .put("proposed", root.hex())
        .put("txHash", transaction == null ? null : transaction.hex())
        .put("updatedAt", now)
        .build();
  }

  /** As if nothing had been proposed. */
  static Fields notProposed(long now) {
    return Fields.builder().put("proposed", null).put("txHash", null).put("updatedAt", now).build();
  }

  boolean isProposed() {
    return root.equals(proposed);
  }
}
