package dev.curation.documents;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.store.DocumentPath;
import dev.curation.store.Query;
import dev.curation.store.Query.Operator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The queries of Merkle claims; see {@link Queries}. */
public final class ClaimQueries {
  private static final String CHAIN_ID = "chainId";
  private static final Address LAST = new Address("0x" + "f".repeat(40));

  private ClaimQueries() {}

  /** All chains whose rewards are claimed. */
  public static Query chains() {
    return Query.in(ClaimPaths.CLAIMS);
  }

  /** The tokens of a chain that have a tree. */
  public static Query tokens(ChainId chain) {
    return Query.in(ClaimPaths.claims(chain).collection("tokens"));
  }

  /** The trees with a root: one, or none. */
  public static Query ofRoot(ChainId chain, Address token, String root) {
    return Query.in(ClaimPaths.claims(chain).collection(ClaimPaths.ROOTS))
        .where("token", Operator.EQUAL, token.hex())
        .where("root", Operator.EQUAL, root)
        .limitedTo(1);
  }

  /** The tree with a content hash: one, or none. */
  public static Query ofContent(ChainId chain, String contentHash) {
    return Query.in(ClaimPaths.claims(chain).collection(ClaimPaths.ROOTS))
        .where("contentHash", Operator.EQUAL, contentHash)
        .limitedTo(1);
  }

  /** What lists show of a chain's collections, behind one of them; null: from the first. */
  public static Query collections(ChainId chain, @Nullable DocumentPath after, int limit) {
    return Query.in(Paths.SNIPPETS)
        .between(
            after == null ? Paths.snippet(new CollectionId(chain, Address.ZERO)) : after,
            Paths.behind(Paths.snippet(new CollectionId(chain, LAST))))
        .limitedTo(limit);
  }

  /**
   * Payments that are claimed rather than sent, by when they were made.
   *
   * @param from milliseconds
   * @param until the first millisecond behind
   */
  public static Query claimable(ChainId chain, long from, long until) {
    return Query.in(Paths.PAYMENTS)
        .where(CHAIN_ID, Operator.EQUAL, chain.toString())
        .where("state", Operator.EQUAL, "CLAIMABLE")
        .where("createdAt", Operator.GREATER_OR_EQUAL, from)
        .where("createdAt", Operator.LESS, until);
  }

  /** The latest claim of an account that is on the chain. */
  public static Query latestClaim(ChainId chain, Address contract, Address token, Address account) {
    return Query.in(ClaimPaths.claims(chain).collection(ClaimPaths.EVENTS))
        .where("contractAddress", Operator.EQUAL, contract.hex())
        .where("token", Operator.EQUAL, token.hex())
        .where("account", Operator.EQUAL, account.hex())
        .where("isDeleted", Operator.EQUAL, false)
        .orderByDescending("blockNumber")
        .orderByDescending("logIndex")
        .limitedTo(1);
  }

  /** Claims of a range of blocks. */
  public static Query claimsOfBlocks(ChainId chain, Address contract, long from, long to) {
    return Query.in(ClaimPaths.claims(chain).collection(ClaimPaths.EVENTS))
        .where("contractAddress", Operator.EQUAL, contract.hex())
        .where("blockNumber", Operator.GREATER_OR_EQUAL, from)
        .where("blockNumber", Operator.LESS_OR_EQUAL, to);
  }

  /** One of each kind, so that the indexes which they need can be derived. */
  public static List<Query> examples() {
    ChainId chain = new ChainId(1);
    Address any = Address.ZERO;
    return List.of(
        chains(),
        tokens(chain),
        ofRoot(chain, any, ""),
        ofContent(chain, ""),
        collections(chain, null, 1),
        claimable(chain, 0, 1),
        latestClaim(chain, any, any, any),
        claimsOfBlocks(chain, any, 0, 1));
  }
}
