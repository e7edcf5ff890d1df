package dev.curation.curation;

import dev.curation.chain.Address;
import dev.curation.money.ConservationException;
import dev.curation.money.PotShares;
import dev.curation.money.Votes;
import dev.curation.money.VotesPerToken;
import dev.curation.money.Wei;
import dev.curation.time.BlockHour;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shares the pot of one block among its curators (specs/curation.md, Block 3 to 5). */
final class BlockDistribution {
  private final BlockChanges changes;
  private final boolean newPeriod;
  private final Wei pot;
  private final Wei shortfall;
  private final Votes totalVotes;
  private final PotShares shares;
  private Wei shared = Wei.ZERO;
  private long voteCount;
  private int curators;
  private final List<Address> newcomers = new ArrayList<>();
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
    this.shares = PotShares.of(pot, totalVotes);
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
    CuratorAccount[] accounts = merged(before);
    if (voteCount != totalVotes.count()) {
      throw new ConservationException(
          "block " + changes.hour() + ": curators hold " + voteCount + " votes, not " + totalVotes);
    }
    BookTotals totals = totals(before.newest(), before.totals());
    totals.check("block " + changes.hour());
    return new CuratorBook(changes.hour(), totals, accounts, before.index().with(newcomers));
  }

  /** Accounts and changes are in the order of the addresses; most accounts do not change votes. */
  private CuratorAccount[] merged(CuratorBook book) {
    CuratorAccount[] before = book.array();
    CuratorAccount[] after = new CuratorAccount[before.length + changes.voteChanges().size()];
    int next = 0;
    int size = 0;
    for (VoteChange change : changes.voteChanges()) {
      int place = book.index().place(change.address());
      boolean isOpen = place >= 0;
      for (int end = isOpen ? place : ~place; next < end; next++) {
        after[size++] = credited(before[next]);
      }
      after[size++] = isOpen ? credited(before[next++], change) : opened(change);
    }
    for (; next < before.length; next++) {
      after[size++] = credited(before[next]);
    }
    return Arrays.copyOf(after, size);
  }

  private CuratorAccount opened(VoteChange change) {
    newcomers.add(change.address());
    return credited(
        new CuratorAccount(
            change.address(), 0, VotesPerToken.ZERO, Wei.ZERO, Wei.ZERO, Wei.ZERO, 0, 0, false),
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
    Wei share = shares.of(held);
    shared = shared.plus(share);
    voteCount = Math.addExact(voteCount, held.count());
    curators += held.isZero() ? 0 : 1;
    return new CuratorAccount(
        account.address(),
        held.count(),
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
        totalVotes,
        curators,
        newPeriod ? shared : before.periodDistributed().plus(shared),
        weightedVotes,
        before.voteHoursWith(newest, changes.hour(), totalVotes, weightedVotes),
        before.periodVoteHoursWith(newest, changes.hour(), totalVotes, weightedVotes));
  }
}
