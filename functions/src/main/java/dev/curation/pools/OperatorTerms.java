package dev.curation.pools;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.delegations.Changes;
import dev.curation.documents.Paths;
import dev.curation.documents.PoolQueries;
import dev.curation.pools.PoolBooks.Step;
import dev.curation.store.DocumentPath;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import dev.curation.time.BlockHour;
import dev.curation.withdrawals.Pool;
import dev.curation.withdrawals.Pool.Outcome;
import dev.curation.withdrawals.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Curators become operators and stop being ones. Both take effect at the next full hour, which
 * nobody has sealed yet: so each hour's share is either the pool's or the person's own.
 */
final class OperatorTerms {
  /** Delegations on chain that waited for the operator, asked for again in one commit. */
  private static final int WAITING = 300;

  private final PoolBooks books;

  OperatorTerms(PoolBooks books) {
    this.books = books;
  }

  Receipt create(RequestReceipts receipts, PoolAction.CreateOperator action) {
    ChainId pool = receipts.message().pool();
    Address operator = action.operator();
    return books.change(
        pool,
        List.of(receipts.path(), Paths.poolOperator(pool, operator), Paths.poolTerms(pool)),
        (documents, now) -> {
          Optional<Receipt> before = receipts.before(documents.found(receipts.path()), now);
          if (before.isPresent()) {
            return Step.done(before.get(), documents);
          }
          Outcome outcome =
              Pool.createOperator(
                  documents, operator.hex(), action.owner().hex(), action.commissionE18());
          Commissions.requireAllowed(documents.settings(), "commissionE18", action.commissionE18());
          Terms terms = Terms.decode(documents.found(Paths.poolTerms(pool)));
          BlockHour since = since(terms.of(operator), now);
          List<Write> writes = new ArrayList<>(waiting(pool, operator, now));
          writes.add(
              terms.beginning(operator, action.owner(), since).write(Paths.poolTerms(pool), now));
          writes.add(Commissions.write(pool, operator, action.commissionE18(), now));
          return step(receipts, documents, outcome, since, writes, now);
        });
  }

  private static BlockHour since(List<Term> former, long now) {
    BlockHour next = BlockHour.of(now).next();
    BlockHour end = former.isEmpty() ? null : former.getLast().until();
    return end != null && end.compareTo(next) > 0 ? end : next;
  }

  /** What was delegated to this address on chain while it was no operator. */
  private List<Write> waiting(ChainId pool, Address operator, long now) {
    List<Write> writes = new ArrayList<>();
    for (StoredDocument document :
        books
            .store()
            .query(
                PoolQueries.refusedChanges(
                    pool, operator, Refusal.UNKNOWN_OPERATOR.name(), WAITING))) {
      if (!Changes.decode(document).place().isSigned()) {
        writes.add(Changes.again(document, now));
      }
    }
    return writes;
  }

  Receipt remove(RequestReceipts receipts, PoolAction.RemoveOperator action) {
    ChainId pool = receipts.message().pool();
    Address operator = action.operator();
    List<DocumentPath> wanted =
        List.of(
            receipts.path(),
            Paths.poolOperator(pool, operator),
            Paths.poolTerms(pool),
            Paths.poolAccount(pool, action.owner()));
    return books.change(
        pool,
        wanted,
        (documents, now) -> {
          Optional<Receipt> before = receipts.before(documents.found(receipts.path()), now);
          if (before.isPresent()) {
            return Step.done(before.get(), documents);
          }
          Withdrawing.requireOwner(documents, operator, action.owner());
          Outcome outcome = Pool.removeOperator(documents, operator.hex());
          Terms terms = Terms.decode(documents.found(Paths.poolTerms(pool)));
          BlockHour until = BlockHour.of(now).next();
          List<Write> writes = new ArrayList<>();
          writes.add(terms.ending(operator, until).write(Paths.poolTerms(pool), now));
          return step(receipts, documents, outcome, until, writes, now);
        });
  }

  private static Step<Receipt> step(
      RequestReceipts receipts,
      PoolDocuments documents,
      Outcome outcome,
      @Nullable BlockHour countsFrom,
      List<Write> writes,
      long now) {
    Receipt receipt =
        new Receipt(
            receipts.action(),
            receipts.digest(),
            outcome.payments(),
            outcome.payments().isEmpty() ? null : receipts.paymentId(),
            countsFrom == null ? null : countsFrom.start(),
            null,
            now);
    writes.add(receipts.write(receipt));
    return Step.of(receipt, documents, outcome, receipts.paymentId(), writes);
  }
}
