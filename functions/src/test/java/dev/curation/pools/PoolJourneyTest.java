package dev.curation.pools;

import static dev.curation.pools.PoolWorld.person;
import static dev.curation.pools.PoolWorld.wei;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.curation.money.Denom;
import dev.curation.signing.RequestRefusedException;
import dev.curation.store.Fields;
import dev.curation.withdrawals.Refusal;
import dev.curation.withdrawals.RefusedException;
import java.math.BigInteger;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** From a sale to a payment: curators, operators, delegators. */
class PoolJourneyTest {
  private static final int OPERATOR = 1;
  private static final int OWNER = 2;
  private static final int ALICE = 3;
  private static final int BOB = 4;
  private static final int CURATOR = 5;
  private static final String TEN_PERCENT = "100000000000000000";
  private static final Duration HOURS = Duration.ofHours(6);

  private final PoolWorld world = new PoolWorld();

  @Test
  void shouldShareWhatAnOperatorEarnsWithItsDelegators() {
    world.stake(ALICE, 30);
    world.stake(BOB, 10);
    world.create(OPERATOR, OWNER, TEN_PERCENT);
    world.delegate(ALICE, OPERATOR, 30);
    world.delegate(BOB, OPERATOR, 10);
    world.pass(HOURS);
    world.vote(OPERATOR, 100);
    world.vote(CURATOR, 100);
    world.sale(2_000);
    PoolAdvance.Report report = world.pass(HOURS);
    assertEquals("1000", report.intake().toString());
    assertEquals(675, wei(world.withdraw(ALICE, OPERATOR)).intValue());
    assertEquals(225, wei(world.withdraw(BOB, OPERATOR)).intValue());
    assertEquals(100, wei(world.withdrawOperator(OWNER, OPERATOR)).intValue());
    assertEquals(1_000, wei(world.withdrawShares(CURATOR)).intValue());
    assertEquals(0, world.sums().left(Denom.NATIVE).intValue());
    assertEquals(BigInteger.valueOf(675), world.paid().get(person(ALICE).hex()));
  }

  @Test
  void shouldGiveNothingOfAnHourToWhoJoinsAfterIt() {
    world.stake(ALICE, 20);
    world.stake(BOB, 60);
    world.create(OPERATOR, OWNER, "0");
    world.delegate(ALICE, OPERATOR, 20);
    world.pass(HOURS);
    world.vote(OPERATOR, 100);
    world.sale(1_000);
    world.now = world.now.plus(Duration.ofHours(1));
    // The sale is public, and its hour is over but not sealed.
    world.delegate(BOB, OPERATOR, 60);
    world.pass(HOURS);
    assertEquals(1_000, wei(world.withdraw(ALICE, OPERATOR)).intValue());
    assertEquals(0, wei(world.withdraw(BOB, OPERATOR)).intValue());
    world.sale(1_000);
    world.pass(HOURS);
    assertEquals(250, wei(world.withdraw(ALICE, OPERATOR)).intValue());
    assertEquals(750, wei(world.withdraw(BOB, OPERATOR)).intValue());
  }

  @Test
  void shouldCountEachHourOnceWhenACuratorBecomesAnOperatorAndStopsBeingOne() {
    world.stake(ALICE, 10);
    world.vote(OPERATOR, 100);
    world.sale(100);
    world.pass(HOURS);
    world.sale(10);
    world.create(OPERATOR, OWNER, "0");
    world.delegate(ALICE, OPERATOR, 10);
    world.pass(HOURS);
    world.sale(1_000);
    world.pass(HOURS);
    world.undelegate(ALICE, OPERATOR, 10);
    world.pass(HOURS);
    world.submit(OWNER, new PoolAction.RemoveOperator(person(OWNER), person(OPERATOR)));
    world.sale(3);
    world.pass(HOURS);
    world.sale(20_000);
    world.pass(HOURS);
    assertEquals(20_110, wei(world.withdrawShares(OPERATOR)).intValue());
    assertEquals(BigInteger.valueOf(1_000), world.paid().get(person(ALICE).hex()));
    world.submit(
        OWNER, new PoolAction.WithdrawAll(person(OWNER), null, null, BigInteger.valueOf(100)));
    assertEquals(BigInteger.valueOf(3), world.paid().get(person(OWNER).hex()));
    assertEquals(0, world.sums().left(Denom.NATIVE).intValue());
  }

  @Test
  void shouldPlaceNoMoreVotesThanTheStakeBacks() {
    world.stake(ALICE, 30);
    world.create(OPERATOR, OWNER, "0");
    world.delegate(ALICE, OPERATOR, 20);
    RefusedException refused =
        assertThrows(RefusedException.class, () -> world.delegate(ALICE, OPERATOR, 11));
    assertEquals(Refusal.INSUFFICIENT_VOTES, refused.refusal());
  }

  @Test
  void shouldTakePlacedVotesBackWhenTheStakeBehindThemIsGone() {
    world.stake(ALICE, 30);
    world.create(OPERATOR, OWNER, "0");
    world.delegate(ALICE, OPERATOR, 20);
    world.pass(HOURS);
    world.unStake(ALICE, 25);
    assertEquals(1, world.pass(HOURS).trimmed());
    world.pass(HOURS);
    Fields delegation = world.below("delegations").values().iterator().next();
    assertEquals("5", delegation.string("votes"));
    world.sums();
  }

  @Test
  void shouldRemoveNoOperatorWithWhomDelegationsAreStillToComeInForce() {
    world.stake(ALICE, 30);
    world.create(OPERATOR, OWNER, "0");
    world.delegate(ALICE, OPERATOR, 30);
    PoolAction remove = new PoolAction.RemoveOperator(person(OWNER), person(OPERATOR));
    RefusedException refused =
        assertThrows(RefusedException.class, () -> world.submit(OWNER, remove));
    assertEquals(Refusal.OPERATOR_HAS_VOTES, refused.refusal());
    world.undelegate(ALICE, OPERATOR, 30);
    assertThrows(RefusedException.class, () -> world.submit(OWNER, remove));
    assertEquals(2, world.pass(HOURS).changes());
    world.submit(OWNER, remove);
  }

  @Test
  void shouldAnswerARepeatedRequestWithTheSameReceiptAndRefuseAnotherUnderItsId() {
    world.stake(ALICE, 30);
    world.create(OPERATOR, OWNER, "0");
    world.delegate(ALICE, OPERATOR, 30);
    world.pass(HOURS);
    world.vote(OPERATOR, 1);
    world.sale(60);
    world.pass(HOURS);
    PoolAction withdraw = new PoolAction.Withdraw(person(ALICE), person(OPERATOR), null);
    PoolRequest request = world.signed(PoolWorld.key(ALICE), withdraw, "one");
    Receipt first = world.desk(world.process()).submit(request);
    world.now = world.now.plus(Duration.ofDays(9));
    assertEquals(first, world.desk(world.process()).submit(request));
    assertEquals(BigInteger.valueOf(60), world.paid().get(person(ALICE).hex()));
    PoolAction other = new PoolAction.Withdraw(person(ALICE), person(OPERATOR), person(BOB));
    RequestRefusedException refused =
        assertThrows(
            RequestRefusedException.class,
            () ->
                world
                    .desk(world.process())
                    .submit(world.signed(PoolWorld.key(ALICE), other, "one")));
    assertEquals(RequestRefusedException.Reason.REQUEST_ID_USED, refused.reason());
  }
}
