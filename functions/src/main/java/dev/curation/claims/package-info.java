/**
 * Merkle claims in the database: a tree for each token and final period, its root on the chain, and
 * what each account can claim with which proof.
 */
@org.jspecify.annotations.NullMarked
package dev.curation.claims;
