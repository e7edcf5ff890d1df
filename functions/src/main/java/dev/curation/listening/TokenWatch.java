package dev.curation.listening;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.ChainLog;
import dev.curation.decoding.Decoded;
import dev.curation.decoding.TokenTransfer;
import dev.curation.errors.InvalidValueException;
import dev.curation.node.BlockHeader;
import dev.curation.node.ChainNode;
import dev.curation.store.DocumentPath;
import dev.curation.store.Store;
import dev.curation.store.StoreException;
import dev.curation.store.Write;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Sees transfers of one token to one receiver (docs/ingestion.md, Token transfers). Only final
 * blocks are read: money that was credited cannot be taken back.
 */
public final class TokenWatch {
  private final Watched watched;
  private final ChainNode node;
  private final Store store;
  private final DocumentPath path;
  private final InstantSource clock;

  /**
   * What is watched.
   *
   * @param firstBlock where to begin while there is no cursor
   * @param finality how many blocks behind the head a block is taken for final
   */
  public record Watched(
      ChainId chain, Address token, Address receiver, long firstBlock, long finality) {
    /**
     * @throws InvalidValueException naming the field
     */
    public Watched {
      if (firstBlock < 0) {
        throw new InvalidValueException("firstBlock", firstBlock, "must not be negative");
      }
      if (finality < 0) {
        throw new InvalidValueException("finality", finality, "must not be negative");
      }
    }
  }

  /**
   * What a run did.
   *
   * @param blocks how many it read and has moved the cursor over
   * @param transfers how many it handed on of these
   * @param rejected logs of these that have the look of a transfer and are none
   * @param isDone whether every final block is read; false: there was no time, the node is behind,
   *     or another run is at work
   */
  public record Report(long blocks, long transfers, long rejected, boolean isDone) {}

  /**
   * @param cursor the document of this token and receiver, and of no other use
   */
  public TokenWatch(
      Watched watched, ChainNode node, Store store, DocumentPath cursor, InstantSource clock) {
    this.watched = watched;
    this.node = node;
    this.store = store;
    this.path = cursor;
    this.clock = clock;
  }

  /**
   * Reads what is new, range by range. Each transfer is handed on at least once: again where the
   * cursor could not be moved behind it, so what the consumer does must be safe to repeat.
   *
   * @param sink is given the transfers of a range, at least one, in chain order; if it throws, the
   *     cursor stays before them
   * @param budget after this time no further range is begun
   * @throws UnreadableBlockException if the node refuses a single block
   * @throws ReorganisationTooDeepException if the last block read is gone
   * @throws dev.curation.node.NodeException if no node answers
   */
  public Report run(Consumer<List<TokenTransfer>> sink, Duration budget) {
    return new Run(sink, clock.millis() + budget.toMillis()).readAll();
  }

  private final class Run {
    private final Consumer<List<TokenTransfer>> sink;
    private final long deadline;
    private final RangeReader reader;
    private TokenCursor cursor;
    private long blocks;
    private long transfers;
    private long rejected;

    private Run(Consumer<List<TokenTransfer>> sink, long deadline) {
      this.sink = sink;
      this.deadline = deadline;
      this.reader =
          new RangeReader(
              (from, to) -> node.transfers(watched.token(), watched.receiver(), from, to),
              ChainCursor.FIRST_SPAN,
              this::isOverdue);
      this.cursor = TokenCursor.open(store, path, watched.firstBlock());
    }

    private boolean isOverdue() {
      return clock.millis() > deadline;
    }

    private Report readAll() {
      long finalHead = node.headNumber() - watched.finality();
      while (cursor.block() <= finalHead) {
        if (isOverdue() || !readUpTo(finalHead)) {
          return report(false);
        }
      }
      return report(true);
    }

    private Report report(boolean isDone) {
      return new Report(blocks, transfers, rejected, isDone);
    }

    private boolean readUpTo(long finalHead) {
      Optional<RangeReader.Range> range = reader.read(cursor.block(), finalHead);
      return range.isPresent() && followsWhatWasRead() && take(range.get());
    }

    /** Asked after the logs. False where the node does not know the last block that was read. */
    private boolean followsWhatWasRead() {
      if (cursor.hash() == null) {
        return true;
      }
      long last = cursor.block() - 1;
      Optional<BlockHeader> header = node.headers(List.of(last)).getFirst();
      if (header.isPresent() && !header.get().hash().equals(cursor.hash())) {
        throw new ReorganisationTooDeepException(watched.chain(), last);
      }
      return header.isPresent();
    }

    private boolean take(RangeReader.Range range) {
      List<TokenTransfer> found = new ArrayList<>();
      List<Write.Create> rejections = new ArrayList<>();
      for (ChainLog log : range.logs().stream().sorted(LogFacts.CHAIN_ORDER).toList()) {
        switch (TokenTransfer.read(log)) {
          case TokenTransfer transfer -> found.add(transfer);
          case Decoded.Rejected none -> rejections.add(RejectedLogs.creation(none, clock.millis()));
        }
      }
      RejectedLogs.record(store, rejections);
      if (!found.isEmpty()) {
        sink.accept(List.copyOf(found));
      }
      if (!moveBehind(range)) {
        return false;
      }
      blocks += range.to() - range.from() + 1;
      transfers += found.size();
      rejected += rejections.size();
      return true;
    }

    /** False where another run was there first: it does this one's work. */
    private boolean moveBehind(RangeReader.Range range) {
      try {
        cursor = cursor.moveBehind(store, path, range.to(), range.last().hash(), clock.millis());
        return true;
      } catch (StoreException.PreconditionFailed e) {
        return false;
      }
    }
  }
}
