package dev.curation.campaigns;

import dev.curation.campaigns.ActivityEntry.Effect;
import dev.curation.chain.ChainId;
import dev.curation.commits.Fence;
import dev.curation.commits.Retries;
import dev.curation.documents.Paths;
import dev.curation.documents.ProgramPaths;
import dev.curation.ledger.Watermark;
import dev.curation.node.BackOff;
import dev.curation.programs.Activity;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.math.BigInteger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts the events of a chain in the one order in which all programs see them (specs/programs.md,
 * 5), as far as they can no longer change, and keeps with each what the books said after it. May be
 * killed at any instant and run twice at once: each page is one commit with the marks of its facts.
 */
public final class ActivityFeed {
  /** Facts in one commit: each has a mark and at most one document of the books. */
  static final int PAGE = 150;

  private static final int READ = 4_500;
  private static final int MOST_PAGES = 400;

  private final Store store;
  private final Duration finalityDelay;
  private final InstantSource clock;
  private final Supplier<String> ids;
  private final BackOff backOff;

  /**
   * @param finalityDelay how long a fact may still change
   * @param ids a new name for each commit
   */
  public ActivityFeed(
      Store store,
      Duration finalityDelay,
      InstantSource clock,
      Supplier<String> ids,
      BackOff backOff) {
    this.store = store;
    this.finalityDelay = finalityDelay;
    this.clock = clock;
    this.ids = ids;
    this.backOff = backOff;
  }

  /**
   * What a run did.
   *
   * @param untilMs everything earlier is in the feed
   * @param events facts that it took account of
   * @param malformed facts that nobody can read; they are left
   * @param isDone false: there is more, for the next run
   */
  public record Report(long untilMs, int events, int malformed, boolean isDone) {}

  /**
   * Takes account of what is new and final.
   *
   * @throws dev.curation.store.StoreException if others kept changing the same documents, or the
   *     database does not answer
   */
  public Report run(ChainId chain) {
    Run run = new Run(chain, limit(chain));
    while (!run.isOver) {
      Retries.of(backOff)
          .run(
              () -> {
                run.readAndWrite();
                return true;
              });
    }
    return new Report(run.untilMs, run.events, run.malformed, run.isDone);
  }

  /** All facts of an earlier time are known and final; where there is no source none are. */
  private long limit(ChainId chain) {
    long passed = clock.millis() - finalityDelay.toMillis();
    OptionalLong watermark = Watermark.of(List.of(store.get(Paths.chainWatermark(chain))));
    return Math.max(0, Math.min(passed, watermark.orElse(0)));
  }

  private final class Run {
    private final ChainId chain;
    private final long limitMs;
    private int pages;
    private int events;
    private int malformed;
    private long untilMs;
    private boolean isDone;
    private boolean isOver;

    private Run(ChainId chain, long limitMs) {
      this.chain = chain;
      this.limitMs = limitMs;
    }

    /** Begins with reading, and ends where others were faster. */
    private void readAndWrite() {
      Optional<StoredDocument> stored = store.get(ProgramPaths.activity(chain));
      FeedPosition position = FeedPosition.decode(stored);
      untilMs = position.untilMs();
      Fence fence =
          new Fence(
              store,
              ProgramPaths.activity(chain),
              stored.map(StoredDocument::updateTime).orElse(null),
              ids);
      ActivityRecords records = new ActivityRecords(store, chain);
      while (pages < MOST_PAGES) {
        ActivityEvents found = ActivityEvents.read(store, chain, limitMs, READ);
        malformed = found.malformed();
        List<FoundEvent> all = found.events();
        for (int i = 0; i < all.size(); i += PAGE) {
          List<FoundEvent> some = all.subList(i, Math.min(i + PAGE, all.size()));
          boolean isLast = found.isAll() && i + PAGE >= all.size();
          position = write(fence, records, position, some, isLast);
        }
        if (found.isAll()) {
          if (position.untilMs() < limitMs) {
            position = write(fence, records, position, List.of(), true);
          }
          isDone = true;
          break;
        }
      }
      isOver = true;
    }

    private FeedPosition write(
        Fence fence,
        ActivityRecords records,
        FeedPosition position,
        List<FoundEvent> found,
        boolean isLast) {
      records.load(activities(found));
      Page page = new Page(records, position);
      found.forEach(page::add);
      long last = found.isEmpty() ? 0 : found.getLast().timestampMs();
      FeedPosition next = position.behind(isLast ? limitMs : last, page.entries.isEmpty() ? 0 : 1);
      long now = clock.millis();
      List<Write> writes = new ArrayList<>(page.marks);
      writes.addAll(records.writes(now));
      if (!page.entries.isEmpty()) {
        writes.add(
            new Write.Create(
                ProgramPaths.activityPage(chain, position.pages()),
                Fields.builder()
                    .put("entries", ActivityCodec.encode(page.entries))
                    .put("updatedAt", now)
                    .build()));
      }
      var unused = fence.commit(writes, next.encode(now));
      untilMs = next.untilMs();
      events += found.size();
      pages++;
      return next;
    }

    private List<Activity> activities(List<FoundEvent> found) {
      List<Activity> activities = new ArrayList<>();
      for (FoundEvent event : found) {
        if (event.activity() != null) {
          activities.add(event.activity());
        }
        booked(event).ifPresent(entry -> activities.add(entry.activity()));
      }
      return activities;
    }

    /** How the books take account of a fact. */
    private Optional<ActivityEntry> booked(FoundEvent event) {
      Long number = event.bookedIn();
      return number == null ? Optional.empty() : Optional.of(entry(number, event.id()));
    }

    private ActivityEntry entry(long page, String id) {
      return entries(store, chain, page).stream()
          .filter(entry -> entry.id().equals(id) && entry.effect() != Effect.REVERSED)
          .reduce((first, last) -> last)
          .orElseThrow(() -> new IllegalStateException(id + " is not on page " + page));
    }

    /** The entries and marks of one commit. */
    private final class Page {
      private final ActivityRecords records;
      private final FeedPosition position;
      private final List<ActivityEntry> entries = new ArrayList<>();
      private final List<Write.Update> marks = new ArrayList<>();

      private Page(ActivityRecords records, FeedPosition position) {
        this.records = records;
        this.position = position;
      }

      private void add(FoundEvent event) {
        ActivityEntry before = booked(event).orElse(null);
        if (before != null && !event.differsFrom(before.activity())) {
          marks.add(event.mark(event.judgedIn(), event.bookedIn()));
          return;
        }
        long clockMs = Math.max(position.untilMs(), event.timestampMs());
        if (before != null) {
          reverse(before, clockMs);
        }
        @Nullable Activity activity = event.isDeleted() ? null : event.activity();
        if (activity == null) {
          marks.add(event.mark(event.judgedIn(), null));
          return;
        }
        boolean isJudged = event.judgedIn() == null && activity.type().isJudged();
        BigInteger changed = records.books().apply(activity);
        records.changed(activity);
        entries.add(
            new ActivityEntry(
                event.id(),
                clockMs,
                isJudged ? Effect.JUDGED : Effect.BOOKED,
                activity,
                changed,
                RecordedFacts.of(activity, records.books().facts(activity))));
        long page = position.pages();
        marks.add(event.mark(isJudged ? Long.valueOf(page) : event.judgedIn(), page));
      }

      private void reverse(ActivityEntry before, long clockMs) {
        Activity activity = before.activity();
        BigInteger changed = records.books().revert(activity, before.changed());
        records.changed(activity);
        entries.add(
            new ActivityEntry(
                before.id(),
                clockMs,
                Effect.REVERSED,
                activity,
                changed,
                RecordedFacts.of(activity, records.books().facts(activity))));
      }
    }
  }

  /**
   * A page of the feed.
   *
   * @throws MalformedDocumentException if it cannot be read
   */
  static List<ActivityEntry> entries(Store store, ChainId chain, long page) {
    StoredDocument document =
        Objects.requireNonNull(
            store.get(ProgramPaths.activityPage(chain, page)).orElse(null),
            () -> "page " + page + " of the activity of chain " + chain + " is missing");
    return MalformedDocumentException.decode(
        document, fields -> ActivityCodec.decode(fields.string("entries")));
  }
}
