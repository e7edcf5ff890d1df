package dev.curation.evm;

import dev.curation.apr.TokenPrice;
import dev.curation.apr.TokenPrices;
import dev.curation.chain.Address;
import dev.curation.chain.BlockHash;
import dev.curation.chain.ChainId;
import dev.curation.errors.InvalidValueException;
import dev.curation.node.BlockHeader;
import dev.curation.node.ChainNode;
import dev.curation.node.NodeException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A token's price in the other token of a Uniswap V3 pool, which counts as ether. Every method may
 * throw a {@link NodeException}, and an {@link InvalidValueException} naming what is wrong: the
 * pool does not hold the token, has no price yet, or is no such pool.
 */
public final class UniswapV3Pool implements TokenPrices {
  private static final String SLOT0 = "0x3850c7bd";
  private static final int SLOT0_WORDS = 7;
  private static final String TOKEN0 = "0x0dfe1681";
  private static final String TOKEN1 = "0xd21220a7";
  private static final String DECIMALS = "0x313ce567";

  private final ChainId chain;
  private final ChainNode node;
  private final Address pool;
  private final Address token;
  private volatile @Nullable PoolPair pair;

  /**
   * @param node of the chain
   * @param token that is priced, one of the pool's two
   */
  public UniswapV3Pool(ChainId chain, ChainNode node, Address pool, Address token) {
    this.chain = chain;
    this.node = node;
    this.pool = pool;
    this.token = token;
  }

  /** The price in the newest block, which the answer names. */
  @Override
  public Optional<TokenPrice> latest() {
    return at(node.headNumber());
  }

  /**
   * @throws InvalidValueException also if the pool was not there yet, or the node no longer has the
   *     state of that block
   * @throws NodeException also if the node does not know the block
   */
  @Override
  public Optional<TokenPrice> at(long blockNumber) {
    BlockHeader block =
        node.headers(List.of(blockNumber))
            .getFirst()
            .orElseThrow(
                () ->
                    new NodeException.Unavailable(
                        "the node does not know block " + blockNumber, null));
    BigInteger sqrtPrice =
        view(pool, "slot0", SLOT0, SLOT0_WORDS, block.hash())
            .unsigned("sqrtPriceX96", 0, PoolPair.PRICE_BITS);
    BigDecimal price = pair(block.hash()).price(token, sqrtPrice);
    return Optional.of(
        new TokenPrice(
            price,
            TokenPrice.Source.UNISWAP_V3,
            chain,
            pool,
            token,
            block.number(),
            block.timestamp()));
  }

  /** The pool's tokens and their decimals never change: they are asked for once. */
  private PoolPair pair(BlockHash block) {
    PoolPair known = pair;
    if (known == null) {
      Address token0 = view(pool, "token0", TOKEN0, 1, block).address("token0", 0);
      Address token1 = view(pool, "token1", TOKEN1, 1, block).address("token1", 0);
      known = new PoolPair(pool, token0, token1, decimals(token0, block), decimals(token1, block));
      known.requireHolds(token);
      pair = known;
    }
    return known;
  }

  private int decimals(Address of, BlockHash block) {
    return view(of, "decimals", DECIMALS, 1, block)
        .unsigned("decimals", 0, Byte.SIZE)
        .intValueExact();
  }

  private ReturnedWords view(
      Address contract, String name, String selector, int words, BlockHash block) {
    String data =
        node.view(contract, selector, block)
            .orElseThrow(
                () ->
                    new InvalidValueException(
                        name,
                        contract,
                        "has no such function, or the node no state of block " + block));
    return ReturnedWords.of(name, data, words, contract);
  }
}
