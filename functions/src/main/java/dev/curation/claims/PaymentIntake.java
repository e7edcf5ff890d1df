package dev.curation.claims;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.commits.ContentHash;
import dev.curation.documents.ClaimQueries;
import dev.curation.merkle.TreeSources.Paid;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.payments.Outbox;
import dev.curation.payments.Transfer;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.time.Week;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Withdrawals and claims of a period that no treasury sends: what operators and their delegators,
 * curators paid over a lane, and participants of reward programs have asked for.
 */
final class PaymentIntake {
  private static final long SLICE = Duration.ofHours(6).toMillis();

  private final SortedMap<Denom, Sum> sums = new TreeMap<>();

  private PaymentIntake() {}

  /** What came in one denomination. */
  static final class Sum {
    private final SortedMap<Address, Wei> amounts = new TreeMap<>();
    private final SortedSet<String> lines = new TreeSet<>();
    private Wei total = Wei.ZERO;

    private void add(String payment, Transfer transfer) {
      amounts.merge(transfer.to(), transfer.amount(), Wei::plus);
      total = total.plus(transfer.amount());
      lines.add(payment + " " + transfer.to() + " " + transfer.amount());
    }

    SortedMap<Address, Wei> amounts() {
      return amounts;
    }

    Paid paid() {
      MessageDigest digest = ContentHash.sha256();
      lines.forEach(line -> digest.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
      return new Paid(lines.size(), total, HexFormat.of().formatHex(digest.digest()));
    }
  }

  /** Nothing of a denomination. */
  static Sum nothing() {
    return new Sum();
  }

  /** Reads the payments made in a period, each once. */
  static SortedMap<Denom, Sum> of(Store store, ChainId chain, Week period) {
    PaymentIntake intake = new PaymentIntake();
    for (long from = period.start(); from < period.end(); from += SLICE) {
      store.query(ClaimQueries.claimable(chain, from, from + SLICE)).forEach(intake::add);
    }
    return intake.sums;
  }

  private void add(StoredDocument payment) {
    for (Transfer transfer : Outbox.claimable(payment)) {
      sums.computeIfAbsent(transfer.denom(), any -> new Sum()).add(payment.path().id(), transfer);
    }
  }
}
