package dev.curation.payments;

import dev.curation.chain.ChainId;
import dev.curation.documents.Paths;
import dev.curation.store.Store;
import dev.curation.store.StoreException;
import dev.curation.store.Write;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The documents that a run writes. */
final class OutboxBooks {
  private static final Logger LOG = Logger.getLogger(OutboxBooks.class.getName());

  private final Store store;
  private final ChainId chain;

  OutboxBooks(Store store, ChainId chain) {
    this.store = store;
    this.chain = chain;
  }

  Optional<TreasuryAccount> account() {
    return store
        .get(Paths.treasury(chain))
        .map(document -> TreasuryAccount.decode(chain, document));
  }

  /**
   * Writes all or nothing.
   *
   * @return when it was written; empty if another run was faster, or if this one's first answer was
   *     lost: either way the next run finds what stands
   */
  Optional<Instant> commit(List<Write> writes) {
    try {
      return Optional.of(store.commit(writes));
    } catch (StoreException.PreconditionFailed e) {
      LOG.log(Level.FINE, "another run was faster", e);
      return Optional.empty();
    }
  }
}
