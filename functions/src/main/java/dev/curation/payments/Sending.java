package dev.curation.payments;

import dev.curation.documents.Queries;
import dev.curation.node.NodeException;
import dev.curation.payments.Attempt.Candidate;
import dev.curation.payments.TreasuryAccount.Use;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Sends what is due: reserves a nonce, signs and stores in one commit, and only then sends. */
final class Sending {
  private static final Logger LOG = Logger.getLogger(Sending.class.getName());

  private final Store store;
  private final OutboxBooks books;
  private final Treasury treasury;
  private final Tally tally;
  private final InstantSource clock;
  private final long now;
  private final long deadline;

  Sending(
      OutboxSettings settings,
      Store store,
      OutboxBooks books,
      Treasury treasury,
      Tally tally,
      InstantSource clock) {
    this.store = store;
    this.books = books;
    this.treasury = treasury;
    this.tally = tally;
    this.clock = clock;
    this.now = clock.millis();
    this.deadline = now + settings.budget().toMillis();
  }

  /** What a run asks of the chain once. */
  private record Chain(long count, Market market, Funds funds) {}

  /** A payment and the account after one of its transfers; no payment: another run was faster. */
  private record Step(Optional<StoredPayment> payment, TreasuryAccount account) {}

  /** The account as it stands afterwards; empty: there is none yet. */
  Optional<TreasuryAccount> run(Optional<TreasuryAccount> known) {
    List<StoredDocument> due =
        store.query(Queries.duePayments(treasury.chain(), now, OutboxSettings.PAYMENTS_PER_RUN));
    if (due.isEmpty() || isOfAnotherKey(known)) {
      return known;
    }
    TreasuryAccount account = account(known);
    long count = treasury.look(account.address(), List.of()).count();
    Chain chain = new Chain(count, treasury.market(), new Funds(treasury, count));
    for (StoredDocument document : due) {
      Optional<StoredPayment> payment = readable(document);
      if (payment.isPresent()) {
        account = sendAll(payment.get(), account, chain);
      }
    }
    return Optional.of(account);
  }

  /** What another key has signed must be final before this one begins. */
  private boolean isOfAnotherKey(Optional<TreasuryAccount> known) {
    boolean waits =
        known.isPresent()
            && !known.get().address().equals(treasury.address())
            && !known.get().open().isEmpty();
    if (waits) {
      LOG.log(
          Level.WARNING,
          "the treasury of chain {0} waits: transactions of {1} are not final yet",
          new Object[] {treasury.chain(), known.get().address()});
    }
    return waits;
  }

  private TreasuryAccount account(Optional<TreasuryAccount> known) {
    return known
        .filter(account -> account.address().equals(treasury.address()))
        .orElseGet(
            () ->
                TreasuryAccount.of(
                    treasury.chain(), treasury.address(), treasury.firstNonce(), known));
  }

  private TreasuryAccount sendAll(StoredPayment read, TreasuryAccount before, Chain chain) {
    StoredPayment payment = read;
    TreasuryAccount account = before;
    for (OwedTransfer owed : read.transfers()) {
      if (!owed.isDue(now) || !hasRoom(account, chain) || clock.millis() >= deadline) {
        continue;
      }
      Step step = send(payment, owed, account, chain);
      account = step.account();
      if (step.payment().isEmpty()) {
        break;
      }
      payment = step.payment().get();
    }
    return account;
  }

  private boolean hasRoom(TreasuryAccount account, Chain chain) {
    return account.address().equals(treasury.address())
        && account.open().size() < OutboxSettings.MOST_OPEN
        && account.unmined(chain.count()) < OutboxSettings.MOST_UNMINED;
  }

  private Step send(
      StoredPayment payment, OwedTransfer owed, TreasuryAccount account, Chain chain) {
    Transfer transfer = owed.transfer();
    long gas;
    try {
      Optional<String> lacking = chain.funds().lackingFor(transfer, account);
      if (lacking.isPresent()) {
        return poor(payment, owed, account, lacking.get());
      }
      gas = treasury.gas(transfer);
    } catch (TransferRefusedException | NodeException.Refused e) {
      return putOff(payment, owed.failed(String.valueOf(e.getMessage()), now), account);
    }
    Fees fees = chain.market().offer();
    Optional<String> lacking = chain.funds().lackingFor(transfer, fees.cost(gas), account);
    return lacking.isPresent()
        ? poor(payment, owed, account, lacking.get())
        : sign(payment, owed, account, chain.count(), gas, fees);
  }

  private Step sign(
      StoredPayment payment,
      OwedTransfer owed,
      TreasuryAccount account,
      long count,
      long gas,
      Fees fees) {
    Transfer transfer = owed.transfer();
    long nonce = account.freeNonce(count);
    Candidate candidate =
        new Candidate(treasury.sign(transfer, nonce, gas, fees), fees, clock.millis());
    StoredPayment sent =
        payment.with(
            owed.sent(new Attempt(treasury.address(), nonce, gas, List.of(candidate), null), null));
    TreasuryAccount opened =
        account.opened(nonce, new Use(payment.id(), transfer.denom(), transfer.amount()));
    Optional<Instant> time = books.commit(List.of(sent.update(now), opened.write(now)));
    if (time.isEmpty()) {
      return lost(account);
    }
    tally.sent++;
    broadcast(candidate);
    return new Step(Optional.of(sent.writtenAt(time.get())), opened.writtenAt(time.get()));
  }

  /** From here on the next run sees to it, whatever the nodes say. */
  private void broadcast(Candidate candidate) {
    try {
      treasury.broadcast(candidate.signed().raw());
    } catch (NodeException.Refused e) {
      LOG.log(
          Level.WARNING,
          "a node does not take {0}: {1}",
          new Object[] {candidate.signed().hash(), e.getMessage()});
    }
  }

  private Step poor(
      StoredPayment payment, OwedTransfer owed, TreasuryAccount account, String lacking) {
    long until = now + OutboxSettings.FUNDING_WAIT.toMillis();
    return putOff(payment, owed.putOff(lacking, until), account);
  }

  private Step putOff(StoredPayment payment, OwedTransfer owed, TreasuryAccount account) {
    StoredPayment later = payment.with(owed);
    Optional<Instant> time = books.commit(List.of(later.update(now)));
    if (time.isEmpty()) {
      return lost(account);
    }
    tally.putOff++;
    return new Step(Optional.of(later.writtenAt(time.get())), account);
  }

  private Step lost(TreasuryAccount account) {
    return new Step(Optional.empty(), books.account().orElse(account));
  }

  /** One that cannot be read must not stand before all others for ever. */
  private Optional<StoredPayment> readable(StoredDocument document) {
    try {
      return Optional.of(StoredPayment.decode(document));
    } catch (MalformedDocumentException e) {
      LOG.log(Level.SEVERE, "a payment cannot be read", e);
      tally.unreadable++;
      Fields later =
          Fields.builder()
              .put("dueAt", now + OutboxSettings.MALFORMED_WAIT.toMillis())
              .put("reason", e.getMessage())
              .put("updatedAt", now)
              .build();
      var unused =
          books.commit(
              List.<Write>of(new Write.Update(document.path(), later, document.updateTime())));
      return Optional.empty();
    }
  }
}
