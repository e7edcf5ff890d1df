package dev.curation.pools;

import dev.curation.chain.ChainId;
import dev.curation.documents.Paths;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.pools.PoolBooks.Step;
import dev.curation.store.DocumentPath;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import dev.curation.withdrawals.Amounts;
import dev.curation.withdrawals.Pool;
import dev.curation.withdrawals.Pool.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Brings what operators have earned into their pool, each block once: the same commit says how far
 * it was taken in (specs/withdrawals.md, intake).
 */
final class IncomeIntake {
  private final PoolBooks books;

  IncomeIntake(PoolBooks books) {
    this.books = books;
  }

  /**
   * @param incomes of one term, of at most 100 collections
   * @return what came in
   * @throws PoolBusyException if hours of one of them were reopened since it was read
   */
  Wei take(ChainId pool, List<Income> incomes) {
    Term term = incomes.getFirst().term();
    List<DocumentPath> wanted = new ArrayList<>();
    wanted.add(Paths.poolOperator(pool, term.operator()));
    wanted.add(Paths.poolAccount(pool, term.owner()));
    for (Income income : incomes) {
      wanted.add(intake(pool, income));
      wanted.add(Paths.payouts(income.collection()));
    }
    return books.change(
        pool,
        wanted,
        (documents, now) -> {
          List<Write> writes = new ArrayList<>();
          Wei sum = Wei.ZERO;
          for (Income income : incomes) {
            Income.Taken before = Income.Taken.decode(documents.found(intake(pool, income)));
            // Another run may have taken in some of it, or this one, whose answer was lost.
            Optional<Income> left = income.since(before.until());
            if (left.isPresent()) {
              Wei wei = left.get().sum();
              sum = sum.plus(wei);
              writes.add(before.plus(wei, income.until()).write(intake(pool, income), now));
              writes.addAll(paid(documents, income));
            }
          }
          return writes.isEmpty()
              ? Step.done(Wei.ZERO, documents)
              : Step.of(sum, documents, outcome(documents, term, sum), "", writes);
        });
  }

  private static List<Write> paid(PoolDocuments documents, Income income) {
    Optional<StoredDocument> payouts = documents.found(Paths.payouts(income.collection()));
    if (!Objects.equals(PaidHours.reopenedAt(payouts), income.reopenedAt())) {
      throw new PoolBusyException("hours of " + income.collection() + " were reopened meanwhile");
    }
    if (!LaneHours.of(payouts).equals(Optional.ofNullable(income.lane()))) {
      throw new PoolBusyException("a lane of " + income.collection() + " has begun or ended");
    }
    return PaidHours.writes(income.collection(), payouts, income.until());
  }

  private static DocumentPath intake(ChainId pool, Income income) {
    return Paths.poolIntake(pool, income.term().operator(), income.collection());
  }

  /**
   * Of hours before somebody stopped being an operator, the rest is its owner's, even if the
   * operator is back and another's.
   */
  private static Outcome outcome(PoolDocuments documents, Term term, Wei sum) {
    Amounts wei = Amounts.of(Denom.NATIVE, sum.value());
    String operator = term.operator().hex();
    return term.until() != null || documents.operator(operator) == null
        ? Pool.credit(documents, term.owner().hex(), wei)
        : Pool.intake(documents, operator, wei);
  }
}
