package dev.curation.withdrawals;

import org.jspecify.annotations.Nullable;

/**
 * The records of one pool as they stand. Who somebody is, is any text here: an address in
 * production, a label in the vectors.
 */
public interface Records {
  PoolParameters parameters();

  PoolBook book();

  /** Null if there is none. */
  @Nullable Operator operator(String operator);

  /** Null if there is none. */
  @Nullable Delegation delegation(String curator, String operator);

  /** Empty if there is none. */
  Account account(String person);
}
