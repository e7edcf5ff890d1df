package dev.curation.curation;

import dev.curation.chain.Address;
import dev.curation.money.ConservationException;
import dev.curation.money.Votes;
import dev.curation.money.Wei;
import dev.curation.time.BlockHour;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything the rules need to know after a block: what each curator holds and has accrued, and the
 * carry. Immutable; all later blocks follow from it and their own events.
 */
public final class CuratorBook {
  public static final CuratorBook EMPTY =
      new CuratorBook(null, BookTotals.EMPTY, new CuratorAccount[0], AddressIndex.EMPTY);

  private final @Nullable BlockHour newest;
  private final BookTotals totals;
  private final CuratorAccount[] accounts;
  private final AddressIndex index;

  /**
   * @param index of the accounts' addresses
   */
  CuratorBook(
      @Nullable BlockHour newest,
      BookTotals totals,
      CuratorAccount[] accounts,
      AddressIndex index) {
    this.newest = newest;
    this.totals = totals;
    this.accounts = accounts;
    this.index = index;
  }

  /**
   * A book as it was stored.
   *
   * @param accounts in the order of their addresses
   * @throws ConservationException if the accounts do not add up to the totals
   */
  public static CuratorBook of(BlockHour newest, BookTotals totals, List<CuratorAccount> accounts) {
    Wei distributed = Wei.ZERO;
    Votes votes = Votes.ZERO;
    int curators = 0;
    BigInteger weightedVotes = BigInteger.ZERO;
    for (CuratorAccount account : accounts) {
      distributed = distributed.plus(account.totalAccrued());
      votes = votes.plus(account.votes());
      curators += account.isListed() ? 1 : 0;
      weightedVotes = weightedVotes.add(account.weight());
    }
    if (!distributed.equals(totals.distributed())
        || !votes.equals(totals.votes())
        || curators != totals.curators()
        || !weightedVotes.equals(totals.weightedVotes())) {
      throw new ConservationException(
          "the accounts of book " + newest + " do not add up to its totals");
    }
    totals.check("book " + newest);
    return new CuratorBook(
        newest,
        totals,
        accounts.toArray(CuratorAccount[]::new),
        AddressIndex.of(accounts.stream().map(CuratorAccount::address).toList()));
  }

  /** The newest block; null in the empty book. */
  public @Nullable BlockHour newest() {
    return newest;
  }

  public BookTotals totals() {
    return totals;
  }

  /** All curators ever, in the order of their addresses. */
  public List<CuratorAccount> accounts() {
    return Collections.unmodifiableList(Arrays.asList(accounts));
  }

  /** The account of a curator; null for one who never voted. */
  public @Nullable CuratorAccount account(Address address) {
    int place = index.place(address);
    return place < 0 ? null : accounts[place];
  }

  /**
   * The book after the next block (specs/curation.md, Block 3 to 5).
   *
   * @throws ConservationException if money would be lost or invented
   * @throws IllegalArgumentException if the block is not later than the newest
   */
  public CuratorBook after(BlockChanges changes) {
    return BlockDistribution.distribute(this, changes);
  }

  /** The shared array: only the distribution may see it. */
  CuratorAccount[] array() {
    return accounts;
  }

  AddressIndex index() {
    return index;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CuratorBook that
        && Objects.equals(newest, that.newest)
        && totals.equals(that.totals)
        && Arrays.equals(accounts, that.accounts);
  }

  @Override
  public int hashCode() {
    return totals.hashCode();
  }

  @Override
  public String toString() {
    return "book " + newest + " of " + accounts.length + " curators, " + totals;
  }
}
