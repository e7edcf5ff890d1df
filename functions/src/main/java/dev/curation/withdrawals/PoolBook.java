package dev.curation.withdrawals;

import java.math.BigInteger;

/**
 * What all operators of a pool have in common (specs/withdrawals.md, State).
 *
 * @param totalVotes B, the votes of all operators
 * @param accumulatorQ G, what one vote has earned since the beginning
 * @param receivedWei everything that ever came in
 * @param withdrawnWei everything that was ever paid
 * @param carryQ waits for votes
 * @param taxQ the treasury's part of fee blocks
 * @param dustQ what roundings left: less than B a block, at most V a settlement
 */
public record PoolBook(
    BigInteger totalVotes,
    Amounts accumulatorQ,
    Amounts receivedWei,
    Amounts withdrawnWei,
    Amounts carryQ,
    Amounts taxQ,
    Amounts dustQ) {
  public static final PoolBook EMPTY =
      new PoolBook(
          BigInteger.ZERO,
          Amounts.NONE,
          Amounts.NONE,
          Amounts.NONE,
          Amounts.NONE,
          Amounts.NONE,
          Amounts.NONE);

  PoolBook withVotes(BigInteger votes) {
    return new PoolBook(votes, accumulatorQ, receivedWei, withdrawnWei, carryQ, taxQ, dustQ);
  }

  PoolBook withReceived(Amounts received) {
    return new PoolBook(totalVotes, accumulatorQ, received, withdrawnWei, carryQ, taxQ, dustQ);
  }

  PoolBook withWithdrawn(Amounts withdrawn) {
    return new PoolBook(totalVotes, accumulatorQ, receivedWei, withdrawn, carryQ, taxQ, dustQ);
  }

  PoolBook withDust(Amounts dust) {
    return new PoolBook(totalVotes, accumulatorQ, receivedWei, withdrawnWei, carryQ, taxQ, dust);
  }

  PoolBook withTax(Amounts tax) {
    return new PoolBook(totalVotes, accumulatorQ, receivedWei, withdrawnWei, carryQ, tax, dustQ);
  }
}
