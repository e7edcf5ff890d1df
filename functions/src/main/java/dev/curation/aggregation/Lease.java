package dev.curation.aggregation;

import dev.curation.store.DocumentPath;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoreException;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The right to write a collection's results. Every commit also writes the aggregation document and
 * demands that it is unchanged since the commit before: once another run has taken the lease, none
 * of this one's commits can succeed (specs/curation.md, Flow 3: fencing).
 */
final class Lease {
  private static final int ATTEMPTS = 3;

  private final Store store;
  private final DocumentPath path;
  private final InstantSource clock;
  private final Duration duration;
  private AggregationState state;
  private Instant unchangedSince;

  private Lease(
      Store store,
      DocumentPath path,
      InstantSource clock,
      Duration duration,
      AggregationState state,
      Instant unchangedSince) {
    this.store = store;
    this.path = path;
    this.clock = clock;
    this.duration = duration;
    this.state = state;
    this.unchangedSince = unchangedSince;
  }

  /**
   * Takes the lease.
   *
   * @param current the aggregation document as read, if there is one
   * @return empty if another run holds it
   */
  static Optional<Lease> acquire(
      Store store,
      DocumentPath path,
      Optional<StoredDocument> current,
      String run,
      InstantSource clock,
      Duration duration) {
    AggregationState before =
        current
            .map(doc -> MalformedDocumentException.decode(doc, AggregationState::decode))
            .orElse(AggregationState.INITIAL);
    long now = clock.millis();
    if (before.holder() != null && before.leaseUntil() > now) {
      return Optional.empty();
    }
    AggregationState leased = before.leasedBy(run, now + duration.toMillis());
    Write write =
        current.isPresent()
            ? new Write.Update(path, leased.encode(), current.get().updateTime())
            : new Write.Create(path, leased.encode());
    try {
      Instant time = store.commit(List.of(write));
      return Optional.of(new Lease(store, path, clock, duration, leased, time));
    } catch (StoreException.PreconditionFailed e) {
      // Either somebody else was quicker, or the client repeated our own commit after a lost
      // answer; in the second case the lease runs out unused and the flag brings the next run.
      return Optional.empty();
    }
  }

  /** The state as last committed. */
  AggregationState state() {
    return state;
  }

  /**
   * Commits the writes together with the new state.
   *
   * @throws LeaseLostException if another run holds the lease
   * @throws StoreException.PreconditionFailed if one of the other documents has changed
   */
  void commit(List<Write> writes, AggregationState next) {
    AggregationState stored =
        next.committed(state.step() + 1, clock.millis() + duration.toMillis());
    List<Write> all = new ArrayList<>(writes.size() + 1);
    all.addAll(writes);
    for (int attempt = 1; ; attempt++) {
      all.add(new Write.Update(path, stored.encode(), unchangedSince));
      try {
        unchangedSince = store.commit(all);
        break;
      } catch (StoreException e) {
        if (hasCommitted(stored)) {
          break;
        }
        if (attempt == ATTEMPTS || !(e instanceof StoreException.Unavailable)) {
          throw e;
        }
        all.removeLast();
      }
    }
    state = stored;
  }

  /** A commit that failed may have happened all the same: its answer was lost. */
  private boolean hasCommitted(AggregationState wanted) {
    StoredDocument current =
        store
            .get(path)
            .orElseThrow(() -> new LeaseLostException(path + " is gone: the lease is lost"));
    AggregationState found = MalformedDocumentException.decode(current, AggregationState::decode);
    boolean ours = found.token() == wanted.token();
    if (ours && found.step() == wanted.step() && Objects.equals(found.holder(), wanted.holder())) {
      unchangedSince = current.updateTime();
      return true;
    }
    if (!ours || found.step() != state.step()) {
      throw new LeaseLostException(path + ": lease " + wanted.token() + " is lost");
    }
    return false;
  }
}
