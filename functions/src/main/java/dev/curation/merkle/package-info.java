/**
 * Merkle trees of what accounts may claim in all: OpenZeppelin's standard tree of {@code
 * ["address","uint256"]}, its proofs, its pages and its file. Pure functions.
 */
@org.jspecify.annotations.NullMarked
package dev.curation.merkle;
