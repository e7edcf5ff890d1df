package dev.curation.simulator;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.ChainLog;
import dev.curation.chain.TxHash;
import dev.curation.decoding.TokenTransfer;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.node.NodeException;
import dev.curation.payments.Denoms;
import dev.curation.payments.Fees;
import dev.curation.payments.Market;
import dev.curation.payments.Receipt;
import dev.curation.payments.Sighting;
import dev.curation.payments.SignedTransaction;
import dev.curation.payments.Transfer;
import dev.curation.payments.Treasury;
import dev.curation.simulation.SimulatedChain;
import dev.curation.simulation.SimulatedChain.Emitted;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * An account that pays: its transactions wait for their nonce's turn and for gas to be cheap
 * enough. What a reorganisation takes away waits again, or is forgotten by all nodes.
 */
final class Payer implements LiveChain.Account {
  /** Where a transfer of the chain's own currency leaves its mark; nobody listens there. */
  private static final Address NOWHERE = Setting.address(0xdead);

  private static final long GAS = 21_000;

  private final World world;
  private final LiveChain chain;
  private final Address address;
  private final Map<Denom, BigInteger> funds = new HashMap<>();
  private final TreeMap<Long, Tx> pool = new TreeMap<>();
  private final List<Mined> mined = new ArrayList<>();
  private Market market = new Market(Wei.of(10), Wei.of(1));

  private record Tx(long nonce, Denom denom, Address to, BigInteger amount, Fees fees) {
    /** The text that goes to the nodes. */
    String raw(Address from) {
      return String.join(
          "|",
          from.hex(),
          Long.toString(nonce),
          denom.name(),
          to.hex(),
          amount.toString(),
          fees.max().toString(),
          fees.tip().toString());
    }

    static Tx of(String raw) {
      String[] parts = raw.split("\\|", -1);
      return new Tx(
          Long.parseLong(parts[1]),
          new Denom(parts[2]),
          new Address(parts[3]),
          new BigInteger(parts[4]),
          new Fees(Wei.parse("max", parts[5]), Wei.parse("tip", parts[6])));
    }
  }

  private record Mined(Tx tx, ChainLog log) {}

  Payer(World world, LiveChain chain, Address address) {
    this.world = world;
    this.chain = chain;
    this.address = address;
    chain.add(this);
  }

  Address address() {
    return address;
  }

  void fund(Denom denom, BigInteger amount) {
    funds.merge(denom, amount, BigInteger::add);
  }

  /** What somebody has got by transactions that are on the chain. */
  BigInteger received(Address to, Denom denom) {
    return mined.stream()
        .map(Mined::tx)
        .filter(tx -> tx.to().equals(to) && tx.denom().equals(denom))
        .map(Tx::amount)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** All that was sent of a denomination. */
  BigInteger sent(Denom denom) {
    return mined.stream()
        .map(Mined::tx)
        .filter(tx -> tx.denom().equals(denom))
        .map(Tx::amount)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private BigInteger balance(Denom denom) {
    return funds.getOrDefault(denom, BigInteger.ZERO).subtract(sent(denom));
  }

  @Override
  public List<Emitted> ready() {
    long price = world.dice().between(1, 40);
    market = new Market(Wei.of(price), Wei.of(1));
    List<Emitted> ready = new ArrayList<>();
    BigInteger spent = BigInteger.ZERO;
    for (Tx next = pool.get(nonce(ready)); next != null; next = pool.get(nonce(ready))) {
      boolean isCheap = next.fees().max().value().compareTo(BigInteger.valueOf(price + 1)) >= 0;
      spent = spent.add(next.amount());
      if (!isCheap || balance(next.denom()).compareTo(spent) < 0) {
        break;
      }
      ready.add(emitted(next));
    }
    return ready;
  }

  private long nonce(List<Emitted> ready) {
    return mined.size() + (long) ready.size();
  }

  private Emitted emitted(Tx tx) {
    String raw = tx.raw(address);
    return Denoms.isNative(tx.denom())
        ? new Emitted(raw, NOWHERE, List.of(), "0x")
        : new Emitted(
            raw,
            Denoms.token(tx.denom()),
            List.of(TokenTransfer.TOPIC, Words.topic(address), Words.topic(tx.to())),
            "0x" + Words.word(tx.amount()));
  }

  private boolean isOwn(Emitted emitted) {
    return emitted.tx().startsWith(address.hex() + "|");
  }

  @Override
  public void mined(List<ChainLog> logs) {
    for (ChainLog log : logs) {
      Emitted emitted = chain.sent(log);
      if (isOwn(emitted)) {
        Tx tx = Tx.of(emitted.tx());
        pool.remove(tx.nonce());
        mined.add(new Mined(tx, log));
      }
    }
  }

  @Override
  public boolean takeBack(ChainLog log, Emitted emitted) {
    if (!isOwn(emitted)) {
      return false;
    }
    Tx tx = Tx.of(emitted.tx());
    mined.removeIf(each -> each.tx().nonce() == tx.nonce());
    if (!world.dice().oneIn(3)) {
      pool.putIfAbsent(tx.nonce(), tx);
    }
    return true;
  }

  private void take(String raw) {
    Tx tx = Tx.of(raw);
    Tx known = pool.get(tx.nonce());
    if (tx.nonce() < mined.size() || tx.equals(known)) {
      return;
    }
    if (known != null && tx.fees().max().compareTo(known.fees().max()) <= 0) {
      throw new NodeException.Refused("replacement transaction underpriced");
    }
    pool.put(tx.nonce(), tx);
  }

  /** The account through the network of a process. */
  Treasury seenBy(Instance instance) {
    return new Seen(instance);
  }

  private final class Seen implements Treasury {
    private final Instance instance;

    Seen(Instance instance) {
      this.instance = instance;
    }

    private <T> T asked(Supplier<T> question) {
      instance.mayFailCall();
      T answer = question.get();
      instance.mayFailCall();
      return answer;
    }

    @Override
    public ChainId chain() {
      return chain.chain().chainId();
    }

    @Override
    public Address address() {
      return address;
    }

    @Override
    public Sighting look(Address account, Collection<TxHash> transactions) {
      return asked(
          () -> {
            Map<TxHash, Receipt> receipts = new HashMap<>();
            for (Mined each : mined) {
              TxHash hash = each.log().id().tx();
              if (transactions.contains(hash)) {
                receipts.put(hash, receipt(each));
              }
            }
            return new Sighting(chain.chain().headNumber(), mined.size(), receipts);
          });
    }

    private Receipt receipt(Mined each) {
      Tx tx = each.tx();
      List<Receipt.Moved> moved =
          Denoms.isNative(tx.denom())
              ? List.of()
              : List.of(
                  new Receipt.Moved(
                      Denoms.token(tx.denom()), address, tx.to(), Wei.of(tx.amount())));
      return new Receipt(each.log().blockNumber(), true, moved);
    }

    @Override
    public long firstNonce() {
      return asked(() -> (long) mined.size());
    }

    @Override
    public Wei balance(Denom denom) {
      return asked(() -> Wei.of(Payer.this.balance(denom)));
    }

    @Override
    public Market market() {
      return asked(() -> market);
    }

    @Override
    public long gas(Transfer transfer) {
      return asked(() -> GAS);
    }

    @Override
    public SignedTransaction sign(Transfer transfer, long nonce, long gas, Fees fees) {
      Tx tx = new Tx(nonce, transfer.denom(), transfer.to(), transfer.amount().value(), fees);
      String raw = tx.raw(address);
      return new SignedTransaction(SimulatedChain.hashOf(raw), raw);
    }

    @Override
    public void broadcast(String raw) {
      instance.mayFailCall();
      take(raw);
      instance.mayFailCall();
    }
  }
}
