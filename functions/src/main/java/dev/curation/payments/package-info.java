/**
 * The payment outbox: amounts that are owed, written with the books that say so, and sent on chain
 * later, each exactly once.
 */
@org.jspecify.annotations.NullMarked
package dev.curation.payments;
