package dev.curation.decoding;

import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Wei;
import java.util.OptionalInt;

/**
 * What one log sold of one collection.
 *
 * @param protocolFee what the protocol's own recipients got of it; 0 if it was not paid in wei
 * @param tokenId decimal; several of a bundle are joined by commas, those beyond 10,000 characters
 *     left out and told by {@code ...}
 * @param price the collection's part of what was paid, in the smallest unit of the payment token
 * @param paymentToken the zero address for native currency
 * @param protocolFeeBps the rate that the fee follows from; empty where the log itself tells the
 *     fee, or where there is none because the sale was not paid in wei
 * @param logPrice what was paid for all collections of the log
 * @param share the collection's part of the log
 */
public record CollectionSale(
    CollectionId collection,
    Wei protocolFee,
    Address buyer,
    Address seller,
    String tokenId,
    Wei price,
    Address paymentToken,
    OptionalInt protocolFeeBps,
    Wei logPrice,
    NftShare share) {

  /**
   * The sale with the fee under another rate; unchanged where the fee follows from no rate.
   *
   * @param bps basis points, 0 to 10000
   * @throws InvalidValueException if the rate is not 0 to 10000
   */
  public CollectionSale withRate(int bps) {
    Wei logFee = logPrice.basisPoints(Exchange.requireRate(bps));
    if (protocolFeeBps.isEmpty()) {
      return this;
    }
    return new CollectionSale(
        collection,
        share.of(logFee),
        buyer,
        seller,
        tokenId,
        price,
        paymentToken,
        OptionalInt.of(bps),
        logPrice,
        share);
  }
}
