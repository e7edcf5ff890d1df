package dev.curation.pools;

import static dev.curation.pools.PoolWorld.person;
import static dev.curation.pools.PoolWorld.wei;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.curation.store.Fields;
import dev.curation.withdrawals.Refusal;
import dev.curation.withdrawals.RefusedException;
import java.math.BigInteger;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is on its way to an operator that is none any more. */
class FormerOperatorsTest {
  private static final int OPERATOR = 1;
  private static final int OWNER = 2;
  private static final int ALICE = 3;
  private static final int OTHER = 4;
  private static final int NEW_OWNER = 5;
  private static final Duration HOURS = Duration.ofHours(6);

  private final PoolWorld world = new PoolWorld();

  private void remove(int operator) {
    world.submit(OWNER, new PoolAction.RemoveOperator(person(OWNER), person(operator)));
  }

  /**
   * Votes on their way to the operator would have nowhere to go, and back they might not be backed.
   */
  @Test
  void shouldStayAnOperatorWhileVotesAreOnTheirWayToIt() {
    world.stake(ALICE, 12);
    world.create(OPERATOR, OWNER, "0");
    world.create(OTHER, OWNER, "0");
    world.delegate(ALICE, OTHER, 12);
    world.pass(HOURS);
    world.submit(
        ALICE,
        new PoolAction.Redelegate(
            person(ALICE), person(OTHER), person(OPERATOR), BigInteger.valueOf(12)));
    for (int operator : new int[] {OPERATOR, OTHER}) {
      RefusedException refused = assertThrows(RefusedException.class, () -> remove(operator));
      assertEquals(Refusal.OPERATOR_HAS_VOTES, refused.refusal());
    }
    world.unStake(ALICE, 7);
    world.pass(HOURS);
    world.pass(HOURS);
    assertEquals("5", votes(OPERATOR));
    remove(OTHER);
  }

  private String votes(int operator) {
    return world
        .below("delegations")
        .getOrDefault(person(ALICE).hex() + "_" + person(operator).hex(), Fields.EMPTY)
        .string("votes");
  }

  @Test
  void shouldOweTheFormerOwnerWhatWasEarnedBeforeSomebodyElseBecameTheOwner() {
    world.create(OPERATOR, OWNER, "0");
    world.pass(HOURS);
    world.vote(OPERATOR, 100);
    world.sale(1_000);
    remove(OPERATOR);
    world.create(OPERATOR, NEW_OWNER, "0");
    world.pass(HOURS);
    world.sale(30);
    world.pass(HOURS);
    assertEquals(30, wei(world.withdrawOperator(NEW_OWNER, OPERATOR)).intValue());
    world.submit(
        OWNER, new PoolAction.WithdrawAll(person(OWNER), null, null, BigInteger.valueOf(100)));
    assertEquals(BigInteger.valueOf(1_000), world.paid().get(person(OWNER).hex()));
  }
}
