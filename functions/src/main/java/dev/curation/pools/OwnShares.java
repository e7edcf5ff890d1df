package dev.curation.pools;

import dev.curation.books.Books;
import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.documents.ClaimPaths;
import dev.curation.documents.Paths;
import dev.curation.money.Wei;
import dev.curation.payments.ClaimStart;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import dev.curation.time.BlockHour;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a curator has earned in one collection for itself and has to ask for: its shares of all
 * sealed hours in which it was no operator. Those in which it was came into the pool, and those
 * since the chain has Merkle claims are in its trees, so no share counts twice and none is lost.
 *
 * @param sealedUntil the hours before it are sealed
 * @param earned in all of them together
 * @param withdrawn of that
 */
record OwnShares(
    CollectionId collection, Address curator, BlockHour sealedUntil, Wei earned, Wei withdrawn) {

  /** Which documents tell it, besides the books. */
  static List<DocumentPath> documents(CollectionId collection, Address curator) {
    return List.of(
        Paths.aggregation(collection),
        Paths.payouts(collection),
        Paths.poolTerms(collection.chainId()),
        ClaimPaths.claims(collection.chainId()),
        Paths.poolShares(collection.chainId(), curator, collection));
  }

  /**
   * Reads them, and of the books one checkpoint and at most 23 records, and as many again for each
   * end of a term.
   *
   * @return empty where the collection is not known
   */
  static Optional<OwnShares> of(
      PoolDocuments documents, Books books, CollectionId collection, Address curator) {
    Optional<BlockHour> sealed = Books.sealedUntil(documents.found(Paths.aggregation(collection)));
    return sealed.map(
        until ->
            new OwnShares(
                collection,
                curator,
                until,
                earned(documents, books, collection, curator, until),
                withdrawn(
                    documents.found(Paths.poolShares(collection.chainId(), curator, collection)))));
  }

  private static Wei earned(
      PoolDocuments documents,
      Books books,
      CollectionId collection,
      Address curator,
      BlockHour until) {
    Wei own = before(books, curator, until);
    for (Hours gone : goneElsewhere(documents, collection, curator, until)) {
      Wei end = before(books, curator, gone.until());
      own = own.minus(end.minus(before(books, curator, gone.from())));
    }
    return own;
  }

  /**
   * Hours whose shares came into the pool, go through a lane, or are claimed by Merkle proof; none
   * of them twice.
   */
  private static List<Hours> goneElsewhere(
      PoolDocuments documents, CollectionId collection, Address curator, BlockHour until) {
    Terms terms = Terms.decode(documents.found(Paths.poolTerms(collection.chainId())));
    List<Hours> gone = new ArrayList<>();
    for (Term term : terms.of(curator)) {
      gone.add(new Hours(term.since(), term.endBefore(until)));
    }
    LaneHours.of(documents.found(Paths.payouts(collection)))
        .ifPresent(lane -> gone.add(new Hours(lane.from(), lane.endBefore(until))));
    ClaimStart.of(documents.found(ClaimPaths.claims(collection.chainId())))
        .ifPresent(start -> gone.add(new Hours(start.hour(), until)));
    return Hours.apart(gone);
  }

  /** Sum of a curator's shares of all hours before one. */
  private static Wei before(Books books, Address curator, BlockHour hour) {
    return books.trail(curator, hour, hour).before().total();
  }

  private static Wei withdrawn(Optional<StoredDocument> document) {
    return document
        .map(
            doc ->
                MalformedDocumentException.decode(
                    doc, f -> Wei.parse("withdrawnWei", f.string("withdrawnWei"))))
        .orElse(Wei.ZERO);
  }

  /** What the curator can withdraw now. */
  Wei claimable() {
    return earned.minus(withdrawn);
  }

  /** That all of it was withdrawn. */
  Write write(long now) {
    return new Write.Put(
        Paths.poolShares(collection.chainId(), curator, collection),
        Fields.builder()
            .put("withdrawnWei", earned.toString())
            .put("withdrawnUntil", sealedUntil.start())
            .put("updatedAt", now)
            .build());
  }
}
