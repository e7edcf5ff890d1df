package dev.curation.withdrawals;

import dev.curation.money.Denom;
import java.math.BigInteger;

/** Shares what one block brings among all votes (specs/withdrawals.md, block). */
final class FeeBlock {
  private final BigInteger bonusRateE18;
  private final BigInteger taxE18;
  private final BigInteger totalVotes;
  private Amounts accumulator;
  private Amounts received;
  private Amounts carry;
  private Amounts tax;
  private Amounts dust;
  private Amounts bonus = Amounts.NONE;
  private final PoolBook before;

  FeeBlock(PoolBook before, BigInteger bonusRateE18, BigInteger taxE18) {
    this.before = before;
    this.bonusRateE18 = bonusRateE18;
    this.taxE18 = taxE18;
    this.totalVotes = before.totalVotes();
    this.accumulator = before.accumulatorQ();
    this.received = before.receivedWei();
    this.carry = before.carryQ();
    this.tax = before.taxQ();
    this.dust = before.dustQ();
  }

  void share(Denom denom, BigInteger feesWei) {
    // Both exact, as Q is a multiple of the unit of rates.
    BigInteger unit = feesWei.multiply(Scale.Q_PER_E18);
    BigInteger taxed = unit.multiply(taxE18);
    BigInteger ownBonus = unit.multiply(bonusRateE18);
    BigInteger rest =
        feesWei.multiply(Scale.Q).subtract(taxed).subtract(ownBonus).add(carry.get(denom));
    received = received.plus(denom, feesWei);
    tax = tax.plus(denom, taxed);
    bonus = bonus.plus(denom, ownBonus);
    if (totalVotes.signum() == 0) {
      carry = carry.with(denom, rest);
    } else {
      BigInteger[] each = rest.divideAndRemainder(totalVotes);
      carry = carry.with(denom, BigInteger.ZERO);
      accumulator = accumulator.plus(denom, each[0]);
      dust = dust.plus(denom, each[1]);
    }
  }

  Amounts bonusQ() {
    return bonus;
  }

  PoolBook book() {
    return new PoolBook(totalVotes, accumulator, received, before.withdrawnWei(), carry, tax, dust);
  }
}
