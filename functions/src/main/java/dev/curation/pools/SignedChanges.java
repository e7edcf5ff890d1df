package dev.curation.pools;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.decoding.StakingContract;
import dev.curation.delegations.ChangePlace;
import dev.curation.delegations.Changes;
import dev.curation.delegations.DelegationChange;
import dev.curation.documents.Paths;
import dev.curation.documents.PoolQueries;
import dev.curation.signing.RequestRefusedException;
import dev.curation.signing.RequestRefusedException.Reason;
import dev.curation.staking.StakerBusyException;
import dev.curation.store.DocumentPath;
import dev.curation.store.Store;
import dev.curation.store.StoreException;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import dev.curation.time.BlockHour;
import dev.curation.withdrawals.Refusal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes signed changes of delegations and rates. They become facts with a time; the pool applies
 * them in their order, once the hour they belong to can no longer change. So nobody who sees a sale
 * can still get a share of it, and nobody who leaves loses the hours before.
 */
final class SignedChanges {
  private static final int ATTEMPTS = 40;
  private static final int MOST_WAITING = 20;

  private final PoolBooks books;
  private final Store store;

  SignedChanges(PoolBooks books) {
    this.books = books;
    this.store = books.store();
  }

  Receipt delegate(RequestReceipts receipts, StakingContract contract, PoolAction.Delegate action) {
    return placed(
        receipts,
        contract,
        action.curator(),
        null,
        action.operator(),
        action.votes(),
        new DelegationChange.Delegate(action.curator(), action.operator(), action.votes()));
  }

  Receipt undelegate(
      RequestReceipts receipts, StakingContract contract, PoolAction.Undelegate action) {
    return placed(
        receipts,
        contract,
        action.curator(),
        action.operator(),
        null,
        action.votes(),
        new DelegationChange.Undelegate(action.curator(), action.operator(), action.votes()));
  }

  Receipt redelegate(
      RequestReceipts receipts, StakingContract contract, PoolAction.Redelegate action) {
    return placed(
        receipts,
        contract,
        action.curator(),
        action.source(),
        action.target(),
        action.votes(),
        new DelegationChange.Redelegate(
            action.curator(), action.source(), action.target(), action.votes()));
  }

  /**
   * @param source where votes are taken from; null: from what is not placed
   * @param target where they go; null: they are free again
   */
  private Receipt placed(
      RequestReceipts receipts,
      StakingContract contract,
      Address curator,
      @Nullable Address source,
      @Nullable Address target,
      BigInteger votes,
      DelegationChange change) {
    Move move = new Move(receipts, contract, curator, source, target, votes, change);
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Receipt receipt = attempt(move);
      if (receipt != null) {
        return receipt;
      }
      books.backOff().after(attempt);
    }
    throw new StakerBusyException("the votes of " + curator + " change all the time");
  }

  /** Votes that one person moves. */
  private record Move(
      RequestReceipts receipts,
      StakingContract contract,
      Address curator,
      @Nullable Address source,
      @Nullable Address target,
      BigInteger votes,
      DelegationChange change) {
    ChainId pool() {
      return receipts.message().pool();
    }

    List<Address> operators() {
      List<Address> operators = new ArrayList<>();
      if (source != null) {
        operators.add(source);
      }
      if (target != null && !target.equals(source)) {
        operators.add(target);
      }
      return operators;
    }
  }

  /**
   * @return null if somebody else was quicker
   */
  private @Nullable Receipt attempt(Move move) {
    ChainId pool = move.pool();
    List<DocumentPath> paths = new ArrayList<>();
    paths.add(move.receipts().path());
    paths.add(Placements.staker(pool, move.contract(), move.curator()));
    for (Address operator : move.operators()) {
      paths.add(Paths.poolOperator(pool, operator));
      paths.add(Paths.stakerPlacement(pool, move.contract().address(), move.curator(), operator));
      paths.add(Paths.poolRate(pool, operator));
    }
    List<Optional<StoredDocument>> found = store.getAll(paths);
    long now = books.clock().millis();
    Optional<Receipt> before = move.receipts().before(found.get(0), now);
    if (before.isPresent()) {
      return before.get();
    }
    Placements placements =
        Placements.of(store, pool, move.contract(), move.curator(), found.get(1));
    List<Write> staying = new ArrayList<>();
    for (int i = 0; i < move.operators().size(); i++) {
      Address operator = move.operators().get(i);
      if (found.get(2 + 3 * i).isEmpty()) {
        throw Refusal.UNKNOWN_OPERATOR.of(
            operator.equals(move.source()) && move.target() != null ? "source" : "operator",
            operator);
      }
      placements.read(operator, found.get(3 + 3 * i));
      staying.addAll(Leaving.staying(operator, found.get(4 + 3 * i), now));
    }
    check(move, placements);
    requireFew(pool, move.curator());
    return commit(move, placements, staying, now);
  }

  /** In the order of the specification: same, delegation, votes, enough. */
  private static void check(Move move, Placements placements) {
    Address source = move.source();
    if (source != null && source.equals(move.target())) {
      throw Refusal.SAME_OPERATOR.of("target", source);
    }
    if (source != null && placements.votes(source) == 0) {
      throw Refusal.UNKNOWN_DELEGATION.of("curator", move.curator());
    }
    if (move.votes().signum() == 0) {
      throw Refusal.BAD_VOTES.of("votes", move.votes());
    }
    BigInteger most =
        source == null ? placements.available() : BigInteger.valueOf(placements.votes(source));
    if (move.votes().compareTo(most) > 0) {
      throw Refusal.INSUFFICIENT_VOTES.of("votes", move.votes());
    }
  }

  /** Nobody keeps everybody's changes waiting with a flood of its own. */
  private void requireFew(ChainId pool, Address curator) {
    int waiting = store.query(PoolQueries.changesToComeOf(pool, curator, MOST_WAITING)).size();
    if (waiting == MOST_WAITING) {
      throw new RequestRefusedException(
          Reason.TOO_MANY_CHANGES,
          "curator",
          curator,
          "has " + waiting + " changes that are still to come in force");
    }
  }

  private @Nullable Receipt commit(
      Move move, Placements placements, List<Write> staying, long now) {
    long votes = move.votes().longValueExact();
    if (move.source() != null) {
      placements.change(move.source(), -votes);
    }
    if (move.target() != null) {
      placements.change(move.target(), votes);
    }
    long time = placements.time(now);
    Receipt receipt = receipt(move.receipts(), time, now);
    List<Write> writes = new ArrayList<>(staying);
    writes.add(
        Changes.creation(
            move.pool(),
            ChangePlace.signed(time, move.receipts().message().name()),
            move.change(),
            now));
    writes.add(move.receipts().write(receipt));
    return placements.commit(writes, time, books.ids().get(), now) ? receipt : null;
  }

  private static Receipt receipt(RequestReceipts receipts, long time, long now) {
    return new Receipt(
        receipts.action(),
        receipts.digest(),
        List.of(),
        null,
        BlockHour.of(time).start(),
        null,
        now);
  }

  Receipt setCommission(RequestReceipts receipts, PoolAction.SetCommission action) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        return attempt(receipts, action);
      } catch (StoreException.PreconditionFailed e) {
        books.backOff().after(attempt);
      }
    }
    throw new PoolBusyException("the commission of " + action.operator() + " changes all the time");
  }

  private Receipt attempt(RequestReceipts receipts, PoolAction.SetCommission action) {
    ChainId pool = receipts.message().pool();
    PoolDocuments documents =
        PoolDocuments.read(
            store,
            pool,
            List.of(
                receipts.path(),
                Paths.poolOperator(pool, action.operator()),
                Paths.poolRate(pool, action.operator())));
    long now = books.clock().millis();
    Optional<Receipt> before = receipts.before(documents.found(receipts.path()), now);
    if (before.isPresent()) {
      return before.get();
    }
    if (documents.operator(action.operator().hex()) == null) {
      throw Refusal.UNKNOWN_OPERATOR.of("operator", action.operator());
    }
    Withdrawing.requireOwner(documents, action.operator(), action.owner());
    Optional<StoredDocument> asked = documents.found(Paths.poolRate(pool, action.operator()));
    Leaving.requireStaying(action.operator(), asked, now);
    Commissions.requireAllowed(documents.settings(), "rateE18", asked, action.rateE18(), now);
    // Not in the running hour: its sales are known already.
    long time = Commissions.countsFrom(asked, now);
    Receipt receipt = receipt(receipts, time, now);
    store.commit(
        List.of(
            Commissions.write(pool, action.operator(), asked, action.rateE18(), time, now),
            Changes.creation(
                pool,
                ChangePlace.signed(time, receipts.message().name()),
                new DelegationChange.SetCommission(action.operator(), action.rateE18()),
                now),
            receipts.write(receipt)));
    return receipt;
  }
}
