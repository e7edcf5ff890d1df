package dev.curation.withdrawals;

import org.jspecify.annotations.Nullable;

/**
 * What could be withdrawn now, in parts of 1/Q wei: settles on a copy and changes nothing
 * (specs/withdrawals.md, Queries).
 */
public final class Claimable {
  private Claimable() {}

  /** What a curator's votes with one operator have earned; none where there are no votes. */
  public static Amounts ofDelegation(Records records, String curator, String operator) {
    Delegation delegation = records.delegation(curator, operator);
    Operator settled = settled(records, operator);
    return delegation == null || settled == null
        ? Amounts.NONE
        : Settlement.of(delegation, settled).accruedQ();
  }

  /** An operator's commission; none where there is no such operator. */
  public static Amounts ofCommission(Records records, String operator) {
    Operator settled = settled(records, operator);
    return settled == null ? Amounts.NONE : settled.commissionQ();
  }

  private static @Nullable Operator settled(Records records, String operator) {
    Operator found = records.operator(operator);
    return found == null ? null : Settlement.of(records.book(), found).operator();
  }

  /** The whole wei of an amount. */
  public static Amounts wholeWei(Amounts amountsQ) {
    Amounts wei = Amounts.NONE;
    for (int i = 0; i < amountsQ.size(); i++) {
      wei = wei.plus(amountsQ.denom(i), amountsQ.value(i).divide(Scale.Q));
    }
    return wei;
  }
}
