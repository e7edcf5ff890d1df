package dev.curation.payments;

import dev.curation.chain.TxHash;
import dev.curation.documents.Paths;
import dev.curation.money.Wei;
import dev.curation.node.NodeException;
import dev.curation.payments.Attempt.Candidate;
import dev.curation.payments.TreasuryAccount.Use;
import dev.curation.payments.Watch.Finding;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Looks at the transfers that are under way, and gives the nodes again what is in no block. */
final class Following {
  private static final Logger LOG = Logger.getLogger(Following.class.getName());

  private final Watch watch;
  private final Store store;
  private final OutboxBooks books;
  private final Treasury treasury;
  private final Tally tally;
  private final long now;
  private @Nullable Market market;

  Following(
      OutboxSettings settings,
      Store store,
      OutboxBooks books,
      Treasury treasury,
      Tally tally,
      long now) {
    this.watch = new Watch(settings.confirmations(), settings.finality());
    this.store = store;
    this.books = books;
    this.treasury = treasury;
    this.tally = tally;
    this.now = now;
  }

  /** The account as it stands afterwards. */
  TreasuryAccount run(TreasuryAccount before) {
    TreasuryAccount account = before;
    List<StoredPayment> payments = open(account);
    List<TxHash> hashes =
        payments.stream()
            .flatMap(payment -> payment.transfers().stream())
            .map(OwedTransfer::attempt)
            .filter(Objects::nonNull)
            .flatMap(attempt -> attempt.hashes().stream())
            .toList();
    if (hashes.isEmpty()) {
      return account;
    }
    Sighting sighting = treasury.look(account.address(), hashes);
    for (StoredPayment payment : payments) {
      account = follow(account, payment, sighting);
    }
    return account;
  }

  /** The payments whose nonces are open, the lowest nonce first. */
  private List<StoredPayment> open(TreasuryAccount account) {
    List<String> ids = account.open().values().stream().map(Use::payment).distinct().toList();
    List<StoredPayment> payments = new ArrayList<>();
    for (Optional<StoredDocument> document :
        store.getAll(ids.stream().map(Paths::payment).toList())) {
      try {
        payments.add(StoredPayment.decode(document.orElseThrow()));
      } catch (MalformedDocumentException | NoSuchElementException e) {
        LOG.log(Level.SEVERE, "a payment that was sent cannot be read", e);
        tally.unreadable++;
      }
    }
    return payments;
  }

  private TreasuryAccount follow(TreasuryAccount account, StoredPayment before, Sighting sighting) {
    TreasuryAccount after = account;
    StoredPayment payment = before;
    List<Candidate> replacements = new ArrayList<>();
    for (OwedTransfer owed : before.transfers()) {
      if (!isOpen(account, before, owed)) {
        continue;
      }
      Finding finding = watch.look(owed, sighting, now);
      OwedTransfer found = finding.transfer();
      if (finding.isWanted()) {
        Optional<Candidate> higher = higher(found);
        replacements.addAll(higher.stream().toList());
        found = higher.isPresent() ? replaced(found, higher.get()) : given(found);
      }
      long nonce = Objects.requireNonNull(owed.attempt()).nonce();
      if (found.state() == TransferState.PAID) {
        found = conserved(found, Objects.requireNonNull(account.open().get(nonce)));
      }
      if (finding.isOver()) {
        after = after.closed(nonce, found.state() == TransferState.PAID);
      }
      payment = payment.with(found);
    }
    return write(account, after, before, payment, replacements);
  }

  /** What is said to be paid must be what was promised when it was signed. */
  private static OwedTransfer conserved(OwedTransfer paid, Use promised) {
    Wei amount = paid.transfer().amount();
    return amount.equals(promised.amount())
        ? paid
        : paid.held(
            Objects.requireNonNull(paid.attempt()),
            "is " + amount + " wei, but " + promised.amount() + " were signed");
  }

  private static boolean isOpen(TreasuryAccount account, StoredPayment payment, OwedTransfer owed) {
    Attempt attempt = owed.attempt();
    Use use = attempt == null ? null : account.open().get(attempt.nonce());
    return use != null
        && use.payment().equals(payment.id())
        && use.denom().equals(owed.transfer().denom());
  }

  private TreasuryAccount write(
      TreasuryAccount account,
      TreasuryAccount after,
      StoredPayment before,
      StoredPayment payment,
      List<Candidate> replacements) {
    if (payment.equals(before) && after.equals(account)) {
      return account;
    }
    List<Write> writes = new ArrayList<>(List.of(payment.update(now)));
    boolean isClosing = !after.equals(account);
    if (isClosing) {
      writes.add(after.write(now));
    }
    Optional<Instant> time = books.commit(writes);
    if (time.isEmpty()) {
      return books.account().orElseThrow();
    }
    for (int i = 0; i < before.transfers().size(); i++) {
      tally.changed(before.transfers().get(i), payment.transfers().get(i));
    }
    for (Candidate replacement : replacements) {
      tally.replaced++;
      var unused = refusal(replacement);
    }
    return isClosing ? after.writtenAt(time.get()) : account;
  }

  /** The same transfer with the same nonce for more, where too little has been offered too long. */
  private Optional<Candidate> higher(OwedTransfer owed) {
    Attempt attempt = Objects.requireNonNull(owed.attempt());
    Candidate newest = attempt.newest();
    if (now - newest.signedAt() < OutboxSettings.PATIENCE.toMillis()
        || !attempt.from().equals(treasury.address())
        || !market().isAbove(newest.fees())) {
      return Optional.empty();
    }
    Fees fees = market().offer().above(newest.fees());
    return Optional.of(
        new Candidate(
            treasury.sign(owed.transfer(), attempt.nonce(), attempt.gas(), fees), fees, now));
  }

  private static OwedTransfer replaced(OwedTransfer owed, Candidate higher) {
    return owed.sent(Objects.requireNonNull(owed.attempt()).with(higher), owed.reason());
  }

  private OwedTransfer given(OwedTransfer owed) {
    Attempt attempt = Objects.requireNonNull(owed.attempt());
    return owed.sent(attempt, refusal(attempt.newest()).orElse(null));
  }

  /** Gives a stored transaction to the nodes. Why they do not take it; empty: they do. */
  private Optional<String> refusal(Candidate candidate) {
    try {
      treasury.broadcast(candidate.signed().raw());
      return Optional.empty();
    } catch (NodeException.Refused e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private Market market() {
    Market known = market;
    if (known == null) {
      known = treasury.market();
      market = known;
    }
    return known;
  }
}
