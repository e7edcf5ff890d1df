package dev.curation.delegations;

import dev.curation.chain.Address;
import java.math.BigInteger;

/** A change that alters how an operator's income is shared (specs/withdrawals.md, Rules). */
public sealed interface DelegationChange {
  /**
   * @param votes at least 1
   */
  record Delegate(Address curator, Address operator, BigInteger votes)
      implements DelegationChange {}

  /**
   * @param votes at least 1
   */
  record Undelegate(Address curator, Address operator, BigInteger votes)
      implements DelegationChange {}

  /**
   * @param votes at least 1
   */
  record Redelegate(Address curator, Address source, Address target, BigInteger votes)
      implements DelegationChange {}

  /**
   * @param rateE18 the operator's commission, in 10^-18, 0 to 10^18
   */
  record SetCommission(Address operator, BigInteger rateE18) implements DelegationChange {}
}
