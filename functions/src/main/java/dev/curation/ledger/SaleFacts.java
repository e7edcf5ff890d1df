package dev.curation.ledger;

import dev.curation.chain.Address;
import dev.curation.money.Wei;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a sale and read by no rule; null where a source does not tell.
 *
 * @param paymentToken token contract, or the zero address for native currency
 * @param source the exchange that emitted it
 */
public record SaleFacts(
    @Nullable Address buyer,
    @Nullable Address seller,
    @Nullable String tokenId,
    @Nullable Wei price,
    @Nullable Address paymentToken,
    @Nullable String source) {
  public static final SaleFacts UNKNOWN = new SaleFacts(null, null, null, null, null, null);
}
