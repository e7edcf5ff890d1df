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
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Votes;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.time.BlockHour;
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

  /** Ties are sorted by address. */
  private static Comparator<CuratorAccount> order(@Nullable String sort) {
    Comparator<CuratorAccount> byAddress = Comparator.comparing(CuratorAccount::address);
    return switch (sort == null ? "votes" : sort) {
      case "votes" ->
          Comparator.comparing(CuratorAccount::votes).reversed().thenComparing(byAddress);
      case "earnings" ->
          Comparator.comparing(CuratorAccount::totalAccrued).reversed().thenComparing(byAddress);
      case "age" -> Comparator.comparingLong(CuratorAccount::firstVotedAt).thenComparing(byAddress);
      default -> throw new InvalidValueException("sort", sort, "must be votes, earnings or age");
    };
  }

  /** One read for each 700 curators; as of a past moment those of the packed books. */
  Answer of(CollectionId collection, Parameters parameters, long sealedUntil, long now) {
    Comparator<CuratorAccount> order = order(parameters.text("sort"));
    int limit = parameters.limit();
    Long at = parameters.at(now);
    if (at == null) {
      List<StandingsPage> pages = new Standings(store, collection).all();
      Votes votes = pages.isEmpty() ? Votes.ZERO : pages.getFirst().votes();
      List<CuratorAccount> all =
          pages.stream().flatMap(p -> p.standings().stream()).map(Standing::account).toList();
      return page(all, order, votes, limit, parameters.text("cursor"), false);
    }
    CuratorBook book = new Books(store, collection, checkpoints).before(BlockHour.of(at));
    return page(
        book.accounts(),
        order,
        book.totals().votes(),
        limit,
        parameters.text("cursor"),
        BlockHour.of(at).start() <= sealedUntil);
  }

  private static Answer page(
      List<CuratorAccount> all,
      Comparator<CuratorAccount> order,
      Votes votes,
      int limit,
      @Nullable String cursor,
      boolean isSealed) {
    List<CuratorAccount> sorted = all.stream().sorted(order).toList();
    int from = cursor == null ? 0 : behind(sorted, cursor);
    int end = Math.min(sorted.size(), from + limit);
    List<Fields> items =
        sorted.subList(from, end).stream().map(account -> curator(account, votes)).toList();
    String next = end < sorted.size() ? Cursors.of(sorted.get(end - 1).address().hex()) : null;
    return new Answer(Answer.list(items, next).build(), isSealed);
  }

  /**
   * The curator that the cursor names may have moved since: the list goes on behind it all the
   * same.
   */
  private static int behind(List<CuratorAccount> sorted, String cursor) {
    String address = Cursors.parts(cursor, 1).getFirst();
    for (int i = 0; i < sorted.size(); i++) {
      if (sorted.get(i).address().hex().equals(address)) {
        return i + 1;
      }
    }
    throw Cursors.refused(cursor);
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
