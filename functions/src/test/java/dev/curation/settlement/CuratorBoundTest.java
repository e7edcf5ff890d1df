package dev.curation.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.curation.conformance.IdealShares;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Rounding moves no more between curators than section 6 allows: held in exact fractions against
 * what each has earned, block by block.
 */
class CuratorBoundTest {
  private static final int HISTORIES = 100;
  private static final int BLOCKS = 60;

  /** Nobody leaves, nothing is cancelled or short; messages go astray, twice, and back. */
  private static final class QuietLane {
    final SmallLane small = SmallLane.every(1);
    final IdealShares ideal = new IdealShares();
    final Random random;
    int ids;

    QuietLane(long seed) {
      random = new Random(seed);
      small.lane.payout().changeCurators(RandomLane.CURATORS, Set.of());
    }

    void run() {
      for (long height = 1; height <= BLOCKS; height++) {
        if (random.nextInt(6) == 0) {
          small
              .lane
              .accrual()
              .setParameters(
                  SmallLane.parameters(1 + random.nextInt(4), new BigInteger(59, random)));
        }
        block(height);
        for (Denom denom : small.lane.accrual().denoms().keySet()) {
          travel(denom);
        }
        small.lane.check();
        if (height % 10 == 0) {
          assertInBounds();
        }
      }
    }

    private void block(long height) {
      SortedMap<String, BigInteger> votes = new TreeMap<>();
      for (String curator : RandomLane.CURATORS) {
        if (random.nextInt(3) > 0) {
          votes.put(curator, new BigInteger(random.nextInt(3) * 5, random));
        }
      }
      Map<Denom, Wei> fees = new TreeMap<>();
      Map<Denom, BigInteger> wei = new TreeMap<>();
      for (Denom denom : RandomLane.DENOMS) {
        BigInteger fee = new BigInteger(random.nextInt(3) * random.nextInt(30), random);
        fees.put(denom, Wei.of(fee));
        wei.put(denom, fee);
      }
      small.lane.accrual().block(height, votes, fees);
      ideal.block(votes, wei, small.lane.accrual().parameters().redistributionFractionE18());
    }

    private void travel(Denom denom) {
      small
          .lane
          .accrual()
          .of(denom)
          .batches()
          .forEach(
              (seq, sent) -> {
                if (random.nextBoolean()) {
                  small.lane.payout().receive(denom, sent.batch());
                }
                if (!sent.outbox().isZero() && random.nextBoolean()) {
                  BigInteger part = sent.outbox().value().shiftRight(random.nextInt(2));
                  if (part.signum() > 0) {
                    small.lane.accrual().send(denom, seq, "t" + ids++, Wei.of(part));
                  }
                }
              });
      small
          .lane
          .accrual()
          .of(denom)
          .transfers()
          .forEach(
              (id, transfer) -> {
                if (transfer.state() != DenomAccrual.Transfer.State.REFUNDED) {
                  int luck = random.nextInt(4);
                  boolean isHere = small.lane.payout().of(denom).inbox().containsKey(id);
                  if (luck == 0 && !isHere) {
                    small.lane.accrual().refund(denom, id, small.lane.payout());
                  } else if (luck > 1) {
                    small.lane.payout().receive(denom, id, transfer.amount(), true);
                  }
                }
              });
    }

    private void assertInBounds() {
      for (Denom denom : small.lane.denoms()) {
        assertEquals(Optional.empty(), ideal.outOfBounds(denom, small.lane));
      }
    }
  }

  @Tag("slow")
  @Test
  void shouldPayEachCuratorWhatWasEarnedButForRounding() {
    int settled = 0;
    for (long seed = 0; seed < HISTORIES; seed++) {
      QuietLane quiet = new QuietLane(seed);
      quiet.run();
      for (DenomPayout payout : quiet.small.lane.payout().denoms().values()) {
        settled += payout.settlements().size();
      }
    }
    assertNotEquals(0, settled / HISTORIES / 10, "settlements: " + settled);
  }

  @Test
  void shouldNoticeACuratorWhoWasNotPaid() {
    SmallLane small = SmallLane.every(1);
    IdealShares ideal = new IdealShares();
    small.lane.payout().changeCurators(Set.of(), Set.of("bob"));
    small.withWeightsOf80().send(1, "t1");
    ideal.block(
        SmallLane.votes("alice 1, bob 2, cara 5"),
        Map.of(SmallLane.WETH, BigInteger.valueOf(80)),
        BigInteger.ZERO);
    assertEquals(Optional.empty(), ideal.outOfBounds(SmallLane.WETH, small.lane));
    small.deliver("t1");
    assertEquals(
        Optional.of("bound of section 6: bob has -20/1 wei more than earned"),
        ideal.outOfBounds(SmallLane.WETH, small.lane));
  }
}
