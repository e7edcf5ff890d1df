package dev.curation.listening;

import dev.curation.chain.ChainId;

/**
 * A block is gone that was taken for final: the configured finality is too small for the chain, or
 * the node is on another chain. The cursor stays where it is.
 */
public final class ReorganisationTooDeepException extends RuntimeException {
  ReorganisationTooDeepException(ChainId chain, long block) {
    super("chain " + chain + ": block " + block + " was taken for final and is gone");
  }
}
