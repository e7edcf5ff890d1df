package dev.curation.aggregation;

import dev.curation.chain.CollectionId;
import dev.curation.documents.Paths;
import dev.curation.documents.Queries;
import dev.curation.errors.InvalidValueException;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Query;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the collections that have work and asks for their aggregation (specs/curation.md, Flow 2).
 * Its reads grow with the number of those collections, not with their events.
 */
public final class LedgerFlagging {
  private static final int PAGE = 100;

  /** When to ask again, should the trigger's delivery be lost or its run be killed. */
  private static final Duration ASK_AGAIN = Duration.ofMinutes(10);

  private final Store store;
  private final InstantSource clock;
  private final Supplier<String> requests;

  /**
   * @param requests a new name for each request, different from all others
   */
  public LedgerFlagging(Store store, InstantSource clock, Supplier<String> requests) {
    this.store = store;
    this.clock = clock;
    this.requests = requests;
  }

  /**
   * @param flagged collections whose aggregation was asked for
   * @param putOff collections with work that a failure puts off
   */
  public record Result(int flagged, int putOff) {}

  /** Asks for the aggregation of every collection that has work. */
  public Result run() {
    Set<DocumentPath> flagged = new HashSet<>();
    flagDue(flagged);
    int putOff = flagUnaggregated(flagged);
    return new Result(flagged.size(), putOff);
  }

  /**
   * Asks for the aggregation of a collection without new events, as somebody waits for its hours to
   * be sealed.
   */
  public void ask(CollectionId collection) {
    long now = clock.millis();
    store.commit(
        List.of(
            new Write.Merge(
                Paths.metadata(collection),
                Metadata.requested(now, now + ASK_AGAIN.toMillis(), requests.get()))));
  }

  /** Work that is due without new events: a lost delivery, a killed run, a retry, a sealing. */
  private void flagDue(Set<DocumentPath> flagged) {
    while (true) {
      // What is flagged is no longer due, so each page is another one.
      List<StoredDocument> due = store.query(Queries.dueCollections(clock.millis(), PAGE));
      flag(due.stream().map(StoredDocument::path).toList(), flagged);
      if (due.size() < PAGE) {
        return;
      }
    }
  }

  private int flagUnaggregated(Set<DocumentPath> flagged) {
    int putOff = 0;
    List<DocumentPath> page = new ArrayList<>();
    Optional<StoredDocument> event = first(Queries.firstUnaggregatedCollection());
    while (event.isPresent()) {
      for (DocumentPath metadata : concerned(event.get())) {
        if (!flagged.contains(metadata) && !page.contains(metadata)) {
          page.add(metadata);
        }
      }
      if (page.size() >= PAGE) {
        putOff += flagUnlessPutOff(page, flagged);
        page.clear();
      }
      Fields fields = event.get().fields();
      event =
          first(
              Queries.nextUnaggregatedCollection(
                  orText(fields.get("chainId")), orText(fields.get("collectionAddress"))));
    }
    return putOff + flagUnlessPutOff(page, flagged);
  }

  /**
   * The collection whose ledger holds the event and the one that the event names: if they differ,
   * the event is malformed, and the scan skips the events of the one it names.
   */
  private static Set<DocumentPath> concerned(StoredDocument event) {
    Set<DocumentPath> concerned = new LinkedHashSet<>();
    concerned.add(Paths.metadata(Paths.collectionIdOfEvent(event.path())));
    try {
      String named = event.fields().get("chainId") + ":" + event.fields().get("collectionAddress");
      concerned.add(Paths.metadata(CollectionId.parse(named)));
    } catch (InvalidValueException e) {
      // It names none.
    }
    return concerned;
  }

  /** A malformed event must not end the scan; nulls sort before all text. */
  private static Object orText(@Nullable Object value) {
    return value == null ? "" : value;
  }

  private Optional<StoredDocument> first(Query query) {
    return store.query(query).stream().findFirst();
  }

  /** Returns how many are put off. */
  private int flagUnlessPutOff(List<DocumentPath> metadata, Set<DocumentPath> flagged) {
    if (metadata.isEmpty()) {
      return 0;
    }
    List<DocumentPath> wanted = new ArrayList<>();
    List<Optional<StoredDocument>> found = store.getAll(metadata);
    for (int i = 0; i < metadata.size(); i++) {
      Fields fields = found.get(i).map(StoredDocument::fields).orElse(Fields.EMPTY);
      if (!Metadata.isPutOff(fields, clock.millis())) {
        wanted.add(metadata.get(i));
      }
    }
    flag(wanted, flagged);
    return metadata.size() - wanted.size();
  }

  private void flag(List<DocumentPath> metadata, Set<DocumentPath> flagged) {
    if (!metadata.isEmpty()) {
      long now = clock.millis();
      Fields requested = Metadata.requested(now, now + ASK_AGAIN.toMillis(), requests.get());
      store.commit(metadata.stream().<Write>map(path -> new Write.Merge(path, requested)).toList());
      flagged.addAll(metadata);
    }
  }
}
