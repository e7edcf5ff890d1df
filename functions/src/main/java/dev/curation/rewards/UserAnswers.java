package dev.curation.rewards;

import dev.curation.apr.Apr;
import dev.curation.apr.TokenPrice;
import dev.curation.apr.TokenPrices;
import dev.curation.books.Books;
import dev.curation.books.CollectionYield;
import dev.curation.books.CuratorTrail;
import dev.curation.books.Standing;
import dev.curation.books.Standings;
import dev.curation.books.StandingsPage;
import dev.curation.books.Yield;
import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.curation.CuratorAccount;
import dev.curation.curation.CuratorBook;
import dev.curation.documents.Paths;
import dev.curation.ledger.Curators;
import dev.curation.money.VoteHours;
import dev.curation.money.VotesPerToken;
import dev.curation.money.Wei;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.time.BlockHour;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A user over all collections, and the user's yields in one. */
final class UserAnswers {
  private final Store store;
  private final TokenPrices prices;

  UserAnswers(Store store, TokenPrices prices) {
    this.store = store;
    this.prices = prices;
  }

  /** In which collections the user has voted: one read. */
  List<CollectionId> collections(Address user) {
    return store.get(Paths.curator(user)).map(Curators::collections).orElse(List.of());
  }

  /** What a user has of one collection. */
  private record Share(
      CollectionId collection,
      CuratorAccount account,
      long votesOfAll,
      Wei sealed,
      BlockHour newest,
      @Nullable Long sealedUntil) {

    static Share of(CollectionId collection, StandingsPage page, Standing standing) {
      return new Share(
          collection,
          standing.account(),
          page.votes().count(),
          standing.sealed(),
          page.newest(),
          page.sealedUntil().start());
    }
  }

  /**
   * Totals over all collections: one read, and one for each collection of the user. As of a past
   * moment, instead of that one a checkpoint, its pages and at most 23 records.
   */
  Answer user(Address user, Parameters parameters, long now) {
    Long at = parameters.at(now);
    List<CollectionId> collections = collections(user);
    List<Optional<Share>> found =
        Concurrently.each(collections, id -> at == null ? share(id, user) : shareAt(id, user, at));
    List<Share> shares = found.stream().flatMap(Optional::stream).toList();
    Wei total = sum(shares.stream().map(share -> share.account().totalAccrued()).toList());
    Wei sealed = sum(shares.stream().map(Share::sealed).toList());
    Fields.Builder fields = Fields.builder().put("userAddress", user.hex());
    if (at != null) {
      fields.put("at", at);
    }
    States.amount(fields, "totalProtocolFeesAccrued", total);
    if (at == null) {
      putSealing(fields, total, sealed);
      // Filled by withdrawals and claims.
      fields.put("claimableWei", null).put("claimedWei", null);
    }
    return Answer.of(
        fields
            .put(
                "collections",
                Answer.values(shares.stream().map(share -> fields(share, at == null)).toList()))
            .build());
  }

  private static void putSealing(Fields.Builder fields, Wei total, Wei sealed) {
    fields.put("pendingWei", total.minus(sealed).toString()).put("sealedWei", sealed.toString());
  }

  private static Wei sum(List<Wei> amounts) {
    return amounts.stream().reduce(Wei.ZERO, Wei::plus);
  }

  private Optional<Share> share(CollectionId collection, Address user) {
    return new Standings(store, collection)
        .pageOf(user)
        .flatMap(page -> page.of(user).map(standing -> Share.of(collection, page, standing)));
  }

  private Optional<Share> shareAt(CollectionId collection, Address user, long at) {
    CuratorBook book = new Books(store, collection).before(BlockHour.of(at));
    CuratorAccount account = book.account(user);
    BlockHour newest = book.newest();
    return account == null || newest == null
        ? Optional.empty()
        : Optional.of(
            new Share(collection, account, book.totals().votes().count(), Wei.ZERO, newest, null));
  }

  private static Fields fields(Share share, boolean withSealing) {
    CuratorAccount account = share.account();
    Fields.Builder fields =
        Fields.builder()
            .put("collection", share.collection().toString())
            .put("votes", account.votes().count())
            .put("share", States.percent(account.votes().count(), share.votesOfAll()));
    States.amount(fields, "totalProtocolFeesAccrued", account.totalAccrued());
    if (withSealing) {
      putSealing(fields, account.totalAccrued(), share.sealed());
      fields.put("sealedUntil", share.sealedUntil());
    }
    VotesPerToken votesPerToken = account.votesPerToken();
    return fields
        .put("newestBlock", share.newest().start())
        .put("blockProtocolFeesAccruedWei", account.blockAccrued().toString())
        .put("periodProtocolFeesAccruedWei", account.periodAccrued().toString())
        .put("firstVotedAt", account.firstVotedAt())
        .put("lastVotedAt", account.lastVotedAt())
        .put("votesPerToken", votesPerToken.isZero() ? null : votesPerToken.toString())
        .build();
  }

  /**
   * Yields of the hour, the week and the last seven days that end with this hour: a checkpoint, its
   * pages and at most 191 records.
   */
  Answer yields(Address user, CollectionId collection, long now) {
    Optional<TokenPrice> price = prices.latest();
    BlockHour end = BlockHour.of(now).next();
    BlockHour trailing = CollectionYield.trailingFrom(end.start());
    CuratorTrail trail = new Books(store, collection).trail(user, trailing, end);
    Fields.Builder fields =
        Fields.builder().put("userAddress", user.hex()).put("collection", collection.toString());
    BlockHour thisWeek = BlockHour.of(Math.max(trailing.start(), BlockHour.of(now).week().start()));
    return Answer.of(
        fields
            .put("block", price.map(p -> of(trail, BlockHour.of(now), end, p)).orElse(null))
            .put("period", price.map(p -> of(trail, thisWeek, end, p)).orElse(null))
            .put("trailing7Days", price.map(p -> of(trail, trailing, end, p)).orElse(null))
            .build());
  }

  private static Fields of(CuratorTrail trail, BlockHour from, BlockHour end, TokenPrice price) {
    Wei interest = Wei.ZERO;
    VoteHours held = VoteHours.ZERO;
    CuratorTrail.Holding holding = trail.before();
    BlockHour hour = from;
    for (CuratorTrail.Step step : trail.steps()) {
      BlockHour block = step.record().hour();
      if (block.compareTo(from) >= 0) {
        held = held.plus(hours(holding, hour, block));
        hour = block;
        interest = interest.plus(step.share());
      }
      holding = step.held();
    }
    held = held.plus(hours(holding, hour, end));
    long duration = end.start() - from.start();
    Apr apr = new Apr(interest, held, duration / BlockHour.MILLIS, price, duration);
    return Yield.of(apr, from.start(), false);
  }

  /** The hours from one to before another with the same votes. */
  private static VoteHours hours(CuratorTrail.Holding holding, BlockHour from, BlockHour to) {
    return VoteHours.ZERO.plusHours(
        holding.votes(),
        holding.votesPerToken().weight(holding.votes()),
        (to.start() - from.start()) / BlockHour.MILLIS);
  }
}
