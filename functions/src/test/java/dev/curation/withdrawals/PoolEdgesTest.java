package dev.curation.withdrawals;

import static dev.curation.withdrawals.SmallPool.USDC;
import static dev.curation.withdrawals.SmallPool.percent;
import static dev.curation.withdrawals.SmallPool.wei;
import static dev.curation.withdrawals.SmallPool.whole;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.curation.errors.InvalidValueException;
import dev.curation.money.ConservationException;
import dev.curation.money.Denom;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Shares that are paid at once, many people in one operation, and checks that must not sleep. */
class PoolEdgesTest {
  private static final Amounts STRANGE = Amounts.of(USDC, BigInteger.ONE);

  @Test
  void shouldPayNewSharesAtOnceWithWhatThePersonIsOwed() {
    SmallPool pool = new SmallPool();
    pool.run(records -> Pool.credit(records, "ann", wei(3)));
    assertEquals(
        List.of("10 native to ann"),
        pool.run(records -> Pool.withdrawShares(records, "ann", wei(7), null)));
    assertEquals(
        List.of("5 native to elsewhere"),
        pool.run(records -> Pool.withdrawShares(records, "ann", wei(5), "elsewhere")));
    assertEquals(Map.of(), pool.claimableWei());
  }

  @Test
  void shouldPayNoSharesToABlockedAddress() {
    SmallPool pool = new SmallPool(SmallPool.blocking("vault"));
    pool.refuses(
        Refusal.BLOCKED_ADDRESS, records -> Pool.withdrawShares(records, "ann", wei(7), "vault"));
  }

  @Test
  void shouldSayWhatOfAnOperationIsRefused() {
    SmallPool pool = new SmallPool().operator("o1", 0, 1);
    RefusedException refused =
        assertThrows(
            RefusedException.class, () -> Pool.delegate(pool.records, "ann", "o9", whole(1)));
    assertEquals("operator", refused.field());
    assertEquals("o9", refused.value());
    assertEquals("operator 'o9': " + Refusal.UNKNOWN_OPERATOR.text(), refused.getMessage());
    assertEquals("is no operator", Refusal.UNKNOWN_OPERATOR.text());
  }

  @Test
  void shouldRefuseNegativeAmounts() {
    BigInteger less = BigInteger.ONE.negate();
    assertThrows(InvalidValueException.class, () -> Amounts.of(Denom.NATIVE, less));
    assertThrows(
        InvalidValueException.class,
        () -> Amounts.of(Map.of(Denom.NATIVE, BigInteger.ONE, USDC, less)));
  }

  @Test
  void shouldShowAmountsByDenomination() {
    Amounts amounts = wei(5).plus(STRANGE);
    assertEquals(amounts.byDenom().toString(), amounts.toString());
    assertEquals(wei(5).plus(STRANGE).hashCode(), STRANGE.plus(wei(5)).hashCode());
  }

  @Test
  void shouldBringMoneyForManyPeopleInOneOperation() {
    SmallPool pool = new SmallPool();
    SortedMap<String, Amounts> people = new TreeMap<>();
    for (int i = 0; i < 100; i++) {
      people.put("p" + i, wei(i + 1));
    }
    pool.run(records -> Pool.bring(records, Map.of(), people));
    pool.run(records -> Pool.bring(records, Map.of(), people));
    assertEquals(100, pool.claimableWei().size());
    assertEquals(wei(200), pool.claimableWei().get("p99"));
  }

  private static PoolBook withStrange(
      PoolBook b, boolean perVote, boolean withdrawn, boolean carry, boolean dust) {
    return new PoolBook(
        b.totalVotes(),
        perVote ? b.accumulatorQ().plus(STRANGE) : b.accumulatorQ(),
        b.receivedWei(),
        withdrawn ? b.withdrawnWei().plus(STRANGE) : b.withdrawnWei(),
        carry ? b.carryQ().plus(STRANGE) : b.carryQ(),
        b.taxQ(),
        dust ? b.dustQ().plus(STRANGE) : b.dustQ());
  }

  private static Operator operator(PoolChange change) {
    return Objects.requireNonNull(change.operator("o1"));
  }

  private static Operator withRatio(Operator o, Amounts ratio) {
    return new Operator(
        o.owner(),
        o.commissionE18(),
        o.votes(),
        o.checkpointQ(),
        ratio,
        o.bonusQ(),
        o.commissionQ());
  }

  static Stream<Consumer<PoolChange>> strangers() {
    return Stream.of(
        c -> c.put(withStrange(c.book(), true, false, false, false)),
        c -> c.put(withStrange(c.book(), false, true, false, false)),
        c -> c.put(withStrange(c.book(), false, false, true, false)),
        c -> c.put(withStrange(c.book(), false, false, false, true)),
        c -> c.put("o1", withRatio(operator(c), operator(c).ratioQ().plus(STRANGE))),
        c -> c.put("o1", operator(c).withBonus(STRANGE)),
        c -> c.put("o1", operator(c).withCommission(STRANGE)),
        c -> c.put("ann", "o1", new Delegation(whole(3), Amounts.NONE, STRANGE)),
        c -> c.putAccount("ben", new Account(STRANGE, null)));
  }

  @ParameterizedTest
  @MethodSource("strangers")
  void shouldNoticeADenominationInWhichNothingCameIn(Consumer<PoolChange> tampering) {
    SmallPool pool = new SmallPool().operator("o1", 0, 2).delegate("ann", "o1", 3);
    PoolChange change = new PoolChange(pool.records);
    operator(change);
    assertDoesNotThrow(() -> Conservation.check(change));
    tampering.accept(change);
    assertThrows(ConservationException.class, () -> Conservation.check(change));
  }

  /** One vote more for ann, her operator and the pool. */
  private static void vote(PoolChange change) {
    Delegation ann = Objects.requireNonNull(change.delegation("ann", "o1"));
    Operator o1 = operator(change);
    change.put("ann", "o1", ann.withVotes(ann.votes().add(BigInteger.ONE)));
    change.put("o1", o1.withVotes(o1.votes().add(BigInteger.ONE)));
    change.put(change.book().withVotes(change.book().totalVotes().add(BigInteger.ONE)));
  }

  @Test
  void shouldNoticeVotesThatMoveBeforeTheOperatorIsSettled() {
    SmallPool pool = new SmallPool().operator("o1", 0, 2).delegate("ann", "o1", 3).fees(1000);
    PoolChange change = new PoolChange(pool.records);
    vote(change);
    assertThrows(ConservationException.class, () -> Conservation.check(change));
  }

  @Test
  void shouldNoticeVotesThatMoveBeforeTheDelegationIsSettled() {
    SmallPool pool = new SmallPool().operator("o1", 0, 2).delegate("ann", "o1", 3).fees(1000);
    pool.run(records -> Pool.setCommission(records, "o1", percent(10)));
    PoolChange change = new PoolChange(pool.records);
    vote(change);
    assertThrows(ConservationException.class, () -> Conservation.check(change));
  }

  @Test
  void shouldLetVotesMoveWhereAllIsSettled() {
    SmallPool pool = new SmallPool().operator("o1", 0, 2).delegate("ann", "o1", 3);
    PoolChange change = new PoolChange(pool.records);
    vote(change);
    assertDoesNotThrow(() -> Conservation.check(change));
  }
}
