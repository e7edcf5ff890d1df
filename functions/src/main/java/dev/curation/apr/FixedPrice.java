package dev.curation.apr;

import java.math.BigDecimal;
import java.util.Optional;

/** One price for ever: for local use, and for tokens without a pool. */
public final class FixedPrice implements TokenPrices {
  private final TokenPrice price;

  /**
   * @param priceEth ether per whole token, not negative
   */
  public FixedPrice(BigDecimal priceEth) {
    this.price = TokenPrice.fixed(priceEth);
  }

  @Override
  public Optional<TokenPrice> latest() {
    return Optional.of(price);
  }

  @Override
  public Optional<TokenPrice> at(long blockNumber) {
    return latest();
  }
}
