/**
 * The rules of lazy rewards: operators, delegations, commission, withdrawals
 * (specs/withdrawals.md). Pure: no clock, no database.
 */
@org.jspecify.annotations.NullMarked
package dev.curation.withdrawals;
