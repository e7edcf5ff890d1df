package dev.curation.books;

import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.curation.BlockChanges;
import dev.curation.curation.BlockStatistics;
import dev.curation.curation.BookTotals;
import dev.curation.curation.CuratorAccount;
import dev.curation.curation.CuratorBook;
import dev.curation.money.Votes;
import dev.curation.money.Wei;
import dev.curation.store.Fields;
import dev.curation.time.Week;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The fields of blocks, periods and their users, as the source lists them. */
public final class ResultDocuments {
  private final CollectionId collection;

  public ResultDocuments(CollectionId collection) {
    this.collection = collection;
  }

  /**
   * A block.
   *
   * @param dropped votes that removals asked for beyond what was held
   * @param rulesVersion the rules by which it was computed
   */
  public Fields block(
      CuratorBook before,
      BlockChanges changes,
      CuratorBook after,
      Votes dropped,
      int rulesVersion) {
    BlockStatistics statistics = BlockStatistics.of(before, changes, after);
    BookTotals totals = after.totals();
    Fields.Builder fields =
        owner()
            .put("numCurators", (long) totals.curators())
            .put("numCuratorVotes", totals.votes().count())
            .put("numCuratorsAdded", (long) statistics.curatorsAdded())
            .put("numCuratorsRemoved", (long) statistics.curatorsRemoved())
            .put("numCuratorVotesAdded", changes.votesAdded().count())
            .put("numCuratorVotesRemoved", changes.votesRemoved().count())
            .put("numCuratorsPercentChange", statistics.curatorsPercentChange())
            .put("numCuratorVotesPercentChange", statistics.votesPercentChange())
            .put("totalProtocolFeesAccruedWei", totals.fees().toString())
            .put("blockProtocolFeesAccruedWei", totals.blockFees().toString())
            .put("arbitrageProtocolFeesAccruedWei", totals.carry().toString())
            .put("totalProtocolFeesAccruedEth", totals.fees().displayEth())
            .put("blockProtocolFeesAccruedEth", totals.blockFees().displayEth())
            .put("arbitrageProtocolFeesAccruedEth", totals.carry().displayEth())
            .put("timestamp", changes.hour().start())
            .put("isAggregated", false)
            .put("blockDistributedWei", distributed(before, after).toString())
            .put("weightedVotes", totals.weightedVotes().toString())
            .put("rulesVersion", (long) rulesVersion);
    if (!dropped.isZero()) {
      fields.put("numCuratorVotesDropped", dropped.count());
    }
    if (!changes.reversedFees().isZero() || !totals.shortfall().isZero()) {
      fields
          .put("reversedProtocolFeesWei", changes.reversedFees().toString())
          .put("shortfallWei", totals.shortfall().toString());
    }
    return fields.build();
  }

  private static Wei distributed(CuratorBook before, CuratorBook after) {
    return after.totals().distributed().minus(before.totals().distributed());
  }

  /** The users of the book's newest block, by address; without {@code updatedAt}. */
  public Map<Address, Fields> blockUsers(CuratorBook book) {
    Map<Address, Fields> users = new LinkedHashMap<>();
    for (CuratorAccount account : book.accounts()) {
      if (account.isListed()) {
        users.put(account.address(), blockUser(account));
      }
    }
    return users;
  }

  private Fields blockUser(CuratorAccount account) {
    return owner()
        .put("userAddress", account.address().hex())
        .put("votes", account.votes().count())
        .put("totalProtocolFeesAccruedWei", account.totalAccrued().toString())
        .put("blockProtocolFeesAccruedWei", account.blockAccrued().toString())
        .put("firstVotedAt", account.firstVotedAt())
        .put("lastVotedAt", account.lastVotedAt())
        .build();
  }

  /**
   * The period of the book's newest block.
   *
   * @param book after its newest block
   * @param usersWritten whether its user documents are written
   */
  public Fields period(Week week, CuratorBook book, boolean usersWritten) {
    BookTotals totals = book.totals();
    return owner()
        .put("timestamp", week.start())
        .put("totalProtocolFeesAccruedWei", totals.fees().toString())
        .put("periodProtocolFeesAccruedWei", totals.periodFees().toString())
        .put("totalProtocolFeesAccruedEth", totals.fees().displayEth())
        .put("periodProtocolFeesAccruedEth", totals.periodFees().displayEth())
        .put("usersWritten", usersWritten)
        .put("numCurators", (long) totals.curators())
        .put("numCuratorVotes", totals.votes().count())
        .put("newestBlock", Objects.requireNonNull(book.newest()).start())
        .put("periodDistributedWei", totals.periodDistributed().toString())
        .put("weightedVotes", totals.weightedVotes().toString())
        .put("voteHours", BookCodec.encode(totals.periodVoteHours()))
        .build();
  }

  /** The users of the period of the book's newest block, by address; without {@code updatedAt}. */
  public Map<Address, Fields> periodUsers(CuratorBook book) {
    Map<Address, Fields> users = new LinkedHashMap<>();
    for (CuratorAccount account : book.accounts()) {
      if (account.isPeriodUser()) {
        users.put(account.address(), periodUser(account));
      }
    }
    return users;
  }

  private Fields periodUser(CuratorAccount account) {
    return owner()
        .put("userAddress", account.address().hex())
        .put("totalProtocolFeesAccruedWei", account.totalAccrued().toString())
        .put("periodProtocolFeesAccruedWei", account.periodAccrued().toString())
        .put("totalProtocolFeesAccruedEth", account.totalAccrued().displayEth())
        .put("periodProtocolFeesAccruedEth", account.periodAccrued().displayEth())
        .build();
  }

  private Fields.Builder owner() {
    return Fields.builder()
        .put("collectionAddress", collection.address().hex())
        .put("chainId", collection.chainId().toString());
  }
}
