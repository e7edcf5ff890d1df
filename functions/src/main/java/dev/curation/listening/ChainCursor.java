package dev.curation.listening;

import dev.curation.chain.BlockHash;
import dev.curation.errors.InvalidValueException;
import dev.curation.store.Bytes;
import dev.curation.store.Fields;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * How far a chain was read.
 *
 * @param firstBlock where reading began
 * @param nextBlock the first block that was not read
 * @param recent the hashes of the blocks since finality, without gaps: the first is the newest
 *     final block, the last is the one before {@code nextBlock}; empty where no hash was seen yet
 * @param span how many blocks the node last answered for at once
 * @param run the run that wrote the cursor, so that a commit whose answer was lost is recognised
 * @param step number of commits so far
 */
record ChainCursor(
    long firstBlock, long nextBlock, List<BlockHash> recent, long span, String run, long step) {
  static final long FIRST_SPAN = 1_000;
  private static final int HASH_BYTES = 32;

  ChainCursor {
    recent = List.copyOf(recent);
  }

  static ChainCursor startingAt(long block) {
    return new ChainCursor(block, block, List.of(), FIRST_SPAN, "", 0);
  }

  /** The newest block that is read and final, which no reorganisation takes away. */
  long finalBlock() {
    return recent.isEmpty() ? nextBlock - 1 : nextBlock - recent.size();
  }

  /** Whether a block was read and is final: its documents are what the chain says. */
  boolean isSettled(long block) {
    return block >= firstBlock && block <= finalBlock();
  }

  /** The hash of a block since finality. */
  BlockHash hashOf(long block) {
    return recent.get(Math.toIntExact(block - finalBlock()));
  }

  boolean knows(long block) {
    return !recent.isEmpty() && block >= finalBlock() && block < nextBlock;
  }

  /** With the hash of the block before the first, where no block was read yet. */
  ChainCursor anchoredAt(BlockHash parent) {
    return recent.isEmpty() && nextBlock > 0
        ? new ChainCursor(firstBlock, nextBlock, List.of(parent), span, run, step)
        : this;
  }

  /** Final blocks were read up to one whose hash was seen with its logs. */
  ChainCursor finalUpTo(long block, BlockHash hash) {
    return new ChainCursor(firstBlock, block + 1, List.of(hash), span, run, step);
  }

  /** Blocks that are not final yet were read; the last of the hashes is that of {@code block}. */
  ChainCursor readUpTo(long block, List<BlockHash> hashes) {
    List<BlockHash> all = new ArrayList<>(recent);
    all.addAll(hashes);
    return new ChainCursor(firstBlock, block + 1, all, span, run, step);
  }

  /** A block and all before it have become final. */
  ChainCursor finalised(long block) {
    int passed = Math.toIntExact(block - finalBlock());
    return new ChainCursor(
        firstBlock, nextBlock, recent.subList(passed, recent.size()), span, run, step);
  }

  /** A reorganisation took away all blocks behind this one. */
  ChainCursor backTo(long ancestor) {
    int kept = Math.toIntExact(ancestor - finalBlock() + 1);
    return new ChainCursor(firstBlock, ancestor + 1, recent.subList(0, kept), span, run, step);
  }

  ChainCursor withSpan(long blocks) {
    return new ChainCursor(firstBlock, nextBlock, recent, blocks, run, step);
  }

  ChainCursor withStepOf(ChainCursor before) {
    return new ChainCursor(firstBlock, nextBlock, recent, span, run, before.step);
  }

  /** As it is written by a run's next commit. */
  ChainCursor committedBy(String writer) {
    return new ChainCursor(firstBlock, nextBlock, recent, span, writer, step + 1);
  }

  Fields encode(long now) {
    StringBuilder hashes = new StringBuilder();
    recent.forEach(hash -> hashes.append(hash.hex(), 2, hash.hex().length()));
    return Fields.builder()
        .put("firstBlock", firstBlock)
        .put("nextBlock", nextBlock)
        .put("finalBlock", finalBlock())
        .put("recentHashes", Bytes.of(HexFormat.of().parseHex(hashes)))
        .put("span", span)
        .put("run", run)
        .put("step", step)
        .put("updatedAt", now)
        .build();
  }

  static ChainCursor decode(Fields fields) {
    byte[] packed = fields.bytes("recentHashes").toArray();
    if (packed.length % HASH_BYTES != 0) {
      throw new InvalidValueException("recentHashes", packed.length, "must be whole hashes");
    }
    List<BlockHash> recent = new ArrayList<>();
    for (int at = 0; at < packed.length; at += HASH_BYTES) {
      String hex = HexFormat.of().formatHex(packed, at, at + HASH_BYTES);
      recent.add(new BlockHash("0x" + hex));
    }
    return new ChainCursor(
        fields.integer("firstBlock"),
        fields.integer("nextBlock"),
        recent,
        fields.integer("span"),
        fields.string("run"),
        fields.integer("step"));
  }
}
