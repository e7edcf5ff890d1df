package dev.curation.documents;

import dev.curation.chain.ChainId;
import dev.curation.chain.LogId;
import dev.curation.money.Denom;
import dev.curation.store.DocumentPath;
import dev.curation.time.Week;

/** The paths of Merkle claims; see {@link Paths}. */
public final class ClaimPaths {
  public static final String CLAIMS = "claims";
  public static final String ROOTS = "roots";
  public static final String TREES = "trees";
  public static final String EVENTS = "claimEvents";

  private ClaimPaths() {}

  /** Since when a chain's rewards are claimed by proof, and how far trees were made. */
  public static DocumentPath claims(ChainId chain) {
    return new DocumentPath(CLAIMS + "/" + chain);
  }

  /** The newest tree of a token, and what is known of its root on the chain. */
  public static DocumentPath token(ChainId chain, Denom denom) {
    return claims(chain).child("tokens", denom.name());
  }

  /** The tree of a period. */
  public static DocumentPath root(ChainId chain, Denom denom, Week period) {
    return claims(chain).child(ROOTS, denom.name() + ":" + period.id());
  }

  /** What all pages of a tree lie below. No such document is written. */
  private static DocumentPath tree(ChainId chain, String contentHash) {
    return claims(chain).child(TREES, contentHash);
  }

  /** Accounts of a tree, in their order. */
  public static DocumentPath accountPage(ChainId chain, String contentHash, int page) {
    return tree(chain, contentHash).child("treeAccounts", Integer.toString(page));
  }

  /** A subtree. */
  public static DocumentPath nodePage(ChainId chain, String contentHash, int page) {
    return tree(chain, contentHash).child("treeNodes", Integer.toString(page));
  }

  /** How far each collection's shares have come into a tree. */
  public static DocumentPath collectionPage(ChainId chain, String contentHash, int page) {
    return tree(chain, contentHash).child("treeCollections", Integer.toString(page));
  }

  /** A claim that was paid on the chain. */
  public static DocumentPath claimed(LogId log) {
    return claims(log.chain()).child(EVENTS, log.toString());
  }

  /** What an operator did. */
  public static DocumentPath act(ChainId chain, String requestId) {
    return claims(chain).child(LanePaths.ACTS, requestId);
  }
}
