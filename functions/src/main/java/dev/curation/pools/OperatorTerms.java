package dev.curation.pools;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.decoding.StakingContract;
import dev.curation.documents.Paths;
import dev.curation.pools.PoolBooks.Step;
import dev.curation.signing.RequestRefusedException;
import dev.curation.signing.RequestRefusedException.Reason;
import dev.curation.store.DocumentPath;
import dev.curation.store.StoreException;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import dev.curation.time.BlockHour;
import dev.curation.withdrawals.Operator;
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
  /** So many fit into the document of terms with room to spare. */
  private static final int MOST_TERMS = 3_000;

  private static final int ATTEMPTS = 20;

  private final PoolBooks books;

  OperatorTerms(PoolBooks books) {
    this.books = books;
  }

  Receipt create(
      RequestReceipts receipts, StakingContract contract, PoolAction.CreateOperator action) {
    ChainId pool = receipts.message().pool();
    Address operator = action.operator();
    DocumentPath staker = Placements.staker(pool, contract, operator);
    return books.change(
        pool,
        List.of(
            receipts.path(),
            Paths.poolOperator(pool, operator),
            Paths.poolTerms(pool),
            Paths.poolRate(pool, operator),
            staker),
        (documents, now) -> {
          Optional<Receipt> before = receipts.before(documents.found(receipts.path()), now);
          if (before.isPresent()) {
            return Step.done(before.get(), documents);
          }
          Outcome outcome =
              Pool.createOperator(
                  documents, operator.hex(), action.owner().hex(), action.commissionE18());
          Optional<StoredDocument> asked = documents.found(Paths.poolRate(pool, operator));
          // Who was an operator before does not get round the limits of changes by leaving.
          Commissions.requireAllowed(
              documents.settings(), "commissionE18", asked, action.commissionE18(), now);
          Placements own =
              Placements.of(books.store(), pool, contract, operator, documents.found(staker));
          if (own.staker().stakePower() == 0) {
            // Else anybody could fill the pool with operators for nothing.
            throw new RequestRefusedException(
                Reason.NO_STAKE, "operator", operator, "has no stake power");
          }
          Terms terms = Terms.decode(documents.found(Paths.poolTerms(pool)));
          if (terms.all().size() >= MOST_TERMS) {
            throw new RequestRefusedException(
                Reason.POOL_FULL, "operator", operator, "is one more than a pool holds");
          }
          BlockHour since = since(terms.of(operator), now);
          List<Write> writes = new ArrayList<>();
          writes.add(
              terms.beginning(operator, action.owner(), since).write(Paths.poolTerms(pool), now));
          writes.add(
              Commissions.write(pool, operator, asked, action.commissionE18(), since.start(), now));
          return step(receipts, documents, outcome, since, writes, now);
        });
  }

  private static BlockHour since(List<Term> former, long now) {
    BlockHour next = BlockHour.of(now).next();
    BlockHour end = former.isEmpty() ? null : former.getLast().until();
    return end != null && end.compareTo(next) > 0 ? end : next;
  }

  Receipt remove(RequestReceipts receipts, PoolAction.RemoveOperator action) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        Optional<Receipt> done = leave(receipts, action);
        return done.isPresent() ? done.get() : removeLeaving(receipts, action);
      } catch (StoreException.PreconditionFailed e) {
        books.backOff().after(attempt);
      }
    }
    throw new PoolBusyException("operator " + action.operator() + " changes all the time");
  }

  /**
   * @return the receipt, where it was done before
   */
  private Optional<Receipt> leave(RequestReceipts receipts, PoolAction.RemoveOperator action) {
    ChainId pool = receipts.message().pool();
    Address operator = action.operator();
    PoolDocuments read =
        PoolDocuments.read(
            books.store(),
            pool,
            List.of(
                receipts.path(),
                Paths.poolOperator(pool, operator),
                Paths.poolRate(pool, operator)));
    long now = books.clock().millis();
    Optional<Receipt> done = receipts.before(read.found(receipts.path()), now);
    if (done.isPresent()) {
      return done;
    }
    Operator found = read.operator(operator.hex());
    if (found == null) {
      throw Refusal.UNKNOWN_OPERATOR.of("operator", operator);
    }
    Withdrawing.requireOwner(read, operator, action.owner());
    if (found.votes().signum() > 0) {
      throw Refusal.OPERATOR_HAS_VOTES.of("operator", operator);
    }
    StoredDocument rates = read.found(Paths.poolRate(pool, operator)).orElseThrow();
    Leaving.begin(books.store(), pool, operator, rates, now);
    return Optional.empty();
  }

  private Receipt removeLeaving(RequestReceipts receipts, PoolAction.RemoveOperator action) {
    ChainId pool = receipts.message().pool();
    Address operator = action.operator();
    List<DocumentPath> wanted =
        List.of(
            receipts.path(),
            Paths.poolOperator(pool, operator),
            Paths.poolTerms(pool),
            Paths.poolRate(pool, operator),
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
          writes.add(Leaving.end(documents.found(Paths.poolRate(pool, operator)), now));
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
