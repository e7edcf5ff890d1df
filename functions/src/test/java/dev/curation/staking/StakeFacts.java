package dev.curation.staking;

import dev.curation.chain.Address;
import dev.curation.chain.BlockHash;
import dev.curation.chain.ChainId;
import dev.curation.chain.ChainLog;
import dev.curation.chain.CollectionId;
import dev.curation.chain.LogId;
import dev.curation.chain.TxHash;
import dev.curation.decoding.StakeDuration;
import dev.curation.decoding.StakingContract;
import dev.curation.decoding.StakingEvent;
import dev.curation.decoding.StakingEvent.Staked;
import dev.curation.decoding.StakingEvent.UnStaked;
import dev.curation.ledger.ChainPosition;
import dev.curation.money.Votes;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Keys;

/** Stakes and votes for tests. Blocks come every 12 seconds; amounts count whole tokens. */
public final class StakeFacts {
  public static final ChainId CHAIN = new ChainId(1);
  public static final ECKeyPair KEY = ECKeyPair.create(BigInteger.valueOf(0xa11ce));
  public static final Address USER = userOf(KEY);

  /** Delegates to the user, or is delegated to. */
  public static final Address OTHER = address(0x07e2);

  public static final StakingContract CONTRACT = new StakingContract(address(0x57a4e), true);
  static final long START = Instant.parse("2022-09-04T00:00:00Z").toEpochMilli();
  private static final BigInteger TOKEN = BigInteger.TEN.pow(18);

  private StakeFacts() {}

  public static Address userOf(ECKeyPair key) {
    return Address.parse("user", "0x" + Keys.getAddress(key));
  }

  public static Address address(long number) {
    return new Address(String.format(Locale.ROOT, "0x%040x", number));
  }

  public static CollectionId collection(int number) {
    return new CollectionId(CHAIN, address(0xc000 + number));
  }

  static TxHash tx(long number) {
    return new TxHash(String.format(Locale.ROOT, "0x%064x", number));
  }

  /** A block's hash differs on each fork. */
  static BlockHash block(long number, int fork) {
    return new BlockHash(String.format(Locale.ROOT, "0x%04x%060x", fork, number));
  }

  public static long time(long block) {
    return START + block * 12_000;
  }

  static StakePoint point(long block) {
    return point(block, 0);
  }

  static StakePoint point(long block, int logIndex) {
    return new StakePoint(block, logIndex, time(block), tx(block * 100 + logIndex));
  }

  static StakeChange stake(long block, long power) {
    return stake(point(block), power);
  }

  static StakeChange stake(StakePoint point, long power) {
    return new StakeChange(
        new LogId(CHAIN, block(point.blockNumber(), 0), point.tx(), point.logIndex()).toString(),
        point,
        power);
  }

  static SignedVote vote(int collection, long time, long votes, StakePoint basis) {
    return signed(collection, time, true, votes, basis);
  }

  static SignedVote unVote(int collection, long time, long votes, StakePoint basis) {
    return signed(collection, time, false, votes, basis);
  }

  private static SignedVote signed(
      int collection, long time, boolean added, long votes, StakePoint basis) {
    return new SignedVote(
        collection(collection),
        new ChainPosition(time, basis.blockNumber(), null, null),
        added,
        Votes.of(votes),
        basis);
  }

  public static ChainLog log(long block, int logIndex) {
    return log(block, logIndex, 0, block * 100 + logIndex);
  }

  /** The log of a transaction on one of the chain's forks. */
  public static ChainLog log(long block, int logIndex, int fork, long tx) {
    return new ChainLog(
        new LogId(CHAIN, block(block, fork), tx(tx), logIndex),
        block,
        time(block),
        CONTRACT.address(),
        List.of(),
        "0x");
  }

  public static StakingEvent staked(long tokens) {
    return new Staked(USER, tokens(tokens), StakeDuration.NONE);
  }

  public static StakingEvent staked(Address user, long tokens) {
    return new Staked(user, tokens(tokens), StakeDuration.NONE);
  }

  public static StakingEvent unStaked(long tokens) {
    return new UnStaked(USER, tokens(tokens));
  }

  public static StakingEvent rageQuit() {
    return new StakingEvent.RageQuit(USER, BigInteger.ZERO, BigInteger.ZERO);
  }

  public static StakingEvent delegated(Address user, Address operator, long votes) {
    return new StakingEvent.Delegated(user, operator, BigInteger.valueOf(votes));
  }

  public static StakingEvent undelegated(Address user, Address operator, long votes) {
    return new StakingEvent.Undelegated(user, operator, BigInteger.valueOf(votes));
  }

  static BigInteger tokens(long tokens) {
    return TOKEN.multiply(BigInteger.valueOf(tokens));
  }
}
