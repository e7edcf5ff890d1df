package dev.curation.programs;

import dev.curation.money.ConservationException;
import java.math.BigInteger;
import java.util.Map;
import java.util.SortedMap;

/**
 * What holds of the money of all programs at any time (specs/programs.md, 7): each asset's supply
 * stays what it was; before the expiry what remains and what was allocated is the total, after it
 * what was claimed and refunded; and each payment stands in the log.
 */
public final class ProgramEquations {
  private final MemoryPrograms engine;
  private final SortedMap<String, BigInteger> supply;

  /** Takes the present supply for the one that is to stay. */
  public ProgramEquations(MemoryPrograms engine) {
    this.engine = engine;
    this.supply = engine.supply();
  }

  /**
   * @throws ConservationException naming what does not add up
   */
  public void check() {
    require("supply", supply, engine.supply());
    engine.programs().values().forEach(this::check);
  }

  private void check(MemoryProgram each) {
    RewardProgram program = each.program();
    String name = "program " + program.id();
    BigInteger total = program.terms().total();
    BigInteger allocated =
        each.distributions().stream()
            .map(Distribution::allocated)
            .reduce(BigInteger.ZERO, BigInteger::add);
    if (program.state() == ProgramState.EXPIRED) {
      require(name + ": what remains", BigInteger.ZERO, program.remaining());
      require(name + ": total", total, program.claimed().add(program.refunded()));
    } else {
      require(name + ": total", total, program.remaining().add(allocated));
      require(name + ": refunded", BigInteger.ZERO, program.refunded());
    }
    BigInteger paid = program.claimed().add(program.refunded());
    require(name + ": escrow", total.subtract(paid), program.escrow());
    require(name + ": payments", paid, logged(program.id()));
    requireAllocated(each);
  }

  private BigInteger logged(long program) {
    BigInteger sum = BigInteger.ZERO;
    for (LogEntry entry : engine.log()) {
      if (entry.program() == program && entry.amount() != null) {
        sum = sum.add(entry.amount());
      }
    }
    return sum;
  }

  /** Of each closed period the rewards are what was allocated; all claimed ones were paid. */
  private static void requireAllocated(MemoryProgram program) {
    BigInteger claimed = BigInteger.ZERO;
    for (Distribution period : program.distributions()) {
      String name = "program " + period.program() + ", period " + period.period();
      BigInteger rewards = BigInteger.ZERO;
      long shares = 0;
      Map<String, AccountState> accounts = program.accounts(period.period());
      for (AccountState account : accounts.values()) {
        shares += account.shares();
        if (period.ended()) {
          rewards = rewards.add(account.fixedReward());
        }
        if (account.status() == ClaimStatus.CLAIMED) {
          claimed = claimed.add(account.fixedReward());
        }
      }
      require(name + ": shares", period.totalShares(), shares);
      require(name + ": participants", period.participants(), (long) accounts.size());
      require(name + ": allocated", period.allocated(), rewards);
    }
    require(
        "program " + program.program().id() + ": claimed", program.program().claimed(), claimed);
  }

  private static void require(String what, Object expected, Object found) {
    if (!expected.equals(found)) {
      throw new ConservationException(what + " should be " + expected + ", is " + found);
    }
  }
}
