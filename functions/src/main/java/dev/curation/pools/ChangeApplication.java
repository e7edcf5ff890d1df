package dev.curation.pools;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.delegations.ChangeEntry;
import dev.curation.delegations.Changes;
import dev.curation.delegations.DelegationChange;
import dev.curation.documents.Paths;
import dev.curation.pools.PoolBooks.Step;
import dev.curation.store.DocumentPath;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import dev.curation.withdrawals.Delegation;
import dev.curation.withdrawals.Pool;
import dev.curation.withdrawals.Pool.Outcome;
import dev.curation.withdrawals.PoolChange;
import dev.curation.withdrawals.Refusal;
import dev.curation.withdrawals.RefusedException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts changes of delegations and rates in force, each once. */
final class ChangeApplication {
  private final PoolBooks books;

  ChangeApplication(PoolBooks books) {
    this.books = books;
  }

  /**
   * @return why the rules refuse it; empty: they do not
   */
  Optional<Refusal> apply(ChainId pool, ChangeEntry entry) {
    List<DocumentPath> wanted = wanted(pool, entry.change());
    wanted.add(entry.document().path());
    return books.change(
        pool,
        wanted,
        (documents, now) -> {
          Optional<StoredDocument> stored = documents.found(entry.document().path());
          ChangeEntry fresh = stored.map(Changes::decode).orElse(entry);
          return stored.isEmpty() || fresh.isApplied()
              ? Step.done(Optional.empty(), documents)
              : step(pool, documents, fresh, now);
        });
  }

  private static List<DocumentPath> wanted(ChainId pool, DelegationChange change) {
    List<DocumentPath> paths = new ArrayList<>();
    for (Address operator : operators(change)) {
      paths.add(Paths.poolOperator(pool, operator));
    }
    Address curator = curator(change);
    if (curator != null) {
      paths.add(Paths.poolAccount(pool, curator));
      operators(change).forEach(each -> paths.add(Paths.poolDelegation(pool, curator, each)));
    }
    return paths;
  }

  private static List<Address> operators(DelegationChange change) {
    return switch (change) {
      case DelegationChange.Delegate c -> List.of(c.operator());
      case DelegationChange.Undelegate c -> List.of(c.operator());
      case DelegationChange.Redelegate c -> List.of(c.source(), c.target());
      case DelegationChange.SetCommission c -> List.of(c.operator());
    };
  }

  private static @Nullable Address curator(DelegationChange change) {
    return switch (change) {
      case DelegationChange.Delegate c -> c.curator();
      case DelegationChange.Undelegate c -> c.curator();
      case DelegationChange.Redelegate c -> c.curator();
      case DelegationChange.SetCommission c -> null;
    };
  }

  private static Step<Optional<Refusal>> step(
      ChainId pool, PoolDocuments documents, ChangeEntry entry, long now) {
    Outcome outcome = new Outcome(new PoolChange(documents), List.of());
    Optional<Refusal> refusal = Optional.empty();
    try {
      outcome = outcome(documents, entry, outcome);
    } catch (RefusedException e) {
      refusal = Optional.of(e.refusal());
    }
    List<Write> marks =
        List.of(Changes.applied(entry, refusal.map(Refusal::name).orElse(null), now));
    String paymentId = "lazy:" + pool + ":change:" + entry.place().id();
    return Step.of(refusal, documents, outcome, paymentId, marks);
  }

  /**
   * @param nothing where the pool takes account of the change already
   */
  private static Outcome outcome(PoolDocuments documents, ChangeEntry entry, Outcome nothing) {
    if (entry.isDeleted() == !entry.wasApplied()) {
      return nothing;
    }
    return entry.isDeleted()
        ? takeBack(documents, entry.change())
        : apply(documents, entry.change());
  }

  private static Outcome apply(PoolDocuments documents, DelegationChange change) {
    return switch (change) {
      case DelegationChange.Delegate c ->
          Pool.delegate(documents, c.curator().hex(), c.operator().hex(), c.votes());
      case DelegationChange.Undelegate c ->
          Pool.undelegate(documents, c.curator().hex(), c.operator().hex(), c.votes());
      case DelegationChange.Redelegate c ->
          Pool.redelegate(
              documents, c.curator().hex(), c.source().hex(), c.target().hex(), c.votes());
      case DelegationChange.SetCommission c ->
          Pool.setCommission(documents, c.operator().hex(), c.rateE18());
    };
  }

  /**
   * A reorganisation took away what was in force already. Only changes on chain can be taken back.
   */
  private static Outcome takeBack(PoolDocuments documents, DelegationChange change) {
    return switch (change) {
      case DelegationChange.Delegate c -> {
        Delegation held = documents.delegation(c.curator().hex(), c.operator().hex());
        BigInteger votes = held == null ? c.votes() : c.votes().min(held.votes());
        yield Pool.undelegate(documents, c.curator().hex(), c.operator().hex(), votes);
      }
      case DelegationChange.Undelegate c ->
          Pool.delegate(documents, c.curator().hex(), c.operator().hex(), c.votes());
      case DelegationChange.Redelegate c -> throw new IllegalStateException("signed: " + c);
      case DelegationChange.SetCommission c -> throw new IllegalStateException("signed: " + c);
    };
  }
}
