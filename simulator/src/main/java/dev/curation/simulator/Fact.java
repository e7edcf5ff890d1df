package dev.curation.simulator;

import dev.curation.documents.Paths;
import dev.curation.store.Fields;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.util.Comparator;

/**
 * An event of a ledger, as the recount reads it.
 *
 * @param kind 0: votes are taken, 1: votes are added, 2: a sale
 * @param logIndex behind all others where no log backs it
 * @param amount wei or votes
 */
record Fact(
    String collection,
    int kind,
    long time,
    long block,
    long logIndex,
    String id,
    String user,
    BigInteger amount) {
  /** specs/curation.md, Block 1. */
  static final Comparator<Fact> CHAIN_ORDER =
      Comparator.comparingLong(Fact::time)
          .thenComparingLong(Fact::block)
          .thenComparingLong(Fact::logIndex)
          .thenComparingInt(Fact::kind)
          .thenComparing(Fact::id);

  static Fact of(StoredDocument document) {
    Fields fields = document.fields();
    String kind = fields.string("discriminator");
    boolean isSale = kind.equals("sale");
    return new Fact(
        Paths.collectionIdOfEvent(document.path()),
        isSale ? 2 : kind.equals("votesAdded") ? 1 : 0,
        fields.integer("timestamp"),
        fields.integer("blockNumber"),
        fields.has("logIndex") ? fields.integer("logIndex") : Long.MAX_VALUE,
        document.path().id(),
        isSale ? "" : fields.string("userAddress"),
        isSale
            ? new BigInteger(fields.string("protocolFeeWei"))
            : BigInteger.valueOf(fields.integer("votes")));
  }

  long hour() {
    return time / 3_600_000 * 3_600_000;
  }
}
