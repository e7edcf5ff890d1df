package dev.curation.rewards;

import dev.curation.books.CuratorTrail;
import dev.curation.books.CuratorTrail.Holding;
import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.curation.CuratorAccount;
import dev.curation.documents.RewardQueries;
import dev.curation.ledger.Ledger;
import dev.curation.ledger.LedgerEntry;
import dev.curation.ledger.LedgerEvent;
import dev.curation.ledger.LedgerEvent.Sale;
import dev.curation.ledger.LedgerEvent.VotesAdded;
import dev.curation.ledger.LedgerEvent.VotesRemoved;
import dev.curation.money.VoteHours;
import dev.curation.money.Votes;
import dev.curation.money.VotesPerToken;
import dev.curation.store.Store;
import dev.curation.time.BlockHour;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a user held from hour to hour.
 *
 * @param before at the begin
 * @param after the blocks that changed it
 */
record HeldVotes(Holding before, NavigableMap<BlockHour, Holding> after) {
  private static final int MOST_EVENTS = 200;

  /** From each block's record. */
  static HeldVotes of(CuratorTrail trail) {
    NavigableMap<BlockHour, Holding> after = new TreeMap<>();
    trail.steps().forEach(step -> after.put(step.record().hour(), step.held()));
    return new HeldVotes(trail.before(), after);
  }

  /**
   * From the user's vote events alone.
   *
   * @param now the user's account after the newest block
   * @return null where the events do not lead there: votes were taken back, or they are too many
   */
  static @Nullable HeldVotes since(
      Store store,
      CollectionId collection,
      Address user,
      CuratorAccount now,
      CuratorTrail start,
      BlockHour from) {
    List<LedgerEntry> entries =
        store.query(RewardQueries.votesSince(collection, user, from, MOST_EVENTS)).stream()
            .map(Ledger::entry)
            .sorted(
                Comparator.comparing(HeldVotes::block)
                    .thenComparing(LedgerEntry::event, LedgerEvent.CHAIN_ORDER))
            .toList();
    NavigableMap<BlockHour, Holding> after = new TreeMap<>();
    Holding held = start.before();
    for (LedgerEntry entry : entries) {
      held = applied(held, entry);
      if (held == null) {
        return null;
      }
      after.put(block(entry), held);
    }
    boolean leadsThere =
        held.votes().equals(now.votes()) && held.votesPerToken().equals(now.votesPerToken());
    return leadsThere && entries.size() < MOST_EVENTS ? new HeldVotes(start.before(), after) : null;
  }

  private static BlockHour block(LedgerEntry entry) {
    return Objects.requireNonNull(entry.countedIn(), "the query asks for those with a block");
  }

  private static @Nullable Holding applied(Holding held, LedgerEntry entry) {
    return switch (entry.event()) {
      case Sale sale -> held;
      case VotesAdded added -> {
        VotesPerToken mean =
            held.votesPerToken().with(held.votes(), added.votes(), added.votesPerToken());
        yield new Holding(held.votes().plus(added.votes()), mean, held.total());
      }
      case VotesRemoved removed -> {
        Votes taken = entry.votesTaken() == null ? removed.votes() : entry.votesTaken();
        yield taken.compareTo(held.votes()) > 0
            ? null
            : new Holding(held.votes().minus(taken), held.votesPerToken(), held.total());
      }
    };
  }

  /** The hours from one, not before the begin, to before another. */
  VoteHours between(BlockHour from, BlockHour to) {
    Map.Entry<BlockHour, Holding> first = after.lowerEntry(from);
    Holding held = first == null ? before : first.getValue();
    VoteHours sum = VoteHours.ZERO;
    BlockHour hour = from;
    for (Map.Entry<BlockHour, Holding> each : after.subMap(from, to).entrySet()) {
      sum = sum.plus(hours(held, hour, each.getKey()));
      held = each.getValue();
      hour = each.getKey();
    }
    return sum.plus(hours(held, hour, to));
  }

  private static VoteHours hours(Holding held, BlockHour from, BlockHour to) {
    return VoteHours.ZERO.plusHours(
        held.votes(),
        held.votesPerToken().weight(held.votes()),
        (to.start() - from.start()) / BlockHour.MILLIS);
  }
}
