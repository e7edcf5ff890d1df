package dev.curation.withdrawals;

import dev.curation.money.Denom;
import java.math.BigInteger;

/** Shares what one block brings among all votes (specs/withdrawals.md, block). */
final class FeeBlock {
  private final BigInteger taxPerWei;
  private final BigInteger bonusPerWei;
  private final BigInteger restPerWei;
  private final PoolBook before;
  private final BigInteger totalVotes;
  private Amounts accumulator;
  private Amounts received;
  private Amounts carry;
  private Amounts tax;
  private Amounts dust;
  private Amounts bonus = Amounts.NONE;

  FeeBlock(PoolBook before, BigInteger bonusRateE18, BigInteger taxE18) {
    // All exact, as Q is a multiple of the unit of rates.
    this.taxPerWei = taxE18.multiply(Scale.Q_PER_E18);
    this.bonusPerWei = bonusRateE18.multiply(Scale.Q_PER_E18);
    this.restPerWei = Scale.Q.subtract(taxPerWei).subtract(bonusPerWei);
    this.before = before;
    this.totalVotes = before.totalVotes();
    this.accumulator = before.accumulatorQ();
    this.received = before.receivedWei();
    this.carry = before.carryQ();
    this.tax = before.taxQ();
    this.dust = before.dustQ();
  }

  void share(Denom denom, BigInteger feesWei) {
    BigInteger rest = feesWei.multiply(restPerWei).add(carry.get(denom));
    received = received.plus(denom, feesWei);
    tax = tax.plus(denom, feesWei.multiply(taxPerWei));
    bonus = bonus.plus(denom, feesWei.multiply(bonusPerWei));
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
