package dev.curation.pools;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.documents.PoolQueries;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import dev.curation.withdrawals.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Sees to it that nobody stops being an operator while changes are still to come in force with it.
 * Whoever signs such a change writes it on condition that the operator's document of rates is
 * unchanged, and whoever removes the operator changes that document before looking for changes: so
 * one of both sees the other.
 */
final class Leaving {
  /** After it a removal that was killed half-way holds up nobody. */
  private static final long LEAVING = Duration.ofMinutes(10).toMillis();

  private Leaving() {}

  /**
   * The write that holds if the operator is not being removed meanwhile.
   *
   * @param rates the operator's document of rates
   * @throws PoolBusyException if it is being removed
   */
  static List<Write> staying(Address operator, Optional<StoredDocument> rates, long now) {
    if (rates.isEmpty()) {
      return List.of();
    }
    requireStaying(operator, rates, now);
    // The same again: that it is unchanged is all that matters.
    Fields same = Fields.builder().put("rateE18", rates.get().fields().string("rateE18")).build();
    return List.of(new Write.Update(rates.get().path(), same, rates.get().updateTime()));
  }

  /**
   * @throws PoolBusyException if it is being removed
   */
  static void requireStaying(Address operator, Optional<StoredDocument> rates, long now) {
    if (rates.isPresent() && rates.get().fields().integer("leavingUntil") > now) {
      throw new PoolBusyException("operator " + operator + " is being removed");
    }
  }

  /**
   * From now on no changes are taken for the operator.
   *
   * @throws dev.curation.withdrawals.RefusedException {@code OPERATOR_HAS_VOTES}, if some are still
   *     to come in force
   */
  static void begin(Store store, ChainId pool, Address operator, StoredDocument rates, long now) {
    store.commit(List.of(mark(rates, now + LEAVING)));
    boolean isAwaited =
        !store.query(PoolQueries.changesToCome(pool, "operator", operator)).isEmpty()
            || !store.query(PoolQueries.changesToCome(pool, "source", operator)).isEmpty();
    if (isAwaited) {
      store.get(rates.path()).ifPresent(marked -> store.commit(List.of(mark(marked, 0))));
      throw Refusal.OPERATOR_HAS_VOTES.of("operator", operator);
    }
  }

  /**
   * The write that ends it, on condition that it is still going on.
   *
   * @throws PoolBusyException if it took too long
   */
  static Write end(Optional<StoredDocument> rates, long now) {
    if (rates.isEmpty() || rates.get().fields().integer("leavingUntil") <= now) {
      throw new PoolBusyException("the removal took too long");
    }
    return mark(rates.get(), 0);
  }

  private static Write mark(StoredDocument rates, long until) {
    Fields leaving = Fields.builder().put("leavingUntil", until).build();
    return new Write.Update(rates.path(), leaving, rates.updateTime());
  }
}
