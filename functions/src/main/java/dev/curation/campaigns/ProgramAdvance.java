package dev.curation.campaigns;

import dev.curation.chain.ChainId;
import dev.curation.commits.Fence;
import dev.curation.commits.Retries;
import dev.curation.documents.ProgramPaths;
import dev.curation.documents.ProgramQueries;
import dev.curation.node.BackOff;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoreException;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings the programs of a chain as far as its events are final (specs/programs.md, 4 to 7). Each
 * goes its own way: one that fails says so in its document and holds up nobody.
 */
public final class ProgramAdvance {
  private static final Logger LOG = Logger.getLogger(ProgramAdvance.class.getName());
  private static final Duration LEAST = Duration.ofSeconds(10);
  private static final long MINUTE = 60_000;

  private final Store store;
  private final ActivityFeed feed;
  private final InstantSource clock;
  private final Supplier<String> ids;
  private final BackOff backOff;
  private final Duration budget;
  private final int mostKnown;

  /**
   * @param ids a new name for each commit
   * @param budget after this time no page of events is begun; each program has its part of it, ten
   *     seconds at least
   */
  public ProgramAdvance(
      Store store,
      ActivityFeed feed,
      InstantSource clock,
      Supplier<String> ids,
      BackOff backOff,
      Duration budget) {
    this(store, feed, clock, ids, backOff, budget, ProgramWalk.MOST_KNOWN);
  }

  /**
   * @param mostKnown accounts of a program that are kept in memory
   */
  ProgramAdvance(
      Store store,
      ActivityFeed feed,
      InstantSource clock,
      Supplier<String> ids,
      BackOff backOff,
      Duration budget,
      int mostKnown) {
    this.mostKnown = mostKnown;
    this.store = store;
    this.feed = feed;
    this.clock = clock;
    this.ids = ids;
    this.backOff = backOff;
    this.budget = budget;
  }

  /**
   * What became of a program.
   *
   * @param judged events that it judged
   * @param granted how often shares were earned
   * @param commits how often its document was written
   * @param isDone whether it is as far as the feed
   * @param failure why it is not; null: nothing is in the way
   */
  public record Progress(
      int judged, int granted, int commits, boolean isDone, @Nullable String failure) {}

  /**
   * What a run did.
   *
   * @param feed empty: no program is open, so nothing was to be done
   * @param programs by id
   */
  public record Report(Optional<ActivityFeed.Report> feed, Map<Long, Progress> programs) {}

  /** The chains that have programs to which the clock has something to do. */
  public List<ChainId> chains() {
    return open().stream()
        .flatMap(program -> chain(program).stream())
        .distinct()
        .sorted(BY_NUMBER)
        .toList();
  }

  private static final Comparator<ChainId> BY_NUMBER = Comparator.comparingLong(ChainId::number);

  private List<StoredDocument> open() {
    return store.query(ProgramQueries.openPrograms());
  }

  /** Empty where the document is damaged: it cannot go on, on whichever chain that is noticed. */
  private static Optional<ChainId> chain(StoredDocument program) {
    try {
      return Optional.of(
          MalformedDocumentException.decode(
              program, fields -> ChainId.parse("chainId", fields.string("chainId"))));
    } catch (MalformedDocumentException e) {
      LOG.log(Level.SEVERE, "a program of no chain", e);
      return Optional.empty();
    }
  }

  /**
   * Takes account of new events, then brings every program to where they end; also where the feed
   * fails, which is then thrown behind.
   *
   * @throws StoreException if the database does not answer
   */
  public Report run(ChainId chain) {
    return run(chain, budget);
  }

  /**
   * The same in a part of the time.
   *
   * @param time after which no page is begun, of the feed or of a program
   */
  public Report run(ChainId chain, Duration time) {
    List<StoredDocument> programs =
        open().stream().filter(program -> chain(program).orElse(chain).equals(chain)).toList();
    if (programs.isEmpty()) {
      return new Report(Optional.empty(), Map.of());
    }
    Optional<ActivityFeed.Report> fed = Optional.empty();
    RuntimeException failed = null;
    try {
      fed = Optional.of(feed.run(chain, time.dividedBy(2)));
    } catch (RuntimeException e) {
      LOG.log(Level.SEVERE, "the activity feed of chain " + chain + " stands still", e);
      failed = e; // What is in it already can be judged, and periods can end.
    }
    Map<Long, Progress> progress = walkAll(chain, programs, time.dividedBy(2));
    if (failed != null) {
      throw failed;
    }
    return new Report(fed, progress);
  }

  private Map<Long, Progress> walkAll(ChainId chain, List<StoredDocument> programs, Duration time) {
    FeedPosition position = FeedPosition.decode(store.get(ProgramPaths.activity(chain)));
    FeedPages pages = new FeedPages(store, chain);
    long part = Math.max(LEAST.toMillis(), time.toMillis() / programs.size());
    // Where the time is short for all, each is the first at some time.
    long turn = Math.floorMod(clock.millis() / MINUTE, programs.size());
    Map<Long, Progress> progress = new TreeMap<>();
    for (int i = 0; i < programs.size(); i++) {
      StoredDocument program = programs.get((int) ((turn + i) % programs.size()));
      long id = Long.parseLong(program.path().id());
      progress.put(id, advance(id, pages, position, part));
    }
    return progress;
  }

  private Progress advance(long id, FeedPages pages, FeedPosition position, long part) {
    long deadline = clock.millis() + part;
    try {
      return walkUntil(id, pages, position, deadline);
    } catch (StoreException e) {
      LOG.log(Level.WARNING, "program " + id + " will go on later", e);
      return new Progress(0, 0, 0, false, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.log(Level.SEVERE, "program " + id + " cannot go on", e);
      note(id, e.getClass().getSimpleName());
      return new Progress(0, 0, 0, false, e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  /** Claims and orders write the same document: each time it goes on behind its last commit. */
  private Progress walkUntil(long id, FeedPages pages, FeedPosition position, long deadline) {
    while (true) {
      try {
        return Retries.of(backOff).run(() -> walk(id, pages, position, deadline));
      } catch (StoreException.PreconditionFailed e) {
        if (clock.millis() > deadline) {
          throw e;
        }
      }
    }
  }

  private Progress walk(long id, FeedPages pages, FeedPosition position, long deadline) {
    Optional<StoredDocument> document = store.get(ProgramPaths.program(id));
    if (document.isEmpty()) {
      return new Progress(0, 0, 0, true, null); // Its creator ended it before its start.
    }
    if (chain(document.get()).isEmpty()) {
      throw new IllegalStateException("its chainId cannot be read");
    }
    Fence fence = new Fence(store, document.get().path(), document.get().updateTime(), ids);
    ProgramWork work = new ProgramWork(ProgramRecord.decode(document.get()), fence);
    ProgramWalk walk =
        new ProgramWalk(
            store, clock, pages, position, () -> clock.millis() > deadline, work, mostKnown);
    boolean isDone = walk.go();
    return new Progress(walk.judged(), walk.granted(), work.commits(), isDone, null);
  }

  /** So that whoever looks at the program sees why it stands still. */
  private void note(long id, String reason) {
    try {
      Fields fields = Fields.builder().put("failure", reason).build();
      store.commit(List.of(new Write.Update(ProgramPaths.program(id), fields, null)));
    } catch (StoreException e) {
      LOG.log(Level.WARNING, "the failure of program " + id + " is not noted", e);
    }
  }
}
