package dev.curation.rewards;

import dev.curation.books.Books;
import dev.curation.books.CheckpointCache;
import dev.curation.books.Standing;
import dev.curation.books.Standings;
import dev.curation.books.StandingsPage;
import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.curation.CuratorAccount;
import dev.curation.curation.CuratorBook;
import dev.curation.money.Votes;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.time.BlockHour;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The curators of a collection: those with votes, and those who once had some. */
final class CuratorList {
  private final Store store;
  private final CheckpointCache checkpoints;

  CuratorList(Store store, CheckpointCache checkpoints) {
    this.store = store;
    this.checkpoints = checkpoints;
  }

  /** What a list is sorted by. */
  private enum Sort {
    VOTES("votes"),
    EARNINGS("earnings"),
    AGE("age");

    private final String text;

    Sort(String text) {
      this.text = text;
    }

    /** Smaller is earlier in the list. */
    private BigInteger key(CuratorAccount account) {
      return switch (this) {
        case VOTES -> BigInteger.valueOf(account.votes().count()).negate();
        case EARNINGS -> account.totalAccrued().value().negate();
        case AGE -> BigInteger.valueOf(account.firstVotedAt());
      };
    }

    private static Sort parse(@Nullable String text) {
      for (Sort sort : values()) {
        if (text == null || sort.text.equals(text)) {
          return sort;
        }
      }
      throw new InvalidRequestException("sort", text, "must be votes, earnings or age");
    }

    private Place of(CuratorAccount account) {
      return new Place(key(account), account.address().hex());
    }
  }

  /** A place in a list; ties are sorted by address. */
  private record Place(BigInteger key, String address) {
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::key).thenComparing(Place::address);

    private static Place parse(String cursor, Sort sort) {
      List<String> parts = Cursors.parts(cursor, 3);
      boolean isOurs =
          parts.get(0).equals(sort.text)
              && parts.get(1).matches("-?[0-9]{1,78}")
              && parts.get(2).matches("0x[0-9a-f]{40}");
      if (!isOurs) {
        throw Cursors.refused(cursor);
      }
      return new Place(new BigInteger(parts.get(1)), parts.get(2));
    }
  }

  /** One read for each 700 curators; as of a past moment those of the packed books. */
  Answer of(CollectionId collection, Parameters parameters, long sealedUntil, long now) {
    Sort sort = Sort.parse(parameters.text("sort"));
    int limit = parameters.limit();
    Long at = parameters.at(now);
    if (at == null) {
      List<StandingsPage> pages = new Standings(store, collection).all();
      Votes votes = pages.isEmpty() ? Votes.ZERO : pages.getFirst().votes();
      List<CuratorAccount> all =
          pages.stream().flatMap(p -> p.standings().stream()).map(Standing::account).toList();
      return page(all, sort, votes, limit, parameters.text("cursor"), false);
    }
    CuratorBook book = new Books(store, collection, checkpoints).before(BlockHour.of(at));
    return page(
        book.accounts(),
        sort,
        book.totals().votes(),
        limit,
        parameters.text("cursor"),
        BlockHour.of(at).start() <= sealedUntil);
  }

  private static Answer page(
      List<CuratorAccount> all,
      Sort sort,
      Votes votes,
      int limit,
      @Nullable String cursor,
      boolean isSealed) {
    Place behind = cursor == null ? null : Place.parse(cursor, sort);
    List<CuratorAccount> rest =
        all.stream()
            .filter(each -> behind == null || Place.ORDER.compare(sort.of(each), behind) > 0)
            .sorted(Comparator.comparing(sort::of, Place.ORDER))
            .toList();
    List<CuratorAccount> shown = rest.subList(0, Math.min(limit, rest.size()));
    String next = null;
    if (rest.size() > shown.size()) {
      Place last = sort.of(shown.getLast());
      next = Cursors.of(sort.text, last.key().toString(), last.address());
    }
    List<Fields> items = shown.stream().map(account -> curator(account, votes)).toList();
    return new Answer(Answer.list(items, next).build(), isSealed);
  }

  private static Fields curator(CuratorAccount account, Votes votes) {
    Address address = account.address();
    Fields.Builder fields =
        Fields.builder()
            .put("userAddress", address.hex())
            .put("votes", account.votes().count())
            .put("share", States.percent(account.votes().count(), votes.count()));
    return States.amount(fields, "totalProtocolFeesAccrued", account.totalAccrued())
        .put("firstVotedAt", account.firstVotedAt())
        .put("lastVotedAt", account.lastVotedAt())
        .build();
  }
}
