package dev.curation.withdrawals;

import dev.curation.money.ConservationException;
import dev.curation.money.Denom;
import dev.curation.withdrawals.PoolChange.Place;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The conservation equation (specs/withdrawals.md, Invariants), checked for one operation from what
 * it touched alone.
 *
 * <p>The sums over everybody change by what happened to single records: with G for what a vote has
 * earned in the pool, g and R of an operator, r of a delegation, and d for "how much it changed",
 *
 * <pre>
 * d(sum V*(G-g)) = B*dG + sum over those touched (dV*(G'-g') - V*dg)
 * d(sum v*(R-r)) = sum over those touched (V*dR + dv*(R'-r') - v*dr)
 * </pre>
 *
 * as B is the sum of all V, and V that of all v, which is checked first. Votes move where
 * everything is settled: then G' = g' and R' = r', and the terms of dV and dv are 0.
 */
@SuppressWarnings("ReferenceEquality") // The same object needs no look at what it holds.
final class Conservation {
  private static final Operator NOBODY =
      new Operator(
          "nobody",
          BigInteger.ZERO,
          BigInteger.ZERO,
          Amounts.NONE,
          Amounts.NONE,
          Amounts.NONE,
          Amounts.NONE);
  private static final Delegation NO_VOTES =
      new Delegation(BigInteger.ZERO, Amounts.NONE, Amounts.NONE);

  private final PoolChange change;

  private Conservation(PoolChange change) {
    this.change = change;
  }

  /**
   * @throws ConservationException if the operation made or lost anything, or something is negative
   */
  static void check(PoolChange change) {
    Conservation conservation = new Conservation(change);
    conservation.checkVotes();
    conservation.checkOrder();
    Amounts received = change.book().receivedWei();
    for (int i = 0; i < received.size(); i++) {
      conservation.checkMoney(received.denom(i));
    }
  }

  private void checkVotes() {
    Map<String, BigInteger> delegated = new HashMap<>(4);
    for (int i = 0; i < change.delegations().size(); i++) {
      Touched.Entry<Place, Delegation> touched = change.delegations().at(i);
      BigInteger moved = gain(votes(touched.before()), votes(touched.after()));
      if (moved.signum() != 0) {
        delegated.merge(touched.key().operator(), moved, BigInteger::add);
      }
    }
    BigInteger all = gain(change.bookBefore().totalVotes(), change.book().totalVotes());
    for (int i = 0; i < change.operators().size(); i++) {
      Touched.Entry<String, Operator> touched = change.operators().at(i);
      BigInteger moved = gain(votes(touched.before()), votes(touched.after()));
      BigInteger own = delegated.remove(touched.key());
      require(
          moved.equals(own == null ? BigInteger.ZERO : own),
          "an operator's votes differ from those of its delegations");
      all = all.subtract(moved);
    }
    require(
        all.signum() == 0 && delegated.isEmpty(),
        "the pool's votes differ from those of its operators");
  }

  /**
   * No sum per vote is behind what was taken from it, so that no term is negative; and all that is
   * anywhere is of a denomination in which something came in.
   */
  private void checkOrder() {
    PoolBook book = change.book();
    requireOrder(change.bookBefore().accumulatorQ(), book.accumulatorQ());
    requireReceived(book.accumulatorQ());
    requireReceived(book.carryQ());
    requireReceived(book.taxQ());
    requireReceived(book.dustQ());
    requireOrder(book.withdrawnWei(), book.receivedWei());
    for (int i = 0; i < change.operators().size(); i++) {
      Operator operator = change.operators().at(i).after();
      Operator before = change.operators().at(i).before();
      if (operator != null) {
        requireOrder(operator.checkpointQ(), book.accumulatorQ());
        requireOrder(before == null ? Amounts.NONE : before.ratioQ(), operator.ratioQ());
        requireReceived(operator.ratioQ());
        requireReceived(operator.bonusQ());
        requireReceived(operator.commissionQ());
      }
    }
    for (int i = 0; i < change.delegations().size(); i++) {
      Touched.Entry<Place, Delegation> touched = change.delegations().at(i);
      Delegation delegation = touched.after();
      if (delegation != null && touched.isReplaced()) {
        Operator operator = change.operator(touched.key().operator());
        requireOrder(delegation.startRatioQ(), operator == null ? Amounts.NONE : operator.ratioQ());
        requireReceived(delegation.accruedQ());
      }
    }
    for (int i = 0; i < change.accounts().size(); i++) {
      requireReceived(Objects.requireNonNull(change.accounts().at(i).after()).creditQ());
    }
  }

  private static void requireOrder(Amounts earlier, Amounts later) {
    if (earlier != later) {
      for (int i = 0; i < earlier.size(); i++) {
        BigInteger limit = later.get(earlier.denom(i));
        require(earlier.value(i).compareTo(limit) <= 0, "more was taken than there is");
      }
    }
  }

  private void requireReceived(Amounts amounts) {
    Amounts received = change.book().receivedWei();
    for (int i = 0; i < amounts.size(); i++) {
      require(
          received.get(amounts.denom(i)).signum() > 0,
          "there is something of which nothing was received");
    }
  }

  private void checkMoney(Denom denom) {
    BigInteger surplus = surplusOfBook(denom);
    for (int i = 0; i < change.operators().size(); i++) {
      Touched.Entry<String, Operator> touched = change.operators().at(i);
      if (touched.isReplaced()) {
        surplus = surplus.subtract(gain(touched.before(), touched.after(), denom));
      }
    }
    for (int i = 0; i < change.delegations().size(); i++) {
      Touched.Entry<Place, Delegation> touched = change.delegations().at(i);
      if (touched.isReplaced()) {
        Amounts ratio = ratio(touched.key().operator());
        surplus = surplus.subtract(gain(touched.before(), touched.after(), ratio, denom));
      }
    }
    for (int i = 0; i < change.accounts().size(); i++) {
      Touched.Entry<String, Account> touched = change.accounts().at(i);
      if (touched.isReplaced()) {
        surplus = surplus.subtract(gain(credit(touched.before()), credit(touched.after()), denom));
      }
    }
    if (surplus.signum() != 0) {
      throw new ConservationException(
          denom + ": received and what it became differ by " + surplus + " of 1/10^36 wei");
    }
  }

  private Amounts ratio(String id) {
    Operator operator = change.operator(id);
    return operator == null ? Amounts.NONE : operator.ratioQ();
  }

  /** received - withdrawn - carry - tax - dust - B*dG. */
  private BigInteger surplusOfBook(Denom denom) {
    PoolBook before = change.bookBefore();
    PoolBook after = change.book();
    return gain(before.receivedWei(), after.receivedWei(), denom)
        .subtract(gain(before.withdrawnWei(), after.withdrawnWei(), denom))
        .multiply(Scale.Q)
        .subtract(gain(before.carryQ(), after.carryQ(), denom))
        .subtract(gain(before.taxQ(), after.taxQ(), denom))
        .subtract(gain(before.dustQ(), after.dustQ(), denom))
        .subtract(
            gain(before.accumulatorQ(), after.accumulatorQ(), denom).multiply(before.totalVotes()));
  }

  /** dV*(G'-g') + V*(dR-dg), bonus and commission. */
  private BigInteger gain(@Nullable Operator before, @Nullable Operator after, Denom denom) {
    Operator old = before == null ? NOBODY : before;
    // One that is gone had no votes, so its sums per vote count nothing.
    Operator now = after == null ? NOBODY : after;
    BigInteger gained =
        gain(old.bonusQ(), now.bonusQ(), denom)
            .add(gain(old.commissionQ(), now.commissionQ(), denom));
    if (old.votes().signum() > 0) {
      BigInteger each =
          gain(old.ratioQ(), now.ratioQ(), denom)
              .subtract(gain(old.checkpointQ(), now.checkpointQ(), denom));
      gained = gained.add(old.votes().multiply(each));
    }
    BigInteger since = gain(now.checkpointQ(), change.book().accumulatorQ(), denom);
    return since.signum() == 0
        ? gained
        : gained.add(gain(old.votes(), now.votes()).multiply(since));
  }

  /** dv*(R'-r') - v*dr, and what was accrued. */
  private static BigInteger gain(
      @Nullable Delegation before, @Nullable Delegation after, Amounts ratio, Denom denom) {
    Delegation old = before == null ? NO_VOTES : before;
    // One that is gone has no votes: as if it were settled.
    Delegation now = after == null ? new Delegation(BigInteger.ZERO, ratio, Amounts.NONE) : after;
    BigInteger gained =
        gain(old.accruedQ(), now.accruedQ(), denom)
            .subtract(old.votes().multiply(gain(old.startRatioQ(), now.startRatioQ(), denom)));
    BigInteger since = gain(now.startRatioQ(), ratio, denom);
    return since.signum() == 0
        ? gained
        : gained.add(gain(old.votes(), now.votes()).multiply(since));
  }

  private static Amounts credit(@Nullable Account account) {
    return account == null ? Amounts.NONE : account.creditQ();
  }

  private static BigInteger gain(Amounts before, Amounts after, Denom denom) {
    return before == after ? BigInteger.ZERO : gain(before.get(denom), after.get(denom));
  }

  private static BigInteger gain(BigInteger before, BigInteger after) {
    return before == after ? BigInteger.ZERO : after.subtract(before);
  }

  private static BigInteger votes(@Nullable Operator operator) {
    return operator == null ? BigInteger.ZERO : operator.votes();
  }

  private static BigInteger votes(@Nullable Delegation delegation) {
    return delegation == null ? BigInteger.ZERO : delegation.votes();
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ConservationException(otherwise);
    }
  }
}
