package dev.curation.withdrawals;

import dev.curation.money.ConservationException;
import dev.curation.money.Denom;
import java.math.BigInteger;

/**
 * The terms of the conservation equation, summed over everybody (specs/withdrawals.md, Invariants).
 *
 * @param unsettledQ sum over operators of V*(G-g) + bonus
 * @param commissionQ sum over operators
 * @param delegationsQ sum over delegations of v*(R-r) + accrued
 * @param creditQ sum over accounts
 */
public record PoolSums(
    PoolBook book, Amounts unsettledQ, Amounts commissionQ, Amounts delegationsQ, Amounts creditQ) {

  /** Adds up one record after another. */
  public static final class Summing {
    private final PoolBook book;
    private Amounts unsettled = Amounts.NONE;
    private Amounts commission = Amounts.NONE;
    private Amounts delegations = Amounts.NONE;
    private Amounts credit = Amounts.NONE;
    private BigInteger votesOfOperators = BigInteger.ZERO;
    private BigInteger votesOfDelegations = BigInteger.ZERO;

    public Summing(PoolBook book) {
      this.book = book;
    }

    public void add(Operator operator) {
      votesOfOperators = votesOfOperators.add(operator.votes());
      commission = commission.plus(operator.commissionQ());
      unsettled = unsettled.plus(operator.bonusQ());
      for (Denom denom : book.accumulatorQ().byDenom().keySet()) {
        BigInteger since =
            book.accumulatorQ().get(denom).subtract(operator.checkpointQ().get(denom));
        unsettled = unsettled.plus(denom, operator.votes().multiply(since));
      }
    }

    /**
     * @param operator with whom the votes are placed, as it stands
     */
    public void add(Delegation delegation, Operator operator) {
      votesOfDelegations = votesOfDelegations.add(delegation.votes());
      delegations = delegations.plus(Settlement.of(delegation, operator).accruedQ());
    }

    public void add(Account account) {
      credit = credit.plus(account.creditQ());
    }

    /**
     * @throws ConservationException if the equation does not hold, or votes are not the sums of
     *     votes
     */
    public PoolSums sums() {
      if (book.totalVotes().compareTo(votesOfOperators) != 0
          || votesOfOperators.compareTo(votesOfDelegations) != 0) {
        throw new ConservationException(
            "votes of the pool "
                + book.totalVotes()
                + ", of its operators "
                + votesOfOperators
                + ", of all delegations "
                + votesOfDelegations);
      }
      PoolSums sums = new PoolSums(book, unsettled, commission, delegations, credit);
      sums.check();
      return sums;
    }
  }

  public static PoolSums of(MemoryRecords records) {
    Summing summing = new Summing(records.book());
    records.operators().values().forEach(summing::add);
    records
        .delegations()
        .values()
        .forEach(
            own ->
                own.forEach(
                    (id, delegation) -> {
                      Operator operator = records.operator(id);
                      if (operator == null) {
                        throw new ConservationException(
                            "votes with " + id + ", who is no operator");
                      }
                      summing.add(delegation, operator);
                    }));
    records.accounts().values().forEach(summing::add);
    return summing.sums();
  }

  private void check() {
    Amounts owed =
        book.carryQ()
            .plus(book.taxQ())
            .plus(book.dustQ())
            .plus(unsettledQ)
            .plus(commissionQ)
            .plus(delegationsQ)
            .plus(creditQ);
    for (Denom denom : book.receivedWei().denomsWith(owed)) {
      BigInteger left = left(denom);
      if (left.multiply(Scale.Q).compareTo(owed.get(denom)) != 0) {
        throw new ConservationException(
            denom + ": " + left + " wei are left, but " + owed.get(denom) + " / 10^36 are owed");
      }
    }
  }

  /** What is in the pool: received - withdrawn. */
  public BigInteger left(Denom denom) {
    return book.receivedWei().get(denom).subtract(book.withdrawnWei().get(denom));
  }
}
