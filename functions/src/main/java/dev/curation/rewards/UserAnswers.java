package dev.curation.rewards;

import dev.curation.books.Books;
import dev.curation.books.CheckpointCache;
import dev.curation.books.CuratorTrail;
import dev.curation.books.Standing;
import dev.curation.books.Standings;
import dev.curation.books.StandingsPage;
import dev.curation.books.StandingsPlaces;
import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.curation.CuratorAccount;
import dev.curation.documents.Paths;
import dev.curation.ledger.Curators;
import dev.curation.money.VotesPerToken;
import dev.curation.money.Wei;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.time.BlockHour;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A user over all collections. */
final class UserAnswers {
  private final Store store;

  /**
   * So many collections are looked up where they were before: even if each was elsewhere, a user's
   * answer takes no more than 5 reads and one for each collection.
   */
  private static final int BY_PLACE = 4;

  private final StandingsPlaces places = new StandingsPlaces();
  private final CheckpointCache checkpoints;
  private final ClaimTotals claims;

  UserAnswers(Store store, CheckpointCache checkpoints, ClaimTotals claims) {
    this.store = store;
    this.claims = claims;
    this.checkpoints = checkpoints;
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
      BlockHour sealedUntil) {

    static Share of(CollectionId collection, StandingsPage page, Standing standing) {
      return new Share(
          collection,
          standing.account(),
          page.votes().count(),
          standing.sealed(),
          page.newest(),
          page.sealedUntil());
    }
  }

  /**
   * Totals over all collections: one read, and one for each collection of the user; at most four
   * more where pages of standings are no longer where they were. As of a past moment, instead of
   * that one a checkpoint, its pages and at most 23 records. Where chains have claims, four more
   * for each.
   */
  Answer user(Address user, Parameters parameters) {
    if (parameters.text("collection") != null) {
      throw new InvalidRequestException(
          "collection", parameters.text("collection"), "goes with at only");
    }
    List<CollectionId> collections = collections(user);
    List<Share> shares =
        Concurrently.each(collections, id -> share(id, user, byPlace(collections, id))).stream()
            .flatMap(Optional::stream)
            .toList();
    Wei total = sum(shares.stream().map(share -> share.account().totalAccrued()).toList());
    Wei sealed = sum(shares.stream().map(Share::sealed).toList());
    int from = from(shares, parameters.text("cursor"));
    int end = Math.min(shares.size(), from + parameters.limit(Parameters.MOST));
    List<Share> shown = shares.subList(from, end);
    String next =
        end < shares.size() ? Cursors.of(shares.get(end - 1).collection().toString()) : null;
    Fields.Builder fields = Fields.builder().put("userAddress", user.hex());
    States.amount(fields, "totalProtocolFeesAccrued", total);
    putSealing(fields, total, sealed);
    Optional<ClaimTotals.Totals> claimed = claims.of(user);
    return Answer.of(
        fields
            .put("claimableWei", claimed.map(totals -> totals.claimable().toString()).orElse(null))
            .put("claimedWei", claimed.map(totals -> totals.claimed().toString()).orElse(null))
            .put("collections", Answer.values(shown.stream().map(UserAnswers::fields).toList()))
            .put("next", next)
            .build());
  }

  /** The first collection of a page. */
  private static int from(List<Share> shares, @Nullable String cursor) {
    if (cursor == null) {
      return 0;
    }
    String last = Cursors.parts(cursor, 1).getFirst();
    return (int)
        shares.stream().filter(s -> s.collection().toString().compareTo(last) <= 0).count();
  }

  /** The same as of a past moment; see {@link RewardsApi} for which collections. */
  Answer asOf(Address user, List<CollectionId> collections, long at) {
    List<Fields> shares =
        Concurrently.each(collections, id -> shareAt(id, user, at)).stream()
            .flatMap(Optional::stream)
            .toList();
    Fields.Builder fields = Fields.builder().put("userAddress", user.hex()).put("at", at);
    Wei total = sum(shares.stream().map(share -> Wei.parse("total", total(share))).toList());
    States.amount(fields, "totalProtocolFeesAccrued", total);
    return Answer.of(fields.put("collections", Answer.values(shares)).build());
  }

  private static String total(Fields share) {
    return share.string("totalProtocolFeesAccruedWei");
  }

  private static void putSealing(Fields.Builder fields, Wei total, Wei sealed) {
    fields.put("pendingWei", total.minus(sealed).toString()).put("sealedWei", sealed.toString());
  }

  private static Wei sum(List<Wei> amounts) {
    return amounts.stream().reduce(Wei.ZERO, Wei::plus);
  }

  private static boolean byPlace(List<CollectionId> collections, CollectionId one) {
    return collections.subList(0, Math.min(BY_PLACE, collections.size())).contains(one);
  }

  private Optional<Share> share(CollectionId collection, Address user, boolean byPlace) {
    Standings standings = new Standings(store, collection);
    return (byPlace ? standings.pageOf(user, places) : standings.pageOf(user))
        .flatMap(page -> page.of(user).map(standing -> Share.of(collection, page, standing)));
  }

  private Optional<Fields> shareAt(CollectionId collection, Address user, long at) {
    BlockHour hour = BlockHour.of(at);
    CuratorTrail trail = new Books(store, collection, checkpoints).trail(user, hour, hour);
    CuratorTrail.Holding held = trail.before();
    BlockHour newest = trail.newest();
    if (newest == null || (held.votes().isZero() && held.total().isZero())) {
      return Optional.empty();
    }
    Fields.Builder fields =
        Fields.builder()
            .put("collection", collection.toString())
            .put("votes", held.votes().count())
            .put("share", States.percent(held.votes().count(), trail.totals().votes().count()));
    return Optional.of(
        States.amount(fields, "totalProtocolFeesAccrued", held.total())
            .put("newestBlock", newest.start())
            .build());
  }

  private static Fields fields(Share share) {
    CuratorAccount account = share.account();
    Fields.Builder fields =
        Fields.builder()
            .put("collection", share.collection().toString())
            .put("votes", account.votes().count())
            .put("share", States.percent(account.votes().count(), share.votesOfAll()));
    States.amount(fields, "totalProtocolFeesAccrued", account.totalAccrued());
    putSealing(fields, account.totalAccrued(), share.sealed());
    VotesPerToken votesPerToken = account.votesPerToken();
    return fields
        .put("sealedUntil", share.sealedUntil().start())
        .put("newestBlock", share.newest().start())
        .put("blockProtocolFeesAccruedWei", account.blockAccrued().toString())
        .put("periodProtocolFeesAccruedWei", account.periodAccrued().toString())
        .put("firstVotedAt", account.firstVotedAt())
        .put("lastVotedAt", account.lastVotedAt())
        .put("votesPerToken", votesPerToken.isZero() ? null : votesPerToken.toString())
        .build();
  }
}
