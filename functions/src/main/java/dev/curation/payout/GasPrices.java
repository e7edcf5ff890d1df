package dev.curation.payout;

import java.math.BigInteger;

/**
 * What transactions cost: configuration, not truth.
 *
 * @param nativeAsset the asset whose transfers need least gas
 * @param priceWei per unit of gas
 */
public record GasPrices(
    String nativeAsset, BigInteger priceWei, long nativeTransfer, long tokenTransfer, long swap) {}
