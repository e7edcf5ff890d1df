package dev.curation.staking;

import static dev.curation.staking.StakeFacts.OTHER;
import static dev.curation.staking.StakeFacts.USER;
import static dev.curation.staking.StakeFacts.rageQuit;
import static dev.curation.staking.StakeFacts.tokens;
import static dev.curation.staking.StakeFacts.unStaked;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.curation.decoding.StakeDuration;
import dev.curation.decoding.StakingEvent.DelegationLost;
import dev.curation.decoding.StakingEvent.DelegationReceived;
import dev.curation.decoding.StakingEvent.DurationChanged;
import dev.curation.decoding.StakingEvent.Staked;
import dev.curation.decoding.StakingEvent.UnStaked;
import java.math.BigInteger;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The power that follows from the events where no node tells it. */
class RebuiltStakeTest {
  private static final long START = StakeFacts.START;
  private final RebuiltStake stake = new RebuiltStake(true);

  private static long days(int days) {
    return START + Duration.ofDays(days).toMillis();
  }

  private void stake(long tokens, StakeDuration duration, int day) {
    stake.apply(new Staked(USER, tokens(tokens), duration), days(day));
  }

  @Test
  void shouldMultiplyByDuration() {
    stake(1, StakeDuration.NONE, 0);
    stake(10, StakeDuration.THREE_MONTHS, 0);
    stake(100, StakeDuration.SIX_MONTHS, 0);
    stake(1000, StakeDuration.TWELVE_MONTHS, 0);
    assertEquals(4321, stake.power());
  }

  @Test
  void shouldRoundDownOnceOverTheSum() {
    BigInteger half = tokens(1).shiftRight(1);
    stake.apply(new Staked(USER, half, StakeDuration.NONE), START);
    assertEquals(0, stake.power());
    stake.apply(new Staked(USER, half, StakeDuration.SIX_MONTHS), START);
    assertEquals(2, stake.power());
  }

  @Test
  void shouldTakeTheShortestVestedDurationFirst() {
    stake(10, StakeDuration.NONE, 0);
    stake(10, StakeDuration.THREE_MONTHS, 0);
    stake(10, StakeDuration.SIX_MONTHS, 0);
    stake.apply(unStaked(15), days(90));
    assertEquals(5 * 2 + 10 * 3, stake.power());
  }

  @Test
  void shouldTakeNothingThatIsNotVested() {
    stake(10, StakeDuration.THREE_MONTHS, 0);
    stake.apply(unStaked(10), days(90) - 1);
    assertEquals(20, stake.power());
    stake.apply(unStaked(10), days(90));
    assertEquals(0, stake.power());
  }

  @Test
  void shouldBeginVestingAnewWithTheLastStakeIntoTheDuration() {
    stake(10, StakeDuration.THREE_MONTHS, 0);
    stake(1, StakeDuration.THREE_MONTHS, 60);
    stake.apply(unStaked(11), days(100));
    assertEquals(22, stake.power());
    stake.apply(unStaked(11), days(150));
    assertEquals(0, stake.power());
  }

  @Test
  void shouldBeginVestingAnewWithAChangeIntoTheDuration() {
    stake(10, StakeDuration.NONE, 0);
    stake.apply(
        new DurationChanged(USER, tokens(4), StakeDuration.NONE, StakeDuration.THREE_MONTHS),
        days(80));
    assertEquals(6 + 4 * 2, stake.power());
    stake.apply(unStaked(10), days(100));
    assertEquals(8, stake.power());
  }

  @Test
  void shouldLoseEverythingInARageQuit() {
    stake(10, StakeDuration.TWELVE_MONTHS, 0);
    stake.apply(rageQuit(), days(1));
    assertEquals(0, stake.power());
  }

  @Test
  void shouldTakeWhatIsThereInImpossibleHistories() {
    stake.apply(unStaked(5), days(0));
    stake.apply(
        new DurationChanged(USER, tokens(4), StakeDuration.SIX_MONTHS, StakeDuration.NONE),
        days(0));
    assertEquals(0, stake.power());
    stake(3, StakeDuration.NONE, 1);
    stake.apply(
        new UnStaked(USER, BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE)), days(2));
    assertEquals(0, stake.power());
  }

  @Test
  void shouldStopAtTheMostVotesThereCanBe() {
    stake.apply(
        new Staked(USER, BigInteger.ONE.shiftLeft(255), StakeDuration.TWELVE_MONTHS), START);
    assertEquals(Long.MAX_VALUE, stake.power());
  }

  @Test
  void shouldCountTokensOnlyWithoutDurations() {
    RebuiltStake plain = new RebuiltStake(false);
    plain.apply(new Staked(USER, tokens(7), StakeDuration.NONE), START);
    plain.apply(unStaked(2), START);
    assertEquals(5, plain.power());
  }

  private void delegate(long votes) {
    stake.apply(StakeFacts.delegated(USER, OTHER, votes), START);
  }

  private void undelegate(long votes) {
    stake.apply(StakeFacts.undelegated(USER, OTHER, votes), START);
  }

  @Test
  void shouldHandDelegatedPowerToTheOperator() {
    stake(100, StakeDuration.NONE, 0);
    delegate(30);
    assertEquals(70, stake.power());
    assertEquals(-30, stake.delegated());
    stake.apply(new DelegationReceived(USER, OTHER, BigInteger.valueOf(500)), START);
    assertEquals(570, stake.power());
    stake.apply(new DelegationLost(USER, OTHER, BigInteger.valueOf(499)), START);
    undelegate(30);
    assertEquals(101, stake.power());
    assertEquals(1, stake.delegated());
  }

  @Test
  void shouldTakeNoMoreDelegatedPowerThanThereIs() {
    stake(100, StakeDuration.NONE, 0);
    undelegate(1);
    stake.apply(new DelegationLost(USER, OTHER, BigInteger.TWO), START);
    assertEquals(100, stake.power());
    delegate(101);
    assertEquals(0, stake.power());
    BigInteger most = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);
    stake.apply(new DelegationReceived(USER, OTHER, most), START);
    assertEquals(Long.MAX_VALUE, stake.power());
    assertEquals(Long.MAX_VALUE, stake.delegated());
  }
}
