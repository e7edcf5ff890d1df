package dev.curation.payments;

import dev.curation.chain.ChainId;
import dev.curation.node.NodeException;
import dev.curation.store.Store;
import dev.curation.store.StoreException;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Works off the outbox of one chain, each transfer exactly once (docs/payments.md): one commit
 * reserves a nonce and stores the signed transaction, and only what is stored is ever sent. So
 * whatever fails, and however many are at it, the chain takes one transaction at most, and the next
 * run goes on from what is stored.
 */
public final class PaymentSender {
  private final OutboxSettings settings;
  private final Store store;
  private final Treasury treasury;
  private final InstantSource clock;

  public PaymentSender(
      OutboxSettings settings, Store store, Treasury treasury, InstantSource clock) {
    this.settings = settings;
    this.store = store;
    this.treasury = treasury;
    this.clock = clock;
  }

  public ChainId chain() {
    return treasury.chain();
  }

  /**
   * Looks at what is under way, then sends what is due.
   *
   * @throws NodeException if no node answers
   * @throws StoreException if the database does not answer
   */
  public OutboxReport run() {
    OutboxBooks books = new OutboxBooks(store, chain());
    Tally tally = new Tally();
    Optional<TreasuryAccount> account = books.account();
    if (account.isPresent()) {
      account =
          Optional.of(
              new Following(settings, store, books, treasury, tally, clock.millis())
                  .run(account.get()));
    }
    account = new Sending(settings, store, books, treasury, tally, clock).run(account);
    return tally.report(account.map(a -> a.open().size()).orElse(0));
  }
}
