package dev.curation.listening;

import dev.curation.chain.ChainLog;
import dev.curation.chain.LogId;
import dev.curation.decoding.CollectionSale;
import dev.curation.decoding.Decoded;
import dev.curation.decoding.Decoded.FeeRateChanged;
import dev.curation.decoding.LogDecoder;
import dev.curation.ledger.ChainPosition;
import dev.curation.ledger.EventId;
import dev.curation.ledger.Ledger;
import dev.curation.ledger.LedgerEvent.Sale;
import dev.curation.ledger.SaleFacts;
import dev.curation.staking.StakingLedger;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.Write;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What logs say, as documents.
 *
 * @param facts in chain order
 * @param rejections one for each log that cannot be decoded
 * @param otherTokens how many sales were paid in a token that is not the chain's currency
 * @param rates that fees were computed with
 */
record LogFacts(
    List<LogFact> facts, List<Write.Create> rejections, int otherTokens, FeeRateBook rates) {
  static final LogFacts NONE = new LogFacts(List.of(), List.of(), 0, FeeRateBook.EMPTY);

  static final Comparator<ChainLog> CHAIN_ORDER =
      Comparator.comparingLong(ChainLog::blockNumber)
          .thenComparingInt(log -> log.id().logIndex())
          .thenComparing(log -> log.id().toString());

  /** Which transaction of which block. */
  private record Mined(String block, String tx) {}

  /**
   * Decodes logs, transaction by transaction.
   *
   * @param rates without those that the logs themselves announce
   * @param now milliseconds since the epoch
   */
  static LogFacts of(
      Store store,
      ChainSettings chain,
      LogDecoder decoder,
      List<ChainLog> logs,
      FeeRateBook rates,
      long now) {
    List<ChainLog> ordered = logs.stream().sorted(CHAIN_ORDER).toList();
    List<FeeRateChanged> changes =
        ordered.stream().flatMap(log -> decoder.feeRateChange(log).stream()).toList();
    FeeRateBook all = changes.isEmpty() ? rates : rates.with(changes);
    Map<Mined, List<ChainLog>> transactions = new LinkedHashMap<>();
    for (ChainLog log : ordered) {
      LogId id = log.id();
      transactions
          .computeIfAbsent(new Mined(id.block().hex(), id.tx().hex()), any -> new ArrayList<>())
          .add(log);
    }
    Collector collector = new Collector(store, chain, now);
    for (List<ChainLog> transaction : transactions.values()) {
      decoder.decode(transaction, all).forEach(collector::add);
    }
    return new LogFacts(
        List.copyOf(collector.facts),
        List.copyOf(collector.rejections),
        collector.otherTokens,
        all);
  }

  /** Whether the fee of a sale follows from a rate. */
  boolean hasRates() {
    return facts.stream().anyMatch(fact -> fact.creation().fields().has("protocolFeeBps"));
  }

  /** Turns what was decoded into documents. */
  private static final class Collector {
    private final Store store;
    private final ChainSettings chain;
    private final long now;
    private final List<LogFact> facts = new ArrayList<>();
    private final List<Write.Create> rejections = new ArrayList<>();
    private int otherTokens;

    private Collector(Store store, ChainSettings chain, long now) {
      this.store = store;
      this.chain = chain;
      this.now = now;
    }

    private void add(Decoded decoded) {
      switch (decoded) {
        case Decoded.Sold sold -> addSales(sold);
        case Decoded.FeeRateChanged changed -> facts.add(FeeRateBook.fact(changed, now));
        case Decoded.Staking staking -> addStaking(staking);
        case Decoded.Claimed claimed -> facts.add(ClaimFacts.fact(claimed, now));
        case Decoded.Rejected rejected -> rejections.add(RejectedLogs.creation(rejected, now));
        case Decoded.Ignored ignored -> {}
      }
    }

    private void addSales(Decoded.Sold sold) {
      List<CollectionSale> sales = sold.sales();
      for (int position = 0; position < sales.size(); position++) {
        LogId log = sold.log().id();
        EventId id = sales.size() == 1 ? EventId.ofLog(log) : EventId.ofLog(log, position);
        facts.add(sale(sold.log(), id, sales.get(position)));
      }
    }

    private LogFact sale(ChainLog log, EventId id, CollectionSale sale) {
      otherTokens += chain.contracts().isWei(sale.paymentToken()) ? 0 : 1;
      ChainPosition position =
          new ChainPosition(log.timestamp(), log.blockNumber(), log.id().logIndex(), log.id().tx());
      SaleFacts known =
          new SaleFacts(
              sale.buyer(),
              sale.seller(),
              sale.tokenId(),
              sale.price(),
              sale.paymentToken(),
              chain.sourceOf(log.contract()));
      Fields further = LogFields.backing(log).build().with(SaleFee.fields(sale));
      Write.Create creation =
          new Ledger(store, sale.collection())
              .creation(new Sale(id, position, sale.protocolFee(), known), further, now);
      return new LogFact(LogFact.Kind.SALE, log, creation);
    }

    private void addStaking(Decoded.Staking staking) {
      StakingLedger.creations(staking.log(), staking.event(), now)
          .forEach(
              creation -> facts.add(new LogFact(LogFact.Kind.STAKING, staking.log(), creation)));
    }
  }
}
