package dev.curation.rewards;

import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.documents.RewardQueries;
import dev.curation.ledger.Ledger;
import dev.curation.ledger.LedgerEntry;
import dev.curation.ledger.LedgerEvent;
import dev.curation.ledger.LedgerEvent.Sale;
import dev.curation.ledger.LedgerEvent.VotesAdded;
import dev.curation.ledger.LedgerEvent.VotesRemoved;
import dev.curation.money.Votes;
import dev.curation.money.Wei;
import dev.curation.store.Fields;
import dev.curation.store.Query;
import dev.curation.store.Store;
import dev.curation.time.BlockHour;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The ledger events that explain a block. */
final class BlockEventsPage {
  /** More of one user's votes, or of reversals, in one hour are cut off, and the answer says so. */
  private static final int MOST = 200;

  /** The order in which a block counts them. */
  private static final Comparator<Counted> ORDER =
      Comparator.comparing((Counted each) -> each.entry().event(), LedgerEvent.CHAIN_ORDER)
          .thenComparing(Counted::isReversal);

  private record Counted(LedgerEntry entry, boolean isReversal) {}

  private final Store store;
  private final CollectionId collection;
  private final BlockHour hour;

  BlockEventsPage(Store store, CollectionId collection, BlockHour hour) {
    this.store = store;
    this.collection = collection;
    this.hour = hour;
  }

  /**
   * Sales in chain order. A page ends between two times, so that a time is enough to go on from.
   *
   * @param cursor of an earlier answer; null: from the first
   */
  Fields sales(int limit, @Nullable String cursor) {
    for (int most = limit; ; most *= 2) {
      Query query = RewardQueries.salesOfBlock(collection, hour, most + 1);
      if (cursor != null) {
        query = query.startingAfter(List.of(Cursors.time(cursor)));
      }
      List<LedgerEntry> found = read(query);
      if (found.size() <= most) {
        return Answer.list(items(found), null).build();
      }
      long cut = time(found.getLast());
      List<LedgerEntry> whole = found.stream().filter(entry -> time(entry) < cut).toList();
      if (!whole.isEmpty()) {
        String next = Cursors.of(Long.toString(time(whole.getLast())));
        return Answer.list(items(whole), next).build();
      }
      // So many sales at one time: they stay together.
    }
  }

  private List<LedgerEntry> read(Query query) {
    return store.query(query).stream().map(Ledger::entry).toList();
  }

  private static long time(LedgerEntry entry) {
    return entry.event().position().timestamp();
  }

  private List<Fields> items(List<LedgerEntry> entries) {
    return entries.stream()
        .sorted(Comparator.comparing(LedgerEntry::event, LedgerEvent.CHAIN_ORDER))
        .map(this::fields)
        .toList();
  }

  /** The user's votes and un-votes, and what the block takes back. */
  void putRest(Fields.Builder fields, Address user) {
    List<LedgerEntry> votes = read(RewardQueries.votesOfBlock(collection, hour, user, MOST + 1));
    List<LedgerEntry> reversals = read(RewardQueries.reversalsOfBlock(collection, hour, MOST + 1));
    fields
        .put("voteEvents", Answer.values(counted(user, votes, reversals)))
        .put("reversals", Answer.values(items(first(reversals))))
        .put("isCut", votes.size() > MOST || reversals.size() > MOST);
  }

  private static <T> List<T> first(List<T> all) {
    return all.subList(0, Math.min(MOST, all.size()));
  }

  /** What changes the user's votes, in the order in which it does. */
  private List<Fields> counted(Address user, List<LedgerEntry> votes, List<LedgerEntry> reversals) {
    Stream<Counted> taken =
        first(reversals).stream()
            .filter(entry -> user.equals(user(entry.event())))
            .map(entry -> new Counted(entry, true));
    return Stream.concat(first(votes).stream().map(entry -> new Counted(entry, false)), taken)
        .sorted(ORDER)
        .map(each -> fields(each.entry()).with(reversal(each)))
        .toList();
  }

  private static Fields reversal(Counted counted) {
    return Fields.builder().put("isReversal", counted.isReversal()).build();
  }

  private static @Nullable Address user(LedgerEvent event) {
    return switch (event) {
      case Sale sale -> null;
      case VotesAdded added -> added.user();
      case VotesRemoved removed -> removed.user();
    };
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private Fields fields(LedgerEntry entry) {
    LedgerEvent event = entry.event();
    Object tx = event.position().txHash();
    Fields.Builder fields =
        Fields.builder()
            .put("eventId", event.id().value())
            .put("timestamp", event.position().timestamp())
            .put("blockNumber", event.position().blockNumber())
            .put("txHash", tx == null ? null : tx.toString())
            .put("isLate", !event.position().hour().equals(hour));
    switch (event) {
      case Sale sale -> {
        Wei price = sale.facts().price();
        fields
            .put("discriminator", "sale")
            .put("tokenId", sale.facts().tokenId())
            .put("buyer", text(sale.facts().buyer()))
            .put("seller", text(sale.facts().seller()))
            .put("paymentToken", text(sale.facts().paymentToken()))
            .put("priceWei", text(price))
            .put("protocolFeeWei", sale.protocolFee().toString());
      }
      case VotesAdded added ->
          fields.put("discriminator", "votesAdded").put("votes", added.votes().count());
      case VotesRemoved removed -> {
        Votes taken = entry.votesTaken() == null ? removed.votes() : entry.votesTaken();
        fields
            .put("discriminator", "votesRemoved")
            .put("votes", removed.votes().count())
            .put("votesTaken", taken.count());
      }
    }
    return fields.build();
  }
}
