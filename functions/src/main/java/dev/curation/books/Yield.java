package dev.curation.books;

import dev.curation.apr.Apr;
import dev.curation.apr.TokenPrice;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.store.Fields;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** An annual percentage rate with all that it follows from, as readers see it (docs/apr.md). */
public final class Yield {
  private Yield() {}

  /**
   * @param from begin of the window, milliseconds
   * @param byVotesPerToken whether to show what 1 to 4 votes per token would give
   */
  public static Fields of(Apr apr, long from, boolean byVotesPerToken) {
    Fields.Builder fields =
        Fields.builder()
            .put("percent", apr.percent().doubleValue())
            .put("from", from)
            .put("until", from + apr.durationMillis())
            .put("durationMs", apr.durationMillis())
            .put("interestWei", apr.interest().toString())
            .put("votes", plain(apr.meanVotes()))
            .put("votesPerToken", plain(apr.votesPerToken()))
            .put("tokenPriceEth", plain(apr.price().priceEth()))
            .put("costPerVoteEth", plain(apr.costPerVoteEth()))
            .put("principalEth", plain(apr.principalEth()));
    if (byVotesPerToken) {
      Fields.Builder each = Fields.builder();
      apr.byVotesPerToken()
          .forEach((votes, percent) -> each.put(votes.toString(), percent.doubleValue()));
      fields.put("percentByVotesPerToken", each.build());
    }
    return fields.put("price", price(apr.price())).put("method", apr.method()).build();
  }

  private static Fields price(TokenPrice price) {
    return Fields.builder()
        .put("priceEth", plain(price.priceEth()))
        .put("source", price.source() == TokenPrice.Source.FIXED ? "fixed" : "uniswap-v3")
        .put("chainId", text(price.chain()))
        .put("pool", text(price.pool()))
        .put("token", text(price.token()))
        .put("blockNumber", price.blockNumber())
        .put("timestamp", price.timestamp())
        .build();
  }

  private static @Nullable String text(@Nullable ChainId chain) {
    return chain == null ? null : chain.toString();
  }

  private static @Nullable String text(@Nullable Address address) {
    return address == null ? null : address.hex();
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
