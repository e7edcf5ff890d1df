/** A chain's node on web3j. */
@org.jspecify.annotations.NullMarked
package dev.curation.evm;
