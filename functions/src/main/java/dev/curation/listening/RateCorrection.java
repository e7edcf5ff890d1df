package dev.curation.listening;

import dev.curation.chain.Address;
import dev.curation.decoding.Exchange;
import dev.curation.decoding.ExchangeKind;
import dev.curation.documents.Queries;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.StoreException;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.util.List;
import java.util.Objects;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Puts the fees of sales right after a change of an exchange's rate became known later than they
 * did: the same logs give the same fees, whatever the order in which they arrive.
 */
final class RateCorrection {
  private static final Logger LOG = Logger.getLogger(RateCorrection.class.getName());
  private static final int ATTEMPTS = 10;
  private static final int PAGE = 400;

  private final Store store;
  private final ChainSettings chain;
  private final SealedHours sealed;

  RateCorrection(Store store, ChainSettings chain) {
    this.store = store;
    this.chain = chain;
    this.sealed = new SealedHours(store);
  }

  /**
   * Corrects what depends on changes that nobody has taken account of yet.
   *
   * @param now milliseconds since the epoch
   */
  void applyPending(long now) {
    for (StoredDocument change : store.query(Queries.feeRatesToApply(chain.chain()))) {
      Fields fields = change.fields();
      correctSince(
          Address.parse("contractAddress", fields.string("contractAddress")),
          fields.integer("blockNumber"),
          now);
      Fields applied = Fields.builder().put("isApplied", true).put("updatedAt", now).build();
      try {
        store.commit(List.of(new Write.Update(change.path(), applied, change.updateTime())));
      } catch (StoreException.PreconditionFailed e) {
        LOG.fine(() -> change.path() + " changed meanwhile: the next run applies it");
      }
    }
  }

  /** Corrects the sales of an exchange from a block on. */
  void correctSince(Address contract, long block, long now) {
    Exchange exchange = chain.exchange(contract);
    if (exchange == null || exchange.kind() != ExchangeKind.FLOW_V2) {
      return;
    }
    for (int attempt = 1; ; attempt++) {
      try {
        tryCorrect(exchange, block, now);
        return;
      } catch (StoreException.PreconditionFailed e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private void tryCorrect(Exchange exchange, long block, long now) {
    FeeRateBook rates = FeeRateBook.load(store, chain.chain());
    long from = block;
    int limit = PAGE;
    while (true) {
      List<StoredDocument> sales =
          store.query(Queries.salesSince(chain.chain(), exchange.address(), from, limit));
      List<Write> corrections =
          sales.stream()
              .map(sale -> correction(sale, exchange, rates, now))
              .filter(Objects::nonNull)
              .toList();
      for (int i = 0; i < corrections.size(); i += PAGE) {
        store.commit(corrections.subList(i, Math.min(corrections.size(), i + PAGE)));
      }
      if (sales.size() < limit) {
        return;
      }
      long last = sales.getLast().fields().integer("blockNumber");
      limit = last == from ? limit * 2 : PAGE; // One block at least is read whole.
      from = last;
    }
  }

  private @Nullable Write correction(
      StoredDocument sale, Exchange exchange, FeeRateBook rates, long now) {
    Fields fields = sale.fields();
    Long rate = SaleFee.rate(fields);
    if (rate == null) {
      return null;
    }
    int bps =
        rates.bpsAt(
            exchange.address(),
            exchange.protocolFeeBps(),
            fields.integer("blockNumber"),
            Math.toIntExact(fields.integer("logIndex")));
    if (rate == bps) {
      return null;
    }
    if (sealed.hold(sale)) {
      // Nothing is sealed before every source has delivered; this source had not.
      LOG.severe(
          () -> sale.path() + " is sealed with the rate " + rate + ", which should be " + bps);
      return null;
    }
    Fields corrected =
        SaleFee.underRate(fields, bps)
            .with(Fields.builder().put("isAggregated", false).put("updatedAt", now).build());
    return new Write.Update(sale.path(), corrected, sale.updateTime());
  }
}
