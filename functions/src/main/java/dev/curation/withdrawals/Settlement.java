package dev.curation.withdrawals;

import dev.curation.money.Denom;
import java.math.BigInteger;

/**
 * What somebody has earned since it was last looked at (specs/withdrawals.md, settleOperator and
 * settleDelegation). Every division is floored, so nobody ever gets too much.
 *
 * @param book with the dust of the roundings
 */
record Settlement(PoolBook book, Operator operator) {
  static Settlement of(PoolBook book, Operator operator) {
    Amounts accumulator = book.accumulatorQ();
    Amounts bonus = operator.bonusQ();
    if (operator.checkpointQ().equals(accumulator) && bonus.isNone()) {
      return new Settlement(book, operator);
    }
    BigInteger votes = operator.votes();
    BigInteger rate = operator.commissionE18();
    Amounts ratio = operator.ratioQ();
    Amounts commission = operator.commissionQ();
    Amounts dust = book.dustQ();
    for (Denom denom : accumulator.denomsWith(bonus)) {
      BigInteger since = accumulator.get(denom).subtract(operator.checkpointQ().get(denom));
      BigInteger income = votes.multiply(since).add(bonus.get(denom));
      if (income.signum() > 0) {
        BigInteger[] taken = Scale.parts(income, rate);
        BigInteger[] each = income.subtract(taken[0]).divideAndRemainder(votes);
        if (taken[1].signum() > 0 && each[1].signum() == 0) {
          // The rest after commission is floored too, which here takes it below a whole multiple.
          each = new BigInteger[] {each[0].subtract(BigInteger.ONE), votes};
        }
        ratio = ratio.plus(denom, each[0]);
        commission = commission.plus(denom, taken[0]);
        dust = dust.plus(denom, each[1]);
      }
    }
    Operator settled =
        new Operator(operator.owner(), rate, votes, accumulator, ratio, Amounts.NONE, commission);
    return new Settlement(book.withDust(dust), settled);
  }

  /**
   * @param settled the delegation's operator, already settled
   */
  static Delegation of(Delegation delegation, Operator settled) {
    Amounts ratio = settled.ratioQ();
    if (delegation.startRatioQ().equals(ratio)) {
      return delegation;
    }
    Amounts accrued = delegation.accruedQ();
    for (int i = 0; i < ratio.size(); i++) {
      Denom denom = ratio.denom(i);
      BigInteger since = ratio.value(i).subtract(delegation.startRatioQ().get(denom));
      accrued = accrued.plus(denom, delegation.votes().multiply(since));
    }
    return new Delegation(delegation.votes(), ratio, accrued);
  }
}
