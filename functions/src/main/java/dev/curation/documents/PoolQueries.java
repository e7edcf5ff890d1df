package dev.curation.documents;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.store.DocumentPath;
import dev.curation.store.Query;
import dev.curation.store.Query.Operator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The queries of pools; see {@link Queries}. */
public final class PoolQueries {
  private PoolQueries() {}

  /** All pools. */
  public static Query pools() {
    return Query.in(Paths.POOLS);
  }

  /**
   * Changes of delegations that the pool takes no account of yet, before a place, in their order.
   */
  public static Query unappliedChanges(ChainId pool, String before, int limit) {
    return Query.in(Paths.pool(pool).collection(Paths.DELEGATION_CHANGES))
        .where("isApplied", Operator.EQUAL, false)
        .where("place", Operator.LESS, before)
        .orderBy("place")
        .limitedTo(limit);
  }

  /** Changes on chain that were refused because they concern somebody who was no operator. */
  public static Query waitingChanges(ChainId pool, Address operator, String refusal, int limit) {
    return Query.in(Paths.pool(pool).collection(Paths.DELEGATION_CHANGES))
        .where("operator", Operator.EQUAL, operator.hex())
        .where("refusal", Operator.EQUAL, refusal)
        .where("isSigned", Operator.EQUAL, false)
        .where("isApplied", Operator.EQUAL, true)
        .limitedTo(limit);
  }

  /** The operators of a pool behind one of them. */
  public static Query poolOperators(ChainId pool, @Nullable DocumentPath after, int limit) {
    return Query.in(Paths.pool(pool).collection(Paths.OPERATORS))
        .between(after, null)
        .limitedTo(limit);
  }

  /** A curator's delegations behind the one with an operator; null: from the first. */
  public static Query delegationsOf(
      ChainId pool, Address curator, @Nullable Address after, int limit) {
    // The document's name begins with the curator.
    DocumentPath from =
        after == null
            ? Paths.pool(pool).child(Paths.DELEGATIONS, curator.hex())
            : Paths.poolDelegation(pool, curator, after);
    return Query.in(Paths.pool(pool).collection(Paths.DELEGATIONS))
        .between(from, Paths.pool(pool).child(Paths.DELEGATIONS, curator.hex() + "~"))
        .limitedTo(limit);
  }

  /** All delegations of a pool. */
  public static Query delegations(ChainId pool) {
    return Query.in(Paths.pool(pool).collection(Paths.DELEGATIONS));
  }

  /** All that a pool's people have apart from delegations. */
  public static Query accounts(ChainId pool) {
    return Query.in(Paths.pool(pool).collection(Paths.ACCOUNTS));
  }

  /** All payments of a chain, whatever became of them. */
  public static Query payments(ChainId chain) {
    return Query.in(Paths.PAYMENTS).where("chainId", Operator.EQUAL, chain.toString());
  }

  /** A staker's votes placed with operators by signed messages. */
  public static Query stakerPlacements(ChainId chain, Address contract, Address user) {
    return Query.in(Paths.staker(chain, contract, user).collection(Paths.PLACEMENTS));
  }

  /** Stakers whose votes and placed votes are more than their stake. */
  public static Query overPlacedStakers(ChainId chain, Address contract, int limit) {
    return Query.in(Paths.stakingContract(chain, contract).collection(Paths.STAKERS))
        .where("isOverPlaced", Operator.EQUAL, true)
        .limitedTo(limit);
  }

  /** One of each, for the derivation of the indexes. */
  public static List<Query> examples() {
    ChainId chain = new ChainId(1);
    return List.of(
        pools(),
        unappliedChanges(chain, "", 1),
        waitingChanges(chain, Address.ZERO, "UNKNOWN_OPERATOR", 1),
        poolOperators(chain, null, 1),
        delegationsOf(chain, Address.ZERO, null, 1),
        delegations(chain),
        accounts(chain),
        payments(chain),
        stakerPlacements(chain, Address.ZERO, Address.ZERO),
        overPlacedStakers(chain, Address.ZERO, 1));
  }
}
