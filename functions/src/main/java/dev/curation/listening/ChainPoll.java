package dev.curation.listening;

import dev.curation.chain.BlockHash;
import dev.curation.chain.ChainId;
import dev.curation.documents.Paths;
import dev.curation.documents.Queries;
import dev.curation.ledger.Watermark;
import dev.curation.node.ChainNode;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * Reads a chain up to its head (specs/ingestion.md, Polling). Blocks that are not final yet are
 * read with their hashes, so that a reorganisation shows, and once more when they are final: then
 * their documents are what the chain says, whatever happened before.
 */
public final class ChainPoll {
  /** A run that finds the ground moving under it gives up after so many tries. */
  private static final int TRIES = 5;

  private final ChainSettings chain;
  private final ChainNode node;
  private final Store store;
  private final Intake intake;
  private final InstantSource clock;
  private final Supplier<String> runs;
  private final Duration budget;

  /**
   * What a run did.
   *
   * @param head the newest block that the node named
   * @param nextBlock the first block that was not read
   * @param finalBlock the newest block that is read and final
   * @param depth how many blocks reorganisations had taken away
   * @param isDone whether all that there was is read, and all that follows from it is done
   */
  public record Report(
      long head, long nextBlock, long finalBlock, long depth, Intake.Count count, boolean isDone) {}

  /**
   * @param runs gives each run a name of its own
   * @param budget after this time no further range is begun
   */
  public ChainPoll(
      ChainSettings chain,
      ChainNode node,
      Store store,
      Intake intake,
      InstantSource clock,
      Supplier<String> runs,
      Duration budget) {
    this.chain = chain;
    this.node = node;
    this.store = store;
    this.intake = intake;
    this.clock = clock;
    this.runs = runs;
    this.budget = budget;
  }

  public ChainId chain() {
    return chain.chain();
  }

  /**
   * Reads what is new.
   *
   * @throws UnreadableBlockException if the node refuses a single block
   * @throws ReorganisationTooDeepException if a block that was taken for final is gone
   * @throws dev.curation.node.NodeException if no node answers
   */
  public Report run() {
    Run run = new Run(node.headNumber());
    boolean isDone;
    try {
      isDone = run.readAll();
    } catch (RuntimeException e) {
      run.settleAfter(e);
      throw e;
    }
    boolean isSettled = intake.settlePending().isNothing();
    if (isSettled) {
      run.advanceWatermark();
    }
    return run.report(isDone && isSettled);
  }

  private final class Run {
    private final long head;
    private final long finalHead;
    private final long deadline = clock.millis() + budget.toMillis();
    private final CursorDocument document;
    private final RangeReader reader;
    private final RecentBlocks recent;
    private Intake.Count count = Intake.Count.NONE;
    private long depth;
    private long finalTime;

    private Run(long head) {
      this.head = head;
      this.finalHead = head - chain.finality();
      this.document =
          CursorDocument.open(
              store,
              Paths.chainCursor(chain.chain(), chain.contractSetName()),
              runs.get(),
              this::firstCursor);
      this.reader =
          new RangeReader(
              (from, to) -> node.logs(chain.contracts().addresses(), from, to),
              document.cursor().span(),
              () -> clock.millis() > deadline);
      this.recent = new RecentBlocks(node);
    }

    /** Where to begin: where another set of contracts was read to, else where it is configured. */
    private ChainCursor firstCursor() {
      long begin =
          store.query(Queries.cursors(chain.chain())).stream()
              .map(other -> MalformedDocumentException.decode(other, ChainCursor::decode))
              .mapToLong(other -> other.finalBlock() + 1)
              .max()
              .orElse(chain.startBlock().orElse(Math.max(0, finalHead + 1)));
      return ChainCursor.startingAt(begin);
    }

    private ChainCursor cursor() {
      return document.cursor();
    }

    private Report report(boolean isDone) {
      return new Report(head, cursor().nextBlock(), cursor().finalBlock(), depth, count, isDone);
    }

    /** What follows from what was read before something failed is done all the same. */
    private void settleAfter(RuntimeException failure) {
      try {
        Intake.Unsettled unused = intake.settlePending();
      } catch (RuntimeException e) {
        failure.addSuppressed(e);
      }
    }

    private boolean readAll() {
      boolean isDone = false;
      for (int attempt = 1; attempt <= TRIES && !isDone; attempt++) {
        try {
          isDone = read();
          rememberSpan();
        } catch (CursorDocument.FactChangedException e) {
          // A webhook is at work as well: read those documents again.
          isDone = false;
        } catch (CursorDocument.MovedByAnotherException e) {
          return false; // Another poll does this one's work.
        }
      }
      return isDone;
    }

    /** So that the next run does not begin with ranges that are refused. */
    private void rememberSpan() {
      if (reader.span() < cursor().span()) {
        document.commit(
            List.of(), block -> Optional.empty(), cursor().withSpan(reader.span()), clock.millis());
      }
    }

    /** Returns whether all that there is to read was read; false: something is in the way. */
    private boolean read() {
      return goBack() && finalise() && readFinal() && readRecent();
    }

    /** Takes back blocks that are gone; false where the node does not know what was read. */
    private boolean goBack() {
      ChainCursor before = cursor();
      long newest = Math.min(before.nextBlock() - 1, head);
      if (!before.knows(newest)) {
        return before.recent().isEmpty(); // Else the node is behind what is final.
      }
      Optional<Long> ancestor = recent.commonAncestor(before, newest);
      if (ancestor.isEmpty()) {
        return false;
      }
      if (ancestor.get() < before.finalBlock()) {
        throw new ReorganisationTooDeepException(chain.chain(), before.finalBlock());
      }
      if (ancestor.get() < newest) {
        takeBack(before, ancestor.get());
      }
      return true;
    }

    private void takeBack(ChainCursor before, long ancestor) {
      long last = before.nextBlock() - 1;
      Set<BlockHash> gone = new HashSet<>();
      LongStream.rangeClosed(ancestor + 1, last).forEach(b -> gone.add(before.hashOf(b)));
      List<Reconciliation.Change> orphans =
          Reconciliation.orphans(store, chain, ancestor + 1, last, gone, clock.millis());
      document.commit(orphans, block -> Optional.empty(), before.backTo(ancestor), clock.millis());
      depth += last - ancestor;
      count = count.plus(new Intake.Count(0, 0, orphans.size(), 0, 0, 0));
    }

    /** Reads once more the blocks that have become final since they were read. */
    private boolean finalise() {
      long to = Math.min(finalHead, cursor().nextBlock() - 1);
      while (cursor().finalBlock() < to) {
        if (clock.millis() > deadline) {
          return false;
        }
        Optional<RangeReader.Range> range = reader.read(cursor().finalBlock() + 1, to);
        if (range.isEmpty() || !isOnChain(range.get())) {
          return false;
        }
        ChainCursor before = cursor();
        take(
            range.get(),
            block -> Optional.of(before.finalised(block)),
            before.finalised(range.get().to()));
        finalTime = range.get().last().timestamp();
      }
      return true;
    }

    /** Whether the blocks that have become final are those that were read. */
    private boolean isOnChain(RangeReader.Range range) {
      return range.last().hash().equals(cursor().hashOf(range.to()));
    }

    /** Reads blocks that are final already. */
    private boolean readFinal() {
      while (cursor().nextBlock() <= finalHead) {
        if (clock.millis() > deadline) {
          return false;
        }
        Optional<RangeReader.Range> range = reader.read(cursor().nextBlock(), finalHead);
        if (range.isEmpty()) {
          return false;
        }
        ChainCursor before = cursor();
        RangeReader.Range read = range.get();
        take(
            read,
            block -> read.hashOf(block).map(hash -> before.finalUpTo(block, hash)),
            before.finalUpTo(read.to(), read.last().hash()));
        finalTime = read.last().timestamp();
      }
      return true;
    }

    /** Reads blocks that a reorganisation may still take away. */
    private boolean readRecent() {
      long target = head - chain.confirmations();
      while (cursor().nextBlock() <= target) {
        if (clock.millis() > deadline) {
          return false;
        }
        long next = cursor().nextBlock();
        Optional<RangeReader.Range> range =
            reader.read(next, Math.min(target, next + RecentBlocks.MANY - 1));
        if (range.isEmpty()) {
          return false;
        }
        Optional<List<BlockHash>> hashes = recent.hashes(cursor(), range.get());
        if (hashes.isEmpty()) {
          return false; // The chain moved between two answers.
        }
        takeRecent(
            range.get(), hashes.get().getFirst(), hashes.get().subList(1, hashes.get().size()));
      }
      return true;
    }

    private void takeRecent(RangeReader.Range range, BlockHash parent, List<BlockHash> hashes) {
      ChainCursor before = cursor().anchoredAt(parent);
      take(
          range,
          block -> {
            int blocks = Math.toIntExact(block - range.from() + 1);
            return Optional.of(before.readUpTo(block, hashes.subList(0, blocks)));
          },
          before.readUpTo(range.to(), hashes));
    }

    private void take(
        RangeReader.Range range, LongFunction<Optional<ChainCursor>> after, ChainCursor end) {
      count = count.plus(intake.take(range, false, document, after, end.withSpan(reader.span())));
    }

    /** Once all that follows from the facts is done, and not before. */
    private void advanceWatermark() {
      if (finalTime > 0) {
        Watermark watermark = Watermark.ofChain(store, chain.chain());
        watermark.advance(chain.sourceName(), finalTime);
        // A chain has one set of contracts: what was read for an earlier one is read no further,
        // and would hold back the watermark for ever.
        store.query(Queries.cursors(chain.chain())).stream()
            .map(cursor -> ChainSettings.sourceName(cursor.path().id()))
            .filter(source -> !source.equals(chain.sourceName()))
            .forEach(watermark::release);
      }
    }
  }
}
