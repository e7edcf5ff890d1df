/**
 * Lazy rewards in the database: what people ask for, what curation brings in, and what is paid
 * (specs/withdrawals.md).
 */
@org.jspecify.annotations.NullMarked
package dev.curation.pools;
