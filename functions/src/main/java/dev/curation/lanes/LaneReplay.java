package dev.curation.lanes;

import dev.curation.books.Books;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.settlement.Accrual;
import dev.curation.settlement.Batch;
import dev.curation.settlement.LaneHeights;
import dev.curation.settlement.LaneParameters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Computes a lane's accrual side again, block by block, from the collection's packed books and the
 * operators' acts, with the pure rules and none of what the lane has stored. A thousand hours of
 * books are in memory at a time.
 */
final class LaneReplay {
  private static final long HOURS = 1_000;

  private final Books books;
  private final LaneHistory history;
  private final Denom denom;
  private final Map<Long, Batch> kept = new HashMap<>();

  LaneReplay(Books books, LaneHistory history, Denom denom) {
    this.books = books;
    this.history = history;
    this.denom = denom;
  }

  /**
   * How it ends.
   *
   * @param blocks how many entered
   */
  record End(Accrual accrual, LaneHeights heights, long blocks) {}

  /**
   * @param lastBlock the newest block that has entered
   * @param batches is handed each batch when it is made
   * @throws dev.curation.money.ConservationException and others if the books cannot be read
   */
  End run(long firstHeight, long lastBlock, Consumer<Batch> batches) {
    List<LaneHistory.Cancelling> toCancel = new ArrayList<>(history.cancellings(denom));
    Long closedFrom = history.closedFrom();
    // Behind its closing, only hours enter in which what is held goes out.
    Feed feed =
        new Feed(
            firstHeight, closedFrom == null ? lastBlock + 1 : Math.min(closedFrom, lastBlock + 1));
    LaneHeights heights = LaneHeights.before(firstHeight);
    Accrual held = Accrual.EMPTY;
    for (long blocks = 0; ; blocks++) {
      held = cancelled(held, heights.lastBlock(), toCancel);
      LaneParameters parameters = history.parameters(heights.lastBlock() + 1).orElseThrow();
      Optional<LaneBlocks.Block> due = next(held, heights, parameters, feed, lastBlock + 1);
      if (due.isEmpty()) {
        return new End(held, heights, blocks);
      }
      LaneBlocks.Block block = due.get();
      boolean isSlot = heights.isSlot(block.height(), parameters);
      heights = heights.with(block.height(), parameters);
      held = held.block(parameters, block.votes(), block.fees());
      if (isSlot && parameters.transmits(denom)) {
        Optional<Accrual.Transmission> sent = held.transmit(block.height());
        if (sent.isPresent()) {
          held = sent.get().after();
          made(sent.get().batch(), toCancel, batches);
        }
      }
    }
  }

  /** The next block with events, or the hour in which a transmission is due, if that is earlier. */
  private Optional<LaneBlocks.Block> next(
      Accrual held, LaneHeights heights, LaneParameters parameters, Feed feed, long end) {
    long event = feed.nextHeight();
    if (parameters.transmits(denom) && !held.sendable().isZero()) {
      long slot =
          Math.max(
              heights.lastTransmission() + parameters.blocksPerTransmission(),
              heights.lastBlock() + 1);
      if (slot < Math.min(event, end)) {
        return Optional.of(new LaneBlocks.Block(slot, Map.of(), Wei.ZERO));
      }
    }
    return event < end ? Optional.of(feed.next()) : Optional.empty();
  }

  private void made(Batch batch, List<LaneHistory.Cancelling> toCancel, Consumer<Batch> batches) {
    if (toCancel.stream().anyMatch(each -> each.seq() == batch.seq())) {
      kept.put(batch.seq(), batch);
    }
    batches.accept(batch);
  }

  private Accrual cancelled(Accrual held, long lastBlock, List<LaneHistory.Cancelling> toCancel) {
    Accrual after = held;
    for (LaneHistory.Cancelling each : List.copyOf(toCancel)) {
      Batch batch = kept.get(each.seq());
      if (each.afterHeight() <= lastBlock && batch != null) {
        after = after.cancel(batch, batch.totalTokens());
        toCancel.remove(each);
        kept.remove(each.seq());
      }
    }
    return after;
  }

  /** The blocks with events, some at a time. */
  private final class Feed {
    private final long end;
    private long from;
    private LaneBlocks blocks;

    private Feed(long from, long end) {
      this.from = from;
      this.end = end;
      this.blocks = load();
    }

    private LaneBlocks load() {
      long until = Math.max(from, Math.min(end, from + HOURS));
      LaneBlocks loaded = LaneBlocks.between(books, Lane.hour(from), Lane.hour(until));
      from = until;
      return loaded;
    }

    /** The end where there are no more. */
    private long nextHeight() {
      while (blocks.nextHeight().isEmpty() && from < end) {
        blocks = load();
      }
      return blocks.nextHeight().orElse(Long.MAX_VALUE);
    }

    private LaneBlocks.Block next() {
      return blocks.next();
    }
  }
}
