package dev.curation.functions;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.errors.InvalidValueException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;

/** Where the price of the staked token comes from. */
public sealed interface TokenPriceSetting {
  /**
   * @param eth ether per whole token, not negative
   */
  record Fixed(BigDecimal eth) implements TokenPriceSetting {

    /**
     * Reads a decimal number.
     *
     * @throws InvalidValueException naming the field
     */
    public static Fixed parse(String field, String text) {
      if (!text.matches("(0|[1-9][0-9]{0,17})(\\.[0-9]{1,36})?")) {
        throw new InvalidValueException(
            field, text, "must be a decimal number of ETH, 36 decimals at most");
      }
      return new Fixed(new BigDecimal(text));
    }
  }

  /**
   * @param token that is priced; the pool's other one counts as ether
   * @param endpoints of the chain's JSON-RPC, at least one, the preferred one first
   */
  record UniswapV3(ChainId chain, Address pool, Address token, List<URI> endpoints)
      implements TokenPriceSetting {
    public UniswapV3 {
      endpoints = List.copyOf(endpoints);
    }

    /** Without the endpoints, which often hold a key. */
    @Override
    public String toString() {
      return "UniswapV3[" + chain + ", " + pool + ", " + token + "]";
    }
  }
}
