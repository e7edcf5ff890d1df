package dev.curation.payments;

import dev.curation.chain.Address;
import dev.curation.chain.TxHash;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.node.NodeException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A chain in memory: one account, its transactions in blocks and in the nodes' pool. */
final class FakeChain {
  /** What a transaction says. */
  record Tx(TxHash hash, String raw, long nonce, Denom denom, Address to, Wei amount, Fees fees) {
    static Tx of(Transfer transfer, long nonce, Fees fees) {
      String raw =
          String.join(
              "|",
              Long.toString(nonce),
              transfer.denom().name(),
              transfer.to().hex(),
              transfer.amount().toString(),
              fees.max().toString(),
              fees.tip().toString());
      return parse(raw);
    }

    static Tx parse(String raw) {
      String[] parts = raw.split("\\|", -1);
      return new Tx(
          new TxHash("0x" + HexFormat.of().formatHex(sha256(raw))),
          raw,
          Long.parseLong(parts[0]),
          new Denom(parts[1]),
          new Address(parts[2]),
          Wei.parse("amountWei", parts[3]),
          new Fees(Wei.parse("max", parts[4]), Wei.parse("tip", parts[5])));
    }
  }

  private record Mined(Tx tx, boolean isSuccess, boolean isTold) {}

  private final List<List<Mined>> blocks = new ArrayList<>(List.of(List.of()));
  private final Map<Long, Tx> pool = new TreeMap<>();
  private final Map<Denom, Wei> funds = new HashMap<>();

  /** Tokens whose transfers the chain reverts, though a trial run would not. */
  final Set<Denom> reverting = new HashSet<>();

  /** Denominations whose transfers a trial run refuses. */
  final Set<Denom> refused = new HashSet<>();

  /** Tokens whose transfers do nothing and say nothing. */
  final Set<Denom> silent = new HashSet<>();

  Market market = new Market(Wei.of(10), Wei.of(1));

  void fund(Denom denom, long amount) {
    funds.merge(denom, Wei.of(amount), Wei::plus);
  }

  long head() {
    return blocks.size() - 1L;
  }

  long count() {
    return blocks.stream().mapToLong(List::size).sum();
  }

  Set<TxHash> inPool() {
    Set<TxHash> hashes = new HashSet<>();
    pool.values().forEach(tx -> hashes.add(tx.hash()));
    return hashes;
  }

  void take(String raw) {
    Tx tx = Tx.parse(raw);
    Tx known = pool.get(tx.nonce());
    if (tx.nonce() < count() || tx.equals(known)) {
      return;
    }
    if (known != null && tx.fees().max().compareTo(known.fees().max()) <= 0) {
      throw new NodeException.Refused("replacement transaction underpriced");
    }
    pool.put(tx.nonce(), tx);
  }

  /** The nodes restart. */
  void forgetPool() {
    pool.clear();
  }

  void mine(int times) {
    for (int i = 0; i < times; i++) {
      List<Mined> block = new ArrayList<>();
      blocks.add(block);
      Tx next = pool.remove(count());
      while (next != null && !market.isAbove(next.fees())) {
        boolean enough = balance(next.denom()).compareTo(next.amount()) >= 0;
        boolean isSuccess = enough && !reverting.contains(next.denom());
        block.add(new Mined(next, isSuccess, !silent.contains(next.denom())));
        next = pool.remove(count());
      }
      if (next != null) {
        pool.put(next.nonce(), next);
      }
    }
  }

  /** Another program uses the account. */
  void useNonce() {
    Transfer other = new Transfer(Address.ZERO, Address.ZERO, Denom.NATIVE, Wei.of(1));
    Fees high = new Fees(Wei.of(1_000_000), Wei.of(1_000_000));
    pool.put(count(), Tx.of(other, count(), high));
    mine(1);
  }

  /** The newest blocks are replaced by as many empty ones; no node remembers what was in them. */
  void reorganise(int depth) {
    for (int i = 0; i < depth && blocks.size() > 1; i++) {
      blocks.removeLast();
    }
    for (int i = 0; i < depth; i++) {
      blocks.add(List.of());
    }
  }

  Optional<Receipt> receipt(TxHash hash, Address from) {
    for (int number = 0; number < blocks.size(); number++) {
      for (Mined mined : blocks.get(number)) {
        if (mined.tx().hash().equals(hash)) {
          return Optional.of(receipt(number, mined, from));
        }
      }
    }
    return Optional.empty();
  }

  private static Receipt receipt(long number, Mined mined, Address from) {
    Tx tx = mined.tx();
    List<Receipt.Moved> moved =
        Denoms.isNative(tx.denom()) || !mined.isSuccess() || !mined.isTold()
            ? List.of()
            : List.of(new Receipt.Moved(Denoms.token(tx.denom()), from, tx.to(), tx.amount()));
    return new Receipt(number, mined.isSuccess(), moved);
  }

  /** What the account has. */
  Wei balance(Denom denom) {
    Wei spent =
        successes().stream()
            .filter(tx -> tx.denom().equals(denom))
            .map(Tx::amount)
            .reduce(Wei.ZERO, Wei::plus);
    return funds.getOrDefault(denom, Wei.ZERO).minus(spent);
  }

  /** What somebody got. */
  BigInteger received(Address to, Denom denom) {
    return successes().stream()
        .filter(tx -> tx.to().equals(to) && tx.denom().equals(denom))
        .map(tx -> tx.amount().value())
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private List<Tx> successes() {
    return blocks.stream()
        .flatMap(List::stream)
        .filter(Mined::isSuccess)
        .filter(mined -> !silent.contains(mined.tx().denom()))
        .map(Mined::tx)
        .toList();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
