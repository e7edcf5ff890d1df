package dev.curation.functions;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.errors.InvalidValueException;
import dev.curation.functions.TokenPriceSetting.Fixed;
import dev.curation.functions.TokenPriceSetting.UniswapV3;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The source of the staked token's price: {@code CURATION_TOKEN_PRICE}, a JSON object that
 * docs/apr.md describes.
 */
final class TokenPriceConfiguration {
  private static final String NAME = "CURATION_TOKEN_PRICE";

  private TokenPriceConfiguration() {}

  /**
   * @return empty where the variable is missing or blank
   * @throws InvalidValueException naming the variable and the part of it
   */
  static Optional<TokenPriceSetting> tokenPrice(Map<String, String> environment) {
    String text = environment.get(NAME);
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    JsonSetting setting = JsonSetting.parse(NAME, text);
    setting.requireMembers(Set.of("fixedEth", "uniswapV3"));
    Optional<TokenPriceSetting> fixed =
        setting.optional("fixedEth").map(TokenPriceConfiguration::fixed);
    Optional<TokenPriceSetting> pool =
        setting.optional("uniswapV3").map(part -> uniswapV3(part, environment));
    if (fixed.isPresent() == pool.isPresent()) {
      throw new InvalidValueException(NAME, text, "must have either fixedEth or uniswapV3");
    }
    return fixed.or(() -> pool);
  }

  /** A text: a JSON number would pass through a binary fraction in most tools. */
  private static TokenPriceSetting fixed(JsonSetting eth) {
    return Fixed.parse(eth.name(), eth.text());
  }

  private static TokenPriceSetting uniswapV3(JsonSetting part, Map<String, String> environment) {
    part.requireMembers(Set.of("chain", "pool", "token"));
    JsonSetting id = part.member("chain");
    ChainId chain = ChainId.parse(id.name(), Long.toString(id.number()));
    Address pool = address(part.member("pool"));
    Address token = address(part.member("token"));
    List<URI> endpoints = ChainsConfiguration.endpoints(chain, environment);
    if (endpoints.isEmpty()) {
      throw new InvalidValueException(
          id.name(), chain, "must be a chain whose nodes CURATION_RPC_" + chain + " names");
    }
    return new UniswapV3(chain, pool, token, endpoints);
  }

  private static Address address(JsonSetting address) {
    return Address.parse(address.name(), address.text());
  }
}
