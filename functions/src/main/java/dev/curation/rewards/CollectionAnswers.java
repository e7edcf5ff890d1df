package dev.curation.rewards;

import dev.curation.apr.TokenPrice;
import dev.curation.apr.TokenPrices;
import dev.curation.books.BookRecord;
import dev.curation.books.Books;
import dev.curation.books.CollectionYield;
import dev.curation.chain.CollectionId;
import dev.curation.curation.BookTotals;
import dev.curation.curation.CuratorBook;
import dev.curation.documents.Paths;
import dev.curation.documents.RewardQueries;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.time.BlockHour;
import dev.curation.time.Week;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A collection now, as of a past moment, and its history. */
final class CollectionAnswers {
  private static final Fields NOTHING_YET =
      Fields.builder()
          .put("numCurators", 0L)
          .put("numCuratorVotes", 0L)
          .put("totalProtocolFeesAccruedWei", "0")
          .put("totalProtocolFeesAccruedEth", 0.0)
          .put("distributedWei", "0")
          .put("distributedEth", 0.0)
          .put("arbitrageProtocolFeesAccruedWei", "0")
          .put("arbitrageProtocolFeesAccruedEth", 0.0)
          .put("sealedUntil", 0L)
          .build();

  private final Store store;
  private final TokenPrices prices;

  CollectionAnswers(Store store, TokenPrices prices) {
    this.store = store;
    this.prices = prices;
  }

  /**
   * The snippet of a collection; one that was never aggregated has nothing yet. Two reads.
   *
   * @throws NotFoundException if there is no such collection
   */
  Fields snippet(CollectionId collection) {
    List<Optional<StoredDocument>> found =
        store.getAll(List.of(Paths.snippet(collection), Paths.metadata(collection)));
    if (found.get(0).isPresent()) {
      return found.get(0).get().fields();
    }
    if (found.get(1).isEmpty()) {
      throw new NotFoundException(
          "collection", collection, "no votes or sales of " + collection + " are known");
    }
    return NOTHING_YET.with(owner(collection));
  }

  private static Fields owner(CollectionId collection) {
    return Fields.builder()
        .put("id", collection.toString())
        .put("chainId", collection.chainId().toString())
        .put("collectionAddress", collection.address().hex())
        .build();
  }

  /** What a list shows of a collection. */
  static Fields.Builder summary(Fields snippet, long now) {
    Fields.Builder fields =
        Fields.builder()
            .put("id", snippet.string("id"))
            .put("chainId", snippet.string("chainId"))
            .put("collectionAddress", snippet.string("collectionAddress"))
            .put("curators", snippet.integer("numCurators"))
            .put("votes", snippet.integer("numCuratorVotes"))
            .put("totalProtocolFeesAccruedWei", snippet.get("totalProtocolFeesAccruedWei"))
            .put("totalProtocolFeesAccruedEth", snippet.get("totalProtocolFeesAccruedEth"))
            .put("distributedWei", snippet.get("distributedWei"))
            .put("distributedEth", snippet.get("distributedEth"))
            .put("carryWei", snippet.get("arbitrageProtocolFeesAccruedWei"))
            .put("carryEth", snippet.get("arbitrageProtocolFeesAccruedEth"))
            .put("sealedUntil", snippet.integer("sealedUntil"))
            .put("updatedAt", snippet.optionalInteger("updatedAt"));
    putNewest(fields, snippet, now);
    return fields.put("apr", States.map(snippet, "apr"));
  }

  /** Whether the newest one is still open only the reader's time tells. */
  private static void putNewest(Fields.Builder fields, Fields snippet, long now) {
    long sealedUntil = snippet.integer("sealedUntil");
    Fields block = States.map(snippet, "newestBlock");
    Fields blockBefore = States.map(snippet, "previousBlock");
    boolean blockIsOpen = block != null && new BlockHour(start(block)).end() > now;
    fields
        .put("currentBlock", block(blockIsOpen ? block : null, sealedUntil, now))
        .put("lastCompleteBlock", block(blockIsOpen ? blockBefore : block, sealedUntil, now));
    Fields period = States.map(snippet, "newestPeriod");
    Fields periodBefore = States.map(snippet, "previousPeriod");
    boolean periodIsOpen = period != null && new Week(start(period)).end() > now;
    fields
        .put("currentPeriod", period(periodIsOpen ? period : null, sealedUntil, now))
        .put("lastCompletePeriod", period(periodIsOpen ? periodBefore : period, sealedUntil, now));
  }

  private static long start(Fields document) {
    return document.integer("timestamp");
  }

  private static @Nullable Fields block(@Nullable Fields document, long sealedUntil, long now) {
    return document == null ? null : States.block(document, sealedUntil, now).build();
  }

  private static @Nullable Fields period(@Nullable Fields document, long sealedUntil, long now) {
    return document == null ? null : States.period(document, sealedUntil, now).build();
  }

  /** A collection now: four reads; as of a past moment: see {@link #asOf}. */
  Answer collection(CollectionId collection, Parameters parameters, long now) {
    Long at = parameters.at(now);
    Fields snippet = snippet(collection);
    if (at != null) {
      return asOf(collection, snippet, at);
    }
    Fields.Builder fields = summary(snippet, now);
    return Answer.of(fields.put("apr", trailing(collection, now)).build());
  }

  /** Of the seven days that end with this hour: two reads; none without a price. */
  private @Nullable Fields trailing(CollectionId collection, long now) {
    Optional<TokenPrice> price = prices.latest();
    if (price.isEmpty()) {
      return null;
    }
    Books books = new Books(store, collection);
    long end = BlockHour.of(now).end();
    Optional<BookRecord> newest = books.newestRecordBefore(new BlockHour(end));
    return newest
        .map(
            record ->
                CollectionYield.trailing(
                    record.hour(),
                    record.totals(),
                    books.newestRecordBefore(CollectionYield.trailingFrom(end)),
                    end,
                    price.get()))
        .orElse(null);
  }

  /** After the newest hour that was over at the moment: one more read. */
  private Answer asOf(CollectionId collection, Fields snippet, long at) {
    BlockHour hour = BlockHour.of(at);
    Optional<BookRecord> record = new Books(store, collection).newestRecordBefore(hour);
    BookTotals totals = record.map(BookRecord::totals).orElse(CuratorBook.EMPTY.totals());
    Long newest = record.map(found -> found.hour().start()).orElse(null);
    Fields.Builder fields =
        Fields.builder()
            .put("id", collection.toString())
            .put("chainId", collection.chainId().toString())
            .put("collectionAddress", collection.address().hex())
            .put("at", at)
            .put("newestBlock", newest)
            .put("period", record.map(found -> found.hour().week().start()).orElse(null))
            .put("curators", totals.curators())
            .put("votes", totals.votes().count());
    States.amount(fields, "totalProtocolFeesAccrued", totals.fees());
    States.amount(fields, "periodProtocolFeesAccrued", totals.periodFees());
    States.amount(fields, "distributed", totals.distributed());
    States.amount(fields, "carry", totals.carry());
    return new Answer(fields.build(), hour.start() <= snippet.integer("sealedUntil"));
  }

  /** Blocks, newest first: a read for each, and three. */
  Answer blocks(CollectionId collection, Parameters parameters, long now) {
    Fields snippet = snippet(collection);
    int limit = parameters.limit();
    Optional<TokenPrice> price = prices.latest();
    List<StoredDocument> found =
        store.query(
            RewardQueries.blocksBetween(collection, from(parameters), end(parameters), limit + 1));
    List<Fields> items =
        found.stream().limit(limit).map(block -> block(block, snippet, price, now)).toList();
    return Answer.page(items, next(found, limit));
  }

  /**
   * Periods with their yields and changes, newest first: a read for each, and three. The one before
   * the last shown is read whatever the range is: the change is counted from it.
   */
  Answer periods(CollectionId collection, Parameters parameters, long now) {
    Fields snippet = snippet(collection);
    int limit = parameters.limit();
    long from = from(parameters);
    Optional<TokenPrice> price = prices.latest();
    List<StoredDocument> found =
        store.query(RewardQueries.periodsBetween(collection, 0, end(parameters), limit + 1));
    List<StoredDocument> shown =
        found.stream().limit(limit).filter(period -> start(period.fields()) >= from).toList();
    List<Fields> items = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      Fields before = i + 1 < found.size() ? found.get(i + 1).fields() : null;
      items.add(period(shown.get(i).fields(), before, snippet, price, now));
    }
    boolean hasMore = found.size() > limit && start(found.get(limit).fields()) >= from;
    return Answer.page(items, hasMore ? next(found, limit) : null);
  }

  private static Fields block(
      StoredDocument block, Fields snippet, Optional<TokenPrice> price, long now) {
    return States.block(block.fields(), snippet.integer("sealedUntil"), now)
        .put("apr", price.map(p -> CollectionYield.ofBlock(block.fields(), p)).orElse(null))
        .build();
  }

  private static Fields period(
      Fields period,
      @Nullable Fields before,
      Fields snippet,
      Optional<TokenPrice> price,
      long now) {
    return States.period(period, snippet.integer("sealedUntil"), now)
        .put("numCuratorsPercentChange", States.change("numCurators", before, period))
        .put("numCuratorVotesPercentChange", States.change("numCuratorVotes", before, period))
        .put(
            "periodProtocolFeesPercentChange",
            States.change("periodProtocolFeesAccruedWei", before, period))
        .put("apr", price.map(p -> CollectionYield.ofPeriod(period, p, now)).orElse(null))
        .build();
  }

  /**
   * The first millisecond that is asked for.
   *
   * @throws InvalidRequestException if the end does not lie behind it
   */
  private static long from(Parameters parameters) {
    long from = parameters.time("from", 0);
    if (parameters.time("to", Long.MAX_VALUE) <= from) {
      throw new InvalidRequestException("to", parameters.text("to"), "must be later than from");
    }
    return from;
  }

  /** The first millisecond behind what is asked for. */
  static long end(Parameters parameters) {
    long to = parameters.time("to", Long.MAX_VALUE);
    String cursor = parameters.text("cursor");
    return cursor == null ? to : Math.min(to, Cursors.time(cursor));
  }

  private static @Nullable String next(List<StoredDocument> found, int limit) {
    return found.size() > limit
        ? Cursors.of(Long.toString(start(found.get(limit - 1).fields())))
        : null;
  }
}
