package dev.curation.claims;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.TxHash;
import dev.curation.documents.ClaimPaths;
import dev.curation.documents.ClaimQueries;
import dev.curation.errors.InvalidValueException;
import dev.curation.merkle.NodeHash;
import dev.curation.money.ConservationException;
import dev.curation.money.Wei;
import dev.curation.node.NodeException;
import dev.curation.store.Store;
import dev.curation.store.Write;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings the root of each token's newest tree to the chain, where the checks pass: the contract
 * holds enough for everything that may be claimed, and goes by one of the token's trees so far. A
 * root that the guardian has revoked is not proposed again by itself, and one that waits for its
 * time is not replaced.
 */
public final class RootPublishing {
  private static final Logger LOG = Logger.getLogger(RootPublishing.class.getName());

  private final Store store;
  private final InstantSource clock;

  public RootPublishing(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** How far the root of a token is. */
  public enum Standing {
    /** Claims are paid by it. */
    ACTIVE,
    /** Behind its timelock. */
    PENDING,
    /** A transaction that proposes it is under way. */
    PROPOSED,
    /**
     * Not proposed yet: the root of an earlier tree is behind its timelock, and would have to wait
     * anew for ever if each new root took its place.
     */
    QUEUED,
    /** It was proposed, and the chain knows it no more: the guardian has revoked it. */
    REVOKED,
    /** Not proposed: claims are paid by a root of none of the token's trees. A person must look. */
    FOREIGN_ROOT,
    /** Not proposed: the contract holds less than may be claimed. */
    UNDERFUNDED,
    /** Not proposed: no key that may is configured. */
    NO_PUBLISHER,
    /** The chain or the token's contract did not answer as it should. */
    FAILED
  }

  /**
   * @param root of the newest tree
   * @param missing what the contract lacks; 0: nothing
   * @param transaction that proposed it; null: none is known
   * @param error what went wrong; null: nothing
   */
  public record Published(
      Standing standing,
      NodeHash root,
      Wei missing,
      @Nullable TxHash transaction,
      @Nullable String error) {}

  /**
   * Looks after all tokens of a chain. One that fails does not hold back the others.
   *
   * @return by denomination
   * @throws InvalidValueException if it is not the contract for which the chain's trees are made
   */
  public Map<String, Published> run(ChainId chain, Distributor distributor) {
    ClaimBook.of(store, chain).ifPresent(book -> requireSame(book, distributor));
    Map<String, Published> published = new TreeMap<>();
    for (TokenRecord token :
        TokenRecord.decodeAll(chain, store.query(ClaimQueries.tokens(chain)))) {
      published.put(token.denom().name(), tryToPublish(token, distributor));
    }
    return published;
  }

  private static void requireSame(ClaimBook book, Distributor distributor) {
    if (!book.distributor().equals(distributor.address())) {
      throw new InvalidValueException(
          "distributor", distributor.address(), "must be that of the trees, " + book.distributor());
    }
  }

  private Published tryToPublish(TokenRecord token, Distributor distributor) {
    try {
      return publish(token, distributor);
    } catch (NodeException | InvalidValueException | ConservationException e) {
      LOG.log(Level.SEVERE, "the root of " + token.denom() + " was not looked after", e);
      return new Published(
          Standing.FAILED, token.root(), Wei.ZERO, token.transaction(), e.getMessage());
    }
  }

  private Published publish(TokenRecord token, Distributor distributor) {
    Distributor.State state = distributor.state(TreeRecord.token(token.denom()));
    if (state.knows(token.root())) {
      if (!token.isProposed()) {
        note(token, null);
      }
      boolean isActive = state.root().equals(token.root());
      return published(token, isActive ? Standing.ACTIVE : Standing.PENDING, Wei.ZERO);
    }
    // A newer tree holds all that a revoked one held: it waits for a person as well.
    if (token.proposed() != null && !state.knows(token.proposed())) {
      Optional<Standing> before = proposedBefore(token, distributor);
      if (before.isPresent()) {
        return published(token, before.get(), Wei.ZERO);
      }
    }
    return propose(token, state, distributor);
  }

  private static Published published(TokenRecord token, Standing standing, Wei missing) {
    return new Published(standing, token.root(), missing, token.transaction(), null);
  }

  /** What became of a proposal that the chain does not know; empty: it is to be made again. */
  private static Optional<Standing> proposedBefore(TokenRecord token, Distributor distributor) {
    TxHash transaction = token.transaction();
    if (transaction == null) {
      return Optional.of(Standing.REVOKED);
    }
    Optional<Boolean> outcome = distributor.outcome(transaction);
    if (outcome.isEmpty()) {
      // Not mined, dropped, or taken off the chain. The same proposal again takes the place of one
      // that waits, and the contract refuses a second one.
      return Optional.empty();
    }
    return outcome.get() ? Optional.of(Standing.REVOKED) : Optional.empty();
  }

  private Published propose(TokenRecord token, Distributor.State state, Distributor distributor) {
    if (!state.root().equals(NodeHash.NONE) && !isOneOfOurs(token, state.root())) {
      return published(token, Standing.FOREIGN_ROOT, Wei.ZERO);
    }
    TreeRecord tree =
        TreeRecord.of(store, token.chain(), token.denom(), token.newest()).orElseThrow();
    Wei missing =
        tree.total().compareTo(state.funded()) > 0 ? tree.total().minus(state.funded()) : Wei.ZERO;
    if (!missing.isZero()) {
      return published(token, Standing.UNDERFUNDED, missing);
    }
    if (isOneOfOurs(token, state.pending())) {
      return published(token, Standing.QUEUED, Wei.ZERO);
    }
    if (!distributor.canPropose()) {
      return published(token, Standing.NO_PUBLISHER, Wei.ZERO);
    }
    // Reads all its pages: a root whose proofs could not be told must not come into force.
    var unused = new Trees(store, token.chain()).whole(tree);
    TxHash transaction =
        distributor.propose(
            TreeRecord.token(token.denom()),
            tree.root(),
            tree.contentHash(),
            token.isProposed() ? token.transaction() : null);
    // Should this run end here, the next one asks the chain, which knows the root or does not.
    note(token, transaction);
    return new Published(Standing.PROPOSED, token.root(), Wei.ZERO, transaction, null);
  }

  /** A pending root that is not is not waited for. */
  private boolean isOneOfOurs(TokenRecord token, NodeHash root) {
    Address address = TreeRecord.token(token.denom());
    return !root.equals(NodeHash.NONE)
        && !store.query(ClaimQueries.ofRoot(token.chain(), address, root.hex())).isEmpty();
  }

  private void note(TokenRecord token, @Nullable TxHash transaction) {
    var unused =
        store.commit(
            List.of(
                new Write.Update(
                    ClaimPaths.token(token.chain(), token.denom()),
                    TokenRecord.proposed(token.root(), transaction, clock.millis()),
                    token.time())));
  }
}
