package dev.curation.apr;

import java.util.Optional;

/**
 * The port to what a staked token costs. A source that asks a chain may throw the errors of its
 * node, and an {@code InvalidValueException} where the chain's answer is no price.
 */
public interface TokenPrices {
  /** Nobody has configured a price. */
  TokenPrices NONE =
      new TokenPrices() {
        @Override
        public Optional<TokenPrice> latest() {
          return Optional.empty();
        }

        @Override
        public Optional<TokenPrice> at(long blockNumber) {
          return Optional.empty();
        }
      };

  /** The price now; empty where none is known. */
  Optional<TokenPrice> latest();

  /**
   * The price at the end of a block of the chain that the price is read from; empty where none is
   * known.
   */
  Optional<TokenPrice> at(long blockNumber);
}
