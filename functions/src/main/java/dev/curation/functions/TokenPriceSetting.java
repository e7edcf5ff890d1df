package dev.curation.functions;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;

/** Where the price of the staked token comes from. */
public sealed interface TokenPriceSetting {
  /**
   * @param eth ether per whole token, not negative
   */
  record Fixed(BigDecimal eth) implements TokenPriceSetting {}

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
