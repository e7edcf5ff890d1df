package dev.curation.withdrawals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.curation.money.Denom;
import dev.curation.withdrawals.Pool.Outcome;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A pool for examples: short to write, conserved after each operation. */
final class SmallPool {
  static final Denom USDC = new Denom("usdc");

  final MemoryRecords records;

  SmallPool(PoolParameters parameters) {
    records = new MemoryRecords(parameters);
  }

  SmallPool() {
    this(PoolParameters.DEFAULT);
  }

  static BigInteger percent(long percent) {
    return Scale.ONE_E18.multiply(BigInteger.valueOf(percent)).divide(BigInteger.valueOf(100));
  }

  static BigInteger whole(long number) {
    return BigInteger.valueOf(number);
  }

  static Amounts wei(long amount) {
    return Amounts.of(Denom.NATIVE, whole(amount));
  }

  static PoolParameters taxed(long percent) {
    return new PoolParameters(percent(percent), true, true, Set.of());
  }

  static PoolParameters blocking(String... addresses) {
    return new PoolParameters(BigInteger.ZERO, true, true, Set.of(addresses));
  }

  static PoolParameters atOwnAddress(String... blocked) {
    return new PoolParameters(BigInteger.ZERO, true, false, Set.of(blocked));
  }

  /** Applies an operation; what it pays, as {@code WEI DENOM to ADDRESS}. */
  List<String> run(Function<MemoryRecords, Outcome> operation) {
    Outcome outcome = operation.apply(records);
    outcome.change().applyTo(records);
    PoolSums.of(records);
    return outcome.payments().stream()
        .map(payment -> payment.wei() + " " + payment.denom() + " to " + payment.to())
        .sorted()
        .toList();
  }

  void refuses(Refusal expected, Function<MemoryRecords, Outcome> operation) {
    PoolRun.Everything before = PoolRun.Everything.of(records);
    RefusedException refused = assertThrows(RefusedException.class, () -> operation.apply(records));
    assertEquals(expected, refused.refusal());
    assertEquals(before, PoolRun.Everything.of(records));
  }

  /** An operator with the votes of its owner, whose name is the operator's with {@code own-}. */
  SmallPool operator(String operator, long commissionPercent, long ownVotes) {
    String owner = "own-" + operator;
    run(r -> Pool.createOperator(r, operator, owner, percent(commissionPercent)));
    if (ownVotes > 0) {
      run(r -> Pool.delegate(r, owner, operator, whole(ownVotes)));
    }
    return this;
  }

  SmallPool delegate(String curator, String operator, long votes) {
    run(r -> Pool.delegate(r, curator, operator, whole(votes)));
    return this;
  }

  SmallPool fees(long amount) {
    return fees(wei(amount));
  }

  SmallPool fees(Amounts amounts) {
    run(r -> Pool.block(r, amounts, null, BigInteger.ZERO));
    return this;
  }

  List<String> withdrawAll(String curator) {
    return run(r -> Pool.withdrawAll(r, curator, r.operatorsOf(curator), null));
  }

  List<String> withdraw(String curator, String operator, @Nullable String to) {
    return run(r -> Pool.withdraw(r, curator, operator, to));
  }

  List<String> withdrawOperator(String operator) {
    return run(r -> Pool.withdrawOperator(r, operator, null));
  }

  Map<String, Amounts> claimableWei() {
    Map<String, Amounts> all = records.claimableQ();
    all.replaceAll((person, own) -> Claimable.wholeWei(own));
    all.values().removeIf(Amounts::isNone);
    return all;
  }
}
