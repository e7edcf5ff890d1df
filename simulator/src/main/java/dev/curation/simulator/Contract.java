package dev.curation.simulator;

import dev.curation.chain.Address;
import dev.curation.chain.ChainLog;
import dev.curation.chain.TxHash;
import dev.curation.claims.Distributor;
import dev.curation.merkle.NodeHash;
import dev.curation.money.Wei;
import dev.curation.simulation.SimulatedChain;
import dev.curation.simulation.SimulatedChain.Emitted;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.web3j.crypto.Hash;

/**
 * The contract that pays claims of the chain's own currency, as RewardsDistributor.sol does: roots
 * wait behind a timelock, a claim pays what is new in it, and a reorganisation takes all of it
 * back.
 */
final class Contract implements LiveChain.Account {
  private static final String CLAIMED = Hash.sha3String("Claimed(address,address,uint256,uint256)");

  /** Roots leave no mark that anybody reads. */
  private static final Address NOWHERE = Setting.address(0xdead);

  private final World world;
  private final LiveChain chain;
  private final long timelock;
  private final List<Transaction> waiting = new ArrayList<>();
  private final List<Done> done = new ArrayList<>();
  private final Map<String, Transaction> byName = new HashMap<>();
  private final Map<TxHash, Boolean> reverted = new HashMap<>();
  private BigInteger funds = BigInteger.ZERO;
  private int names;

  /** What somebody asks of the contract; a proposal has no account. */
  private record Transaction(
      String name,
      NodeHash root,
      @Nullable Address account,
      BigInteger cumulative,
      List<NodeHash> proof) {}

  /** A transaction in a block, and what it paid. */
  private record Done(Transaction transaction, long time, BigInteger paid) {}

  /** What counts at a time. */
  private record Roots(NodeHash current, NodeHash pending, long activeAt) {
    Roots at(long time) {
      return !pending.equals(NodeHash.NONE) && time >= activeAt
          ? new Roots(pending, NodeHash.NONE, 0)
          : this;
    }
  }

  /**
   * @param timelock milliseconds
   */
  Contract(World world, LiveChain chain, long timelock) {
    this.world = world;
    this.chain = chain;
    this.timelock = timelock;
    chain.add(this);
  }

  void fund(BigInteger wei) {
    funds = funds.add(wei);
  }

  /** Somebody claims; the transaction's name. */
  String claim(Address account, BigInteger cumulative, List<NodeHash> proof) {
    return send(new Transaction("claim " + ++names, NodeHash.NONE, account, cumulative, proof));
  }

  private String send(Transaction transaction) {
    byName.put(transaction.name(), transaction);
    waiting.add(transaction);
    return transaction.name();
  }

  /** All that an account was paid. */
  BigInteger paid(Address account) {
    return done.stream()
        .filter(each -> account.equals(each.transaction().account()))
        .map(Done::paid)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  BigInteger paid() {
    return done.stream().map(Done::paid).reduce(BigInteger.ZERO, BigInteger::add);
  }

  private Roots roots(long time) {
    Roots roots = new Roots(NodeHash.NONE, NodeHash.NONE, 0);
    for (Done each : done) {
      if (each.transaction().account() == null) {
        roots = roots.at(each.time());
        roots = new Roots(roots.current(), each.transaction().root(), each.time() + timelock);
      }
    }
    return roots.at(time);
  }

  @Override
  public List<Emitted> ready() {
    long time = chain.nextTime();
    List<Emitted> ready = new ArrayList<>();
    int before = done.size();
    for (Transaction each : List.copyOf(waiting)) {
      waiting.remove(each);
      BigInteger paid = paying(each, time);
      if (paid == null) {
        reverted.put(SimulatedChain.hashOf(each.name()), true);
      } else {
        done.add(new Done(each, time, paid));
        ready.add(emitted(each, paid));
      }
    }
    // They count once they are in a block.
    while (done.size() > before) {
      done.removeLast();
    }
    return ready;
  }

  /** What a transaction pays now; null: it reverts. */
  private @Nullable BigInteger paying(Transaction transaction, long time) {
    Roots roots = roots(time);
    Address account = transaction.account();
    if (account == null) {
      boolean isKnown =
          transaction.root().equals(roots.current()) || transaction.root().equals(roots.pending());
      return isKnown ? null : BigInteger.ZERO;
    }
    if (!isProven(roots.current(), account, transaction)) {
      return null;
    }
    BigInteger due = transaction.cumulative().subtract(paid(account)).max(BigInteger.ZERO);
    return due.compareTo(funds.subtract(paid())) > 0 ? null : due;
  }

  private static boolean isProven(NodeHash root, Address account, Transaction claim) {
    String leaf = Words.word(account) + Words.word(claim.cumulative());
    byte[] hash = Hash.sha3(Hash.sha3(HexFormat.of().parseHex(leaf)));
    for (NodeHash sibling : claim.proof()) {
      byte[] other = sibling.bytes();
      boolean isFirst = Arrays.compareUnsigned(hash, other) < 0;
      byte[] pair = new byte[64];
      System.arraycopy(isFirst ? hash : other, 0, pair, 0, 32);
      System.arraycopy(isFirst ? other : hash, 0, pair, 32, 32);
      hash = Hash.sha3(pair);
    }
    return Arrays.equals(hash, root.bytes());
  }

  private static Emitted emitted(Transaction transaction, BigInteger paid) {
    Address account = transaction.account();
    if (account == null || paid.signum() == 0) {
      return new Emitted(transaction.name(), NOWHERE, List.of(), "0x");
    }
    return new Emitted(
        transaction.name(),
        Setting.DISTRIBUTOR,
        List.of(CLAIMED, Words.topic(account), Words.topic(Address.ZERO)),
        "0x" + Words.word(paid) + Words.word(transaction.cumulative()));
  }

  @Override
  public void mined(List<ChainLog> logs) {
    for (ChainLog log : logs) {
      Emitted emitted = chain.sent(log);
      Transaction transaction = byName.get(emitted.tx());
      if (transaction != null) {
        BigInteger paid =
            log.topics().isEmpty()
                ? BigInteger.ZERO
                : new BigInteger(log.data().substring(2, 66), 16);
        done.add(new Done(transaction, log.timestamp(), paid));
      }
    }
  }

  @Override
  public boolean takeBack(ChainLog log, Emitted emitted) {
    Transaction transaction = byName.get(emitted.tx());
    if (transaction == null) {
      return false;
    }
    done.removeIf(each -> each.transaction().equals(transaction));
    if (!world.dice().oneIn(3)) {
      waiting.add(transaction);
    }
    return true;
  }

  /** The contract through the network of a process. */
  Distributor seenBy(Instance instance) {
    return new Seen(instance);
  }

  private final class Seen implements Distributor {
    private final Instance instance;

    Seen(Instance instance) {
      this.instance = instance;
    }

    @Override
    public Address address() {
      return Setting.DISTRIBUTOR;
    }

    @Override
    public State state(Address token) {
      instance.mayFailCall();
      if (!token.equals(Address.ZERO)) {
        return new State(NodeHash.NONE, NodeHash.NONE, 0, Wei.ZERO, Wei.ZERO);
      }
      Roots roots = roots(chain.headTime());
      return new State(
          roots.current(),
          roots.pending(),
          roots.activeAt(),
          Wei.of(paid()),
          Wei.of(funds.subtract(paid())));
    }

    @Override
    public boolean canPropose() {
      return true;
    }

    @Override
    public TxHash propose(
        Address token, NodeHash root, String contentHash, @Nullable TxHash before) {
      instance.mayFailCall();
      waiting.removeIf(each -> SimulatedChain.hashOf(each.name()).equals(before));
      String name =
          send(new Transaction("propose " + ++names, root, null, BigInteger.ZERO, List.of()));
      instance.mayFailCall();
      return SimulatedChain.hashOf(name);
    }

    @Override
    public Optional<Boolean> outcome(TxHash transaction) {
      instance.mayFailCall();
      boolean isDone =
          done.stream()
              .anyMatch(
                  each -> SimulatedChain.hashOf(each.transaction().name()).equals(transaction));
      if (isDone) {
        return Optional.of(true);
      }
      return reverted.containsKey(transaction) ? Optional.of(false) : Optional.empty();
    }
  }
}
