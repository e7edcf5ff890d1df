package dev.curation.listening;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.ChainLog;
import dev.curation.decoding.Decoded.FeeRateChanged;
import dev.curation.decoding.FeeRates;
import dev.curation.documents.Paths;
import dev.curation.documents.Queries;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The fee rates that exchanges have announced on a chain, in hundredths of a percent
 * (specs/ingestion.md, Sales and their protocol fee: the rate in force at that block).
 *
 * @param rates by exchange, from the log behind the position on
 */
record FeeRateBook(Map<Address, NavigableMap<Position, Integer>> rates) implements FeeRates {
  static final FeeRateBook EMPTY = new FeeRateBook(Map.of());

  record Position(long block, long log) implements Comparable<Position> {
    private static final Comparator<Position> ORDER =
        Comparator.comparingLong(Position::block).thenComparingLong(Position::log);

    @Override
    public int compareTo(Position other) {
      return ORDER.compare(this, other);
    }
  }

  /** The rates that are stored. */
  static FeeRateBook load(Store store, ChainId chain) {
    FeeRateBook book = new FeeRateBook(new HashMap<>());
    store
        .query(Queries.feeRates(chain))
        .forEach(document -> MalformedDocumentException.decode(document, book::put));
    return book;
  }

  /** These rates, and those that the logs announce. */
  FeeRateBook with(List<FeeRateChanged> changes) {
    FeeRateBook more = new FeeRateBook(new HashMap<>());
    rates.forEach((exchange, known) -> more.rates.put(exchange, new TreeMap<>(known)));
    for (FeeRateChanged change : changes) {
      ChainLog log = change.log();
      more.put(log.contract(), log.blockNumber(), log.id().logIndex(), change.bps());
    }
    return more;
  }

  /** The rates that were announced before a block. */
  FeeRateBook before(long block) {
    FeeRateBook earlier = new FeeRateBook(new HashMap<>());
    Position end = new Position(block, 0);
    rates.forEach(
        (exchange, known) -> earlier.rates.put(exchange, new TreeMap<>(known.headMap(end, false))));
    return earlier;
  }

  @Override
  public int bpsAt(Address exchange, int defaultBps, long blockNumber, int logIndex) {
    NavigableMap<Position, Integer> known = rates.get(exchange);
    if (known == null) {
      return defaultBps;
    }
    Map.Entry<Position, Integer> last = known.lowerEntry(new Position(blockNumber, logIndex));
    return last == null ? defaultBps : last.getValue();
  }

  /** The document of a change. */
  static LogFact fact(FeeRateChanged change, long now) {
    Fields fields =
        LogFields.of(change.log())
            .put("protocolFeeBps", (long) change.bps())
            .put("isDeleted", false)
            .put("isApplied", false)
            .put("updatedAt", now)
            .build();
    return new LogFact(
        LogFact.Kind.FEE_RATE,
        change.log(),
        new Write.Create(Paths.feeRate(change.log().id()), fields));
  }

  /** The write that records whether the log of a change is on its chain. */
  static Write.Update marking(StoredDocument change, boolean isDeleted, long now) {
    Fields fields =
        Fields.builder()
            .put("isDeleted", isDeleted)
            .put("isApplied", false)
            .put("updatedAt", now)
            .build();
    return new Write.Update(change.path(), fields, change.updateTime());
  }

  private boolean put(Fields fields) {
    put(
        Address.parse("contractAddress", fields.string("contractAddress")),
        fields.integer("blockNumber"),
        fields.integer("logIndex"),
        Math.toIntExact(fields.integer("protocolFeeBps")));
    return true;
  }

  private void put(Address exchange, long block, long log, int bps) {
    rates.computeIfAbsent(exchange, any -> new TreeMap<>()).put(new Position(block, log), bps);
  }
}
