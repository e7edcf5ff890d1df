package dev.curation.pools;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.decoding.StakingContract;
import dev.curation.delegations.ChangePlace;
import dev.curation.delegations.Changes;
import dev.curation.delegations.DelegationChange;
import dev.curation.documents.PoolQueries;
import dev.curation.staking.ProportionalShares;
import dev.curation.store.DocumentPath;
import dev.curation.store.Store;
import dev.curation.store.StoreException;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Takes back placed votes that no stake backs any more. */
final class PlacementTrim {
  private static final int OPERATORS = 150;
  private static final Logger LOG = Logger.getLogger(PlacementTrim.class.getName());
  private static final int STAKERS = 100;

  private final PoolBooks books;
  private final Store store;
  private final StakingContract contract;

  PlacementTrim(PoolBooks books, StakingContract contract) {
    this.books = books;
    this.store = books.store();
    this.contract = contract;
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
      try {
        trimmed += trim(pool, curator) ? 1 : 0;
      } catch (StoreException.Unavailable e) {
        throw e;
      } catch (RuntimeException e) {
        // One person's votes must not keep everybody's from coming in force.
        LOG.log(Level.SEVERE, "the placed votes of " + curator + " are not trimmed", e);
      }
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
    BigInteger all =
        placed.values().stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
    if (all.compareTo(BigInteger.valueOf(over)) < 0) {
      return false; // Somebody else has taken some back since the sums were read.
    }
    long now = books.clock().millis();
    long time = placements.time(now);
    List<Write> writes = new ArrayList<>();
    // More operators than fit into a commit have to wait for the next run.
    ProportionalShares.of(over, placed).entrySet().stream()
        .filter(share -> share.getValue() > 0)
        .limit(OPERATORS)
        .forEach(
            share -> {
              Address operator = new Address(share.getKey());
              placements.change(operator, -share.getValue());
              writes.add(undelegation(pool, curator, operator, share.getValue(), time, now));
            });
    // If somebody was quicker, the next run looks again.
    return placements.commit(writes, time, books.ids().get(), now);
  }

  private static Write undelegation(
      ChainId pool, Address curator, Address operator, long votes, long time, long now) {
    String id = "trim:" + curator + ":" + time + ":" + operator;
    return Changes.creation(
        pool,
        ChangePlace.signed(time, id),
        new DelegationChange.Undelegate(curator, operator, BigInteger.valueOf(votes)),
        now);
  }
}
