package dev.curation.rewards;

import dev.curation.apr.Apr;
import dev.curation.apr.TokenPrice;
import dev.curation.apr.TokenPrices;
import dev.curation.books.Books;
import dev.curation.books.CheckpointCache;
import dev.curation.books.CollectionYield;
import dev.curation.books.CuratorTrail;
import dev.curation.books.Standing;
import dev.curation.books.Standings;
import dev.curation.books.StandingsPage;
import dev.curation.books.Yield;
import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.curation.CuratorAccount;
import dev.curation.money.Wei;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.time.BlockHour;
import java.util.Optional;

/** A user's yields in one collection (docs/apr.md, Windows). */
final class UserYields {
  private final Store store;
  private final TokenPrices prices;
  private final CheckpointCache checkpoints;

  UserYields(Store store, TokenPrices prices, CheckpointCache checkpoints) {
    this.store = store;
    this.prices = prices;
    this.checkpoints = checkpoints;
  }

  /**
   * Of the hour, the week so far and the last seven days, all ending with this hour: a page of
   * standings, a checkpoint, its pages and at most 23 records, and the user's vote events of the
   * seven days; where those do not tell all, a record for each block of the seven days.
   */
  Answer of(Address user, CollectionId collection, long now) {
    Fields.Builder fields =
        Fields.builder().put("userAddress", user.hex()).put("collection", collection.toString());
    Optional<TokenPrice> price = prices.latest();
    Optional<StandingsPage> page = new Standings(store, collection).pageOf(user);
    Optional<Standing> standing = page.flatMap(found -> found.of(user));
    if (price.isEmpty() || page.isEmpty() || standing.isEmpty()) {
      return Answer.of(
          fields.put("block", null).put("period", null).put("trailing7Days", null).build());
    }
    CuratorAccount account = standing.get().account();
    BlockHour hour = BlockHour.of(now);
    BlockHour week = new BlockHour(hour.week().start());
    BlockHour trailing = CollectionYield.trailingFrom(hour.end());
    Books books = new Books(store, collection, checkpoints);
    CuratorTrail before = books.trail(user, trailing, trailing);
    HeldVotes held = HeldVotes.since(store, collection, user, account, before, trailing);
    if (held == null) {
      held = HeldVotes.of(books.trail(user, trailing, hour.next()));
    }
    BlockHour newest = page.get().newest();
    Wei ofWeek = newest.week().equals(hour.week()) ? account.periodAccrued() : Wei.ZERO;
    Wei ofHour = newest.equals(hour) ? account.blockAccrued() : Wei.ZERO;
    Wei ofDays = account.totalAccrued().minus(before.before().total());
    return Answer.of(
        fields
            .put("block", yieldOf(ofHour, held, hour, hour, price.get()))
            .put("period", yieldOf(ofWeek, held, week, hour, price.get()))
            .put("trailing7Days", yieldOf(ofDays, held, trailing, hour, price.get()))
            .build());
  }

  private static Fields yieldOf(
      Wei interest, HeldVotes held, BlockHour from, BlockHour last, TokenPrice price) {
    long duration = last.end() - from.start();
    long hours = duration / BlockHour.MILLIS;
    Apr apr = new Apr(interest, held.between(from, last.next()), hours, price, duration);
    return Yield.of(apr, from.start(), false);
  }
}
