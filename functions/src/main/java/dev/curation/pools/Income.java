package dev.curation.pools;

import dev.curation.books.Books;
import dev.curation.books.CuratorTrail;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.documents.Paths;
import dev.curation.ledger.Curators;
import dev.curation.money.Wei;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import dev.curation.time.BlockHour;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an operator's votes for one collection have earned in sealed hours that the pool has not
 * taken in yet.
 *
 * @param until the first hour after them
 * @param shares of the blocks before it, oldest first; also those of 0 wei
 * @param reopenedAt when hours of the collection were last reopened; null: never. If they are again
 *     the shares may be others
 * @param lane the hours whose shares are none of it; null: none
 */
record Income(
    Term term,
    CollectionId collection,
    BlockHour until,
    List<Share> shares,
    @Nullable Long reopenedAt,
    @Nullable LaneHours lane) {
  Income {
    shares = List.copyOf(shares);
  }

  /** What one block gave. */
  record Share(BlockHour hour, Wei wei) {}

  /** How far a pool has taken in an operator's shares of a collection, and how much that was. */
  record Taken(BlockHour until, Wei wei) {
    private static final Taken NOTHING = new Taken(new BlockHour(0), Wei.ZERO);

    static Taken decode(Optional<StoredDocument> document) {
      return document
          .map(
              doc ->
                  MalformedDocumentException.decode(
                      doc,
                      fields ->
                          new Taken(
                              new BlockHour(fields.integer("intakeUntil")),
                              Wei.parse("intakeWei", fields.string("intakeWei")))))
          .orElse(NOTHING);
    }

    Taken plus(Wei more, BlockHour hour) {
      return new Taken(hour, wei.plus(more));
    }

    Write write(DocumentPath path, long now) {
      return new Write.Put(
          path,
          Fields.builder()
              .put("intakeUntil", until.start())
              .put("intakeWei", wei.toString())
              .put("updatedAt", now)
              .build());
    }
  }

  /**
   * Reads what there is before an hour: one document for each operator, three for each collection
   * of it, and of its book as much as was not read before.
   */
  static List<Income> of(Store store, ChainId pool, Terms terms, BlockHour limit) {
    List<Income> incomes = new ArrayList<>();
    for (Term term : terms.all()) {
      if (!term.isTaken() && term.since().compareTo(limit) < 0) {
        for (CollectionId collection : collections(store, pool, term)) {
          of(store, pool, term, collection, limit).ifPresent(incomes::add);
        }
      }
    }
    return incomes;
  }

  private static List<CollectionId> collections(Store store, ChainId pool, Term term) {
    return store
        .get(Paths.curator(term.operator()))
        .map(Curators::collections)
        .orElse(List.of())
        .stream()
        .filter(collection -> collection.chainId().equals(pool))
        .toList();
  }

  /**
   * The hour up to which all income is known: that of the first block, before the limit, that an
   * aggregation should have sealed by now.
   */
  static BlockHour knownUntil(Store store, ChainId pool, Terms terms, BlockHour limit) {
    BlockHour known = limit;
    for (Term term : terms.all()) {
      if (!term.isTaken() && term.since().compareTo(limit) < 0) {
        for (CollectionId collection : collections(store, pool, term)) {
          BlockHour until = sealedUntil(store, collection);
          boolean isLate =
              until.compareTo(known) < 0
                  && new Books(store, collection)
                      .newestRecordBefore(term.endBefore(limit))
                      .filter(record -> record.hour().compareTo(until) >= 0)
                      .isPresent();
          known = isLate ? until : known;
        }
      }
    }
    return known;
  }

  private static BlockHour sealedUntil(Store store, CollectionId collection) {
    return Books.sealedUntil(store.get(Paths.aggregation(collection))).orElse(new BlockHour(0));
  }

  /** Whether nothing can come in for a term any more: every collection is sealed up to its end. */
  static boolean isOver(Store store, ChainId pool, Term term, BlockHour until) {
    return collections(store, pool, term).stream()
        .allMatch(collection -> sealedUntil(store, collection).compareTo(until) >= 0);
  }

  private static Optional<Income> of(
      Store store, ChainId pool, Term term, CollectionId collection, BlockHour limit) {
    List<Optional<StoredDocument>> found =
        store.getAll(
            List.of(
                Paths.poolIntake(pool, term.operator(), collection),
                Paths.aggregation(collection),
                Paths.payouts(collection)));
    BlockHour taken = Taken.decode(found.get(0)).until();
    BlockHour from = taken.compareTo(term.since()) > 0 ? taken : term.since();
    BlockHour sealed = Books.sealedUntil(found.get(1)).orElse(new BlockHour(0));
    BlockHour until = term.endBefore(sealed.compareTo(limit) < 0 ? sealed : limit);
    if (until.compareTo(from) <= 0) {
      return Optional.empty();
    }
    Optional<LaneHours> lane = LaneHours.of(found.get(2));
    // Hours that go through a lane need not be looked at, run for run.
    BlockHour first = from;
    BlockHour begin = lane.filter(l -> l.has(first)).map(l -> l.endBefore(until)).orElse(first);
    if (until.compareTo(begin) <= 0) {
      return Optional.empty();
    }
    List<Share> shares =
        new Books(store, collection)
            .trail(term.operator(), begin, until).steps().stream()
                .map(Income::share)
                .filter(share -> lane.isEmpty() || !lane.get().has(share.hour()))
                .toList();
    return shares.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Income(
                term,
                collection,
                until,
                shares,
                PaidHours.reopenedAt(found.get(2)),
                lane.orElse(null)));
  }

  private static Share share(CuratorTrail.Step step) {
    return new Share(step.record().hour(), step.share());
  }

  /** The part of it before an hour; empty where there is none. */
  Optional<Income> before(BlockHour hour) {
    List<Share> earlier =
        shares.stream().filter(share -> share.hour().compareTo(hour) < 0).toList();
    BlockHour end = until.compareTo(hour) < 0 ? until : hour;
    return earlier.isEmpty()
        ? Optional.empty()
        : Optional.of(new Income(term, collection, end, earlier, reopenedAt, lane));
  }

  /** The part of it from an hour on; empty where there is none. */
  Optional<Income> since(BlockHour hour) {
    List<Share> later = shares.stream().filter(share -> share.hour().compareTo(hour) >= 0).toList();
    return later.isEmpty()
        ? Optional.empty()
        : Optional.of(new Income(term, collection, until, later, reopenedAt, lane));
  }

  Wei sum() {
    return shares.stream().map(Share::wei).reduce(Wei.ZERO, Wei::plus);
  }
}
