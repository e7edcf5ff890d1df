package dev.curation.recompute;

import com.google.gson.Gson;
import dev.curation.books.ResultDocuments;
import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.curation.BookTotals;
import dev.curation.curation.CuratorBook;
import dev.curation.documents.Paths;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.time.BlockHour;
import dev.curation.time.Week;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.jspecify.annotations.Nullable;

/** Folds one collection: a summary, and where results are compared, every document they come to. */
final class FoldFn extends DoFn<KV<String, Iterable<Counted>>, String> {
  static final String BLOCKS = "blocks";
  static final TupleTag<String> SUMMARIES = new TupleTag<>("summaries") {};
  static final TupleTag<KV<String, KV<String, String>>> RESULTS = new TupleTag<>("results") {};

  private final Counter computed = Metrics.counter(FoldFn.class, BLOCKS);
  private final @Nullable String folder;
  private final boolean withBlockUsers;
  private final @Nullable PCollectionView<Map<String, Iterable<String>>> storedUsers;

  /**
   * @param folder where the lines go, with a slash at the end; null: nowhere
   * @param withBlockUsers whether lines and digest hold the users of blocks
   * @param storedUsers the weeks of which users of blocks are stored, by collection; null: nothing
   *     is compared
   */
  FoldFn(
      @Nullable String folder,
      boolean withBlockUsers,
      @Nullable PCollectionView<Map<String, Iterable<String>>> storedUsers) {
    this.folder = folder;
    this.withBlockUsers = withBlockUsers;
    this.storedUsers = storedUsers;
  }

  @ProcessElement
  public void process(ProcessContext context) throws IOException {
    CollectionId collection = CollectionId.parse(context.element().getKey());
    try (Lines lines = Lines.of(collection, folder)) {
      Told told = new Told(collection, lines, context, weeksWithUsers(context));
      CuratorBook book = Fold.run(collection, context.element().getValue(), told);
      context.output(new Gson().toJson(told.summary(book.totals(), lines.end())));
    }
  }

  private Set<String> weeksWithUsers(ProcessContext context) {
    Set<String> weeks = new HashSet<>();
    if (storedUsers != null) {
      Iterable<String> found = context.sideInput(storedUsers).get(context.element().getKey());
      if (found != null) {
        found.forEach(weeks::add);
      }
    }
    return weeks;
  }

  private final class Told implements Fold.Listener {
    private final CollectionId collection;
    private final ResultDocuments documents;
    private final Lines lines;
    private final ProcessContext context;
    private final Set<String> weeksWithUsers;
    private long counts;
    private long shares;
    private long periods;
    private long periodUsers;

    private Told(
        CollectionId collection, Lines lines, ProcessContext context, Set<String> weeksWithUsers) {
      this.collection = collection;
      this.documents = new ResultDocuments(collection);
      this.lines = lines;
      this.context = context;
      this.weeksWithUsers = weeksWithUsers;
    }

    @Override
    public void block(BlockHour hour, int events, Fields document, CuratorBook book) {
      computed.inc();
      counts += events;
      shares += book.totals().curators();
      DocumentPath path = Paths.block(collection, hour);
      tell(path, document, true, true);
      boolean isStored = weeksWithUsers.contains(Paths.period(collection, hour.week()).path());
      if (withBlockUsers || isStored) {
        for (Map.Entry<Address, Fields> user : documents.blockUsers(book).entrySet()) {
          DocumentPath own = Paths.blockUser(collection, hour, user.getKey());
          tell(own, user.getValue(), withBlockUsers, isStored);
        }
      }
    }

    @Override
    public void period(Week week, Fields document, CuratorBook book) {
      periods++;
      DocumentPath path = Paths.period(collection, week);
      tell(path, document, true, true);
      for (Map.Entry<Address, Fields> user : documents.periodUsers(book).entrySet()) {
        periodUsers++;
        tell(Paths.periodUser(collection, week, user.getKey()), user.getValue(), true, true);
      }
    }

    private void tell(DocumentPath path, Fields fields, boolean isWritten, boolean isCompared) {
      if (isWritten) {
        lines.add(path, fields);
      }
      if (isCompared && storedUsers != null) {
        context.output(RESULTS, Result.of(path, fields));
      }
    }

    private Summary summary(BookTotals totals, String digest) {
      return new Summary(
          collection.toString(),
          counts,
          totals.blocks(),
          shares,
          periods,
          periodUsers,
          totals.fees().toString(),
          totals.reversedFees().toString(),
          totals.distributed().toString(),
          totals.carry().toString(),
          totals.shortfall().toString(),
          digest);
    }
  }
}
