package dev.curation.pools;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.decoding.StakingContract;
import dev.curation.delegations.ChangePlace;
import dev.curation.delegations.Changes;
import dev.curation.delegations.DelegationChange;
import dev.curation.documents.Paths;
import dev.curation.documents.PoolQueries;
import dev.curation.staking.ProportionalShares;
import dev.curation.staking.StakerBusyException;
import dev.curation.store.DocumentPath;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Frees placed votes: those of a change that was refused, and those that no stake backs any more.
 */
final class PlacementRelease {
  private static final int ATTEMPTS = 20;
  private static final int STAKERS = 100;

  private final PoolBooks books;
  private final Store store;
  private final StakingContract contract;

  PlacementRelease(PoolBooks books, StakingContract contract) {
    this.books = books;
    this.store = books.store();
    this.contract = contract;
  }

  /** The operator was none any more when the change was to come in force. */
  void release(ChainId pool, DelegationChange change, ChangePlace place) {
    switch (change) {
      case DelegationChange.Delegate c ->
          move(pool, c.curator(), c.operator(), null, c.votes(), place);
      case DelegationChange.Redelegate c ->
          move(pool, c.curator(), c.target(), c.source(), c.votes(), place);
      case DelegationChange.Undelegate c -> {}
      case DelegationChange.SetCommission c -> {}
    }
  }

  /** Each release leaves a document of its own, so that it happens once. */
  private void move(
      ChainId pool,
      Address curator,
      Address from,
      @Nullable Address back,
      BigInteger votes,
      ChangePlace place) {
    DocumentPath done = Paths.poolReceipt(pool, curator, "release:" + place.id());
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      List<DocumentPath> paths = new ArrayList<>();
      paths.add(done);
      paths.add(Placements.staker(pool, contract, curator));
      paths.add(Paths.stakerPlacement(pool, contract.address(), curator, from));
      if (back != null) {
        paths.add(Paths.stakerPlacement(pool, contract.address(), curator, back));
        paths.add(Paths.poolOperator(pool, back));
      }
      List<Optional<StoredDocument>> found = store.getAll(paths);
      if (found.get(0).isPresent()) {
        return;
      }
      Placements placements = Placements.of(store, pool, contract, curator, found.get(1));
      placements.read(from, found.get(2));
      long freed = votes.min(BigInteger.valueOf(placements.votes(from))).longValueExact();
      placements.change(from, -freed);
      long now = books.clock().millis();
      long time = placements.time(now);
      Receipt receipt = new Receipt("release", place.id(), List.of(), null, null, null, now);
      List<Write> writes = new ArrayList<>();
      writes.add(new Write.Create(done, receipt.encode()));
      if (back != null && found.get(4).isPresent()) {
        placements.read(back, found.get(3));
        placements.change(back, freed);
        BigInteger gone = votes.subtract(BigInteger.valueOf(freed));
        if (gone.signum() > 0) {
          writes.add(
              taken(pool, new DelegationChange.Undelegate(curator, back, gone), time, place));
        }
      }
      if (placements.commit(writes, time, books.ids().get(), now)) {
        return;
      }
      books.backOff().after(attempt);
    }
    throw new StakerBusyException("the votes of " + curator + " change all the time");
  }

  /** Votes that were taken from where they did not arrive are still in force where they were. */
  private Write taken(
      ChainId pool, DelegationChange.Undelegate change, long time, ChangePlace refused) {
    ChangePlace place = ChangePlace.signed(time, "release:" + refused.id());
    return Changes.creation(pool, place, change, books.clock().millis());
  }

  /**
   * Takes back placed votes beyond the stake of those who have un-staked: what is left after their
   * votes for collections, from all their operators in proportion.
   *
   * @return how many people's
   */
  int trim(ChainId pool) {
    List<StoredDocument> stakers =
        store.query(PoolQueries.overPlacedStakers(pool, contract.address(), STAKERS));
    int trimmed = 0;
    for (StoredDocument staker : stakers) {
      Address curator = Address.parse("userAddress", staker.path().id());
      trimmed += trim(pool, curator) ? 1 : 0;
    }
    return trimmed;
  }

  private boolean trim(ChainId pool, Address curator) {
    DocumentPath path = Placements.staker(pool, contract, curator);
    Placements placements = Placements.of(store, pool, contract, curator, store.get(path));
    long over = placements.staker().overPlaced();
    if (over == 0) {
      return false;
    }
    Map<String, Long> placed = new TreeMap<>();
    for (StoredDocument document :
        store.query(PoolQueries.stakerPlacements(pool, contract.address(), curator))) {
      Address operator = Address.parse("operator", document.path().id());
      placements.read(operator, Optional.of(document));
      placed.put(operator.hex(), placements.votes(operator));
    }
    long now = books.clock().millis();
    long time = placements.time(now);
    List<Write> writes = new ArrayList<>();
    ProportionalShares.of(over, placed)
        .forEach(
            (hex, votes) -> {
              if (votes > 0) {
                Address operator = new Address(hex);
                placements.change(operator, -votes);
                String id = "trim:" + curator + ":" + time + ":" + hex;
                writes.add(
                    Changes.creation(
                        pool,
                        ChangePlace.signed(time, id),
                        new DelegationChange.Undelegate(
                            curator, operator, BigInteger.valueOf(votes)),
                        now));
              }
            });
    // If somebody was quicker, the next run looks again.
    return placements.commit(writes, time, books.ids().get(), now);
  }
}
