package dev.curation.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.curation.aggregation.AggregationSettings;
import dev.curation.apr.TokenPrice;
import dev.curation.apr.TokenPrices;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.errors.InvalidValueException;
import dev.curation.functions.TokenPriceSetting.Fixed;
import dev.curation.functions.TokenPriceSetting.UniswapV3;
import dev.curation.local.LocalChain;
import dev.curation.local.TestPools;
import dev.curation.simulation.Faults;
import dev.curation.simulation.SimulatedDatabase;
import dev.curation.simulation.SimulatedStore;
import dev.curation.store.Store;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The source of the token's price; what is wrong is named with its place. */
class TokenPriceConfigurationTest {
  private static final String NAME = "CURATION_TOKEN_PRICE";
  private static final String POOL = "0x00000000000000000000000000000000000000aa";
  private static final String TOKEN = "0x00000000000000000000000000000000000000BB";
  private static final String UNISWAP =
      """
      {"uniswapV3": {"chain": "1", "pool": "%s", "token": "%s"}}\
      """
          .formatted(POOL, TOKEN);

  private static Optional<TokenPriceSetting> read(String json) {
    return TokenPriceConfiguration.tokenPrice(
        Map.of(NAME, json, "CURATION_RPC_1", "https://a/secret-key, https://b"));
  }

  private static InvalidValueException refused(String json) {
    return assertThrows(InvalidValueException.class, () -> read(json));
  }

  @Test
  void shouldKnowNoPriceUnlessToldOne() {
    assertEquals(Optional.empty(), TokenPriceConfiguration.tokenPrice(Map.of()));
    assertEquals(Optional.empty(), read(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.000021", "0", "17", "999999999999999999.5"})
  void shouldReadAFixedPrice(String eth) {
    assertEquals(
        Optional.of(new Fixed(new BigDecimal(eth))), read("{\"fixedEth\": \"" + eth + "\"}"));
  }

  @Test
  void shouldReadAPoolAndTheEndpointsOfItsChain() {
    UniswapV3 pool = (UniswapV3) read(UNISWAP).orElseThrow();
    assertEquals(
        new UniswapV3(
            new ChainId(1),
            Address.parse("pool", POOL),
            Address.parse("token", TOKEN),
            List.of(URI.create("https://a/secret-key"), URI.create("https://b"))),
        pool);
    assertFalse(pool.toString().contains("secret-key"), pool.toString());
    assertEquals(read(UNISWAP), read(UNISWAP.replace("\"1\"", "1")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "7", "null", "[]", "{}", "{'fixedEth':null}"})
  void shouldRefuseWhatNamesNoSource(String json) {
    assertEquals(NAME, refused(json.replace('\'', '"')).field(), json);
  }

  @Test
  void shouldRefuseTwoSources() {
    String both = UNISWAP.replaceFirst("\\{", "{\"fixedEth\": \"1\", ");
    assertEquals(NAME, refused(both).field());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"-1\"", "\"1e3\"", "\"\"", "\".5\"", "\"1.\"", "\"01\"", "0.5", "{}"})
  void shouldRefuseWhatIsNoPrice(String eth) {
    assertEquals(NAME + ".fixedEth", refused("{\"fixedEth\": " + eth + "}").field());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "uniswapV3"|"uniswap"|CURATION_TOKEN_PRICE.uniswap
          "chain": "1"|"chain": "0"|CURATION_TOKEN_PRICE.uniswapV3.chain
          "chain": "1"|"chain": "2"|CURATION_TOKEN_PRICE.uniswapV3.chain
          "chain": "1"|"chains": "1"|CURATION_TOKEN_PRICE.uniswapV3.chains
          "pool": "0x|"pool": "0y|CURATION_TOKEN_PRICE.uniswapV3.pool
          "token": "0x|"token": "|CURATION_TOKEN_PRICE.uniswapV3.token
          "chain": "1",||CURATION_TOKEN_PRICE.uniswapV3.chain
          """)
  void shouldNameThePlaceOfWhatIsWrong(String right, String wrong, String place) {
    String json = UNISWAP.replace(right, wrong == null ? "" : wrong);
    assertFalse(json.equals(UNISWAP), right);
    assertEquals(place, refused(json).field());
  }

  @Test
  void shouldNameTheVariableOfABadEndpoint() {
    Map<String, String> environment = Map.of(NAME, UNISWAP, "CURATION_RPC_1", "secret-key");
    InvalidValueException e =
        assertThrows(
            InvalidValueException.class, () -> TokenPriceConfiguration.tokenPrice(environment));
    assertEquals("CURATION_RPC_1", e.field());
    assertFalse(e.toString().contains("secret-key"), e.toString());
  }

  private static TokenPrices wired(Map<String, String> environment) {
    InstantSource clock = () -> Instant.parse("2026-02-01T00:00:00Z");
    Store store = new SimulatedStore(new SimulatedDatabase(clock), Faults.NONE);
    return new Wiring(store, BackendSettings.fromEnvironment(environment), clock).tokenPrices();
  }

  @Test
  void shouldWireTheFixedPriceOrNone() {
    assertSame(TokenPrices.NONE, wired(Map.of()));
    assertEquals(
        Optional.of(TokenPrice.fixed(new BigDecimal("0.000021"))),
        wired(Map.of(NAME, "{\"fixedEth\": \"0.000021\"}")).latest());
    assertEquals(Optional.empty(), BackendSettings.of(AggregationSettings.DEFAULT).tokenPrice());
  }

  @Test
  void shouldWireAPoolOfAChainThatIsNotListenedTo() {
    try (LocalChain local = LocalChain.start()) {
      Address token = TestPools.token(local.chain(), 18);
      Address pool = TestPools.pool(local.chain(), token, TestPools.token(local.chain(), 18));
      var unused = local.chain().call(0, pool, TestPools.setSqrtPriceX96(BigInteger.TWO.pow(95)));
      String json =
          "{\"uniswapV3\": {\"chain\": 31337, \"pool\": \"%s\", \"token\": \"%s\"}}"
              .formatted(pool, token);
      String endpoint = local.anvil().endpoint().toString();
      TokenPrices prices = wired(Map.of(NAME, json, "CURATION_RPC_31337", endpoint));
      TokenPrice price = prices.latest().orElseThrow();
      assertEquals(new BigDecimal("0.25"), price.priceEth());
      assertEquals(price, prices.at(local.node().headNumber()).orElseThrow());
    }
  }
}
