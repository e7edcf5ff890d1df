package dev.curation.withdrawals;

import dev.curation.money.ConservationException;
import dev.curation.money.Denom;
import dev.curation.withdrawals.PoolChange.Touched;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The conservation equation (specs/withdrawals.md, Invariants), checked for one operation from what
 * it touched alone.
 *
 * <p>As B is the sum of all V, and V that of all v, the sums over everybody take the form of sums
 * of terms that each belong to one record:
 *
 * <pre>
 * sum V*(G-g) + sum v*(R-r) = B*G + sum V*(R-g) - sum v*r
 * </pre>
 *
 * so where it held before and the terms of the records that changed balance, it holds again.
 */
final class Conservation {
  private final PoolChange change;
  private final Map<String, BigInteger> votesOfOperators = new HashMap<>(4);

  private Conservation(PoolChange change) {
    this.change = change;
  }

  /**
   * @throws ConservationException if the operation made or lost anything, or something is negative
   */
  static void check(PoolChange change) {
    new Conservation(change).check();
  }

  private void check() {
    checkVotes();
    // All that is anywhere came in once.
    Amounts received = change.book().receivedWei();
    for (int i = 0; i < received.size(); i++) {
      Denom denom = received.denom(i);
      BigInteger surplus = bookTerm(denom);
      for (Touched<Operator> operator : change.operators().values()) {
        if (operator.isChanged()) {
          surplus = surplus.subtract(term(operator.after(), denom));
          surplus = surplus.add(term(operator.before(), denom));
        }
      }
      for (Touched<Delegation> delegation : change.delegations().values()) {
        if (delegation.isChanged()) {
          surplus = surplus.subtract(term(delegation.after(), denom));
          surplus = surplus.add(term(delegation.before(), denom));
        }
      }
      for (Touched<Account> account : change.accounts().values()) {
        surplus = surplus.subtract(term(account.after(), denom));
        surplus = surplus.add(term(account.before(), denom));
      }
      if (surplus.signum() != 0) {
        throw new ConservationException(
            denom + ": received and what it became differ by " + surplus + " of 1/10^36 wei");
      }
    }
  }

  private void checkVotes() {
    BigInteger all = change.book().totalVotes().subtract(change.bookBefore().totalVotes());
    change
        .delegations()
        .forEach(
            (place, touched) ->
                votesOfOperators.merge(
                    place.operator(),
                    votes(touched.after()).subtract(votes(touched.before())),
                    BigInteger::add));
    for (Map.Entry<String, Touched<Operator>> operator : change.operators().entrySet()) {
      BigInteger own =
          votes(operator.getValue().after()).subtract(votes(operator.getValue().before()));
      all = all.subtract(own);
      BigInteger delegated = votesOfOperators.getOrDefault(operator.getKey(), BigInteger.ZERO);
      if (own.compareTo(delegated) != 0) {
        throw new ConservationException(
            "operator " + operator.getKey() + ": votes differ from those of its delegations");
      }
    }
    votesOfOperators.keySet().removeAll(change.operators().keySet());
    boolean unknown = votesOfOperators.values().stream().anyMatch(v -> v.signum() != 0);
    if (all.signum() != 0 || unknown) {
      throw new ConservationException("the pool's votes differ from those of its operators");
    }
  }

  private BigInteger bookTerm(Denom denom) {
    PoolBook after = change.book();
    PoolBook before = change.bookBefore();
    return after.equals(before)
        ? BigInteger.ZERO
        : term(after, denom).subtract(term(before, denom));
  }

  private static BigInteger term(PoolBook book, Denom denom) {
    return book.receivedWei()
        .get(denom)
        .subtract(book.withdrawnWei().get(denom))
        .multiply(Scale.Q)
        .subtract(book.carryQ().get(denom))
        .subtract(book.taxQ().get(denom))
        .subtract(book.dustQ().get(denom))
        .subtract(book.totalVotes().multiply(book.accumulatorQ().get(denom)));
  }

  private static BigInteger term(@Nullable Operator operator, Denom denom) {
    if (operator == null) {
      return BigInteger.ZERO;
    }
    BigInteger ratio = operator.ratioQ().get(denom).subtract(operator.checkpointQ().get(denom));
    return operator
        .votes()
        .multiply(ratio)
        .add(operator.bonusQ().get(denom))
        .add(operator.commissionQ().get(denom));
  }

  private static BigInteger term(@Nullable Delegation delegation, Denom denom) {
    return delegation == null
        ? BigInteger.ZERO
        : delegation
            .accruedQ()
            .get(denom)
            .subtract(delegation.votes().multiply(delegation.startRatioQ().get(denom)));
  }

  private static BigInteger term(@Nullable Account account, Denom denom) {
    return account == null ? BigInteger.ZERO : account.creditQ().get(denom);
  }

  private static BigInteger votes(@Nullable Operator operator) {
    return operator == null ? BigInteger.ZERO : operator.votes();
  }

  private static BigInteger votes(@Nullable Delegation delegation) {
    return delegation == null ? BigInteger.ZERO : delegation.votes();
  }
}
