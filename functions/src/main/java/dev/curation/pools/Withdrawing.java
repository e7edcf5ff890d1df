package dev.curation.pools;

import dev.curation.books.Books;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.decoding.StakingContract;
import dev.curation.documents.Paths;
import dev.curation.documents.PoolQueries;
import dev.curation.money.Denom;
import dev.curation.pools.PoolBooks.Step;
import dev.curation.signing.RequestRefusedException;
import dev.curation.signing.RequestRefusedException.Reason;
import dev.curation.store.DocumentPath;
import dev.curation.store.StoreException;
import dev.curation.store.Write;
import dev.curation.withdrawals.Amounts;
import dev.curation.withdrawals.Operator;
import dev.curation.withdrawals.Pool;
import dev.curation.withdrawals.Pool.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * People take what they have earned (specs/withdrawals.md, withdraw, withdrawAll,
 * withdrawOperator).
 */
final class Withdrawing {
  private final PoolBooks books;

  Withdrawing(PoolBooks books) {
    this.books = books;
  }

  /** What is to be done besides the pool's own records. */
  private record Done(Outcome outcome, @Nullable String next, List<Write> writes) {
    Done(Outcome outcome) {
      this(outcome, null, List.of());
    }
  }

  private interface Doing {
    Done on(PoolDocuments documents, long now);
  }

  private Receipt once(RequestReceipts receipts, List<DocumentPath> wanted, Doing doing) {
    ChainId pool = receipts.message().pool();
    List<DocumentPath> all = new ArrayList<>(wanted);
    all.add(receipts.path());
    all.add(Paths.poolAccount(pool, receipts.message().action().signer()));
    return books.change(
        pool,
        all,
        (documents, now) -> {
          Optional<Receipt> before = receipts.before(documents.found(receipts.path()), now);
          if (before.isPresent()) {
            return Step.done(before.get(), documents);
          }
          Done done = doing.on(documents, now);
          boolean pays = !done.outcome().payments().isEmpty();
          boolean isNothing = !PoolDocuments.isChanged(done.outcome().change());
          Receipt receipt =
              new Receipt(
                  receipts.action(),
                  receipts.digest(),
                  done.outcome().payments(),
                  pays ? receipts.paymentId() : null,
                  null,
                  done.next(),
                  now);
          if (isNothing) {
            requireCurrent(documents);
            // No reason to let strangers write the document that everybody waits for.
            return Step.beside(receipt, documents, List.of(receipts.write(receipt)));
          }
          List<Write> writes = new ArrayList<>(done.writes());
          writes.add(receipts.write(receipt));
          return Step.of(receipt, documents, done.outcome(), receipts.paymentId(), writes);
        });
  }

  /** Where the pool changed while it was read, nothing may only seem to be there. */
  private static void requireCurrent(PoolDocuments documents) {
    if (!documents.isCurrent()) {
      throw new StoreException.PreconditionFailed("the pool changed while it was read", null);
    }
  }

  Receipt withdraw(RequestReceipts receipts, PoolAction.Withdraw action) {
    ChainId pool = receipts.message().pool();
    return once(
        receipts,
        List.of(
            Paths.poolOperator(pool, action.operator()),
            Paths.poolDelegation(pool, action.curator(), action.operator())),
        (documents, now) ->
            new Done(
                Pool.withdraw(
                    documents,
                    action.curator().hex(),
                    action.operator().hex(),
                    text(action.to()))));
  }

  Receipt withdrawAll(RequestReceipts receipts, PoolAction.WithdrawAll action) {
    ChainId pool = receipts.message().pool();
    int most = action.maxDelegations().intValueExact();
    // One more than wanted tells whether there is a next page.
    List<String> operators =
        books
            .store()
            .query(PoolQueries.delegationsOf(pool, action.curator(), action.after(), most + 1))
            .stream()
            .map(doc -> doc.path().id().substring(action.curator().hex().length() + 1))
            .toList();
    List<String> page = operators.subList(0, Math.min(most, operators.size()));
    String next = operators.size() > most ? page.getLast() : null;
    return once(
        receipts,
        delegations(pool, action.curator(), page),
        (documents, now) -> {
          // One that is gone since it was listed was paid when it went.
          List<String> there =
              page.stream()
                  .filter(each -> documents.delegation(action.curator().hex(), each) != null)
                  .toList();
          return new Done(
              Pool.withdrawAll(documents, action.curator().hex(), there, text(action.to())),
              next,
              List.of());
        });
  }

  private static List<DocumentPath> delegations(
      ChainId pool, Address curator, List<String> operators) {
    List<DocumentPath> paths = new ArrayList<>();
    for (String each : operators) {
      Address operator = new Address(each);
      paths.add(Paths.poolOperator(pool, operator));
      paths.add(Paths.poolDelegation(pool, curator, operator));
    }
    return paths;
  }

  Receipt withdrawOperator(RequestReceipts receipts, PoolAction.WithdrawOperator action) {
    ChainId pool = receipts.message().pool();
    return once(
        receipts,
        List.of(
            Paths.poolOperator(pool, action.operator()),
            Paths.poolDelegation(pool, action.owner(), action.operator())),
        (documents, now) -> {
          requireOwner(documents, action.operator(), action.owner());
          return new Done(
              Pool.withdrawOperator(documents, action.operator().hex(), text(action.to())));
        });
  }

  /** The rules see to an operator that does not exist. */
  static void requireOwner(PoolDocuments documents, Address operator, Address owner) {
    Operator found = documents.operator(operator.hex());
    if (found != null && !found.owner().equals(owner.hex())) {
      throw new RequestRefusedException(
          Reason.NOT_OWNER, "owner", owner, "does not own operator " + operator);
    }
  }

  Receipt withdrawShares(RequestReceipts receipts, PoolAction.WithdrawShares action) {
    CollectionId collection = new CollectionId(receipts.message().pool(), action.collection());
    return once(
        receipts,
        OwnShares.documents(collection, action.curator()),
        (documents, now) -> {
          OwnShares shares =
              OwnShares.of(
                      documents, new Books(books.store(), collection), collection, action.curator())
                  .orElseThrow(
                      () ->
                          new RequestRefusedException(
                              Reason.UNKNOWN, "collection", action.collection(), "is not known"));
          Amounts wei = Amounts.of(Denom.NATIVE, shares.claimable().value());
          Outcome outcome =
              Pool.withdrawShares(documents, action.curator().hex(), wei, text(action.to()));
          List<Write> writes = new ArrayList<>();
          if (!wei.isNone()) {
            writes.add(shares.write(now));
            writes.addAll(
                PaidHours.writes(
                    collection, documents.found(Paths.payouts(collection)), shares.sealedUntil()));
          }
          return new Done(outcome, null, writes);
        });
  }

  Receipt setWithdrawAddress(
      RequestReceipts receipts, StakingContract contract, PoolAction.SetWithdrawAddress action) {
    ChainId pool = receipts.message().pool();
    DocumentPath staker = Placements.staker(pool, contract, action.person());
    return once(
        receipts,
        List.of(staker, Paths.poolTerms(pool)),
        (documents, now) -> {
          Terms terms = Terms.decode(documents.found(Paths.poolTerms(pool)));
          boolean isKnown =
              documents.found(staker).isPresent()
                  || documents.found(Paths.poolAccount(pool, action.person())).isPresent()
                  || terms.all().stream().anyMatch(term -> term.owner().equals(action.person()));
          if (!isKnown) {
            throw new RequestRefusedException(
                Reason.UNKNOWN, "person", action.person(), "has never staked nor earned here");
          }
          return new Done(
              Pool.setWithdrawAddress(
                  documents, action.person().hex(), action.withdrawAddress().hex()));
        });
  }

  private static @Nullable String text(@Nullable Address address) {
    return address == null ? null : address.hex();
  }
}
