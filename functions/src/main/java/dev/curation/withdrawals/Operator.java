package dev.curation.withdrawals;

import java.math.BigInteger;

/**
 * A curator that votes with the votes of others (specs/withdrawals.md, State).
 *
 * @param owner who gets the commission
 * @param commissionE18 its rate, 0 to 10^18
 * @param votes V, of all its delegations
 * @param checkpointQ g, the pool's accumulator when the operator was last settled
 * @param ratioQ R, what one vote placed here has earned, after commission
 * @param bonusQ income of its own since it was last settled
 * @param commissionQ commission not withdrawn yet
 */
public record Operator(
    String owner,
    BigInteger commissionE18,
    BigInteger votes,
    Amounts checkpointQ,
    Amounts ratioQ,
    Amounts bonusQ,
    Amounts commissionQ) {

  Operator withVotes(BigInteger changed) {
    return new Operator(owner, commissionE18, changed, checkpointQ, ratioQ, bonusQ, commissionQ);
  }

  Operator withRate(BigInteger rateE18) {
    return new Operator(owner, rateE18, votes, checkpointQ, ratioQ, bonusQ, commissionQ);
  }

  Operator withBonus(Amounts bonus) {
    return new Operator(owner, commissionE18, votes, checkpointQ, ratioQ, bonus, commissionQ);
  }

  Operator withCommission(Amounts commission) {
    return new Operator(owner, commissionE18, votes, checkpointQ, ratioQ, bonusQ, commission);
  }
}
