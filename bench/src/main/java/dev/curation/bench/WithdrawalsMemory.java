package dev.curation.bench;

import dev.curation.money.Denom;
import dev.curation.withdrawals.Amounts;
import dev.curation.withdrawals.MemoryRecords;
import dev.curation.withdrawals.Pool;
import dev.curation.withdrawals.Pool.Outcome;
import dev.curation.withdrawals.PoolParameters;
import dev.curation.withdrawals.PoolSums;
import java.math.BigInteger;

/**
 * What a pool of a million delegations takes in memory: a curator each, a thousand operators, and
 * fees between the delegations, so that none starts at the same ratio as another of its operator.
 *
 * @param delegations how many
 * @param heapBytes what the records hold when all garbage is gone
 * @param peak of the whole run
 */
record WithdrawalsMemory(int delegations, long heapBytes, MemoryPeak peak) {
  static final int DELEGATIONS = 1_000_000;
  private static final int OPERATORS = 1_000;
  private static final BigInteger RATE = BigInteger.TEN.pow(17);
  private static final BigInteger VOTES = BigInteger.TEN.pow(21);
  private static final Amounts FEES = Amounts.of(Denom.NATIVE, BigInteger.TEN.pow(18));

  /**
   * Fills a pool.
   *
   * @throws Difference if other votes than those placed are found in it
   */
  static WithdrawalsMemory measure(int delegations) {
    MemoryPeak.reset();
    long before = used();
    MemoryRecords records = filled(delegations);
    long heap = used() - before;
    MemoryPeak peak = MemoryPeak.read();
    BigInteger votes = VOTES.multiply(BigInteger.valueOf(delegations));
    Difference.check("votes", votes, PoolSums.of(records).book().totalVotes());
    return new WithdrawalsMemory(delegations, heap, peak);
  }

  private static MemoryRecords filled(int delegations) {
    MemoryRecords records = new MemoryRecords(PoolParameters.DEFAULT);
    for (int i = 0; i < OPERATORS; i++) {
      apply(records, Pool.createOperator(records, "operator" + i, "owner" + i, RATE));
    }
    for (int i = 0; i < delegations; i++) {
      if (i % OPERATORS == 0) {
        apply(records, Pool.block(records, FEES, null, BigInteger.ZERO));
      }
      // As long as an address.
      String curator = String.format("0x%040x", i);
      apply(records, Pool.delegate(records, curator, "operator" + i % OPERATORS, VOTES));
    }
    return records;
  }

  private static void apply(MemoryRecords records, Outcome outcome) {
    outcome.change().applyTo(records);
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
