package dev.curation.curation;

import dev.curation.money.ConservationException;
import dev.curation.money.Votes;
import dev.curation.money.VotesPerToken;
import dev.curation.money.Wei;
import dev.curation.time.BlockHour;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shares the pot of one block among its curators (specs/curation.md, Block 3 to 5). */
final class BlockDistribution {
  private final BlockChanges changes;
  private final boolean newPeriod;
  private final Wei pot;
  private final Wei shortfall;
  private final Votes totalVotes;
  private Wei shared = Wei.ZERO;
  private Votes votes = Votes.ZERO;
  private int curators;
  private BigInteger weightedVotes;

  private BlockDistribution(CuratorBook before, BlockChanges changes) {
    BlockHour newest = before.newest();
    if (newest != null && newest.compareTo(changes.hour()) >= 0) {
      throw new IllegalArgumentException(
          "block " + changes.hour() + " is not later than " + newest);
    }
    BookTotals totals = before.totals();
    this.changes = changes;
    this.newPeriod = newest == null || !newest.week().equals(changes.hour().week());
    Pot shared = Pot.of(totals, changes.fees(), changes.reversedFees());
    this.pot = shared.amount();
    this.shortfall = shared.shortfall();
    this.weightedVotes = totals.weightedVotes();
    this.totalVotes = votesAfter(totals.votes(), changes);
  }

  /** Held + added - removed, without a sum on the way that only overflows before the removals. */
  private static Votes votesAfter(Votes held, BlockChanges changes) {
    Votes removedOfHeld = changes.votesRemoved().min(held);
    Votes removedOfAdded = changes.votesRemoved().minus(removedOfHeld);
    return held.minus(removedOfHeld).plus(changes.votesAdded().minus(removedOfAdded));
  }

  static CuratorBook distribute(CuratorBook before, BlockChanges changes) {
    return new BlockDistribution(before, changes).run(before);
  }

  private CuratorBook run(CuratorBook before) {
    CuratorAccount[] accounts = merged(before.array());
    BookTotals totals = totals(before.newest(), before.totals());
    if (!votes.equals(totalVotes)) {
      throw new ConservationException(
          "block " + changes.hour() + ": curators hold " + votes + " votes, not " + totalVotes);
    }
    totals.check("block " + changes.hour());
    return CuratorBook.ofArray(changes.hour(), totals, accounts);
  }

  /** Both lists are in the order of the addresses. */
  private CuratorAccount[] merged(CuratorAccount[] before) {
    List<CuratorAccount> after = new ArrayList<>(before.length + 8);
    List<VoteChange> moved = changes.voteChanges();
    int next = 0;
    for (CuratorAccount account : before) {
      while (next < moved.size() && moved.get(next).address().compareTo(account.address()) < 0) {
        after.add(opened(moved.get(next++)));
      }
      boolean isMoved = next < moved.size() && moved.get(next).address().equals(account.address());
      after.add(isMoved ? credited(account, moved.get(next++)) : credited(account));
    }
    while (next < moved.size()) {
      after.add(opened(moved.get(next++)));
    }
    return after.toArray(CuratorAccount[]::new);
  }

  private CuratorAccount opened(VoteChange change) {
    return credited(
        new CuratorAccount(
            change.address(),
            Votes.ZERO,
            VotesPerToken.ZERO,
            Wei.ZERO,
            Wei.ZERO,
            Wei.ZERO,
            0,
            0,
            false),
        change);
  }

  private CuratorAccount credited(CuratorAccount account) {
    boolean unchanged =
        !account.isListed()
            && account.blockAccrued().isZero()
            && !(newPeriod && account.isPeriodUser());
    return unchanged
        ? account
        : credited(
            account,
            account.votes(),
            account.votesPerToken(),
            account.firstVotedAt(),
            account.lastVotedAt());
  }

  private CuratorAccount credited(CuratorAccount account, VoteChange change) {
    CuratorAccount after =
        credited(
            account,
            change.votes(),
            change.votesPerToken(),
            change.firstVotedAt(),
            change.lastVotedAt());
    weightedVotes = weightedVotes.subtract(account.weight()).add(after.weight());
    return after;
  }

  private CuratorAccount credited(
      CuratorAccount account,
      Votes held,
      VotesPerToken votesPerToken,
      long firstVotedAt,
      long lastVotedAt) {
    Wei share = held.isZero() ? Wei.ZERO : pot.share(held, totalVotes);
    shared = shared.plus(share);
    votes = votes.plus(held);
    curators += held.isZero() ? 0 : 1;
    return new CuratorAccount(
        account.address(),
        held,
        votesPerToken,
        account.totalAccrued().plus(share),
        share,
        newPeriod ? share : account.periodAccrued().plus(share),
        firstVotedAt,
        lastVotedAt,
        !held.isZero() || (!newPeriod && account.isPeriodUser()));
  }

  private BookTotals totals(@Nullable BlockHour newest, BookTotals before) {
    return new BookTotals(
        before.blocks() + 1,
        before.fees().plus(changes.fees()),
        changes.fees(),
        newPeriod ? changes.fees() : before.periodFees().plus(changes.fees()),
        before.reversedFees().plus(changes.reversedFees()),
        before.distributed().plus(shared),
        pot.minus(shared),
        shortfall,
        votes,
        curators,
        newPeriod ? shared : before.periodDistributed().plus(shared),
        weightedVotes,
        before.voteHoursWith(newest, changes.hour(), votes, weightedVotes),
        before.periodVoteHoursWith(newest, changes.hour(), votes, weightedVotes));
  }
}
