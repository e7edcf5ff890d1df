package dev.curation.listening;

import dev.curation.decoding.CollectionSale;
import dev.curation.decoding.NftShare;
import dev.curation.money.Wei;
import dev.curation.store.Fields;
import org.jspecify.annotations.Nullable;

/**
 * What the fee of a sale follows from, where it follows from a rate: so that it can be computed
 * again when a change of the rate becomes known late.
 */
final class SaleFee {
  private SaleFee() {}

  /** The fields of a sale's document; none where the log itself tells the fee. */
  static Fields fields(CollectionSale sale) {
    if (sale.protocolFeeBps().isEmpty()) {
      return Fields.EMPTY;
    }
    Fields.Builder fields =
        Fields.builder().put("protocolFeeBps", (long) sale.protocolFeeBps().getAsInt());
    NftShare share = sale.share();
    if (share.nfts() < share.logNfts()) {
      fields
          .put("logPriceWei", sale.logPrice().toString())
          .put("nfts", (long) share.nfts())
          .put("logNfts", (long) share.logNfts())
          .put("isFirst", share.first());
    }
    return fields.build();
  }

  /** The rate of a sale's document; null where its fee follows from none. */
  static @Nullable Long rate(Fields sale) {
    return sale.optionalInteger("protocolFeeBps");
  }

  /**
   * The fee fields of a sale's document under another rate.
   *
   * @param bps hundredths of a percent
   */
  static Fields underRate(Fields sale, int bps) {
    return Fields.builder()
        .put("protocolFeeWei", fee(sale, bps).toString())
        .put("protocolFeeBps", (long) bps)
        .build();
  }

  private static Wei fee(Fields sale, int bps) {
    if (!sale.has("logNfts")) {
      return Wei.parse("priceWei", sale.string("priceWei")).basisPoints(bps);
    }
    NftShare share =
        new NftShare(
            Math.toIntExact(sale.integer("nfts")),
            Math.toIntExact(sale.integer("logNfts")),
            sale.bool("isFirst"));
    return share.of(Wei.parse("logPriceWei", sale.string("logPriceWei")).basisPoints(bps));
  }
}
