package dev.curation.curation;

import dev.curation.chain.Address;
import dev.curation.ledger.EventId;
import dev.curation.ledger.LedgerEvent;
import dev.curation.ledger.LedgerEvent.Sale;
import dev.curation.ledger.LedgerEvent.VotesAdded;
import dev.curation.ledger.LedgerEvent.VotesRemoved;
import dev.curation.money.Votes;
import dev.curation.money.VotesPerToken;
import dev.curation.money.Wei;
import dev.curation.time.BlockHour;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the events of a block against the book (specs/curation.md, Block 1 to 3). */
public final class BlockEvents {
  private static final Comparator<Booking> CHAIN_ORDER =
      Comparator.comparing(Booking::event, LedgerEvent.CHAIN_ORDER)
          .thenComparing(Booking::isReversal);

  /** When somebody who never voted did so first: later than any vote. */
  private static final long NEVER = Long.MAX_VALUE;

  private final CuratorBook before;
  private final Map<Address, Holding> holdings = new HashMap<>();
  private final Map<EventId, Votes> clamped = new HashMap<>();
  private Wei fees = Wei.ZERO;
  private Wei reversedFees = Wei.ZERO;
  private Votes added = Votes.ZERO;
  private Votes removed = Votes.ZERO;
  private Votes dropped = Votes.ZERO;

  private BlockEvents(CuratorBook before) {
    this.before = before;
  }

  /** One curator while the events are applied. */
  private static final class Holding {
    private final @Nullable CuratorAccount before;
    private Votes votes;
    private VotesPerToken votesPerToken;
    private long firstVotedAt;
    private long lastVotedAt;

    private Holding(@Nullable CuratorAccount before) {
      this.before = before;
      this.votes = before == null ? Votes.ZERO : before.votes();
      this.votesPerToken = before == null ? VotesPerToken.ZERO : before.votesPerToken();
      this.firstVotedAt = before == null ? NEVER : before.firstVotedAt();
      this.lastVotedAt = before == null ? 0 : before.lastVotedAt();
    }

    private boolean isChanged() {
      return before == null
          ? firstVotedAt != NEVER || !votes.isZero()
          : !before.votes().equals(votes)
              || !before.votesPerToken().equals(votesPerToken)
              || before.lastVotedAt() != lastVotedAt
              || before.firstVotedAt() != firstVotedAt;
    }

    private VoteChange change(Address address) {
      return new VoteChange(address, votes, votesPerToken, firstVotedAt, lastVotedAt);
    }
  }

  /**
   * @param changes what the events change
   * @param clamped of each removal that asked for more than was held: what it really took
   * @param dropped the votes that removals asked for beyond what was held; 2^63-1 stands for more
   */
  public record Outcome(BlockChanges changes, Map<EventId, Votes> clamped, Votes dropped) {}

  /**
   * Applies the events in chain order, whatever the order in which they are given.
   *
   * @param before the book after the most recent earlier block
   * @throws dev.curation.errors.InvalidValueException if a sum of votes or fees exceeds its range
   */
  public static Outcome apply(CuratorBook before, BlockHour hour, Collection<Booking> bookings) {
    BlockEvents block = new BlockEvents(before);
    bookings.stream().sorted(CHAIN_ORDER).forEach(block::apply);
    return new Outcome(block.changes(hour), Map.copyOf(block.clamped), block.dropped);
  }

  private void apply(Booking booking) {
    if (booking.isReversal()) {
      reverse(booking);
      return;
    }
    switch (booking.event()) {
      case Sale sale -> fees = fees.plus(sale.protocolFee());
      case VotesAdded vote -> vote(vote);
      case VotesRemoved vote -> {
        Votes taken = remove(vote.user(), vote.votes());
        if (!taken.equals(vote.votes())) {
          clamped.put(vote.id(), taken);
        }
      }
    }
  }

  private void reverse(Booking booking) {
    Votes taken = booking.votesTaken();
    switch (booking.event()) {
      case Sale sale -> reversedFees = reversedFees.plus(sale.protocolFee());
      case VotesAdded vote -> {
        Votes unused = remove(vote.user(), vote.votes());
      }
      case VotesRemoved vote -> add(vote.user(), taken == null ? vote.votes() : taken);
    }
  }

  private void vote(VotesAdded vote) {
    Holding holding = holding(vote.user());
    holding.votesPerToken =
        holding.votesPerToken.with(holding.votes, vote.votes(), vote.votesPerToken());
    add(vote.user(), vote.votes());
    long time = vote.position().timestamp();
    // A booked vote may be older than one that already counted.
    holding.firstVotedAt = Math.min(holding.firstVotedAt, time);
    holding.lastVotedAt = Math.max(holding.lastVotedAt, time);
  }

  private void add(Address user, Votes votes) {
    Holding holding = holding(user);
    holding.votes = holding.votes.plus(votes);
    added = added.plus(votes);
  }

  private Votes remove(Address user, Votes asked) {
    Holding holding = holding(user);
    Votes taken = asked.min(holding.votes);
    holding.votes = holding.votes.minus(taken);
    removed = removed.plus(taken);
    dropped = dropped.plusAtMost(asked.minus(taken));
    return taken;
  }

  private Holding holding(Address user) {
    return holdings.computeIfAbsent(user, address -> new Holding(before.account(address)));
  }

  private BlockChanges changes(BlockHour hour) {
    List<VoteChange> changes = new ArrayList<>(holdings.size());
    holdings.forEach(
        (address, holding) -> {
          if (holding.isChanged()) {
            changes.add(holding.change(address));
          }
        });
    changes.sort(Comparator.comparing(VoteChange::address));
    return new BlockChanges(hour, fees, reversedFees, added, removed, changes);
  }
}
