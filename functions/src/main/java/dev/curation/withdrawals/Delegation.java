package dev.curation.withdrawals;

import java.math.BigInteger;

/**
 * A curator's votes placed with one operator (specs/withdrawals.md, State).
 *
 * @param votes v, at least 1
 * @param startRatioQ r, the operator's ratio when the delegation was last settled
 * @param accruedQ earned until then and not withdrawn
 */
public record Delegation(BigInteger votes, Amounts startRatioQ, Amounts accruedQ) {
  Delegation withVotes(BigInteger changed) {
    return new Delegation(changed, startRatioQ, accruedQ);
  }

  Delegation paidOut() {
    return new Delegation(votes, startRatioQ, Amounts.NONE);
  }
}
