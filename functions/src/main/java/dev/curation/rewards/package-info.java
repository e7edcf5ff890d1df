/**
 * Answers to readers: markets, collections, users, and why an amount is what it is (docs/api.md).
 */
@org.jspecify.annotations.NullMarked
package dev.curation.rewards;
