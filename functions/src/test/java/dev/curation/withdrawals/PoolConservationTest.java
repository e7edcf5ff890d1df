package dev.curation.withdrawals;

import static dev.curation.withdrawals.SmallPool.wei;
import static dev.curation.withdrawals.SmallPool.whole;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.curation.money.ConservationException;
import dev.curation.money.Denom;
import java.math.BigInteger;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The check of each operation fires wherever one part of a wei, or a vote, goes astray. */
class PoolConservationTest {
  private static final Amounts PART = Amounts.of(Denom.NATIVE, BigInteger.ONE);

  /** A change that is in order: somebody votes for more, is paid, and the operator is settled. */
  private static PoolChange change() {
    SmallPool pool = new SmallPool().operator("o1", 30, 2).delegate("ann", "o1", 3).fees(1000);
    return Pool.delegate(pool.records, "ann", "o1", whole(4)).change();
  }

  private static Arguments tampered(String text, Consumer<PoolChange> tampering) {
    return Arguments.of(text, tampering);
  }

  private static Consumer<PoolChange> book(UnaryOperator<PoolBook> change) {
    return tampered -> tampered.put(change.apply(tampered.book()));
  }

  private static Consumer<PoolChange> operator(UnaryOperator<Operator> change) {
    return tampered ->
        tampered.put("o1", change.apply(Objects.requireNonNull(tampered.operator("o1"))));
  }

  private static Consumer<PoolChange> delegation(UnaryOperator<Delegation> change) {
    return tampered ->
        tampered.put(
            "ann", "o1", change.apply(Objects.requireNonNull(tampered.delegation("ann", "o1"))));
  }

  static Stream<Arguments> tamperings() {
    return Stream.of(
        tampered("received", book(b -> b.withReceived(b.receivedWei().plus(wei(1))))),
        tampered("withdrawn", book(b -> b.withWithdrawn(b.withdrawnWei().plus(wei(1))))),
        tampered("tax", book(b -> b.withTax(b.taxQ().plus(PART)))),
        tampered("dust", book(b -> b.withDust(b.dustQ().plus(PART)))),
        tampered(
            "another denomination",
            book(b -> b.withTax(Amounts.of(SmallPool.USDC, BigInteger.ONE)))),
        tampered("votes of the pool", book(b -> b.withVotes(b.totalVotes().add(BigInteger.ONE)))),
        tampered("bonus", operator(o -> o.withBonus(PART))),
        tampered("commission", operator(o -> o.withCommission(o.commissionQ().plus(PART)))),
        tampered("commission lost", operator(o -> o.withCommission(Amounts.NONE))),
        tampered("votes", operator(o -> o.withVotes(o.votes().add(BigInteger.ONE)))),
        tampered("operator lost", change -> change.put("o1", (Operator) null)),
        tampered("votes of one", delegation(d -> d.withVotes(d.votes().subtract(BigInteger.ONE)))),
        tampered("accrued", delegation(d -> new Delegation(d.votes(), d.startRatioQ(), PART))),
        tampered("start", delegation(d -> new Delegation(d.votes(), Amounts.NONE, Amounts.NONE))),
        tampered("delegation lost", change -> change.put("ann", "o1", (Delegation) null)),
        tampered(
            "votes with nobody",
            change ->
                change.put("ann", "o9", new Delegation(whole(1), Amounts.NONE, Amounts.NONE))),
        tampered("credit", change -> change.putAccount("ben", new Account(PART, null))));
  }

  @Test
  void shouldHoldWhereNothingIsTamperedWith() {
    assertDoesNotThrow(() -> Conservation.check(change()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tamperings")
  void shouldFire(String text, Consumer<PoolChange> tampering) {
    PoolChange change = change();
    tampering.accept(change);
    assertThrows(ConservationException.class, () -> Conservation.check(change));
  }

  /** All earned by o1 is unsettled, and o2 has earned something, but has no votes any more. */
  private static PoolChange nothingDone() {
    SmallPool pool = new SmallPool().operator("o1", 0, 2).delegate("ann", "o1", 3);
    pool.operator("o2", 0, 1).fees(1000);
    pool.run(records -> Pool.undelegate(records, "own-o2", "o2", whole(1)));
    return new PoolChange(pool.records);
  }

  private static Amounts less(Amounts amounts) {
    return Amounts.of(Denom.NATIVE, amounts.get(Denom.NATIVE).subtract(BigInteger.ONE));
  }

  private static Operator withSums(Operator o, Amounts checkpoint, Amounts ratio) {
    return new Operator(
        o.owner(), o.commissionE18(), o.votes(), checkpoint, ratio, o.bonusQ(), o.commissionQ());
  }

  private static Consumer<PoolChange> withoutVotes(UnaryOperator<Operator> change) {
    return tampered ->
        tampered.put("o2", change.apply(Objects.requireNonNull(tampered.operator("o2"))));
  }

  static Stream<Arguments> disorders() {
    return Stream.of(
        tampered(
            "the pool's sum per vote falls, and what it gives goes to the dust",
            change -> {
              PoolBook b = change.book();
              Amounts dust = b.dustQ().plus(Denom.NATIVE, b.totalVotes());
              change.put(
                  new PoolBook(
                      b.totalVotes(),
                      less(b.accumulatorQ()),
                      b.receivedWei(),
                      b.withdrawnWei(),
                      b.carryQ(),
                      b.taxQ(),
                      dust));
            }),
        tampered(
            "an operator is ahead of the pool",
            withoutVotes(o -> withSums(o, o.checkpointQ().plus(PART), o.ratioQ()))),
        tampered(
            "an operator's sum per vote falls",
            withoutVotes(o -> withSums(o, o.checkpointQ(), less(o.ratioQ())))),
        tampered(
            "a delegation is ahead of its operator, and has accrued the difference",
            change ->
                change.put(
                    "ann",
                    "o1",
                    new Delegation(whole(3), PART, Amounts.of(Denom.NATIVE, whole(3))))));
  }

  /** No sum differs here, so nothing but the order can tell. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("disorders")
  void shouldFireWhereASumPerVoteIsOutOfOrder(String text, Consumer<PoolChange> tampering) {
    PoolChange change = nothingDone();
    assertDoesNotThrow(() -> Conservation.check(change));
    tampering.accept(change);
    ConservationException e =
        assertThrows(ConservationException.class, () -> Conservation.check(change));
    assertEquals("more was taken than there is", e.getMessage());
  }

  @Test
  void shouldFireOverAllRecordsToo() {
    SmallPool pool = new SmallPool().operator("o1", 30, 2).fees(1000);
    pool.records.put("ben", new Account(PART, null));
    assertThrows(ConservationException.class, () -> PoolSums.of(pool.records));
    pool.records.put("ben", Account.EMPTY);
    pool.records.put(
        new PoolChange.Place("ben", "o1"), new Delegation(whole(1), Amounts.NONE, Amounts.NONE));
    assertThrows(ConservationException.class, () -> PoolSums.of(pool.records));
  }
}
