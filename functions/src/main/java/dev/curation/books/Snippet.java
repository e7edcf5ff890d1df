package dev.curation.books;

import dev.curation.chain.CollectionId;
import dev.curation.curation.BookTotals;
import dev.curation.curation.CuratorBook;
import dev.curation.money.Wei;
import dev.curation.store.Fields;
import dev.curation.store.StoredDocument;
import dev.curation.time.BlockHour;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of the small document of a collection that lists show (docs/data-model.md). */
public final class Snippet {
  /** Digits of 2^256-1: padded with zeros, amounts sort as text. */
  private static final int DIGITS = 78;

  /** Fields of blocks and periods that lists do not show: the owner's, and bookkeeping. */
  private static final Set<String> LEFT_OUT =
      Set.of("chainId", "collectionAddress", "isAggregated", "usersWritten");

  private Snippet() {}

  /**
   * Without {@code updatedAt}.
   *
   * @param book after the newest block
   * @param sealedUntil the earliest hour that is not sealed
   * @param blocks documents of the newest block and the one before it
   * @param periods documents of the newest period and the one before it
   * @param pages number of pages of standings
   */
  public static Fields of(
      CollectionId collection,
      CuratorBook book,
      BlockHour sealedUntil,
      List<StoredDocument> blocks,
      List<StoredDocument> periods,
      int pages) {
    BookTotals totals = book.totals();
    return Fields.builder()
        .put("id", collection.toString())
        .put("chainId", collection.chainId().toString())
        .put("collectionAddress", collection.address().hex())
        .put("numCurators", (long) totals.curators())
        .put("numCuratorVotes", totals.votes().count())
        .put("totalProtocolFeesAccruedWei", totals.fees().toString())
        .put("totalProtocolFeesAccruedEth", totals.fees().displayEth())
        .put("totalProtocolFeesRank", rank(totals.fees()))
        .put("distributedWei", totals.distributed().toString())
        .put("distributedEth", totals.distributed().displayEth())
        .put("arbitrageProtocolFeesAccruedWei", totals.carry().toString())
        .put("arbitrageProtocolFeesAccruedEth", totals.carry().displayEth())
        .put("shortfallWei", totals.shortfall().toString())
        .put("sealedUntil", sealedUntil.start())
        .put("newestBlockStart", book.newest() == null ? null : book.newest().start())
        .put("newestBlock", at(blocks, 0))
        .put("previousBlock", at(blocks, 1))
        .put("newestPeriod", at(periods, 0))
        .put("previousPeriod", at(periods, 1))
        .put("standingsPages", (long) pages)
        .build();
  }

  /** A field that sorts as the amount does. */
  private static String rank(Wei amount) {
    return "0".repeat(DIGITS - amount.toString().length()) + amount;
  }

  private static @Nullable Fields at(List<StoredDocument> documents, int index) {
    if (index >= documents.size()) {
      return null;
    }
    Fields fields = documents.get(index).fields();
    for (String name : LEFT_OUT) {
      fields = fields.without(name);
    }
    return fields;
  }

  /** The further fields that show a yield. */
  public static Fields apr(Fields apr) {
    return Fields.builder().put("apr", apr).put("aprPercent", apr.get("percent")).build();
  }

  /** What the collection adds to the totals of its chain. */
  public static Fields inChainTotals(CollectionId collection, Fields snippet) {
    Fields.Builder share = Fields.builder();
    for (String name :
        List.of(
            "numCurators",
            "numCuratorVotes",
            "totalProtocolFeesAccruedWei",
            "distributedWei",
            "arbitrageProtocolFeesAccruedWei",
            "shortfallWei")) {
      share.put(name, snippet.get(name));
    }
    return Fields.builder().put(collection.address().hex(), share.build()).build();
  }
}
