package dev.curation.programs;

import static dev.curation.programs.Asked.ASSET;
import static dev.curation.programs.Asked.HOUR;
import static dev.curation.programs.Asked.START;
import static dev.curation.programs.ProgramRefusal.*;
import static dev.curation.programs.SmallPrograms.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.errors.InvalidValueException;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The checks of section 3, in their order, and the values at the edge of each. */
class RequestRefusalsTest {
  private final ActivityBooks books = new ActivityBooks();
  private final MemoryPrograms engine = new MemoryPrograms(books);
  private final Set<ProgramRefusal> refused = EnumSet.noneOf(ProgramRefusal.class);

  /** What is wrong first, and only then put right. */
  private void refuse(Asked asked, ProgramRefusal expected, Runnable mend) {
    assertRefused(expected, () -> engine.create(START, asked.request()));
    assertTrue(engine.programs().isEmpty() && engine.log().isEmpty() && engine.supply().isEmpty());
    refused.add(expected);
    mend.run();
  }

  private static Asked allWrong() {
    Asked asked = new Asked();
    asked.title = " ".repeat(141);
    asked.description = " ".repeat(10_001);
    asked.creator = " ";
    asked.total = BigInteger.ZERO;
    asked.cap = BigInteger.ZERO;
    asked.capAsset = "APE";
    asked.periods = 0;
    asked.seconds = 3_599;
    asked.offset = 3_599;
    asked.rollover = -1;
    asked.bps = -1;
    asked.leastRollover = BigInteger.ONE.negate();
    asked.start = START - 1;
    asked.actions.clear();
    return asked;
  }

  private static Asked.Action wrongAction() {
    Asked.Action action = new Asked.Action();
    action.type = "MINT";
    action.minimum = 1;
    action.maximum = 0;
    action.leastStake = BigInteger.ONE.negate();
    action.mostStake = BigInteger.TWO.negate();
    action.low = 6_000;
    action.high = 5_000;
    action.role = "OWNER";
    action.multiplier = -1;
    return action;
  }

  @Test
  void shouldMakeEachCheckBeforeAllLaterOnes() {
    Asked asked = allWrong();
    refuse(asked, TITLE_BLANK, () -> asked.title = "x".repeat(141));
    refuse(asked, TITLE_TOO_LONG, () -> asked.title = "title");
    refuse(asked, DESCRIPTION_BLANK, () -> asked.description = "x".repeat(10_001));
    refuse(asked, DESCRIPTION_TOO_LONG, () -> asked.description = "description");
    refuse(asked, INVALID_ADDRESS, () -> asked.creator = "carl");
    refuse(asked, POOL_NOT_POSITIVE, () -> asked.total = BigInteger.valueOf(5));
    refuse(asked, MAX_REWARD_NOT_POSITIVE, () -> asked.cap = BigInteger.valueOf(6));
    refuse(asked, ASSET_MISMATCH, () -> asked.capAsset = ASSET);
    refuse(asked, MAX_REWARD_ABOVE_POOL, () -> asked.cap = BigInteger.ONE);
    refuse(asked, CLAIM_PERIODS_RANGE, () -> asked.periods = 6);
    refuse(asked, CLAIM_PERIOD_SECONDS_RANGE, () -> asked.seconds = 3_600);
    refuse(asked, EXPIRATION_OFFSET_RANGE, () -> asked.offset = 3_600);
    refuse(asked, MAX_ROLLOVER_RANGE, () -> asked.rollover = 0);
    refuse(asked, PERIOD_POOL_ZERO, () -> asked.total = BigInteger.valueOf(6));
    refuse(asked, MINIMUM_ROLLOVER_RANGE, () -> asked.bps = 0);
    refuse(asked, MINIMUM_ROLLOVER_RANGE, () -> asked.leastRollover = null);
    List<Asked.Action> many = Stream.generate(RequestRefusalsTest::wrongAction).limit(17).toList();
    refuse(asked, NO_QUALIFYING_ACTIONS, () -> asked.actions = many);
    refuse(asked, TOO_MANY_ACTIONS, () -> asked.actions = many.subList(0, 2));
    mendAction(asked, many.get(0));
    mendAction(asked, many.get(1));
    refuse(asked, START_IN_PAST, () -> asked.start = START);
    refuse(asked, INSUFFICIENT_FUNDS, () -> engine.credit("carl", ASSET, asked.total));
    assertEquals(1, engine.create(START, asked.request()));
    assertEquals(EnumSet.range(TITLE_BLANK, INSUFFICIENT_FUNDS), refused);
  }

  private void mendAction(Asked asked, Asked.Action action) {
    refuse(asked, ACTION_UNSUPPORTED, () -> action.type = "VOTE");
    refuse(asked, ACTION_MIN_ABOVE_MAX, () -> action.minimum = -1);
    refuse(asked, ACTION_MAX_BELOW_ONE, () -> action.maximum = 1);
    refuse(asked, ACTION_MAX_BELOW_ONE, () -> action.minimum = 0);
    refuse(asked, ACTION_STAKE_BAND, () -> action.leastStake = BigInteger.ZERO);
    refuse(asked, ACTION_STAKE_BAND, () -> action.mostStake = BigInteger.TEN);
    refuse(asked, ACTION_FIELD_NOT_ALLOWED, () -> action.mostStake = null);
    refuse(asked, ACTION_PERCENTILE_BAND, () -> action.high = 10_001);
    refuse(asked, ACTION_PERCENTILE_BAND, () -> action.high = 10_000);
    refuse(asked, ACTION_ROLE, () -> action.role = null);
    refuse(asked, ACTION_MULTIPLIER, () -> mendMultiplier(action));
    refuse(asked, ACTION_FIELD_NOT_ALLOWED, () -> action.type = "VOTE");
  }

  private static void mendMultiplier(Asked.Action action) {
    action.type = "STAKE";
    action.multiplier = 2;
  }

  private static Arguments row(
      ProgramRefusal outside, Consumer<Asked> refused, Consumer<Asked> accepted) {
    return Arguments.of(outside, refused, accepted);
  }

  private static Consumer<Asked> action(Consumer<Asked.Action> change) {
    return asked -> change.accept(asked.actions.get(0));
  }

  static Stream<Arguments> edges() {
    return Stream.of(
        row(TITLE_BLANK, a -> a.title = "", a -> a.title = " x "),
        row(TITLE_TOO_LONG, a -> a.title = "x".repeat(141), a -> a.title = "x".repeat(140)),
        row(DESCRIPTION_BLANK, a -> a.description = "\n", a -> a.description = "x"),
        row(
            DESCRIPTION_TOO_LONG,
            a -> a.description = "x".repeat(10_001),
            a -> a.description = "x".repeat(10_000)),
        row(POOL_NOT_POSITIVE, a -> a.total(-1), a -> a.total(3)),
        row(MAX_REWARD_NOT_POSITIVE, a -> a.cap = BigInteger.ZERO, a -> a.cap = BigInteger.ONE),
        row(
            MAX_REWARD_ABOVE_POOL,
            a -> a.cap = BigInteger.valueOf(301),
            a -> a.cap = BigInteger.valueOf(300)),
        row(CLAIM_PERIODS_RANGE, a -> a.periods = 0, a -> a.periods = 1),
        row(
            CLAIM_PERIODS_RANGE,
            a -> a.periods = 10_001,
            a -> {
              a.periods = 10_000;
              a.total(10_000);
            }),
        row(CLAIM_PERIOD_SECONDS_RANGE, a -> a.seconds = 3_599, a -> a.seconds = 3_600),
        row(CLAIM_PERIOD_SECONDS_RANGE, a -> a.seconds = 31_622_401, a -> a.seconds = 31_622_400),
        row(EXPIRATION_OFFSET_RANGE, a -> a.offset = 3_599, a -> a.offset = 3_600),
        row(EXPIRATION_OFFSET_RANGE, a -> a.offset = 315_360_001, a -> a.offset = 315_360_000),
        row(MAX_ROLLOVER_RANGE, a -> a.rollover = -1, a -> a.rollover = 0),
        row(MAX_ROLLOVER_RANGE, a -> a.rollover = 10_001, a -> a.rollover = 10_000),
        row(PERIOD_POOL_ZERO, a -> a.total(2), a -> a.total(3)),
        row(MINIMUM_ROLLOVER_RANGE, a -> a.bps = -1, a -> a.bps = 0),
        row(MINIMUM_ROLLOVER_RANGE, a -> a.bps = 10_001, a -> a.bps = 10_000),
        row(
            MINIMUM_ROLLOVER_RANGE,
            a -> a.leastRollover = BigInteger.ONE.negate(),
            a -> a.leastRollover = BigInteger.TEN.pow(50)),
        row(TOO_MANY_ACTIONS, a -> addActions(a, 16), a -> addActions(a, 15)),
        row(START_IN_PAST, a -> a.start = START - 1, a -> a.start = START));
  }

  static Stream<Arguments> edgesOfActions() {
    return Stream.of(
        row(ACTION_UNSUPPORTED, action(a -> a.type = "UNVOTE"), action(a -> a.type = "SALE")),
        row(ACTION_UNSUPPORTED, action(a -> a.type = "vote"), action(a -> a.type = "STAKE")),
        row(ACTION_MIN_ABOVE_MAX, action(a -> counts(a, 2, 1)), action(a -> counts(a, 2, 2))),
        row(ACTION_MAX_BELOW_ONE, action(a -> counts(a, 0, 0)), action(a -> counts(a, 0, 1))),
        row(
            ACTION_MAX_BELOW_ONE,
            action(a -> counts(a, -1, 1)),
            action(a -> counts(a, 0, Long.MAX_VALUE))),
        row(ACTION_STAKE_BAND, action(a -> stakes(a, 5, 4)), action(a -> stakes(a, 5, 5))),
        row(ACTION_STAKE_BAND, action(a -> stakes(a, -1, 5)), action(a -> stakes(a, 0, 0))),
        row(ACTION_PERCENTILE_BAND, action(a -> band(a, -1, 5)), action(a -> band(a, 0, 0))),
        row(
            ACTION_PERCENTILE_BAND,
            action(a -> band(a, 0, 10_001)),
            action(a -> band(a, 10_000, 10_000))),
        row(
            ACTION_PERCENTILE_BAND,
            action(a -> a.metric = "PRICE"),
            action(a -> a.metric = "STAKE")),
        row(
            ACTION_ROLE,
            action(a -> a.role = "SELLER"),
            action(
                a -> {
                  a.type = "SALE";
                  a.role = "SELLER";
                })),
        row(
            ACTION_MULTIPLIER,
            action(a -> a.multiplier = 1_000_001),
            action(a -> a.multiplier = 1_000_000)),
        row(ACTION_MULTIPLIER, action(a -> a.multiplier = -1), action(a -> a.multiplier = 0)));
  }

  private static void addActions(Asked asked, int more) {
    for (int i = 0; i < more; i++) {
      asked.actions.add(new Asked.Action());
    }
  }

  private static void counts(Asked.Action action, long minimum, long maximum) {
    action.minimum = minimum;
    action.maximum = maximum;
  }

  private static void stakes(Asked.Action action, long least, long most) {
    action.type = "STAKE";
    action.leastStake = BigInteger.valueOf(least);
    action.mostStake = BigInteger.valueOf(most);
  }

  private static void band(Asked.Action action, long low, long high) {
    action.low = low;
    action.high = high;
  }

  @ParameterizedTest
  @MethodSource({"edges", "edgesOfActions"})
  void shouldRefuseJustBeyondEachEdgeAndAcceptAtIt(
      ProgramRefusal expected, Consumer<Asked> beyond, Consumer<Asked> at) {
    assertRefused(expected, () -> SmallPrograms.of(Asked.with(beyond)));
    assertEquals(1, SmallPrograms.of(Asked.with(at)).program(1).id());
  }

  @Test
  void shouldTakeTheWholeBalanceButNotOneMore() {
    engine.credit("carl", ASSET, BigInteger.valueOf(300));
    Asked tooMuch = Asked.with(asked -> asked.total(301));
    assertRefused(INSUFFICIENT_FUNDS, () -> engine.create(START, tooMuch.request()));
    assertEquals(1, engine.create(START, new Asked().request()));
    assertEquals(Map.of("carl", Map.of(ASSET, BigInteger.ZERO)), engine.balances());
  }

  @Test
  void shouldRefuseAProgramThatWouldNeverBeOver() {
    Asked endless = Asked.with(asked -> asked.start = Long.MAX_VALUE - HOUR);
    InvalidValueException e =
        assertThrows(InvalidValueException.class, () -> SmallPrograms.of(endless));
    assertEquals("programStartMs", e.field());
  }

  @Test
  void shouldNeverLetTimeGoBack() {
    SmallPrograms programs = SmallPrograms.of(new Asked()).at(1);
    assertRefused(TIME_WENT_BACK, () -> programs.engine.tick(START));
    assertRefused(TIME_WENT_BACK, () -> programs.engine.claim(START, 9, " "));
    assertRefused(TIME_WENT_BACK, () -> programs.engine.create(START, allWrong().request()));
    programs.engine.tick(START + 1);
  }

  @Test
  void shouldMakeTheChecksOfAnEndInTheirOrder() {
    SmallPrograms programs = SmallPrograms.of(new Asked()).at(3 * HOUR);
    assertRefused(PROGRAM_NOT_FOUND, () -> programs.engine.end(programs.now(), 2, "ann"));
    assertRefused(NOT_AUTHORIZED, () -> programs.engine.end(programs.now(), 1, "ann"));
    assertRefused(INCORRECT_STATE, () -> programs.engine.end(programs.now(), 1, "carl"));
  }

  @Test
  void shouldMakeTheChecksOfAClaimInTheirOrder() {
    SmallPrograms programs = SmallPrograms.of(new Asked()).at(3 * HOUR);
    assertRefused(PROGRAM_NOT_FOUND, () -> programs.claim(2, " "));
    assertRefused(INVALID_ADDRESS, () -> programs.claim(1, " "));
    programs.at(100 * HOUR);
    assertRefused(PROGRAM_EXPIRED, () -> programs.claim(1, " "));
    assertRefused(INVALID_ADDRESS, () -> programs.engine.claimAll(programs.now(), " "));
  }
}
