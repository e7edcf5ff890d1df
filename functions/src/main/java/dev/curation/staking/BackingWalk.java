package dev.curation.staking;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.TxHash;
import dev.curation.ledger.ChainPosition;
import dev.curation.ledger.EventId;
import dev.curation.ledger.LedgerEvent.VotesRemoved;
import dev.curation.money.Votes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One walk over a user's facts in their logical sequence: each vote stands behind all staking
 * events up to its basis and before all later ones.
 */
final class BackingWalk {
  private static final Comparator<StakePoint> ORDER = StakePoint.ORDER;

  private final ChainId chain;
  private final Address user;
  private final SortedMap<String, Account> accounts = new TreeMap<>();
  private final List<UnVote> removals = new ArrayList<>();
  private long total;

  BackingWalk(ChainId chain, Address user) {
    this.chain = chain;
    this.user = user;
  }

  /** The votes in one collection. */
  private static final class Account {
    private SignedVote latest;
    private long votes;

    private Account(SignedVote first) {
      this.latest = first;
    }
  }

  /** A staking event, or the time before all of them, when there is no power. */
  private record Step(
      String cause, @Nullable StakeChange stake, ChainPosition position, long power) {}

  Backing walk(List<StakeChange> unsortedStakes, List<SignedVote> unsortedVotes) {
    List<StakeChange> stakes = new ArrayList<>(unsortedStakes);
    stakes.sort(Comparator.comparing(StakeChange::point, ORDER).thenComparing(StakeChange::id));
    Map<TxHash, StakePoint> lastOfTx = new HashMap<>();
    stakes.forEach(stake -> lastOfTx.put(stake.point().tx(), stake.point()));
    Deque<SignedVote> votes =
        new ArrayDeque<>(
            unsortedVotes.stream()
                .sorted(Comparator.comparingLong(SignedVote::timestamp))
                .toList());

    Step step = new Step(chain + ":unstaked:" + user, null, new ChainPosition(0, 0, null, null), 0);
    for (int next = 0; ; next++) {
      @Nullable StakePoint until = next < stakes.size() ? stakes.get(next).point() : null;
      while (!votes.isEmpty() && stands(votes.peek(), until, lastOfTx)) {
        SignedVote vote = votes.remove();
        apply(vote);
        // After each: what was removed must not depend on votes that follow, perhaps much later.
        removeExcess(step, ":late@" + vote.timestamp(), votes.peek());
      }
      if (until == null) {
        return result();
      }
      step = step(stakes.get(next));
      removeExcess(step, "", votes.peek());
    }
  }

  /**
   * Whether the vote stands before the next staking event. Votes stand in the order of their times,
   * so one that follows another is never before it.
   */
  private static boolean stands(
      SignedVote vote, @Nullable StakePoint until, Map<TxHash, StakePoint> lastOfTx) {
    if (until == null) {
      return true;
    }
    // A reorganisation that mines the same stake again elsewhere takes no backing away.
    StakePoint again = lastOfTx.get(vote.basis().tx());
    boolean laterAgain = again != null && !until.isAfter(again);
    return until.isAfter(vote.basis()) && !laterAgain;
  }

  private static Step step(StakeChange stake) {
    StakePoint point = stake.point();
    return new Step(
        stake.id(),
        stake,
        new ChainPosition(point.timestamp(), point.blockNumber(), point.logIndex(), point.tx()),
        stake.power());
  }

  private void apply(SignedVote vote) {
    Account account =
        accounts.computeIfAbsent(vote.collection().toString(), id -> new Account(vote));
    account.latest = vote;
    // An un-vote that was accepted before an un-stake became known may ask for more than is left.
    long change = vote.added() ? vote.votes().count() : -removable(account, vote);
    account.votes = Math.addExact(account.votes, change);
    total = Math.addExact(total, change);
  }

  private static long removable(Account account, SignedVote vote) {
    return Math.min(account.votes, vote.votes().count());
  }

  private void removeExcess(Step step, String mark, @Nullable SignedVote following) {
    if (total <= step.power()) {
      return;
    }
    // A vote that stands behind a stake that was mined again later may be older than the step: the
    // ledger, which goes by times, must see the removal before that vote as well.
    boolean isOvertaken = following != null && !following.position().isAfter(step.position());
    Map<String, Long> held = new TreeMap<>();
    accounts.forEach((id, account) -> held.put(id, account.votes));
    ProportionalShares.of(total - step.power(), held)
        .forEach(
            (id, share) -> {
              if (share > 0) {
                remove(step, mark, id, share, isOvertaken);
              }
            });
    total = step.power();
  }

  private void remove(Step step, String mark, String id, long share, boolean isOvertaken) {
    Account account = accounts.get(id);
    if (account == null) {
      throw new IllegalStateException("no account of " + id);
    }
    account.votes -= share;
    ChainPosition latest = account.latest.position();
    boolean behindVote = step.stake() == null || isOvertaken || latest.isAfter(step.position());
    // All that the event says is in its id: if any of it changes, it is another event.
    String name = step.cause() + mark + ":" + account.latest.collection().address() + ":" + share;
    UnVote removal =
        new UnVote(
            account.latest.collection(),
            step.cause(),
            new VotesRemoved(
                new EventId(behindVote ? name + "@" + latest.timestamp() : name),
                behindVote ? rightAfter(latest) : step.position(),
                user,
                Votes.of(share)));
    removals.add(removal);
  }

  private static ChainPosition rightAfter(ChainPosition vote) {
    return new ChainPosition(vote.timestamp(), vote.blockNumber() + 1, null, null);
  }

  private Backing result() {
    SortedMap<String, Backing.Held> held = new TreeMap<>();
    accounts.forEach(
        (id, account) ->
            held.put(
                id,
                new Backing.Held(
                    account.latest.collection(),
                    Votes.of(account.votes),
                    account.latest.timestamp())));
    return new Backing(removals, held);
  }
}
