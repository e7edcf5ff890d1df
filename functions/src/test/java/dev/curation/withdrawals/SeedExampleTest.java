package dev.curation.withdrawals;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.curation.money.Denom;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The worked table of docs/withdrawals.md: the seed's adjustments beside sums per share. */
class SeedExampleTest {
  private static final PoolParameters NO_PAYMENT_ON_CHANGE =
      new PoolParameters(BigInteger.ZERO, false, true, Set.of());

  /** The seed's formula for one vote of several; all shares of this example are exact. */
  private static final class Seed {
    private long all;
    private long received;
    private long adjustment;

    private Seed(long all) {
      this.all = all;
    }

    private void changed(long allAfter) {
      // "Only if positive": a share that falls moves nothing.
      adjustment += Math.max(0, received / allAfter - received / all);
      all = allAfter;
    }

    private long entitlement() {
      return received / all - adjustment;
    }
  }

  private final MemoryRecords records = new MemoryRecords(NO_PAYMENT_ON_CHANGE);
  private final Seed seed = new Seed(2);
  private final List<Long> bySeed = new ArrayList<>();
  private final List<Long> ours = new ArrayList<>();

  private void done(Pool.Outcome outcome) {
    outcome.change().applyTo(records);
  }

  private void fees(long wei) {
    Amounts fees = Amounts.of(Denom.NATIVE, BigInteger.valueOf(wei));
    done(Pool.block(records, fees, null, BigInteger.ZERO));
    seed.received += wei;
    note();
  }

  private void carolJoins() {
    done(Pool.delegate(records, "carol", "operator", BigInteger.TWO));
    seed.changed(4);
  }

  private void carolLeaves() {
    done(Pool.undelegate(records, "carol", "operator", BigInteger.TWO));
    seed.changed(2);
    note();
  }

  private void note() {
    bySeed.add(seed.entitlement());
    Amounts claimable = Claimable.ofDelegation(records, "alice", "operator");
    ours.add(claimable.get(Denom.NATIVE).divide(Scale.Q).longValueExact());
    PoolSums.of(records);
  }

  @Test
  void shouldKeepWhatAliceHasEarnedWhereTheSeedLosesIt() {
    done(Pool.createOperator(records, "operator", "owner", BigInteger.ZERO));
    done(Pool.delegate(records, "alice", "operator", BigInteger.ONE));
    done(Pool.delegate(records, "bob", "operator", BigInteger.ONE));
    fees(100);
    carolJoins();
    note();
    fees(100);
    carolLeaves();
    for (int i = 0; i < 3; i++) {
      carolJoins();
      carolLeaves();
    }
    assertEquals(List.of(50L, 25L, 50L, 50L, 0L, -50L, -100L), bySeed);
    assertEquals(List.of(50L, 50L, 75L, 75L, 75L, 75L, 75L), ours);
  }
}
