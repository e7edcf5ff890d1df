package dev.curation.listening;

import dev.curation.chain.BlockHash;
import dev.curation.chain.ChainLog;
import dev.curation.chain.LogId;
import dev.curation.node.BlockHeader;
import dev.curation.node.LogRange;
import dev.curation.node.NodeException;
import dev.curation.node.SeenLog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Reads logs in ranges that the node can answer (specs/ingestion.md, Polling: ranges adapt). It
 * believes no range that a node suggests: it halves its own on any refusal, whatever its words, and
 * doubles it again on success.
 */
final class RangeReader {
  private static final long MAX_SPAN = 10_000;

  /** A range with more logs than this is not made longer. */
  private static final int MANY_LOGS = 2_000;

  private final Question question;
  private final BooleanSupplier isOverdue;
  private long span;

  /** What is asked of the node for a range of blocks. */
  interface Question {
    LogRange ask(long from, long to);
  }

  /**
   * Blocks that one node answered for.
   *
   * @param last the header of the block {@code to}
   * @param logs on the chain, as that answer has it, in its order
   */
  record Range(long from, long to, BlockHeader last, List<ChainLog> logs) {
    /** The hash of a block; empty where no log of the range and no header tells it. */
    Optional<BlockHash> hashOf(long block) {
      return block == to
          ? Optional.of(last.hash())
          : logs.stream()
              .filter(log -> log.blockNumber() == block)
              .map(log -> log.id().block())
              .findFirst();
    }
  }

  /**
   * @param span how many blocks to ask for first
   * @param isOverdue whether there is no time left to try a smaller range
   */
  RangeReader(Question question, long span, BooleanSupplier isOverdue) {
    this.isOverdue = isOverdue;
    this.question = question;
    this.span = Math.clamp(span, 1, MAX_SPAN);
  }

  /** How many blocks it would ask for next. */
  long span() {
    return span;
  }

  /**
   * Reads from a block on, at most to another.
   *
   * @return empty where the node does not know these blocks yet, or there is no time left
   * @throws UnreadableBlockException if the node refuses even the first block alone
   * @throws NodeException.Unavailable if no node answers
   */
  Optional<Range> read(long from, long most) {
    while (true) {
      long to = Math.min(most, from + span - 1);
      try {
        LogRange answer = question.ask(from, to);
        List<ChainLog> logs = live(answer.logs(), from, to);
        span = logs.size() > MANY_LOGS ? span : Math.min(MAX_SPAN, span * 2);
        return answer.last().map(last -> new Range(from, to, last, logs));
      } catch (NodeException.Refused e) {
        if (from == to) {
          throw new UnreadableBlockException(from, e);
        }
        span = Math.max(1, (to - from + 1) / 2);
        if (isOverdue.getAsBoolean()) {
          return Optional.empty();
        }
      }
    }
  }

  /** One answer may hold a removed log and its live copy: the live one counts. */
  private static List<ChainLog> live(List<SeenLog> logs, long from, long to) {
    Map<LogId, ChainLog> live = new LinkedHashMap<>();
    for (SeenLog seen : logs) {
      long block = seen.log().blockNumber();
      if (block < from || block > to) {
        throw new NodeException.Refused(
            "asked for blocks " + from + " to " + to + ", got a log of " + block);
      }
      if (!seen.removed()) {
        live.putIfAbsent(seen.log().id(), seen.log());
      }
    }
    return List.copyOf(live.values());
  }
}
