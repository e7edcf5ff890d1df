package dev.curation.listening;

import dev.curation.chain.BlockHash;
import dev.curation.chain.ChainLog;
import dev.curation.node.BlockHeader;
import dev.curation.node.ChainNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** The blocks that are not final yet, compared with what was read of them. */
final class RecentBlocks {
  /** Most headers that are asked for at once. */
  static final int MANY = 100;

  private final ChainNode node;

  RecentBlocks(ChainNode node) {
    this.node = node;
  }

  /**
   * The newest block that was read and is still on the chain.
   *
   * @param newest where to begin
   * @return empty where the node does not know a block; less than the newest final block where none
   *     of the known ones is on the chain
   */
  Optional<Long> commonAncestor(ChainCursor cursor, long newest) {
    long to = newest;
    long most = 1; // Nearly always the newest one is there.
    while (to >= cursor.finalBlock()) {
      long from = Math.max(cursor.finalBlock(), to - most + 1);
      List<Optional<BlockHeader>> headers = headers(from, to);
      for (long block = to; block >= from; block--) {
        Optional<BlockHeader> header = headers.get((int) (block - from));
        if (header.isEmpty()) {
          return Optional.empty();
        }
        if (header.get().hash().equals(cursor.hashOf(block))) {
          return Optional.of(block);
        }
      }
      to = from - 1;
      most = MANY;
    }
    return Optional.of(to);
  }

  /**
   * The hashes of the block before a range and of its blocks, if they and the logs all belong
   * together.
   *
   * @return empty where they do not: the chain changed between two answers
   */
  Optional<List<BlockHash>> hashes(ChainCursor cursor, RangeReader.Range range) {
    List<BlockHash> hashes = new ArrayList<>();
    for (Optional<BlockHeader> header : headers(range.from(), range.to())) {
      if (header.isEmpty()) {
        return Optional.empty();
      }
      if (hashes.isEmpty()) {
        long before = range.from() - 1;
        hashes.add(cursor.knows(before) ? cursor.hashOf(before) : header.get().parentHash());
      }
      if (!header.get().parentHash().equals(hashes.getLast())) {
        return Optional.empty();
      }
      hashes.add(header.get().hash());
    }
    return isOf(range, hashes) ? Optional.of(hashes) : Optional.empty();
  }

  private static boolean isOf(RangeReader.Range range, List<BlockHash> hashes) {
    return range.last().hash().equals(hashes.getLast())
        && range.logs().stream()
            .allMatch(log -> hashes.get(index(range, log)).equals(log.id().block()));
  }

  private static int index(RangeReader.Range range, ChainLog log) {
    return Math.toIntExact(log.blockNumber() - range.from() + 1);
  }

  private List<Optional<BlockHeader>> headers(long from, long to) {
    return node.headers(LongStream.rangeClosed(from, to).boxed().toList());
  }
}
