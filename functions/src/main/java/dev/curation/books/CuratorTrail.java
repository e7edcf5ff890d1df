package dev.curation.books;

import dev.curation.chain.Address;
import dev.curation.curation.BlockChanges;
import dev.curation.curation.BookTotals;
import dev.curation.curation.CuratorAccount;
import dev.curation.curation.CuratorBook;
import dev.curation.curation.Pot;
import dev.curation.curation.VoteChange;
import dev.curation.money.Votes;
import dev.curation.money.VotesPerToken;
import dev.curation.money.Wei;
import dev.curation.time.BlockHour;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One curator's way through the blocks, computed from the packed books without the other curators'
 * shares (specs/curation.md, Growth).
 *
 * @param newest the newest block before the first; null: there is none
 * @param totals the sums after it
 * @param before what the curator held after it
 * @param steps the blocks, oldest first
 */
public record CuratorTrail(
    @Nullable BlockHour newest, BookTotals totals, Holding before, List<Step> steps) {
  /**
   * @param total sum of all shares so far
   */
  public record Holding(Votes votes, VotesPerToken votesPerToken, Wei total) {
    private static final Holding NONE = new Holding(Votes.ZERO, VotesPerToken.ZERO, Wei.ZERO);

    private static Holding of(@Nullable CuratorAccount account) {
      return account == null
          ? NONE
          : new Holding(account.votes(), account.votesPerToken(), account.totalAccrued());
    }
  }

  /**
   * One block.
   *
   * @param before the sums before the block
   * @param pot what it shares out
   * @param held what the curator holds and has after the block
   * @param votesBefore what the curator held before it
   * @param share floor(votes * pot / all votes)
   */
  public record Step(
      BookRecord record,
      BookTotals before,
      Wei fees,
      Wei reversedFees,
      Pot pot,
      Votes votesBefore,
      Holding held,
      Wei share) {}

  /** What is stored: the checkpoint before all, and the records after it. */
  record Source(CuratorBook checkpoint, List<BookRecord> records) {}

  static CuratorTrail of(Source source, Books books, Address user, BlockHour from) {
    Holding held = Holding.of(source.checkpoint().account(user));
    BookTotals totals = source.checkpoint().totals();
    CuratorTrail start = new CuratorTrail(source.checkpoint().newest(), totals, held, List.of());
    List<Step> steps = new ArrayList<>();
    for (BookRecord record : source.records()) {
      Step step = step(record, books, user, totals, held);
      held = step.held();
      totals = record.totals();
      if (record.hour().compareTo(from) < 0) {
        start = new CuratorTrail(record.hour(), totals, held, List.of());
      } else {
        steps.add(step);
      }
    }
    return new CuratorTrail(start.newest(), start.totals(), start.before(), List.copyOf(steps));
  }

  private static Step step(
      BookRecord record, Books books, Address user, BookTotals before, Holding held) {
    BlockChanges changes = record.changes();
    Wei fees = record.totals().blockFees();
    Wei reversed = record.totals().reversedFees().minus(before.reversedFees());
    Pot pot = Pot.of(before, fees, reversed);
    Holding after =
        changes == null
            ? Holding.of(books.checkpoint(record).account(user))
            : voted(changes, user, held);
    Votes all = record.totals().votes();
    Wei share = all.isZero() ? Wei.ZERO : pot.amount().share(after.votes(), all);
    Holding credited = new Holding(after.votes(), after.votesPerToken(), held.total().plus(share));
    return new Step(record, before, fees, reversed, pot, held.votes(), credited, share);
  }

  private static Holding voted(BlockChanges changes, Address user, Holding held) {
    Optional<VoteChange> own =
        changes.voteChanges().stream().filter(c -> c.address().equals(user)).findFirst();
    return own.map(c -> new Holding(c.votes(), c.votesPerToken(), held.total())).orElse(held);
  }
}
