package dev.curation.simulation;

import dev.curation.store.CommitRules;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Query;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A database in memory that behaves as Firestore does. It outlives the processes that use it, each
 * of which has a {@link SimulatedStore} of its own. Safe for use by several threads.
 */
public final class SimulatedDatabase {
  private final InstantSource clock;
  private final Triggers triggers = new Triggers();
  private final Documents documents = new Documents();
  private Instant lastCommit = Instant.MIN;

  /**
   * @param clock what the commit times follow; they are whole microseconds and always increase
   */
  public SimulatedDatabase(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Has the consumer told of every change of a document whose path fits the pattern, once each,
   * after the commit. A write that changes nothing is no change, as in production. The consumer
   * runs in the thread of the writer, as part of its call: it should do no more than take note.
   *
   * @param pattern segments of a path, as they are or as {@code {name}} for any one segment
   */
  public void onWritten(String pattern, Consumer<Written> consumer) {
    triggers.add(pattern, consumer);
  }

  /** All documents, sorted by path. */
  public synchronized SortedMap<DocumentPath, Fields> snapshot() {
    SortedMap<DocumentPath, Fields> result = new TreeMap<>(ValueOrder.PATHS);
    documents.all().forEach(document -> result.put(document.path(), document.fields()));
    return Collections.unmodifiableSortedMap(result);
  }

  synchronized List<Optional<StoredDocument>> getAll(List<DocumentPath> paths) {
    return paths.stream().map(path -> Optional.ofNullable(documents.get(path))).toList();
  }

  synchronized List<StoredDocument> query(Query query) {
    return new QueryPlan(query).run(documents.candidates(query));
  }

  Instant commit(List<Write> writes) {
    CommitRules.check(writes);
    List<Written> changes = new ArrayList<>();
    Instant time = apply(writes, changes);
    triggers.fire(changes);
    return time;
  }

  private synchronized Instant apply(List<Write> writes, List<Written> written) {
    List<Change> changes =
        writes.stream().map(write -> Change.of(write, documents.get(write.path()))).toList();
    Instant now = nextTime();
    Instant latest = Instant.MIN;
    for (Change change : changes) {
      Instant time = apply(change, now);
      latest = time.isAfter(latest) ? time : latest;
      if (change.isEffective()) {
        written.add(change.written());
      }
    }
    return latest;
  }

  /** Returns the update time that the database answers for the write. */
  private Instant apply(Change change, Instant now) {
    StoredDocument before = change.before();
    @Nullable Fields after = change.after();
    if (after == null) {
      documents.remove(change.path());
    } else if (before != null && !change.isEffective()) {
      return before.updateTime();
    } else {
      documents.put(new StoredDocument(change.path(), after, now));
    }
    return now;
  }

  private Instant nextTime() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    lastCommit = now.isAfter(lastCommit) ? now : lastCommit.plus(1, ChronoUnit.MICROS);
    return lastCommit;
  }
}
