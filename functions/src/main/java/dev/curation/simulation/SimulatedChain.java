package dev.curation.simulation;

import dev.curation.chain.Address;
import dev.curation.chain.BlockHash;
import dev.curation.chain.ChainId;
import dev.curation.chain.ChainLog;
import dev.curation.chain.LogId;
import dev.curation.chain.TxHash;
import dev.curation.decoding.TokenTransfer;
import dev.curation.node.BlockHeader;
import dev.curation.node.ChainNode;
import dev.curation.node.LogRange;
import dev.curation.node.NodeException;
import dev.curation.node.SeenLog;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A chain in memory, and a node of it that can be made to lag, to refuse ranges and to fail. Hashes
 * follow from the blocks' contents, so that the same history is the same chain.
 */
public final class SimulatedChain implements ChainNode {
  private static final Duration USUAL = Duration.ofSeconds(12);

  private final ChainId id;
  private final long genesisTime;
  private final long blockTime;
  private final List<Block> blocks = new ArrayList<>();
  private final List<SeenLog> gone = new ArrayList<>();
  private long lag;
  private BiPredicate<Long, Long> refused = (from, to) -> false;
  private long unavailable;
  private boolean tellsRemoved;
  private Runnable beforeHeaders = () -> {};
  private Function<BlockHash, OptionalLong> powers = block -> OptionalLong.empty();

  /**
   * A log to be mined.
   *
   * @param tx what tells its transaction from others; the same in another block is the same
   *     transaction mined again
   */
  public record Emitted(String tx, Address contract, List<String> topics, String data) {}

  private record Block(BlockHeader header, List<ChainLog> logs) {}

  /**
   * @param genesisTime of block 0, milliseconds since the epoch; a block follows every 12 seconds
   */
  public SimulatedChain(ChainId id, long genesisTime) {
    this(id, genesisTime, USUAL);
  }

  /**
   * @param genesisTime of block 0, milliseconds since the epoch
   * @param blockTime from one block to the next
   */
  public SimulatedChain(ChainId id, long genesisTime, Duration blockTime) {
    this.id = id;
    this.genesisTime = genesisTime;
    this.blockTime = blockTime.toMillis();
    mine("genesis", List.of());
  }

  /** Mines a block; returns its logs. */
  public List<ChainLog> mine(String fork, List<Emitted> logs) {
    long number = blocks.size();
    BlockHash parent =
        blocks.isEmpty() ? new BlockHash("0x" + "0".repeat(64)) : blocks.getLast().header().hash();
    BlockHash hash = new BlockHash(hash(fork + parent + number + logs));
    BlockHeader header = new BlockHeader(number, hash, parent, genesisTime + blockTime * number);
    List<ChainLog> mined = new ArrayList<>();
    for (Emitted log : logs) {
      LogId logId = new LogId(id, hash, hashOf(log.tx()), mined.size());
      mined.add(
          new ChainLog(
              logId, number, header.timestamp(), log.contract(), log.topics(), log.data()));
    }
    blocks.add(new Block(header, List.copyOf(mined)));
    return List.copyOf(mined);
  }

  /** Takes the newest blocks away; returns their logs. */
  public List<ChainLog> reorganise(int depth) {
    List<ChainLog> taken = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      taken.addAll(blocks.removeLast().logs());
    }
    taken.forEach(log -> gone.add(new SeenLog(log, true)));
    return List.copyOf(taken);
  }

  /** All logs that are on the chain. */
  public List<ChainLog> logs() {
    return blocks.stream().flatMap(block -> block.logs().stream()).toList();
  }

  /** From now on the node does not know so many of the newest blocks, though it names the head. */
  public void lagBy(long count) {
    lag = count;
  }

  /** From now on the node refuses the ranges of logs for which this holds. */
  public void refuse(BiPredicate<Long, Long> ranges) {
    refused = ranges;
  }

  /** The node does not answer the next so many calls. */
  public void failNext(long calls) {
    unavailable = calls;
  }

  /** From now on answers also hold the logs that a reorganisation took away. */
  public void tellRemoved() {
    tellsRemoved = true;
  }

  /** From now on a staking contract tells these stake powers, the same for all users. */
  public void tellPowers(Function<BlockHash, OptionalLong> ofBlocks) {
    powers = ofBlocks;
  }

  /** Runs once, before the next headers are read: the chain moves between two answers. */
  public void beforeHeaders(Runnable change) {
    beforeHeaders = change;
  }

  @Override
  public ChainId chainId() {
    return id;
  }

  @Override
  public long headNumber() {
    answer();
    return blocks.getLast().header().number();
  }

  @Override
  public List<Optional<BlockHeader>> headers(List<Long> numbers) {
    answer();
    Runnable change = beforeHeaders;
    beforeHeaders = () -> {};
    change.run();
    return numbers.stream().map(this::header).toList();
  }

  @Override
  public LogRange logs(Collection<Address> contracts, long from, long to) {
    return logs(log -> contracts.contains(log.contract()), from, to);
  }

  @Override
  public LogRange transfers(Address token, Address receiver, long from, long to) {
    String padded = "0x" + "0".repeat(24) + receiver.hex().substring(2);
    return logs(
        log ->
            log.contract().equals(token)
                && log.topics().size() > 2
                && log.topics().get(0).equals(TokenTransfer.TOPIC)
                && log.topics().get(2).equals(padded),
        from,
        to);
  }

  private LogRange logs(Predicate<ChainLog> asked, long from, long to) {
    answer();
    if (refused.test(from, to)) {
      throw new NodeException.Refused("query returned more than 10000 results, try again");
    }
    List<SeenLog> logs = new ArrayList<>();
    if (tellsRemoved) {
      gone.stream()
          .filter(seen -> seen.log().blockNumber() >= from && seen.log().blockNumber() <= to)
          .filter(seen -> asked.test(seen.log()))
          .forEach(logs::add);
    }
    for (long number = from; number <= Math.min(to, known()); number++) {
      blocks.get((int) number).logs().stream()
          .filter(asked)
          .forEach(log -> logs.add(new SeenLog(log, false)));
    }
    return new LogRange(header(to), logs);
  }

  @Override
  public List<ChainLog> transactionLogs(TxHash tx) {
    answer();
    return logs().stream().filter(log -> log.id().tx().equals(tx)).toList();
  }

  @Override
  public OptionalLong stakePower(Address stakingContract, Address user, BlockHash block) {
    answer();
    return powers.apply(block);
  }

  /** No contract is simulated: as a node that has no state of the block. */
  @Override
  public Optional<String> view(Address contract, String data, BlockHash block) {
    answer();
    return Optional.empty();
  }

  private long known() {
    return blocks.getLast().header().number() - lag;
  }

  private Optional<BlockHeader> header(long number) {
    return number <= known() ? Optional.of(blocks.get((int) number).header()) : Optional.empty();
  }

  private void answer() {
    if (unavailable > 0) {
      unavailable--;
      throw new NodeException.Unavailable("the node does not answer", null);
    }
  }

  /** The hash of the transaction that is sent under a name. */
  public static TxHash hashOf(String tx) {
    return new TxHash(hash(tx));
  }

  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "0x" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
