package dev.curation.ledger;

import dev.curation.chain.CollectionId;
import dev.curation.documents.Paths;
import dev.curation.documents.Queries;
import dev.curation.money.Votes;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Query;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import dev.curation.time.BlockHour;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The ledger of one collection. */
public final class Ledger {
  private final Store store;
  private final CollectionId collection;

  public Ledger(Store store, CollectionId collection) {
    this.store = store;
    this.collection = collection;
  }

  /**
   * Adds the facts that are not in the ledger yet; the others change nothing. Who votes is entered
   * among the {@link Curators} first, so that no vote is without its entry.
   *
   * @param now milliseconds since the epoch
   * @return how many were added
   */
  public int append(List<? extends LedgerEvent> events, long now) {
    commitAll(Curators.entries(collection, events));
    List<Write.Create> writes =
        events.stream().map(event -> creation(event, Fields.EMPTY, now)).toList();
    return (int) store.createEach(writes).stream().filter(created -> created).count();
  }

  /**
   * The write that adds a fact.
   *
   * @param further fields that no rule of the ledger reads, such as the log that backs the fact
   * @param now milliseconds since the epoch
   */
  public Write.Create creation(LedgerEvent event, Fields further, long now) {
    return new Write.Create(
        Paths.event(collection, event.id().value()),
        LedgerCodec.encode(collection, event, now).with(further));
  }

  /** The write that records that the event is no longer on its chain; it must be unchanged. */
  public static Write.Update orphaning(StoredDocument event, long now) {
    return new Write.Update(event.path(), changed(now, true), event.updateTime());
  }

  /** The write that records that the event is on its chain after all; it must be unchanged. */
  public static Write.Update restoring(StoredDocument event, long now) {
    return new Write.Update(event.path(), changed(now, false), event.updateTime());
  }

  private static Fields changed(long now, boolean isDeleted) {
    return Fields.builder()
        .put("isDeleted", isDeleted)
        .put("isAggregated", false)
        .put("isJudged", false)
        .put("updatedAt", now)
        .build();
  }

  /**
   * The event of a document of any ledger.
   *
   * @throws dev.curation.store.MalformedDocumentException naming document, field and value
   */
  public static LedgerEntry entry(StoredDocument document) {
    CollectionId id = CollectionId.parse(Paths.collectionIdOfEvent(document.path()));
    return LedgerCodec.decode(id, document);
  }

  /**
   * Records that a reorganisation took the events away; what was computed with them is due to be
   * computed again.
   *
   * @throws dev.curation.store.StoreException.PreconditionFailed if one is not in the ledger
   */
  public void orphan(List<EventId> events, long now) {
    updateAll(
        events.stream().map(id -> Paths.event(collection, id.value())).toList(),
        changed(now, true));
  }

  /** Events not yet aggregated, oldest first. */
  public List<LedgerEntry> unaggregated(int limit) {
    return read(Queries.unaggregatedEvents(collection, limit));
  }

  /** Events that count in a block at or after the hour, block by block. */
  public List<LedgerEntry> countedSince(BlockHour hour, int limit) {
    return read(Queries.eventsCountedSince(collection, hour, limit));
  }

  /**
   * Has the events that are booked elsewhere than in their own hour placed anew: late ones and
   * reversals, booked at or after the hour.
   */
  public void placeAnewSince(BlockHour hour, long now) {
    Fields due = Fields.builder().put("isAggregated", false).put("updatedAt", now).build();
    Set<DocumentPath> booked = new LinkedHashSet<>();
    store.query(Queries.eventsBookedSince(collection, hour)).forEach(e -> booked.add(e.path()));
    store.query(Queries.eventsReversedSince(collection, hour)).forEach(e -> booked.add(e.path()));
    updateAll(List.copyOf(booked), due);
  }

  private void updateAll(List<DocumentPath> events, Fields fields) {
    commitAll(events.stream().<Write>map(path -> new Write.Update(path, fields, null)).toList());
  }

  private void commitAll(List<Write> writes) {
    for (int i = 0; i < writes.size(); i += Store.MAX_WRITES) {
      store.commit(writes.subList(i, Math.min(writes.size(), i + Store.MAX_WRITES)));
    }
  }

  /** Events whose reversal counts in a block at or after the hour. */
  public List<LedgerEntry> reversedSince(BlockHour hour) {
    return read(Queries.eventsReversedSince(collection, hour));
  }

  private List<LedgerEntry> read(Query query) {
    return store.query(query).stream()
        .map(document -> LedgerCodec.decode(collection, document))
        .toList();
  }

  /**
   * Marks an event as aggregated; fails where it has changed since it was read.
   *
   * @param countedIn the block that counts it, if one does
   * @param reversedIn the block that counts its reversal, if one does
   * @param votesTaken what a removal really took, where that is less than it asked for
   * @param past where it counted before
   */
  public Write mark(
      LedgerEntry entry,
      @Nullable BlockHour countedIn,
      @Nullable BlockHour reversedIn,
      @Nullable Votes votesTaken,
      List<PastCount> past,
      long now) {
    BlockHour own = entry.event().position().hour();
    boolean late = countedIn != null && !countedIn.equals(own);
    Fields.Builder fields =
        Fields.builder()
            .put("isAggregated", true)
            .put("blockStart", countedIn == null ? null : countedIn.start())
            .put("updatedAt", now);
    // Fields that almost no event has are only written where they change.
    boolean wasLate = entry.countedIn() != null && !entry.countedIn().equals(own);
    if (late || wasLate) {
      fields.put("bookedAt", late ? Objects.requireNonNull(countedIn).start() : null);
    }
    if (!Objects.equals(reversedIn, entry.reversedIn())) {
      fields.put("reversedAt", reversedIn == null ? null : reversedIn.start());
    }
    if (!Objects.equals(votesTaken, entry.votesTaken())) {
      fields.put("votesTaken", votesTaken == null ? null : votesTaken.count());
    }
    if (!past.equals(entry.past())) {
      fields.put("pastCounts", past.isEmpty() ? null : LedgerCodec.encodePast(past));
    }
    return new Write.Update(
        Paths.event(collection, entry.event().id().value()), fields.build(), entry.updateTime());
  }
}
