package dev.curation.node;

import dev.curation.chain.ChainId;

/** An endpoint is on another chain than the settings say; it is never used. */
public final class WrongChainException extends RuntimeException {
  /**
   * @param endpoint its place among the configured ones, from 1
   */
  public WrongChainException(int endpoint, ChainId configured, ChainId found) {
    super("Endpoint " + endpoint + " of chain " + configured + " is on chain " + found + ".");
  }
}
