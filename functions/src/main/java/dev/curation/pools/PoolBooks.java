package dev.curation.pools;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.money.Wei;
import dev.curation.node.BackOff;
import dev.curation.payments.Outbox;
import dev.curation.payments.Payment;
import dev.curation.payments.Transfer;
import dev.curation.store.DocumentPath;
import dev.curation.store.Store;
import dev.curation.store.StoreException;
import dev.curation.store.Write;
import dev.curation.withdrawals.Pool;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Changes pools, one operation after another: each is one commit, which also writes the payments
 * that it owes. An operation says itself whether it was done before, so an answer that is lost is
 * no harm.
 */
public final class PoolBooks {
  private static final int ATTEMPTS = 60;

  private final Store store;
  private final InstantSource clock;
  private final Supplier<String> ids;
  private final BackOff backOff;

  /** Those of one process take turns, rather than void each other's commits. */
  private final Map<ChainId, Lock> turns = new ConcurrentHashMap<>();

  private final Supplier<Lock> locks;

  /**
   * @param ids a new name for each commit, different from all others
   * @param locks a new one each time
   */
  public PoolBooks(
      Store store,
      InstantSource clock,
      Supplier<String> ids,
      BackOff backOff,
      Supplier<Lock> locks) {
    this.store = store;
    this.clock = clock;
    this.ids = ids;
    this.backOff = backOff;
    this.locks = locks;
  }

  /** Those of one process take turns as threads do. */
  public PoolBooks(Store store, InstantSource clock, Supplier<String> ids, BackOff backOff) {
    this(store, clock, ids, backOff, () -> new ReentrantLock(true));
  }

  /**
   * What an operation comes to.
   *
   * @param outcome of the rules; null: the pool stays as it is, and its document is not written
   * @param extras what the pool's own document is to say beyond its book
   * @param paymentId of what it pays
   * @param writes that go with it
   */
  record Step<T>(
      T result,
      Pool.@Nullable Outcome outcome,
      PoolDocuments.Extras extras,
      String paymentId,
      List<Write> writes) {
    static <T> Step<T> of(
        T result, PoolDocuments documents, Pool.Outcome outcome, String id, List<Write> writes) {
      return new Step<>(result, outcome, documents.extras(), id, writes);
    }

    /** The pool stays as it is. */
    static <T> Step<T> beside(T result, PoolDocuments documents, List<Write> writes) {
      return new Step<>(result, null, documents.extras(), "", writes);
    }

    static <T> Step<T> done(T result, PoolDocuments documents) {
      return new Step<>(result, null, documents.extras(), "", List.of());
    }
  }

  /** Looks at the documents and says what is to be done; may be asked again. */
  interface Operation<T> {
    Step<T> on(PoolDocuments documents, long now);
  }

  Store store() {
    return store;
  }

  InstantSource clock() {
    return clock;
  }

  Supplier<String> ids() {
    return ids;
  }

  BackOff backOff() {
    return backOff;
  }

  /**
   * Does the operation.
   *
   * @param wanted documents that it will need, read together with the pool's own
   * @throws dev.curation.withdrawals.RefusedException if the rules refuse it
   * @throws PoolBusyException if others kept changing the pool
   * @throws StoreException if the database does not answer; it may have been done
   */
  <T> T change(ChainId pool, List<DocumentPath> wanted, Operation<T> operation) {
    Lock turn = turns.computeIfAbsent(pool, any -> locks.get());
    for (int attempt = 1; ; attempt++) {
      turn.lock();
      try {
        return attempt(pool, wanted, operation);
      } catch (StoreException.PreconditionFailed e) {
        if (attempt == ATTEMPTS) {
          throw new PoolBusyException("the pool of chain " + pool + " changes all the time");
        }
      } catch (StoreException.Unavailable e) {
        // It may have happened: the next attempt finds out.
        if (attempt >= 3) {
          throw e;
        }
      } finally {
        turn.unlock();
      }
      backOff.after(attempt);
    }
  }

  private <T> T attempt(ChainId pool, List<DocumentPath> wanted, Operation<T> operation) {
    PoolDocuments documents = PoolDocuments.read(store, pool, wanted);
    long now = clock.millis();
    Step<T> step = step(documents, operation, now);
    Pool.Outcome outcome = step.outcome();
    if (outcome != null) {
      List<Write> writes = documents.writes(outcome.change(), step.extras(), ids.get(), now);
      writes.addAll(step.writes());
      if (!outcome.payments().isEmpty()) {
        writes.add(Outbox.owed(store, payment(pool, step.paymentId(), outcome), now));
      }
      store.commit(List.copyOf(writes));
    } else if (!step.writes().isEmpty()) {
      store.commit(step.writes());
    }
    return step.result();
  }

  /** Documents that were read behind the pool's own may be of a later moment than it is. */
  private static <T> Step<T> step(PoolDocuments documents, Operation<T> operation, long now) {
    try {
      return operation.on(documents, now);
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException e) {
      if (documents.isCurrent()) {
        throw e;
      }
      throw new StoreException.PreconditionFailed("the pool changed while it was read", e);
    }
  }

  private static Payment payment(ChainId pool, String id, Pool.Outcome outcome) {
    List<Transfer> transfers = new ArrayList<>();
    for (dev.curation.withdrawals.Payment each : outcome.payments()) {
      transfers.add(
          new Transfer(
              new Address(each.person()),
              new Address(each.to()),
              each.denom(),
              Wei.of(each.wei())));
    }
    return new Payment(id, pool, transfers);
  }
}
