package dev.curation.evm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.apr.TokenPrice;
import dev.curation.apr.TokenPrice.Source;
import dev.curation.chain.Address;
import dev.curation.errors.InvalidValueException;
import dev.curation.local.LocalChain;
import dev.curation.local.TestChain;
import dev.curation.local.TestPools;
import dev.curation.node.BlockHeader;
import dev.curation.node.ChainNode;
import dev.curation.node.FailoverNode;
import dev.curation.node.NodeException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against a real chain with a pool that only tells its price. */
final class UniswapV3PoolTest {
  private static final LocalChain LOCAL = LocalChain.start();
  private static final TestChain CHAIN = LOCAL.chain();
  private static final ChainNode NODE = LOCAL.node();
  private static final BigInteger Q96 = BigInteger.TWO.pow(96);

  private static Address weth = Address.ZERO;
  private static Address flow = Address.ZERO;
  private static Address dollar = Address.ZERO;

  @BeforeAll
  static void deploy() {
    weth = TestPools.token(CHAIN, 18);
    flow = TestPools.token(CHAIN, 18);
    dollar = TestPools.token(CHAIN, 6);
  }

  @AfterAll
  static void stop() {
    LOCAL.close();
  }

  /**
   * Sets a price: (numerator / denominator)^2 of token 1's units for one of token 0's.
   *
   * @return the block from which on it holds
   */
  private static long set(Address pool, long numerator, long denominator) {
    BigInteger sqrt =
        Q96.multiply(BigInteger.valueOf(numerator)).divide(BigInteger.valueOf(denominator));
    return CHAIN.call(0, pool, TestPools.setSqrtPriceX96(sqrt)).blockNumber();
  }

  private static Address pool(Address token0, Address token1, long numerator, long denominator) {
    Address pool = TestPools.pool(CHAIN, token0, token1);
    var unused = set(pool, numerator, denominator);
    return pool;
  }

  private static UniswapV3Pool prices(Address pool, Address token) {
    return new UniswapV3Pool(LocalChain.CHAIN, NODE, pool, token);
  }

  private static BigDecimal latest(Address pool, Address token) {
    return prices(pool, token).latest().orElseThrow().priceEth();
  }

  private static InvalidValueException refused(Address pool, Address token) {
    return assertThrows(InvalidValueException.class, () -> prices(pool, token).latest());
  }

  @Test
  void shouldPriceATokenOnEitherSideOfThePool() {
    assertEquals(new BigDecimal("0.0625"), latest(pool(flow, weth, 1, 4), flow));
    assertEquals(new BigDecimal("0.0625"), latest(pool(weth, flow, 4, 1), flow));
  }

  @Test
  void shouldCountWholeTokensWhateverTheirDecimals() {
    // 1/64 of token 1's units for one of token 0's: 10^12 times that for a whole dollar of 10^6.
    assertEquals(new BigDecimal("0.000000000000015625"), latest(pool(dollar, weth, 1, 8), dollar));
    assertEquals(
        new BigDecimal("64000000000000").stripTrailingZeros(),
        latest(pool(dollar, weth, 1, 8), weth));
    assertEquals(new BigDecimal("0.000000000000015625"), latest(pool(weth, dollar, 8, 1), dollar));
    assertEquals(
        new BigDecimal("64000000000000").stripTrailingZeros(),
        latest(pool(weth, dollar, 8, 1), weth));
  }

  @Test
  void shouldNameTheBlockOfTheLatestPrice() {
    Address pool = pool(flow, weth, 1, 2);
    CHAIN.mine(3);
    long head = NODE.headNumber();
    BlockHeader block = NODE.headers(List.of(head)).getFirst().orElseThrow();
    assertEquals(
        new TokenPrice(
            new BigDecimal("0.25"),
            Source.UNISWAP_V3,
            LocalChain.CHAIN,
            pool,
            flow,
            head,
            block.timestamp()),
        prices(pool, flow).latest().orElseThrow());
  }

  @Test
  void shouldTellThePriceOfAnOlderBlock() {
    Address pool = TestPools.pool(CHAIN, flow, weth);
    long first = set(pool, 1, 2);
    CHAIN.mine(5);
    long second = set(pool, 3, 2);
    UniswapV3Pool prices = prices(pool, flow);
    assertEquals(new BigDecimal("2.25"), prices.latest().orElseThrow().priceEth());
    TokenPrice before = prices.at(second - 1).orElseThrow();
    assertEquals(new BigDecimal("0.25"), before.priceEth());
    assertEquals(second - 1, before.blockNumber());
    assertEquals(new BigDecimal("0.25"), prices.at(first).orElseThrow().priceEth());
    assertEquals(new BigDecimal("2.25"), prices.at(second).orElseThrow().priceEth());
    long third = set(pool, 5, 1);
    assertEquals(new BigDecimal("25"), prices.latest().orElseThrow().priceEth());
    assertEquals(third, prices.latest().orElseThrow().blockNumber());
  }

  @Test
  void shouldRefuseAPoolThatIsNotInitialised() {
    Address pool = TestPools.pool(CHAIN, flow, weth);
    assertEquals("sqrtPriceX96", refused(pool, flow).field());
    UniswapV3Pool prices = prices(pool, flow);
    long initialised = set(pool, 1, 1);
    assertEquals(BigDecimal.ONE, prices.at(initialised).orElseThrow().priceEth());
    assertThrows(InvalidValueException.class, () -> prices.at(initialised - 1));
  }

  @Test
  void shouldRefuseAPoolWithoutTheToken() {
    InvalidValueException e = refused(pool(dollar, weth, 1, 1), flow);
    assertEquals("token", e.field());
    assertEquals(flow.hex(), e.value());
  }

  @Test
  void shouldRefuseAnAddressWithoutCode() {
    InvalidValueException e = refused(CHAIN.account(7), flow);
    assertEquals("slot0", e.field());
    assertEquals("0x", e.value());
    assertTrue(e.reason().contains(CHAIN.account(7).hex()), e.reason());
  }

  @Test
  void shouldRefuseAContractThatIsNoPool() {
    InvalidValueException e = refused(CHAIN.deploy("TestExchange"), flow);
    assertEquals("slot0", e.field());
    InvalidValueException other = refused(pool(CHAIN.account(7), flow, 1, 1), flow);
    assertEquals("decimals", other.field(), "a token without code");
  }

  @Test
  void shouldRefuseABlockBeforeThePool() {
    long before = NODE.headNumber();
    Address pool = pool(flow, weth, 1, 1);
    InvalidValueException e =
        assertThrows(InvalidValueException.class, () -> prices(pool, flow).at(before));
    assertEquals("slot0", e.field());
  }

  @Test
  void shouldNotKnowThePriceOfABlockToCome() {
    UniswapV3Pool prices = prices(pool(flow, weth, 1, 1), flow);
    long next = NODE.headNumber() + 1;
    assertThrows(NodeException.Unavailable.class, () -> prices.at(next));
  }

  @Test
  void shouldAskTheNextEndpointWhereOneIsDown() {
    ChainNode nobody =
        new Web3jNode(
            LocalChain.CHAIN,
            URI.create("http://127.0.0.1:1"),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2));
    Address pool = pool(flow, weth, 1, 1);
    ChainNode both =
        new FailoverNode(LocalChain.CHAIN, List.of(nobody, NODE), new Random(1), pause -> {});
    assertEquals(
        prices(pool, flow).latest(),
        new UniswapV3Pool(LocalChain.CHAIN, both, pool, flow).latest());
    UniswapV3Pool down = new UniswapV3Pool(LocalChain.CHAIN, nobody, pool, flow);
    assertThrows(NodeException.Unavailable.class, down::latest);
    assertThrows(NodeException.Unavailable.class, () -> down.at(1));
  }
}
