package dev.curation.withdrawals;

import static dev.curation.withdrawals.Refusal.BAD_RATE;
import static dev.curation.withdrawals.Refusal.BAD_VOTES;
import static dev.curation.withdrawals.Refusal.BLOCKED_ADDRESS;
import static dev.curation.withdrawals.Refusal.INSUFFICIENT_VOTES;
import static dev.curation.withdrawals.Refusal.OPERATOR_EXISTS;
import static dev.curation.withdrawals.Refusal.OPERATOR_HAS_VOTES;
import static dev.curation.withdrawals.Refusal.SAME_OPERATOR;
import static dev.curation.withdrawals.Refusal.UNKNOWN_DELEGATION;
import static dev.curation.withdrawals.Refusal.UNKNOWN_OPERATOR;
import static dev.curation.withdrawals.Refusal.WITHDRAW_ADDRESS_DISABLED;
import static dev.curation.withdrawals.SmallPool.percent;
import static dev.curation.withdrawals.SmallPool.taxed;
import static dev.curation.withdrawals.SmallPool.whole;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.curation.withdrawals.Pool.Outcome;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused, and with which code first. Ann has 5 votes with o1; o2 has none. */
class RefusalsTest {
  private static final BigInteger TOO_MUCH = percent(100).add(BigInteger.ONE);

  private static SmallPool pool(PoolParameters parameters) {
    return new SmallPool(parameters)
        .operator("o1", 10, 0)
        .operator("o2", 10, 0)
        .delegate("ann", "o1", 5)
        .fees(100);
  }

  private static Arguments refused(
      Refusal expected, String text, Function<MemoryRecords, Outcome> operation) {
    return Arguments.of(expected, text, operation);
  }

  static Stream<Arguments> operations() {
    return Stream.of(
        refused(OPERATOR_EXISTS, "second o1", r -> Pool.createOperator(r, "o1", "ann", percent(1))),
        refused(BAD_RATE, "101 %", r -> Pool.createOperator(r, "o3", "ann", TOO_MUCH)),
        refused(BAD_RATE, "below 0", r -> Pool.createOperator(r, "o3", "ann", whole(-1))),
        refused(UNKNOWN_OPERATOR, "remove o9", r -> Pool.removeOperator(r, "o9")),
        refused(OPERATOR_HAS_VOTES, "remove o1", r -> Pool.removeOperator(r, "o1")),
        refused(UNKNOWN_OPERATOR, "rate of o9", r -> Pool.setCommission(r, "o9", percent(1))),
        refused(BAD_RATE, "rate of o1", r -> Pool.setCommission(r, "o1", TOO_MUCH)),
        refused(UNKNOWN_OPERATOR, "votes for o9", r -> Pool.delegate(r, "ann", "o9", whole(1))),
        refused(BAD_VOTES, "no votes", r -> Pool.delegate(r, "ann", "o1", whole(0))),
        refused(BAD_VOTES, "votes below 0", r -> Pool.delegate(r, "ann", "o1", whole(-1))),
        refused(UNKNOWN_OPERATOR, "from o9", r -> Pool.undelegate(r, "ann", "o9", whole(1))),
        refused(UNKNOWN_DELEGATION, "from o2", r -> Pool.undelegate(r, "ann", "o2", whole(1))),
        refused(BAD_VOTES, "take none", r -> Pool.undelegate(r, "ann", "o1", whole(0))),
        refused(INSUFFICIENT_VOTES, "take 6", r -> Pool.undelegate(r, "ann", "o1", whole(6))),
        refused(UNKNOWN_OPERATOR, "intake of o9", r -> Pool.intake(r, "o9", Amounts.NONE)),
        refused(UNKNOWN_DELEGATION, "withdraw o2", r -> Pool.withdraw(r, "ann", "o2", null)),
        refused(UNKNOWN_DELEGATION, "withdraw o9", r -> Pool.withdraw(r, "ann", "o9", null)),
        refused(
            UNKNOWN_DELEGATION,
            "one of two",
            r -> Pool.withdrawAll(r, "ann", List.of("o1", "o2"), null)),
        refused(UNKNOWN_OPERATOR, "withdraw of o9", r -> Pool.withdrawOperator(r, "o9", null)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("operations")
  void shouldRefuseAndChangeNothing(
      Refusal expected, String text, Function<MemoryRecords, Outcome> operation) {
    pool(PoolParameters.DEFAULT).refuses(expected, operation);
  }

  /** Two reasons at a time: the one that the specification names first. */
  static Stream<Arguments> twoReasons() {
    return Stream.of(
        refused(OPERATOR_EXISTS, "and rate", r -> Pool.createOperator(r, "o1", "ann", TOO_MUCH)),
        refused(UNKNOWN_OPERATOR, "and rate", r -> Pool.setCommission(r, "o9", TOO_MUCH)),
        refused(UNKNOWN_OPERATOR, "and votes", r -> Pool.delegate(r, "ann", "o9", whole(0))),
        refused(
            UNKNOWN_OPERATOR, "and no delegation", r -> Pool.undelegate(r, "ben", "o9", whole(0))),
        refused(UNKNOWN_OPERATOR, "and same", r -> Pool.redelegate(r, "ann", "o9", "o9", whole(1))),
        refused(UNKNOWN_OPERATOR, "target", r -> Pool.redelegate(r, "ben", "o1", "o9", whole(0))),
        refused(
            SAME_OPERATOR, "and delegation", r -> Pool.redelegate(r, "ben", "o1", "o1", whole(0))),
        refused(SAME_OPERATOR, "and votes", r -> Pool.redelegate(r, "ann", "o1", "o1", whole(9))),
        refused(
            UNKNOWN_DELEGATION, "and votes", r -> Pool.redelegate(r, "ben", "o1", "o2", whole(0))),
        refused(UNKNOWN_DELEGATION, "and votes", r -> Pool.undelegate(r, "ben", "o1", whole(0))),
        refused(BAD_VOTES, "below 0", r -> Pool.redelegate(r, "ann", "o1", "o2", whole(-9))),
        refused(INSUFFICIENT_VOTES, "move 6", r -> Pool.redelegate(r, "ann", "o1", "o2", whole(6))),
        refused(UNKNOWN_DELEGATION, "and blocked", r -> Pool.withdraw(r, "ann", "o2", "jail")),
        refused(UNKNOWN_DELEGATION, "and blocked", r -> Pool.withdraw(r, "ann", "o9", "jail")),
        refused(UNKNOWN_OPERATOR, "and blocked", r -> Pool.withdrawOperator(r, "o9", "jail")),
        refused(BLOCKED_ADDRESS, "alone", r -> Pool.withdraw(r, "ann", "o1", "jail")),
        refused(BLOCKED_ADDRESS, "alone", r -> Pool.withdrawOperator(r, "o1", "jail")),
        refused(BLOCKED_ADDRESS, "alone", r -> Pool.withdrawAll(r, "ann", List.of("o1"), "jail")),
        refused(BLOCKED_ADDRESS, "alone", r -> Pool.setWithdrawAddress(r, "ann", "jail")));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("twoReasons")
  void shouldNameTheFirstReason(
      Refusal expected, String text, Function<MemoryRecords, Outcome> operation) {
    pool(SmallPool.blocking("jail")).refuses(expected, operation);
  }

  @Test
  void shouldRefuseABonusThatLeavesLessThanNothingAfterTax() {
    SmallPool pool = pool(taxed(2));
    pool.refuses(BAD_RATE, r -> Pool.block(r, Amounts.NONE, "o1", percent(99)));
    pool.refuses(BAD_RATE, r -> Pool.block(r, Amounts.NONE, null, percent(99)));
    pool.refuses(BAD_RATE, r -> Pool.block(r, Amounts.NONE, "o1", whole(-1)));
    assertEquals(List.of(), pool.run(r -> Pool.block(r, Amounts.NONE, "o1", percent(98))));
  }

  @Test
  void shouldRefuseToPayElsewhereWhereThatIsDisabled() {
    SmallPool pool = pool(SmallPool.atOwnAddress());
    pool.refuses(WITHDRAW_ADDRESS_DISABLED, r -> Pool.setWithdrawAddress(r, "ann", "safe"));
    pool.refuses(WITHDRAW_ADDRESS_DISABLED, r -> Pool.withdraw(r, "ann", "o1", "safe"));
    pool.refuses(WITHDRAW_ADDRESS_DISABLED, r -> Pool.withdrawOperator(r, "o1", "safe"));
    assertEquals(List.of(), pool.run(r -> Pool.setWithdrawAddress(r, "ann", "ann")));
    assertEquals(List.of("90 native to ann"), pool.withdraw("ann", "o1", "ann"));
  }

  @Test
  void shouldRefuseToPayThePersonItselfOnlyWhereItIsBlocked() {
    SmallPool pool = pool(SmallPool.atOwnAddress("ann"));
    pool.refuses(BLOCKED_ADDRESS, r -> Pool.withdraw(r, "ann", "o1", "ann"));
    pool.refuses(BLOCKED_ADDRESS, r -> Pool.withdraw(r, "ann", "o1", null));
  }
}
