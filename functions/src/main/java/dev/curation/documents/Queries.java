package dev.curation.documents;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.store.DocumentPath;
import dev.curation.store.Query;
import dev.curation.store.Query.Operator;
import dev.curation.time.BlockHour;
import dev.curation.time.Week;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every query that the backend asks. {@link #examples} lists one of each; a test derives from them
 * the composite indexes and compares those with {@code firestore.indexes.json}.
 */
public final class Queries {
  private Queries() {}

  /** Ledger events not yet aggregated, oldest first. */
  public static Query unaggregatedEvents(CollectionId collection, int limit) {
    return Query.in(Paths.metadata(collection).collection(Paths.LEDGER))
        .where("isAggregated", Operator.EQUAL, false)
        .orderBy("timestamp")
        .limitedTo(limit);
  }

  /** Ledger events that count in a block at or after the hour, block by block. */
  public static Query eventsCountedSince(CollectionId collection, BlockHour hour, int limit) {
    return Query.in(Paths.metadata(collection).collection(Paths.LEDGER))
        .where("blockStart", Operator.GREATER_OR_EQUAL, hour.start())
        .orderBy("blockStart")
        .limitedTo(limit);
  }

  /** Late ledger events that are booked at or after the hour. */
  public static Query eventsBookedSince(CollectionId collection, BlockHour hour) {
    return Query.in(Paths.metadata(collection).collection(Paths.LEDGER))
        .where("bookedAt", Operator.GREATER_OR_EQUAL, hour.start());
  }

  /** Ledger events whose reversal counts in a block at or after the hour. */
  public static Query eventsReversedSince(CollectionId collection, BlockHour hour) {
    return Query.in(Paths.metadata(collection).collection(Paths.LEDGER))
        .where("reversedAt", Operator.GREATER_OR_EQUAL, hour.start());
  }

  /** Ledger events that count in a block between two hours, the second not included. */
  public static Query eventsCountedBetween(CollectionId collection, BlockHour from, BlockHour to) {
    return between(collection, "blockStart", from, to);
  }

  /** Ledger events whose reversal counts in a block between two hours. */
  public static Query eventsReversedBetween(CollectionId collection, BlockHour from, BlockHour to) {
    return between(collection, "reversedAt", from, to);
  }

  private static Query between(
      CollectionId collection, String field, BlockHour from, BlockHour to) {
    return Query.in(Paths.metadata(collection).collection(Paths.LEDGER))
        .where(field, Operator.GREATER_OR_EQUAL, from.start())
        .where(field, Operator.LESS, to.start());
  }

  /** Ledger events that counted before they count where they do now. */
  public static Query eventsWithPastCounts(CollectionId collection) {
    return Query.in(Paths.metadata(collection).collection(Paths.LEDGER)).orderBy("pastCounts");
  }

  /**
   * One event, not yet aggregated, of the first collection: a skip-scan asks again behind that
   * collection, so its reads grow with the collections and not with their events.
   */
  public static Query firstUnaggregatedCollection() {
    return Query.inGroup(Paths.LEDGER)
        .where("isAggregated", Operator.EQUAL, false)
        .orderBy("chainId")
        .orderBy("collectionAddress")
        .limitedTo(1);
  }

  /** One event, not yet aggregated, of the first collection behind the given one. */
  public static Query nextUnaggregatedCollection(Object chainId, Object collectionAddress) {
    return firstUnaggregatedCollection().startingAfter(List.of(chainId, collectionAddress));
  }

  /** Metadata documents whose work is due: a lost trigger, a retry, a sealing. */
  public static Query dueCollections(long now, int limit) {
    return Query.inGroup(Paths.METADATA_GROUP)
        .where("dueAt", Operator.LESS_OR_EQUAL, now)
        .orderBy("dueAt")
        .limitedTo(limit);
  }

  /** The newest book of all curators before the hour. */
  public static Query newestCheckpointBefore(CollectionId collection, BlockHour hour) {
    return Query.in(Paths.metadata(collection).collection(Paths.BOOKS))
        .where("isCheckpoint", Operator.EQUAL, true)
        .where("timestamp", Operator.LESS, hour.start())
        .orderByDescending("timestamp")
        .limitedTo(1);
  }

  /** The newest book of all curators. */
  public static Query newestCheckpoint(CollectionId collection) {
    return Query.in(Paths.metadata(collection).collection(Paths.BOOKS))
        .where("isCheckpoint", Operator.EQUAL, true)
        .orderByDescending("timestamp")
        .limitedTo(1);
  }

  /** The record of the newest block. */
  public static Query newestBook(CollectionId collection) {
    return Query.in(Paths.metadata(collection).collection(Paths.BOOKS))
        .orderByDescending("timestamp")
        .limitedTo(1);
  }

  /** The record of the newest block before the hour. */
  public static Query newestBookBefore(CollectionId collection, BlockHour hour) {
    return Query.in(Paths.metadata(collection).collection(Paths.BOOKS))
        .where("timestamp", Operator.LESS, hour.start())
        .orderByDescending("timestamp")
        .limitedTo(1);
  }

  /** The changes of the blocks after the time, in their order. */
  public static Query booksAfter(CollectionId collection, long time) {
    return Query.in(Paths.metadata(collection).collection(Paths.BOOKS))
        .where("timestamp", Operator.GREATER, time)
        .orderBy("timestamp");
  }

  /** The changes of the blocks after a time and before an hour, in their order. */
  public static Query booksBetween(CollectionId collection, long after, BlockHour before) {
    return Query.in(Paths.metadata(collection).collection(Paths.BOOKS))
        .where("timestamp", Operator.GREATER, after)
        .where("timestamp", Operator.LESS, before.start())
        .orderBy("timestamp");
  }

  /** The page of standings that holds the user, if one does. */
  public static Query standingsOf(CollectionId collection, Address user) {
    return Query.in(Paths.metadata(collection).collection(Paths.STANDINGS))
        .where("firstAddress", Operator.LESS_OR_EQUAL, user.hex())
        .orderByDescending("firstAddress")
        .limitedTo(1);
  }

  /** All pages of standings. */
  public static Query standings(CollectionId collection) {
    return Query.in(Paths.metadata(collection).collection(Paths.STANDINGS)).orderBy("firstAddress");
  }

  /** The newest blocks, newest first. */
  public static Query newestBlocks(CollectionId collection, int limit) {
    return Query.in(Paths.metadata(collection).collection(Paths.BLOCKS))
        .orderByDescending("timestamp")
        .limitedTo(limit);
  }

  /** The newest periods, newest first. */
  public static Query newestPeriods(CollectionId collection, int limit) {
    return Query.in(Paths.metadata(collection).collection(Paths.PERIODS))
        .orderByDescending("timestamp")
        .limitedTo(limit);
  }

  /** The pages of one book of all curators. */
  public static Query bookPages(CollectionId collection, BlockHour hour) {
    return Query.in(Paths.book(collection, hour).collection(Paths.BOOK_PAGES));
  }

  /** The users of one block. */
  public static Query blockUsers(CollectionId collection, BlockHour hour) {
    return Query.in(Paths.block(collection, hour).collection(Paths.BLOCK_USERS));
  }

  /** The periods from a week on. */
  public static Query periodsSince(CollectionId collection, Week week) {
    return Query.in(Paths.metadata(collection).collection(Paths.PERIODS))
        .where("timestamp", Operator.GREATER_OR_EQUAL, week.start())
        .orderBy("timestamp");
  }

  /** The users of one period. */
  public static Query periodUsers(CollectionId collection, Week week) {
    return Query.in(Paths.period(collection, week).collection(Paths.PERIOD_USERS));
  }

  /** The blocks after a time, oldest first. */
  public static Query blocksSince(CollectionId collection, long time) {
    return Query.in(Paths.metadata(collection).collection(Paths.BLOCKS))
        .where("timestamp", Operator.GREATER_OR_EQUAL, time)
        .orderBy("timestamp");
  }

  /** Ledger events of a chain in a range of its blocks, both ends included. */
  public static Query eventsOfBlocks(ChainId chain, long from, long to) {
    return Query.inGroup(Paths.LEDGER)
        .where("chainId", Operator.EQUAL, chain.toString())
        .where("blockNumber", Operator.GREATER_OR_EQUAL, from)
        .where("blockNumber", Operator.LESS_OR_EQUAL, to);
  }

  /** Sales that an exchange has emitted from a block on, in the order of their blocks. */
  public static Query salesSince(ChainId chain, Address exchange, long block, int limit) {
    return Query.inGroup(Paths.LEDGER)
        .where("chainId", Operator.EQUAL, chain.toString())
        .where("contractAddress", Operator.EQUAL, exchange.hex())
        .where("blockNumber", Operator.GREATER_OR_EQUAL, block)
        .orderBy("blockNumber")
        .limitedTo(limit);
  }

  /** The changes of fee rates on a chain that no reorganisation took away. */
  public static Query feeRates(ChainId chain) {
    return Query.in(Paths.chainWatermark(chain).collection(Paths.FEE_RATES))
        .where("isDeleted", Operator.EQUAL, false);
  }

  /** The changes of fee rates that sales do not take account of yet. */
  public static Query feeRatesToApply(ChainId chain) {
    return Query.in(Paths.chainWatermark(chain).collection(Paths.FEE_RATES))
        .where("isApplied", Operator.EQUAL, false);
  }

  /** The changes of fee rates, also those taken away, in a range of blocks, both ends included. */
  public static Query feeRatesOfBlocks(ChainId chain, long from, long to) {
    return Query.in(Paths.chainWatermark(chain).collection(Paths.FEE_RATES))
        .where("blockNumber", Operator.GREATER_OR_EQUAL, from)
        .where("blockNumber", Operator.LESS_OR_EQUAL, to);
  }

  /** The facts of a staking contract in a range of blocks, both ends included. */
  public static Query stakingEventsOfBlocks(ChainId chain, Address contract, long from, long to) {
    return Query.in(stakingLedger(chain, contract))
        .where("blockNumber", Operator.GREATER_OR_EQUAL, from)
        .where("blockNumber", Operator.LESS_OR_EQUAL, to);
  }

  /** The cursors of a chain. */
  public static Query cursors(ChainId chain) {
    return Query.in(Paths.chainWatermark(chain).collection(Paths.CURSORS));
  }

  /** All staking events of a user. */
  public static Query stakingEvents(ChainId chain, Address contract, Address user) {
    return Query.in(stakingLedger(chain, contract))
        .where("userAddress", Operator.EQUAL, user.hex());
  }

  /** Staking events that the users' books take no account of yet, user by user. */
  public static Query unappliedStakingEvents(ChainId chain, Address contract, int limit) {
    return Query.in(stakingLedger(chain, contract))
        .where("isApplied", Operator.EQUAL, false)
        .orderBy("userAddress")
        .limitedTo(limit);
  }

  /** The same of the users behind the given one. */
  public static Query unappliedStakingEventsBehind(
      ChainId chain, Address contract, Object user, int limit) {
    return unappliedStakingEvents(chain, contract, limit).startingAfter(List.of(user));
  }

  private static String stakingLedger(ChainId chain, Address contract) {
    return Paths.stakingContract(chain, contract).collection(Paths.STAKING_LEDGER);
  }

  /** A staker's votes in all collections. */
  public static Query stakerVotes(ChainId chain, Address contract, Address user) {
    return Query.in(Paths.staker(chain, contract, user).collection(Paths.STAKER_VOTES));
  }

  /** A user's vote events in the ledgers of all collections. */
  public static Query voteEvents(Address user) {
    return Query.inGroup(Paths.LEDGER).where("userAddress", Operator.EQUAL, user.hex());
  }

  /** The metadata documents of all collections, behind one of them; null: from the first. */
  public static Query collectionsBehind(@Nullable DocumentPath after, int limit) {
    return Query.inGroup(Paths.METADATA_GROUP).between(after, null).limitedTo(limit);
  }

  /**
   * All documents of one kind of a collection, in pages.
   *
   * @param kind ledger events, blocks, periods, books or standings
   * @param after the last document of the page before; null: from the first
   */
  public static Query page(
      CollectionId collection, String kind, @Nullable DocumentPath after, int limit) {
    return Query.in(Paths.metadata(collection).collection(kind))
        .between(after, null)
        .limitedTo(limit);
  }

  /**
   * The documents below several blocks, periods or books, in pages.
   *
   * @param kind users of blocks, users of periods, or pages of books
   * @param after a block, a period or a book, or the last document of the page before
   * @param before the first block, period or book whose documents are not wanted
   */
  public static Query below(String kind, DocumentPath after, DocumentPath before, int limit) {
    return Query.inGroup(kind).between(after, before).limitedTo(limit);
  }

  /** A chain's payments that are due, oldest first. */
  public static Query duePayments(ChainId chain, long now, int limit) {
    return Query.in(Paths.PAYMENTS)
        .where("chainId", Operator.EQUAL, chain.toString())
        .where("state", Operator.EQUAL, "DUE")
        .where("dueAt", Operator.LESS_OR_EQUAL, now)
        .orderBy("dueAt")
        .limitedTo(limit);
  }

  /** One of each, for the derivation of the indexes. */
  public static List<Query> examples() {
    ChainId chain = new ChainId(1);
    CollectionId collection = new CollectionId(chain, Address.ZERO);
    BlockHour hour = new BlockHour(0);
    Week week = hour.week();
    return List.of(
        unaggregatedEvents(collection, 1),
        eventsCountedSince(collection, hour, 1),
        eventsBookedSince(collection, hour),
        eventsReversedSince(collection, hour),
        eventsCountedBetween(collection, hour, hour.next()),
        eventsReversedBetween(collection, hour, hour.next()),
        eventsWithPastCounts(collection),
        firstUnaggregatedCollection(),
        nextUnaggregatedCollection("1", collection.address().hex()),
        dueCollections(0, 1),
        newestCheckpointBefore(collection, hour),
        newestCheckpoint(collection),
        newestBook(collection),
        newestBookBefore(collection, hour),
        booksAfter(collection, 0),
        booksBetween(collection, 0, hour),
        standingsOf(collection, Address.ZERO),
        standings(collection),
        newestBlocks(collection, 1),
        newestPeriods(collection, 1),
        bookPages(collection, hour),
        blockUsers(collection, hour),
        periodsSince(collection, week),
        periodUsers(collection, week),
        blocksSince(collection, 0),
        eventsOfBlocks(chain, 0, 1),
        salesSince(chain, Address.ZERO, 0, 1),
        feeRates(chain),
        feeRatesToApply(chain),
        feeRatesOfBlocks(chain, 0, 1),
        cursors(chain),
        stakingEventsOfBlocks(chain, Address.ZERO, 0, 1),
        stakingEvents(chain, Address.ZERO, Address.ZERO),
        unappliedStakingEvents(chain, Address.ZERO, 1),
        unappliedStakingEventsBehind(chain, Address.ZERO, Address.ZERO.hex(), 1),
        stakerVotes(chain, Address.ZERO, Address.ZERO),
        voteEvents(Address.ZERO),
        duePayments(chain, 0, 1),
        collectionsBehind(null, 1),
        page(collection, Paths.LEDGER, null, 1),
        below(
            Paths.BLOCK_USERS,
            Paths.metadata(collection),
            Paths.behind(Paths.metadata(collection)),
            1));
  }
}
