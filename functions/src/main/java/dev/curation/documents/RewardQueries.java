package dev.curation.documents;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.store.Query;
import dev.curation.store.Query.Operator;
import dev.curation.time.BlockHour;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The queries behind the answers to readers; otherwise as {@link Queries}. */
public final class RewardQueries {
  private RewardQueries() {}

  /** Parts of the totals of all chains: at most 16 for each. */
  public static Query chainTotals() {
    return Query.in(Paths.CHAIN_TOTALS);
  }

  /**
   * What lists show of collections, the largest first.
   *
   * @param chain of one chain alone; null: of all
   * @param sort the field to sort by
   */
  public static Query snippets(@Nullable ChainId chain, String sort, int limit) {
    Query all = Query.in(Paths.SNIPPETS).orderByDescending(sort).orderBy("id").limitedTo(limit);
    return chain == null ? all : all.where("chainId", Operator.EQUAL, chain.toString());
  }

  /**
   * The same without collections that had their newest block before a time.
   *
   * @param time milliseconds
   */
  public static Query snippetsSince(@Nullable ChainId chain, String sort, long time, int limit) {
    return snippets(chain, sort, limit).where("newestBlockStart", Operator.GREATER_OR_EQUAL, time);
  }

  /** The blocks of a time, newest first. */
  public static Query blocksBetween(CollectionId collection, long from, long to, int limit) {
    return between(Paths.metadata(collection).collection(Paths.BLOCKS), from, to, limit);
  }

  /** The periods of a time, newest first. */
  public static Query periodsBetween(CollectionId collection, long from, long to, int limit) {
    return between(Paths.metadata(collection).collection(Paths.PERIODS), from, to, limit);
  }

  private static Query between(String collection, long from, long to, int limit) {
    return Query.in(collection)
        .where("timestamp", Operator.GREATER_OR_EQUAL, from)
        .where("timestamp", Operator.LESS, to)
        .orderByDescending("timestamp")
        .limitedTo(limit);
  }

  /** The sales that a block counts, oldest first. */
  public static Query salesOfBlock(CollectionId collection, BlockHour hour, int limit) {
    return Query.in(Paths.metadata(collection).collection(Paths.LEDGER))
        .where("blockStart", Operator.EQUAL, hour.start())
        .where("discriminator", Operator.EQUAL, "sale")
        .orderBy("timestamp")
        .limitedTo(limit);
  }

  /** A user's vote events that a block counts. */
  public static Query votesOfBlock(
      CollectionId collection, BlockHour hour, Address user, int limit) {
    return Query.in(Paths.metadata(collection).collection(Paths.LEDGER))
        .where("blockStart", Operator.EQUAL, hour.start())
        .where("userAddress", Operator.EQUAL, user.hex())
        .limitedTo(limit);
  }

  /** A user's vote events that count from an hour on, block by block. */
  public static Query votesSince(CollectionId collection, Address user, BlockHour hour, int limit) {
    return Query.in(Paths.metadata(collection).collection(Paths.LEDGER))
        .where("userAddress", Operator.EQUAL, user.hex())
        .where("blockStart", Operator.GREATER_OR_EQUAL, hour.start())
        .orderBy("blockStart")
        .limitedTo(limit);
  }

  /** The events that a block takes back. */
  public static Query reversalsOfBlock(CollectionId collection, BlockHour hour, int limit) {
    return Query.in(Paths.metadata(collection).collection(Paths.LEDGER))
        .where("reversedAt", Operator.EQUAL, hour.start())
        .limitedTo(limit);
  }

  /** One of each, for the derivation of the indexes. */
  public static List<Query> examples() {
    ChainId chain = new ChainId(1);
    CollectionId collection = new CollectionId(chain, Address.ZERO);
    BlockHour hour = new BlockHour(0);
    return List.of(
        chainTotals(),
        snippets(null, "totalProtocolFeesRank", 1),
        snippets(chain, "totalProtocolFeesRank", 1),
        snippets(null, "numCurators", 1),
        snippets(chain, "numCurators", 1),
        snippetsSince(null, "aprPercent", 0, 1),
        snippetsSince(chain, "aprPercent", 0, 1),
        blocksBetween(collection, 0, 1, 1),
        periodsBetween(collection, 0, 1, 1),
        salesOfBlock(collection, hour, 1),
        votesOfBlock(collection, hour, Address.ZERO, 1),
        votesSince(collection, Address.ZERO, hour, 1),
        reversalsOfBlock(collection, hour, 1));
  }
}
