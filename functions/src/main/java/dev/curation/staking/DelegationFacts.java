package dev.curation.staking;

import dev.curation.chain.ChainId;
import dev.curation.decoding.StakingEvent;
import dev.curation.decoding.StakingEvent.Delegated;
import dev.curation.decoding.StakingEvent.Undelegated;
import dev.curation.delegations.ChangePlace;
import dev.curation.delegations.Changes;
import dev.curation.delegations.DelegationChange;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the pool is told of stake that was delegated on chain: one change per log, written with the
 * delegator's other documents. The operator's own fact of the same log tells the pool nothing.
 */
final class DelegationFacts {
  private static final List<String> PLACE =
      List.of("timestamp", "blockNumber", "logIndex", "place");

  private DelegationFacts() {}

  /** A change as it should be, and whether its log is on the chain. */
  private record Told(Write.Create creation, boolean isDeleted) {}

  /**
   * The writes that make the changes say what the user's facts say that are not applied yet.
   *
   * @param now milliseconds since the epoch
   */
  static List<Write> writes(Store store, ChainId chain, List<StakingEntry> entries, long now) {
    List<Told> all = new ArrayList<>();
    for (StakingEntry entry : entries) {
      DelegationChange change = entry.isApplied() ? null : change(entry.event());
      if (change != null) {
        StakePoint point = entry.point();
        ChangePlace place =
            new ChangePlace(point.timestamp(), point.blockNumber(), point.logIndex(), entry.id());
        all.add(new Told(Changes.creation(chain, place, change, now), entry.isDeleted()));
      }
    }
    if (all.isEmpty()) {
      return List.of();
    }
    List<Optional<StoredDocument>> stored =
        store.getAll(all.stream().map(told -> told.creation().path()).toList());
    List<Write> writes = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      write(all.get(i), stored.get(i), now).ifPresent(writes::add);
    }
    return writes;
  }

  private static @Nullable DelegationChange change(StakingEvent event) {
    if (event instanceof Delegated given) {
      return new DelegationChange.Delegate(given.user(), given.operator(), given.votes());
    }
    if (event instanceof Undelegated back) {
      return new DelegationChange.Undelegate(back.user(), back.operator(), back.votes());
    }
    return null;
  }

  private static Optional<Write> write(Told told, Optional<StoredDocument> found, long now) {
    if (found.isEmpty()) {
      // What nobody was told of need not be taken back.
      return told.isDeleted() ? Optional.empty() : Optional.of(told.creation());
    }
    StoredDocument stored = found.get();
    Fields moved = moved(told.creation().fields(), stored.fields());
    if (stored.fields().bool("isDeleted") == told.isDeleted() && moved.values().isEmpty()) {
      return Optional.empty();
    }
    Write.Update marking = Changes.marking(stored, told.isDeleted(), now);
    return Optional.of(
        new Write.Update(marking.path(), moved.with(marking.fields()), marking.unchangedSince()));
  }

  /** A fact whose time a webhook had told wrong is corrected; so is its change. */
  private static Fields moved(Fields told, Fields stored) {
    Fields.Builder moved = Fields.builder();
    for (String name : PLACE) {
      Object value = told.get(name);
      if (value != null && !value.equals(stored.get(name))) {
        moved.put(name, value);
      }
    }
    return moved.build();
  }
}
