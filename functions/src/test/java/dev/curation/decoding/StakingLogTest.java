package dev.curation.decoding;

import static dev.curation.decoding.TestLogs.ALICE;
import static dev.curation.decoding.TestLogs.BOB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.curation.chain.Address;
import dev.curation.chain.ChainLog;
import dev.curation.errors.InvalidValueException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Logs of the staking contract (specs/ingestion.md, Stakes, votes and un-votes). */
class StakingLogTest {
  private static final BigInteger AMOUNT = BigInteger.TEN.pow(21);

  private static Decoded decode(StakingLog event, Object... values) {
    ChainLog log = TestLogs.staking(1, event, values);
    return new LogDecoder(TestLogs.CONTRACTS).decode(List.of(log), TestLogs.DEFAULT_RATES).get(0);
  }

  private static Decoded delegation(StakingLog event, Address operator, Object votes) {
    ChainLog log = TestLogs.delegation(1, event, operator, votes);
    return new LogDecoder(TestLogs.CONTRACTS).decode(List.of(log), TestLogs.DEFAULT_RATES).get(0);
  }

  private static StakingEvent event(StakingLog event, Object... values) {
    return assertInstanceOf(Decoded.Staking.class, decode(event, values)).event();
  }

  @Test
  void shouldTellOfStakesWithAndWithoutADuration() {
    assertEquals(
        new StakingEvent.Staked(ALICE, AMOUNT, StakeDuration.SIX_MONTHS),
        event(StakingLog.STAKED, AMOUNT, 2));
    assertEquals(
        new StakingEvent.Staked(ALICE, AMOUNT, StakeDuration.NONE),
        event(StakingLog.STAKED_WITHOUT_DURATION, AMOUNT));
  }

  @Test
  void shouldTellOfAChangedDuration() {
    assertEquals(
        new StakingEvent.DurationChanged(
            ALICE, AMOUNT, StakeDuration.NONE, StakeDuration.TWELVE_MONTHS),
        event(StakingLog.DURATION_CHANGED, AMOUNT, 0, 3));
  }

  @Test
  void shouldTellOfUnStakesAndRageQuits() {
    assertEquals(new StakingEvent.UnStaked(ALICE, AMOUNT), event(StakingLog.UN_STAKED, AMOUNT));
    assertEquals(
        new StakingEvent.RageQuit(ALICE, AMOUNT, BigInteger.TWO),
        event(StakingLog.RAGE_QUIT, AMOUNT, 2));
  }

  @Test
  void shouldTellOfDelegatedStakeAndWhatItIsToTheOperator() {
    StakingEvent.Delegated delegated = new StakingEvent.Delegated(ALICE, BOB, AMOUNT);
    StakingEvent.Undelegated undelegated = new StakingEvent.Undelegated(ALICE, BOB, AMOUNT);
    assertEquals(
        delegated,
        assertInstanceOf(Decoded.Staking.class, delegation(StakingLog.DELEGATED, BOB, AMOUNT))
            .event());
    assertEquals(
        undelegated,
        assertInstanceOf(Decoded.Staking.class, delegation(StakingLog.UNDELEGATED, BOB, AMOUNT))
            .event());
    assertEquals(
        Optional.of(new StakingEvent.DelegationReceived(BOB, ALICE, AMOUNT)),
        delegated.ofOperator());
    assertEquals(
        Optional.of(new StakingEvent.DelegationLost(BOB, ALICE, AMOUNT)), undelegated.ofOperator());
  }

  @Test
  void shouldRejectADelegationOfNothingOrToOneself() {
    for (StakingLog event : List.of(StakingLog.DELEGATED, StakingLog.UNDELEGATED)) {
      Decoded.Rejected nothing =
          assertInstanceOf(Decoded.Rejected.class, delegation(event, BOB, 0));
      assertEquals("votes '0': must be at least 1", nothing.reason());
      Decoded.Rejected oneself =
          assertInstanceOf(Decoded.Rejected.class, delegation(event, ALICE, 5));
      assertEquals("operator", oneself.field());
    }
  }

  @Test
  void shouldRejectADurationThatDoesNotExist() {
    Decoded.Rejected rejected =
        assertInstanceOf(Decoded.Rejected.class, decode(StakingLog.STAKED, AMOUNT, 4));
    assertEquals("duration", rejected.field());
    assertEquals("duration '4': must be 0 to 3", rejected.reason());
    assertEquals(
        "newDuration",
        assertInstanceOf(
                Decoded.Rejected.class, decode(StakingLog.DURATION_CHANGED, AMOUNT, 1, 256))
            .field());
  }

  @Test
  void shouldKnowMultipliersAndVestingOfTheDurations() {
    for (int code = 0; code < 4; code++) {
      StakeDuration duration = StakeDuration.of("duration", code);
      assertEquals(code, duration.code());
      assertEquals(code + 1, duration.multiplier());
      assertEquals(List.of(0, 90, 180, 360).get(code), duration.vestingDays());
    }
    assertThrows(InvalidValueException.class, () -> StakeDuration.of("duration", 4));
    assertThrows(InvalidValueException.class, () -> StakeDuration.of("duration", -1));
  }
}
