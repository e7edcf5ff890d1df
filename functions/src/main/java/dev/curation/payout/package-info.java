/**
 * Payout plans: what everybody finally owns after all splits, re-splits and give-backs, and the
 * fewest transfers to get there (specs/payout-plan.md). Pure functions.
 */
@org.jspecify.annotations.NullMarked
package dev.curation.payout;
