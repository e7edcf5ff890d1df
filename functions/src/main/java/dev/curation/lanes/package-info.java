/**
 * Lanes in the database: fees earned on one chain, paid on another (specs/settlement.md). The
 * accrual side lies below {@code lanes}, the payout side below {@code payoutLanes}, each in a
 * database of its own if so wished.
 */
@org.jspecify.annotations.NullMarked
package dev.curation.lanes;
