package dev.curation.aggregation;

import dev.curation.apr.TokenPrices;
import dev.curation.chain.CollectionId;
import dev.curation.curation.CuratorBook;
import dev.curation.documents.Paths;
import dev.curation.documents.Queries;
import dev.curation.ledger.Ledger;
import dev.curation.ledger.Watermark;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoreException;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import dev.curation.time.BlockHour;
import dev.curation.time.Week;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Aggregates ledgers: ledger to blocks, blocks to periods (specs/curation.md, Flow 3). */
public final class Aggregation {
  /** What became of one delivery. */
  public enum Outcome {
    /** Everything is aggregated, the flags are cleared. */
    DONE,
    /** More is to do: the metadata document asks for another delivery. */
    CONTINUES,
    /** Another run is at work, or has taken over. */
    BUSY,
    /** Nobody asks for it any more, or a failure has put it off since. */
    IGNORED
  }

  private final Store store;
  private final AggregationSettings settings;
  private final TokenPrices prices;
  private final InstantSource clock;
  private final Supplier<String> runIds;

  /**
   * @param prices for the yields in snippets, which no money depends on
   * @param runIds a new id for each run, different from all others
   */
  public Aggregation(
      Store store,
      AggregationSettings settings,
      TokenPrices prices,
      InstantSource clock,
      Supplier<String> runIds) {
    this.store = store;
    this.settings = settings;
    this.prices = prices;
    this.clock = clock;
    this.runIds = runIds;
  }

  /**
   * Does one delivery's work if the metadata document, as it is now, asks for it. A run that is
   * killed is only missed where a flag still stands: an old delivery must not begin one when the
   * flags are cleared.
   *
   * @throws MalformedDocumentException as {@link #run}
   * @throws StoreException as {@link #run}
   */
  public Outcome runIfAsked(CollectionId collection) {
    List<Optional<StoredDocument>> read = read(collection);
    boolean asked =
        read.get(0).map(doc -> Metadata.asksForWork(doc.fields(), clock.millis())).orElse(false);
    return asked ? run(collection, read) : Outcome.IGNORED;
  }

  /**
   * Does one delivery's work, whether or not it is asked for.
   *
   * @throws MalformedDocumentException if a document breaks a rule: nothing was written for the
   *     block it belongs to
   * @throws StoreException if the database fails
   */
  public Outcome run(CollectionId collection) {
    return run(collection, read(collection));
  }

  private List<Optional<StoredDocument>> read(CollectionId collection) {
    return store.getAll(
        List.of(
            Paths.metadata(collection),
            Paths.aggregation(collection),
            Paths.watermark(collection),
            Paths.chainWatermark(collection.chainId()),
            Paths.snippet(collection)));
  }

  private Outcome run(CollectionId collection, List<Optional<StoredDocument>> read) {
    Optional<Lease> lease =
        Lease.acquire(
            store,
            Paths.aggregation(collection),
            read.get(1),
            runIds.get(),
            clock,
            settings.leaseDuration());
    if (lease.isEmpty()) {
      return Outcome.BUSY;
    }
    try {
      return new Delivery(collection, read.get(0), read.get(4), lease.get())
          .run(Watermark.of(read.subList(2, 4)));
    } catch (LeaseLostException e) {
      return Outcome.BUSY;
    }
  }

  /** One delivery that holds the lease. */
  private final class Delivery {
    private final CollectionId collection;
    private final DocumentPath metadataPath;
    private final Optional<StoredDocument> metadata;
    private final Lease lease;
    private final Summaries summaries;
    private final long now = clock.millis();

    private Delivery(
        CollectionId collection,
        Optional<StoredDocument> metadata,
        Optional<StoredDocument> snippet,
        Lease lease) {
      this.collection = collection;
      this.metadataPath = Paths.metadata(collection);
      this.metadata = metadata;
      this.lease = lease;
      this.summaries = new Summaries(store, collection, prices, snippet);
    }

    private Outcome run(OptionalLong watermark) {
      try {
        return aggregate(watermark);
      } catch (StoreException.PreconditionFailed e) {
        // An event or a flag changed after it was read: the next delivery sees it as it is now.
        return goOn(lease.state(), List.of());
      } catch (LeaseLostException e) {
        throw e;
      } catch (RuntimeException e) {
        release(e);
        throw e;
      }
    }

    private Outcome aggregate(OptionalLong watermark) {
      AggregationState state = lease.state();
      Ledger ledger = new Ledger(store, collection);
      EventPlan plan =
          EventPlan.read(ledger, state.sealedUntil(), state.recomputeFrom(), settings.maxEvents());
      BlockHour sealing =
          Sealing.reach(state.sealedUntil(), watermark, clock.millis(), settings.finalityDelay());
      // While events are left to read nothing is sealed, but what will be is written as such.
      BlockHour sealed = plan.mayHaveMore() ? state.sealedUntil() : sealing;
      ResultWriter writer = new ResultWriter(lease, settings.commitWrites());
      BlockHour from = walkFrom(plan, state, sealed);
      AggregationRun run = null;
      if (from != null) {
        run = new AggregationRun(store, collection, settings, plan, writer, sealing, from, now);
        if (!run.run()) {
          return goOn(lease.state(), List.of());
        }
      } else {
        writer.addEach(plan.marks(ledger, plan.loose(), Map.of(), now));
        writer.flush();
      }
      AggregationState ended = lease.state().ended(sealed);
      BlockHour newest = run != null && run.newest() != null ? run.newest() : newestBlock();
      List<Write> summary = List.of();
      if (plan.from() != null || summaries.areMissing(newest)) {
        CuratorBook book = run == null ? null : run.book();
        CuratorBook sealedBook = run == null || plan.mayHaveMore() ? null : run.sealedBook();
        summary = summaries.write(book, sealedBook, sealed, writer, now);
      } else if (newest != null) {
        summary = summaries.seal(newest, state.sealedUntil(), sealed, writer, now);
      }
      return plan.mayHaveMore() ? goOn(ended, summary) : done(ended, newest, summary);
    }

    /** Where the walk begins; null: no result changes. */
    private @Nullable BlockHour walkFrom(EventPlan plan, AggregationState state, BlockHour sealed) {
      BlockHour from = AggregationRun.earliest(plan.from(), state.periodsFrom());
      return AggregationRun.earliest(from, firstPeriodToSeal(state.sealedUntil(), sealed));
    }

    /** The first period that is sealed now and whose users are not written. */
    private @Nullable BlockHour firstPeriodToSeal(BlockHour before, BlockHour sealed) {
      if (before.week().equals(sealed.week())) {
        return null;
      }
      return store.query(Queries.periodsSince(collection, before.week())).stream()
          .filter(period -> !period.fields().flag("usersWritten"))
          .map(period -> new Week(period.fields().integer("timestamp")))
          .filter(week -> week.end() <= sealed.start())
          .map(week -> BlockHour.of(week.start()))
          .findFirst()
          .orElse(null);
    }

    /**
     * @param summary what else belongs to the end of the run
     */
    private Outcome done(AggregationState ended, @Nullable BlockHour newest, List<Write> summary) {
      Long dueAt = Sealing.dueAt(newest, ended.sealedUntil(), now, settings.finalityDelay());
      Fields fields = Metadata.done(now, dueAt);
      Write flags =
          metadata.isPresent()
              ? new Write.Update(metadataPath, fields, metadata.get().updateTime())
              : new Write.Create(metadataPath, fields);
      try {
        lease.commit(with(summary, flags), ended.released());
        return Outcome.DONE;
      } catch (StoreException.PreconditionFailed e) {
        // A flag was set while this run was at work.
        return goOn(ended, summary);
      }
    }

    private static List<Write> with(List<Write> some, Write last) {
      List<Write> all = new ArrayList<>(some);
      all.add(last);
      return all;
    }

    private @Nullable BlockHour newestBlock() {
      return store.query(Queries.newestBook(collection)).stream()
          .map(book -> new BlockHour(book.fields().integer("timestamp")))
          .findFirst()
          .orElse(null);
    }

    private Outcome goOn(AggregationState state, List<Write> summary) {
      Fields before = metadata.map(StoredDocument::fields).orElse(Fields.EMPTY);
      lease.commit(
          with(summary, new Write.Merge(metadataPath, Metadata.continued(before, now))),
          state.released());
      return Outcome.CONTINUES;
    }

    private void release(RuntimeException failure) {
      try {
        lease.commit(List.of(), lease.state().released());
      } catch (RuntimeException e) {
        // It runs out by itself; what matters is the failure.
        failure.addSuppressed(e);
      }
    }
  }
}
