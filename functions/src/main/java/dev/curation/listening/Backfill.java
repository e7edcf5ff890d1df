package dev.curation.listening;

import dev.curation.documents.Paths;
import dev.curation.errors.InvalidValueException;
import dev.curation.ledger.Watermark;
import dev.curation.node.ChainNode;
import dev.curation.node.NodeException;
import dev.curation.store.Store;
import dev.curation.store.StoreException;
import dev.curation.store.Write;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a range of final blocks of the past, several slices of it at once, by the rules of the poll
 * (specs/ingestion.md, Polling: backfill). A backfill that was interrupted goes on where it was.
 */
public final class Backfill {
  /** Slices of a range; their number does not grow with it. */
  private static final int SLICES = 64;

  private static final int ATTEMPTS = 10;

  private final ChainSettings chain;
  private final ChainNode node;
  private final Store store;
  private final Intake intake;
  private final Supplier<String> runs;

  /** Hears how far a backfill has come; called by several threads. */
  public interface Progress {
    /**
     * @param blocks how many more were read
     */
    void read(long blocks, Intake.Count count);

    /**
     * @param blocks how many an interrupted run had read already
     */
    default void resumed(long blocks) {}
  }

  public Backfill(
      ChainSettings chain, ChainNode node, Store store, Intake intake, Supplier<String> runs) {
    this.chain = chain;
    this.node = node;
    this.store = store;
    this.intake = intake;
    this.runs = runs;
  }

  /** The newest block that a backfill may read; later ones are the poll's. */
  public long newestFinalBlock() {
    return node.headNumber() - chain.finality();
  }

  /** Where a backfill that was interrupted was going to end, if one began at the block. */
  public OptionalLong interrupted(long from) {
    String prefix = name(from);
    return store
        .get(Paths.chainWatermark(chain.chain()))
        .map(document -> document.fields().map("sources").values().keySet())
        .orElse(Set.of())
        .stream()
        .filter(source -> source.startsWith(prefix))
        .mapToLong(source -> Long.parseLong(source.substring(prefix.length())))
        .max();
  }

  private String name(long from) {
    return "backfill-" + chain.contractSetName() + "-" + from + "-";
  }

  /**
   * Reads the blocks from one to another.
   *
   * @param threads how many slices are read at once
   * @throws InvalidValueException if the range is empty or not final yet
   * @throws UnreadableBlockException if the node refuses a single block; what was read stays
   * @throws UnsettledException if all was read, but not all is done that follows from it: the
   *     backfill is not over, and nothing behind its beginning is sealed
   */
  public Intake.Count run(long from, long to, int threads, Progress progress) {
    requireFinal(from, to);
    Watermark watermark = Watermark.ofChain(store, chain.chain());
    String name = name(from) + to;
    // While the past is being read, nothing behind its beginning is complete.
    watermark.advance(name, timeOf(from));
    // Asked once: it would cost a read for each range, though there is nothing to find.
    boolean isEmpty = intake.isEmpty(from, to);
    Intake.Count count =
        sum(
            slices(from, to)
                .<Callable<Intake.Count>>map(
                    slice -> () -> new Slice(name, slice, isEmpty, progress).run())
                .toList(),
            threads);
    settle();
    // Done: another one over the same blocks compares them all again.
    store.commit(
        slices(from, to)
            .<Write>map(
                slice -> new Write.Delete(Paths.backfillSlice(chain.chain(), name, slice.first())))
            .toList());
    watermark.release(name);
    return count;
  }

  /**
   * Reads and decodes the blocks and writes nothing.
   *
   * @throws InvalidValueException if the range is empty or not final yet
   */
  public Intake.Count count(long from, long to, int threads, Progress progress) {
    requireFinal(from, to);
    return sum(
        slices(from, to)
            .<Callable<Intake.Count>>map(slice -> () -> countOnly(slice, progress))
            .toList(),
        threads);
  }

  private void settle() {
    Intake.Unsettled left = intake.settlePending();
    while (left.hasMore() && left.failures().isEmpty()) {
      left = intake.settlePending();
    }
    if (!left.isNothing()) {
      throw new UnsettledException(left.failures());
    }
  }

  private void requireFinal(long from, long to) {
    if (from < 0) {
      throw new InvalidValueException("from", from, "must not be negative");
    }
    if (to < from) {
      throw new InvalidValueException("to", to, "must be a block not before from = " + from);
    }
    long newest = newestFinalBlock();
    if (to > newest) {
      throw new InvalidValueException(
          "to", to, "must be final, " + newest + " at most: later blocks are the poll's");
    }
  }

  private long timeOf(long block) {
    return node.headers(List.of(block))
        .getFirst()
        .orElseThrow(() -> new InvalidValueException("from", block, "is not known to the node"))
        .timestamp();
  }

  /** Blocks, both ends included. */
  private record Blocks(long first, long last) {}

  private static Stream<Blocks> slices(long from, long to) {
    long size = (to - from) / SLICES + 1;
    return LongStream.iterate(from, first -> first <= to, first -> first + size)
        .mapToObj(first -> new Blocks(first, Math.min(to, first + size - 1)));
  }

  private static Intake.Count sum(List<Callable<Intake.Count>> slices, int threads) {
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      Intake.Count sum = Intake.Count.NONE;
      try {
        for (Future<Intake.Count> slice : slices.stream().map(workers::submit).toList()) {
          sum = sum.plus(slice.get());
        }
        return sum;
      } catch (ExecutionException e) {
        workers.shutdownNow();
        throw failure(e.getCause());
      } catch (InterruptedException e) {
        workers.shutdownNow();
        Thread.currentThread().interrupt();
        throw new StoreException.Unavailable("interrupted", e);
      }
    }
  }

  private static RuntimeException failure(@Nullable Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
  }

  private Intake.Count countOnly(Blocks blocks, Progress progress) {
    RangeReader reader = reader();
    Intake.Count sum = Intake.Count.NONE;
    for (long next = blocks.first(); next <= blocks.last(); ) {
      RangeReader.Range range = read(reader, next, blocks.last());
      Intake.Count count = intake.count(range);
      sum = sum.plus(count);
      progress.read(range.to() - next + 1, count);
      next = range.to() + 1;
    }
    return sum;
  }

  private RangeReader reader() {
    return new RangeReader(
        (from, to) -> node.logs(chain.contracts().addresses(), from, to),
        ChainCursor.FIRST_SPAN,
        () -> false);
  }

  private static RangeReader.Range read(RangeReader reader, long from, long to) {
    return reader
        .read(from, to)
        .orElseThrow(
            () -> new NodeException.Unavailable("no node knows the block " + to + " yet", null));
  }

  /** One of the parts that are read at once, with a cursor of its own. */
  private final class Slice {
    private final Blocks blocks;
    private final boolean isEmpty;
    private final Progress progress;
    private final CursorDocument document;

    private Slice(String backfill, Blocks blocks, boolean isEmpty, Progress progress) {
      this.blocks = blocks;
      this.isEmpty = isEmpty;
      this.progress = progress;
      this.document =
          CursorDocument.open(
              store,
              Paths.backfillSlice(chain.chain(), backfill, blocks.first()),
              runs.get(),
              () -> ChainCursor.startingAt(blocks.first()));
    }

    private Intake.Count run() {
      RangeReader reader = reader();
      Intake.Count sum = Intake.Count.NONE;
      // What an interrupted run has read already.
      progress.resumed(document.cursor().nextBlock() - blocks.first());
      while (document.cursor().nextBlock() <= blocks.last()) {
        long next = document.cursor().nextBlock();
        Intake.Count count = take(read(reader, next, blocks.last()));
        sum = sum.plus(count);
        progress.read(document.cursor().nextBlock() - next, count);
      }
      return sum;
    }

    private Intake.Count take(RangeReader.Range range) {
      for (int attempt = 1; ; attempt++) {
        ChainCursor before = document.cursor();
        try {
          return intake.take(
              range,
              isEmpty && attempt == 1,
              document,
              block -> range.hashOf(block).map(hash -> before.finalUpTo(block, hash)),
              before.finalUpTo(range.to(), range.last().hash()));
        } catch (CursorDocument.FactChangedException e) {
          // A webhook or another slice's correction wrote one of them: compare again.
          if (attempt == ATTEMPTS) {
            throw e;
          }
        }
      }
    }
  }
}
