/**
 * Payout plans in the database: stored as they were made, approved once, carried out through the
 * outbox; what one defers, the next of its series carries.
 */
@org.jspecify.annotations.NullMarked
package dev.curation.plans;
