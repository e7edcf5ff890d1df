package dev.curation.programs;

import static dev.curation.programs.Asked.ASSET;
import static dev.curation.programs.Asked.CREATOR;
import static dev.curation.programs.Asked.HOUR;
import static dev.curation.programs.Asked.START;
import static dev.curation.programs.SmallPrograms.FUNDS;
import static dev.curation.programs.SmallPrograms.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What the reference does oddly, number by number, and what programs do instead (section 11). */
class OdditiesTest {
  private static BigInteger whole(long value) {
    return BigInteger.valueOf(value);
  }

  private static BigInteger reward(String pool, long shares, long total) {
    return RewardMath.reward(new BigInteger(pool), shares, total, FUNDS);
  }

  @Test
  void shouldShareExactlyAndNeverMoreThanThePool1() {
    assertEquals(whole(33), reward("99", 1, 3));
    assertEquals(whole(1), reward("3", 1, 3));
    String pool = "6000000000000000000";
    assertEquals(new BigInteger("1000000000000000000"), reward(pool, 1, 6));
    assertEquals(new BigInteger(pool), reward(pool, 1, 6).multiply(whole(6)));
  }

  @Test
  void shouldCountAmountsBeyond64Bits2() {
    BigInteger huge = BigInteger.TEN.pow(36);
    SmallPrograms programs =
        SmallPrograms.of(
            Asked.with(
                asked -> {
                  asked.total = huge;
                  asked.cap = huge;
                  asked.periods = 1;
                }));
    assertEquals(BigInteger.TEN.pow(35), programs.program(1).terms().minimumRolloverAmount());
    programs.vote("ann", "apes");
    assertEquals(huge, programs.at(HOUR).claim(1, "ann"));
  }

  @Test
  void shouldRefundAllWhenAProgramIsEndedBeforeItsStart3() {
    SmallPrograms programs = SmallPrograms.of(Asked.with(asked -> asked.start = START + HOUR));
    assertEquals(FUNDS.subtract(whole(300)), programs.balance(CREATOR));
    assertEquals(whole(300), programs.engine.end(START, 1, CREATOR).refunded());
    assertEquals(FUNDS, programs.balance(CREATOR));
    assertRefused(ProgramRefusal.PROGRAM_NOT_FOUND, () -> programs.engine.program(1));
    assertEquals(2, programs.engine.create(START, new Asked().request()), "the id is not re-used");
  }

  @Test
  void shouldLetTheCurrentPeriodRunToItsEndWhenAProgramIsEnded4() {
    SmallPrograms programs = SmallPrograms.of(new Asked()).at(1);
    assertEquals(START + HOUR, programs.engine.end(programs.now(), 1, CREATOR).endsAtMs());
    assertEquals(ProgramState.STARTED, programs.at(HOUR - 1).program(1).state());
    assertEquals(List.of(Outcome.GRANTED), programs.vote("ann", "apes"));
    assertEquals(ProgramState.FINISHED, programs.at(HOUR).program(1).state());
    assertEquals(whole(100), programs.claim(1, "ann"));
  }

  @Test
  void shouldAcceptAStartAtThisVeryInstantButNoEarlierOne5() {
    SmallPrograms programs = SmallPrograms.of(new Asked());
    assertEquals(ProgramState.STARTED, programs.program(1).state());
    assertRefused(
        ProgramRefusal.START_IN_PAST,
        () ->
            programs.engine.create(START, Asked.with(asked -> asked.start = START - 1).request()));
  }

  @Test
  void shouldRefuseACapInAnotherAsset6() {
    assertRefused(
        ProgramRefusal.ASSET_MISMATCH,
        () -> SmallPrograms.of(Asked.with(asked -> asked.capAsset = "APE")));
    assertEquals(1, SmallPrograms.of(Asked.with(asked -> asked.capAsset = ASSET)).program(1).id());
  }

  @Test
  void shouldRefuseACapAboveTheTotal7() {
    assertRefused(
        ProgramRefusal.MAX_REWARD_ABOVE_POOL,
        () -> SmallPrograms.of(Asked.with(asked -> asked.cap = whole(301))));
  }

  @Test
  void shouldCountCodePointsAndRefuseABlankDescription8() {
    String ape = "\uD83D\uDC35";
    Asked asked = Asked.with(a -> a.title = ape.repeat(140));
    assertEquals(ape.repeat(140), SmallPrograms.of(asked).program(1).terms().title());
    assertRefused(
        ProgramRefusal.TITLE_TOO_LONG,
        () -> SmallPrograms.of(Asked.with(a -> a.title = ape.repeat(141))));
    assertRefused(
        ProgramRefusal.DESCRIPTION_BLANK,
        () -> SmallPrograms.of(Asked.with(a -> a.description = " \n\t ")));
  }

  @Test
  void shouldKeepTheBoundariesOfPeriodsHoweverLateTheTicks9() {
    SmallPrograms late = SmallPrograms.of(new Asked()).at(HOUR + 1_234_567);
    assertEquals(START + 2 * HOUR, late.program(1).claimPeriodEndMs());
    late.at(10 * HOUR);
    assertEquals(START + 3 * HOUR, late.program(1).actualEndMs());
    SmallPrograms inTime = SmallPrograms.of(new Asked());
    LongStream.rangeClosed(1, 10).forEach(hour -> inTime.at(hour * HOUR));
    assertEquals(inTime.program(1), late.program(1));
    assertEquals(inTime.engine.log(), late.engine.log());
  }

  @Test
  void shouldRunNoMorePeriodsThanPlannedAndRollovers10() {
    SmallPrograms programs =
        SmallPrograms.of(Asked.with(asked -> asked.rollover = 4)).at(100 * HOUR);
    assertEquals(7, programs.program(1).currentClaimPeriod());
    assertEquals(START + 7 * HOUR, programs.program(1).actualEndMs());
    assertEquals(START + 7 * HOUR, programs.program(1).expectedEndMs());
  }

  @Test
  void shouldFinishWhenNothingRemainsThoughNothingNeedRemain11() {
    SmallPrograms programs =
        SmallPrograms.of(
            Asked.with(
                asked -> {
                  asked.total(9);
                  asked.periods = 1;
                  asked.rollover = 3;
                }));
    assertEquals(BigInteger.ZERO, programs.program(1).terms().minimumRolloverAmount());
    programs.vote("ann", "apes");
    assertEquals(ProgramState.FINISHED, programs.at(HOUR).program(1).state());
    assertEquals(1, programs.program(1).currentClaimPeriod());
  }

  @Test
  void shouldRefuseATotalThatGivesPeriodsNothing12() {
    assertRefused(
        ProgramRefusal.PERIOD_POOL_ZERO, () -> SmallPrograms.of(Asked.with(a -> a.total(2))));
    assertEquals(
        BigInteger.ONE,
        SmallPrograms.of(Asked.with(a -> a.total(3))).engine.distribution(START, 1, 1).pool());
  }

  @Test
  void shouldCountEachListedActionByItself13() {
    SmallPrograms programs =
        SmallPrograms.of(
            Asked.forActions(action -> action.maximum = 1, action -> action.minimum = 2));
    assertEquals(
        List.of(Outcome.GRANTED, Outcome.BELOW_MINIMUM_ACTIONS), programs.vote("ann", "apes"));
    assertEquals(
        List.of(Outcome.ABOVE_MAXIMUM_ACTIONS, Outcome.GRANTED), programs.vote("ann", "apes"));
    assertEquals("{0=2, 1=2}", programs.account(1, 1, "ann").counters().toString());
  }

  @Test
  void shouldKeepNothingOfAnActionThatWasNotSuccessful14() {
    SmallPrograms programs =
        SmallPrograms.of(Asked.forActions(action -> action.leastStake = BigInteger.TEN));
    assertEquals(List.of(Outcome.BELOW_MINIMUM_STAKE), programs.vote("ann", "apes"));
    assertEquals(Set.of(), programs.engine.program(1).accounts(1).keySet());
    assertEquals(0, programs.engine.distribution(programs.now(), 1, 1).participants());
  }

  @Test
  void shouldRefuseAnUnrankedCollectionUnderAnyBandAndTakeNoStakeBoundsForUnbounded15() {
    SmallPrograms programs =
        SmallPrograms.of(
            Asked.forActions(
                action -> {
                  action.high = 9_999;
                  action.metric = "STAKE";
                },
                action -> action.type = "STAKE"));
    assertEquals(List.of(Outcome.NOT_RANKED), programs.vote("ann", "apes"));
    assertEquals(List.of(Outcome.GRANTED), programs.stake("ann", 0));
    assertEquals(List.of(Outcome.GRANTED), programs.stake("ann", Long.MAX_VALUE));
  }

  @Test
  void shouldCountASaleOncePerRoleAndNoneWithOneself16() {
    SmallPrograms programs =
        SmallPrograms.of(
            Asked.forActions(
                action -> {
                  action.type = "SALE";
                  action.role = "BOTH";
                }));
    assertEquals(List.of(Outcome.GRANTED, Outcome.GRANTED), programs.sale("ann", "ben"));
    assertEquals(List.of(Outcome.SELF_TRADE, Outcome.SELF_TRADE), programs.sale("ann", "ann"));
    assertEquals(List.of(), programs.vote("ann", "apes"), "nothing of the sale is left");
    assertEquals(1, programs.account(1, 1, "ann").shares());
    assertEquals(1, programs.account(1, 1, "ben").shares());
  }

  @Test
  void shouldJudgeByTheBooksRightAfterTheEvent17() {
    SmallPrograms programs =
        SmallPrograms.of(
            Asked.forActions(
                action -> {
                  action.type = "STAKE";
                  action.leastStake = whole(5);
                }));
    assertEquals(List.of(Outcome.BELOW_MINIMUM_STAKE), programs.stake("ann", 4));
    assertEquals(List.of(Outcome.GRANTED), programs.stake("ann", 1), "at the same instant");
    assertEquals(1, programs.account(1, 1, "ann").shares());
  }

  @Test
  void shouldKeepTheMultiplierInItsRange18() {
    Asked most = Asked.forActions(action -> action.multiplier = 1_000_000);
    SmallPrograms programs = SmallPrograms.of(most);
    programs.books.registerOwner("ann");
    programs.vote("ann", "apes");
    programs.vote("ann", "apes");
    assertEquals(2_000_000, programs.account(1, 1, "ann").shares());
    for (long wrong : new long[] {-1, 1_000_001, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertRefused(
          ProgramRefusal.ACTION_MULTIPLIER,
          () -> SmallPrograms.of(Asked.forActions(action -> action.multiplier = wrong)));
    }
  }

  @Test
  void shouldNeverWrapSharesRound18() {
    RewardProgram program = SmallPrograms.of(new Asked()).program(1);
    Distribution full = Distribution.begun(1, 1, whole(100)).with(Long.MAX_VALUE, 1);
    OpenPeriod open = new OpenPeriod(program, full);
    ActivityBooks books = new ActivityBooks();
    Activity vote = Activity.vote(START, "ann", "apes", BigInteger.ONE);
    books.apply(vote);
    open.judge(vote, books.facts(vote), each -> {});
    assertThrows(ArithmeticException.class, open::distribution);
  }

  @Test
  void shouldRefundAllThatWasNotClaimedInOnePayment19() {
    SmallPrograms programs = SmallPrograms.of(new Asked());
    programs.vote("ann", "apes");
    programs.vote("ben", "apes");
    programs.at(3 * HOUR);
    assertEquals(whole(50), programs.claim(1, "ann"));
    programs.at(3 * HOUR + 86_400_000);
    LogEntry expected =
        LogEntry.refunded(
            LogEntry.Kind.PROGRAM_EXPIRED, 1, START + 3 * HOUR + 86_400_000, whole(250));
    assertEquals(List.of(expected), programs.logged(LogEntry.Kind.PROGRAM_EXPIRED));
    assertEquals(FUNDS.subtract(whole(50)), programs.balance(CREATOR));
    assertEquals(ClaimStatus.CLAIMED, programs.account(1, 1, "ann").status());
    assertEquals(ClaimStatus.EXPIRED, programs.account(1, 1, "ben").status());
    assertRefused(ProgramRefusal.PROGRAM_EXPIRED, () -> programs.claim(1, "ben"));
  }

  @Test
  void shouldBringEachProgramWhereItWouldBeWithoutTheOthers20() {
    Asked first = Asked.with(asked -> asked.rollover = 2);
    Asked second = Asked.with(asked -> asked.start = START + HOUR / 2);
    SmallPrograms both = life(first, second);
    SmallPrograms one = life(first);
    assertEquals(one.program(1), both.program(1));
    assertEquals(one.engine.program(1).distributions(), both.engine.program(1).distributions());
    assertEquals(ProgramState.FINISHED, both.program(2).state());
  }

  private static SmallPrograms life(Asked... asked) {
    SmallPrograms programs = SmallPrograms.of(asked);
    for (int i = 0; i < 8; i++) {
      programs.at(i * HOUR * 3 / 4).vote("ann", "apes");
    }
    return programs;
  }

  @Test
  void shouldAnswerNotFoundForProgramsAndPeriods21() {
    MemoryPrograms engine = SmallPrograms.of(new Asked()).engine;
    assertRefused(ProgramRefusal.PROGRAM_NOT_FOUND, () -> engine.program(2));
    assertRefused(ProgramRefusal.PROGRAM_NOT_FOUND, () -> engine.distribution(START, 2, 1));
    for (long missing : new long[] {0, 2, -1}) {
      assertRefused(ProgramRefusal.PERIOD_NOT_FOUND, () -> engine.distribution(START, 1, missing));
    }
    assertEquals(1, engine.distribution(START, 1, 1).period());
  }

  @Test
  void shouldFixTheRewardWhenThePeriodCloses22() {
    SmallPrograms programs = SmallPrograms.of(new Asked());
    programs.vote("ann", "apes");
    assertNull(programs.account(1, 1, "ann").reward());
    assertEquals(
        List.of(new MemoryPrograms.Claim(1, 1, ClaimStatus.UNCLAIMABLE, whole(100), true)),
        programs.engine.claims(programs.now(), "ann", null));
    programs.at(HOUR);
    assertEquals(whole(100), programs.account(1, 1, "ann").reward());
    for (String late : List.of("ben", "cat", "dan")) {
      programs.vote(late, "apes");
    }
    assertEquals(whole(100), programs.at(2 * HOUR).claim(1, "ann"));
    assertTrue(programs.engine.claims(programs.now(), "ann", ClaimStatus.CLAIMABLE).isEmpty());
  }
}
