package dev.curation.lanes;

import dev.curation.audit.Difference;
import dev.curation.chain.LaneId;
import dev.curation.documents.LanePaths;
import dev.curation.documents.Paths;
import dev.curation.money.Denom;
import dev.curation.payments.Outbox;
import dev.curation.payments.PaymentStanding;
import dev.curation.settlement.InboxEntry;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Joins the accrual side's transfers with the payout side's inbox: by the transfer's id, or by the
 * transactions of its payment.
 */
final class TransferAudit {
  /** A transfer is two or three documents of the join. */
  private static final int PAGE = 200;

  private final LaneId lane;
  private final Denom denom;
  private final LaneReading accrual;
  private final LaneReading payout;
  private final Map<Long, List<TransferDocument>> byBatch = new TreeMap<>();
  private final Map<String, String> arrived = new HashMap<>();
  private final Set<String> buried = new HashSet<>();
  private final TreeSet<String> flying = new TreeSet<>();
  private BigInteger inFlight = BigInteger.ZERO;

  TransferAudit(LaneId lane, Denom denom, LaneReading accrual, LaneReading payout) {
    this.lane = lane;
    this.denom = denom;
    this.accrual = accrual;
    this.payout = payout;
  }

  /** What a transfer may be known as, and what is known of it. */
  private record Joined(StoredDocument stored, TransferDocument transfer, List<String> names) {}

  TransferAudit run() {
    accrual.pages(
        LanePaths.accrual(lane, denom),
        LanePaths.TRANSFERS,
        PAGE,
        page -> {
          List<StoredDocument> readable = new ArrayList<>();
          List<TransferDocument> transfers = new ArrayList<>();
          for (StoredDocument document : page) {
            accrual
                .decode(document, TransferDocument::decode)
                .map(transfer -> asItsIdSays(transfer))
                .ifPresent(
                    transfer -> {
                      readable.add(document);
                      transfers.add(transfer);
                    });
          }
          join(named(readable, transfers));
        });
    return this;
  }

  /** An id that was not given by hand says of which batch and attempt it is. */
  private TransferDocument asItsIdSays(TransferDocument transfer) {
    String own = lane + "|" + denom + "|";
    String[] parts =
        transfer.id().startsWith(own)
            ? transfer.id().substring(own.length()).split("[|]", -1)
            : new String[0];
    if (parts.length != 2
        || !parts[0].matches("[1-9][0-9]{0,17}")
        || !parts[1].matches("[1-9][0-9]{0,8}")) {
      return transfer;
    }
    return new TransferDocument(
        transfer.id(),
        Long.parseLong(parts[0]),
        transfer.amount(),
        transfer.state(),
        Integer.parseInt(parts[1]),
        transfer.paymentId(),
        transfer.deliveredAs(),
        transfer.sentAt());
  }

  private List<Joined> named(List<StoredDocument> stored, List<TransferDocument> transfers) {
    List<DocumentPath> payments =
        transfers.stream()
            .map(TransferDocument::paymentId)
            .filter(java.util.Objects::nonNull)
            .map(id -> Paths.payment(java.util.Objects.requireNonNull(id)))
            .toList();
    Map<DocumentPath, StoredDocument> found = new HashMap<>();
    accrual
        .getAll(payments)
        .forEach(payment -> payment.ifPresent(each -> found.put(each.path(), each)));
    List<Joined> joined = new ArrayList<>();
    for (int i = 0; i < transfers.size(); i++) {
      TransferDocument transfer = transfers.get(i);
      Optional<PaymentStanding> standing = standing(transfer, found);
      joined.add(
          new Joined(stored.get(i), transfer, LaneTransfers.names(lane, transfer.id(), standing)));
    }
    return joined;
  }

  private Optional<PaymentStanding> standing(
      TransferDocument transfer, Map<DocumentPath, StoredDocument> payments) {
    String id = transfer.paymentId();
    if (id == null) {
      return Optional.empty();
    }
    StoredDocument payment = payments.get(Paths.payment(id));
    if (payment == null) {
      accrual.findings().missing(Paths.payment(id));
      return Optional.empty();
    }
    BigInteger pays = BigInteger.ZERO;
    Fields transfers = payment.fields().map("transfers");
    for (String name : transfers.values().keySet()) {
      pays = pays.add(new BigInteger(transfers.map(name).string("amountWei")));
    }
    accrual
        .findings()
        .require(payment.path(), "transfers", pays.toString(), transfer.amount().toString());
    return accrual.decode(payment, Outbox::standing);
  }

  private void join(List<Joined> page) {
    List<DocumentPath> wanted = new ArrayList<>();
    page.forEach(
        each -> each.names().forEach(name -> wanted.add(LanePaths.inbox(lane, denom, name))));
    Map<String, InboxEntry> inbox = new HashMap<>();
    for (Optional<StoredDocument> found : payout.getAll(wanted)) {
      found.ifPresent(
          document ->
              payout
                  .decode(document, InboxDocument::decode)
                  .ifPresent(entry -> inbox.put(document.path().id(), entry)));
    }
    page.forEach(each -> check(each, inbox));
  }

  private void check(Joined each, Map<String, InboxEntry> inbox) {
    TransferDocument transfer = each.transfer();
    byBatch.computeIfAbsent(transfer.seq(), any -> new ArrayList<>()).add(transfer);
    String as = as(each.names(), inbox);
    boolean isRefunded = transfer.state() == TransferDocument.State.REFUNDED;
    if (isRefunded || (as == null && transfer.state() == TransferDocument.State.IN_FLIGHT)) {
      buried.addAll(each.names());
    }
    if (isRefunded) {
      refunded(transfer, inbox);
    } else if (as == null) {
      inFlight = inFlight.add(transfer.amount().value());
    } else {
      arrived.put(as, transfer.amount().toString());
    }
    if (transfer.state() == TransferDocument.State.IN_FLIGHT) {
      flying.add(transfer.id());
    }
    compare(each, as);
  }

  private static @Nullable String as(List<String> names, Map<String, InboxEntry> inbox) {
    for (String name : names) {
      InboxEntry entry = inbox.get(name);
      if (entry != null && entry.state() != InboxEntry.State.TOMBSTONE) {
        return name;
      }
    }
    return null;
  }

  /** A tombstone, or money that came after it and is kept apart; never a credit (3.3). */
  private void refunded(TransferDocument transfer, Map<String, InboxEntry> inbox) {
    DocumentPath path = LanePaths.inbox(lane, denom, transfer.id());
    InboxEntry entry = inbox.get(transfer.id());
    if (entry == null) {
      payout.findings().missing(path);
    } else if (entry.state() == InboxEntry.State.CREDITED) {
      payout
          .findings()
          .add(new Difference(path.path(), "state", "CREDITED", "TOMBSTONE: it was refunded"));
    }
  }

  private void compare(Joined each, @Nullable String as) {
    TransferDocument transfer = each.transfer();
    boolean isDelivered = transfer.state() == TransferDocument.State.DELIVERED;
    TransferDocument expected =
        new TransferDocument(
            transfer.id(),
            transfer.seq(),
            transfer.amount(),
            transfer.state(),
            transfer.attempt(),
            transfer.paymentId() == null
                ? null
                : LaneTransfers.paymentId(lane, denom, transfer.seq(), transfer.attempt()),
            as == null || !isDelivered ? each.transfer().deliveredAs() : as,
            transfer.sentAt());
    accrual.compare(each.stored(), expected.encode(0), "sentAt");
    if (isDelivered && as == null) {
      payout.findings().missing(LanePaths.inbox(lane, denom, transfer.id()));
    }
  }

  /** The transfers of a batch, by attempt; forgets them. */
  List<TransferDocument> take(long seq) {
    List<TransferDocument> taken = byBatch.remove(seq);
    return taken == null ? List.of() : taken;
  }

  /** Names those of batches that there are not. */
  void finish() {
    byBatch.forEach(
        (seq, transfers) ->
            transfers.forEach(
                transfer ->
                    accrual
                        .findings()
                        .add(
                            new Difference(
                                LanePaths.transfer(lane, denom, transfer.id()).path(),
                                "seq",
                                Long.toString(seq),
                                "the number of a batch"))));
  }

  /** The wei of transfers that are not known to the payout side. */
  BigInteger inFlight() {
    return inFlight;
  }

  /** The transfers that the accrual side takes for in flight. */
  TreeSet<String> flying() {
    return flying;
  }

  /** What a transfer brought under a name; null: no live transfer has that name. */
  @Nullable String explained(String name) {
    return arrived.get(name);
  }

  /** Whether a transfer of this name was refunded, or is about to be. */
  boolean isBuried(String name) {
    return buried.contains(name);
  }
}
