package dev.curation.rewards;

import dev.curation.books.Books;
import dev.curation.books.CheckpointCache;
import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.curation.CuratorAccount;
import dev.curation.documents.Paths;
import dev.curation.documents.RewardQueries;
import dev.curation.money.Wei;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.time.BlockHour;
import dev.curation.time.Week;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A user's weeks, over all collections or one. */
final class UserPeriods {
  private final Store store;
  private final CheckpointCache checkpoints;

  UserPeriods(Store store, CheckpointCache checkpoints) {
    this.store = store;
    this.checkpoints = checkpoints;
  }

  /** A period of a collection. */
  private record Period(CollectionId collection, Week week, boolean usersWritten) {
    private static Period of(CollectionId collection, StoredDocument document) {
      return new Period(
          collection,
          new Week(document.fields().integer("timestamp")),
          document.fields().flag("usersWritten"));
    }
  }

  /** What a user got in it. */
  private record Share(Period period, Wei ofPeriod, Wei total) {}

  /**
   * The user's periods, newest first. For each collection: its snippet, its periods in the page,
   * and as many of the user's documents; where those are not written yet, a checkpoint, its pages
   * and at most 23 records instead.
   */
  Answer of(Address user, List<CollectionId> collections, Parameters parameters, long now) {
    int limit = parameters.limit();
    long end = CollectionAnswers.end(parameters);
    List<List<Period>> each =
        Concurrently.each(collections, collection -> periods(collection, end, limit + 1));
    List<Period> all =
        each.stream()
            .flatMap(Collection::stream)
            .sorted(Comparator.comparing(Period::week).reversed())
            .toList();
    List<Week> weeks = all.stream().map(Period::week).distinct().toList();
    List<Week> shown = weeks.subList(0, Math.min(limit, weeks.size()));
    String next = weeks.size() > limit ? Cursors.of(shown.getLast().id()) : null;
    List<Period> wanted = all.stream().filter(period -> shown.contains(period.week())).toList();
    List<Share> shares = shares(user, wanted);
    long sealedUntil = sealedUntil(collections);
    List<Fields> items = new ArrayList<>();
    for (Week week : shown) {
      List<Share> ofWeek =
          shares.stream().filter(share -> share.period().week().equals(week)).toList();
      if (!ofWeek.isEmpty()) {
        items.add(week(week, ofWeek, sealedUntil, now));
      }
    }
    return Answer.page(items, next);
  }

  private List<Period> periods(CollectionId collection, long end, int limit) {
    return store.query(RewardQueries.periodsBetween(collection, 0, end, limit)).stream()
        .map(document -> Period.of(collection, document))
        .toList();
  }

  /** The whole user is final only as far as all collections are. */
  private long sealedUntil(List<CollectionId> collections) {
    return store.getAll(collections.stream().map(Paths::snippet).toList()).stream()
        .mapToLong(snippet -> snippet.map(s -> s.fields().integer("sealedUntil")).orElse(0L))
        .min()
        .orElse(0);
  }

  private List<Share> shares(Address user, List<Period> periods) {
    List<Period> written = periods.stream().filter(Period::usersWritten).toList();
    List<Optional<StoredDocument>> documents =
        store.getAll(
            written.stream()
                .map(period -> Paths.periodUser(period.collection(), period.week(), user))
                .toList());
    List<Share> shares = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      Period period = written.get(i);
      documents.get(i).ifPresent(document -> shares.add(stored(period, document.fields())));
    }
    List<Period> computed = periods.stream().filter(period -> !period.usersWritten()).toList();
    Concurrently.each(computed, period -> fromBooks(user, period)).stream()
        .flatMap(Optional::stream)
        .forEach(shares::add);
    return shares;
  }

  private static Share stored(Period period, Fields user) {
    return new Share(
        period,
        Wei.parse("period", user.string("periodProtocolFeesAccruedWei")),
        Wei.parse("total", user.string("totalProtocolFeesAccruedWei")));
  }

  private Optional<Share> fromBooks(Address user, Period period) {
    CuratorAccount account =
        new Books(store, period.collection(), checkpoints)
            .before(new BlockHour(period.week().end()))
            .account(user);
    return account == null || !account.isPeriodUser()
        ? Optional.empty()
        : Optional.of(new Share(period, account.periodAccrued(), account.totalAccrued()));
  }

  private static Fields week(Week week, List<Share> shares, long sealedUntil, long now) {
    Wei sum = shares.stream().map(Share::ofPeriod).reduce(Wei.ZERO, Wei::plus);
    Fields.Builder fields =
        Fields.builder()
            .put("timestamp", week.start())
            .put("state", States.of(week.end(), sealedUntil, now));
    return States.amount(fields, "periodProtocolFeesAccrued", sum)
        .put("collections", Answer.values(shares.stream().map(UserPeriods::fields).toList()))
        .build();
  }

  private static Fields fields(Share share) {
    return Fields.builder()
        .put("collection", share.period().collection().toString())
        .put("periodProtocolFeesAccruedWei", share.ofPeriod().toString())
        .put("totalProtocolFeesAccruedWei", share.total().toString())
        .build();
  }
}
