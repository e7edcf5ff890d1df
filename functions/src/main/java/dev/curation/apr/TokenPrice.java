package dev.curation.apr;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.errors.InvalidValueException;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a staked token costs, and who says so.
 *
 * @param priceEth ether per whole token, not negative; without trailing zeros
 * @param chain of the pool; like all that follows, null for a fixed price and for no other
 * @param pool that the price was read from
 * @param token that is priced
 * @param blockNumber at whose end it was the price
 * @param timestamp of that block, milliseconds since the epoch, UTC
 */
public record TokenPrice(
    BigDecimal priceEth,
    Source source,
    @Nullable ChainId chain,
    @Nullable Address pool,
    @Nullable Address token,
    @Nullable Long blockNumber,
    @Nullable Long timestamp) {

  /** Where a price comes from. */
  public enum Source {
    FIXED,
    UNISWAP_V3
  }

  /**
   * @throws InvalidValueException if the price is negative, or its source is not told in full
   */
  public TokenPrice {
    if (priceEth.signum() < 0) {
      throw new InvalidValueException("priceEth", priceEth.toPlainString(), "must not be negative");
    }
    priceEth = priceEth.stripTrailingZeros();
    boolean wanted = source == Source.UNISWAP_V3;
    if (Stream.of(chain, pool, token, blockNumber, timestamp)
        .anyMatch(part -> Objects.nonNull(part) != wanted)) {
      throw new InvalidValueException(
          "source",
          source,
          "must have all of chain, pool, token, block and time, or none if fixed");
    }
  }

  /**
   * @param priceEth ether per whole token
   */
  public static TokenPrice fixed(BigDecimal priceEth) {
    return new TokenPrice(priceEth, Source.FIXED, null, null, null, null, null);
  }

  /** The source as a person names it. */
  String told() {
    return source == Source.FIXED
        ? "fixed"
        : "Uniswap V3 pool " + pool + " on chain " + chain + " at block " + blockNumber;
  }
}
