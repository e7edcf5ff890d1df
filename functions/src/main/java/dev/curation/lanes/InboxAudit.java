package dev.curation.lanes;

import dev.curation.audit.Difference;
import dev.curation.chain.LaneId;
import dev.curation.documents.LanePaths;
import dev.curation.money.Denom;
import dev.curation.settlement.InboxEntry;
import dev.curation.store.DocumentPath;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Adds up what has come to the payout side, and lists what no live transfer explains. */
final class InboxAudit {
  private final TransferAudit transfers;
  private final LaneReading payout;
  private final int most;
  private final List<LaneReport.External> external = new ArrayList<>();
  private BigInteger credited = BigInteger.ZERO;
  private BigInteger quarantined = BigInteger.ZERO;
  private BigInteger unexplained = BigInteger.ZERO;
  private long unexplainedCount;

  /**
   * @param most how much of the outside money is listed one by one
   */
  InboxAudit(TransferAudit transfers, LaneReading payout, int most) {
    this.transfers = transfers;
    this.payout = payout;
    this.most = most;
  }

  InboxAudit run(LaneId lane, Denom denom) {
    payout.pages(
        LanePaths.payout(lane, denom),
        LanePaths.INBOX,
        LaneReading.SMALL,
        page ->
            page.forEach(
                document ->
                    payout
                        .decode(document, InboxDocument::decode)
                        .ifPresent(entry -> check(document, entry))));
    return this;
  }

  private void check(StoredDocument stored, InboxEntry entry) {
    payout.compare(stored, InboxDocument.encode(entry, 0).with(source(stored, entry)), "at");
    DocumentPath path = stored.path();
    String brought = transfers.explained(path.id());
    switch (entry.state()) {
      case TOMBSTONE -> {
        payout.findings().require(path, "amountWei", entry.amount().toString(), "0");
        if (!transfers.isBuried(path.id())) {
          payout.findings().superfluous(path);
        }
        return;
      }
      case CREDITED -> credited = credited.add(entry.amount().value());
      case QUARANTINED -> quarantined = quarantined.add(entry.amount().value());
    }
    if (brought == null) {
      unexplained = unexplained.add(entry.amount().value());
      unexplainedCount++;
      if (external.size() < most) {
        external.add(
            new LaneReport.External(path.path(), entry.state().name(), entry.amount().toString()));
      }
    } else if (!brought.equals(entry.amount().toString())) {
      payout
          .findings()
          .add(new Difference(path.path(), "amountWei", entry.amount().toString(), brought));
    }
  }

  /** Money has a sender; a tombstone has none. */
  private static dev.curation.store.Fields source(StoredDocument stored, InboxEntry entry) {
    Object source = stored.fields().get("source");
    boolean isAddress = source instanceof String text && text.matches("0x[0-9a-f]{40}");
    return dev.curation.store.Fields.builder()
        .put(
            "source",
            entry.state() == InboxEntry.State.TOMBSTONE
                ? null
                : isAddress ? source : "the sender's address")
        .build();
  }

  BigInteger credited() {
    return credited;
  }

  BigInteger quarantined() {
    return quarantined;
  }

  /** What no live transfer explains. */
  BigInteger external() {
    return unexplained;
  }

  long externalCount() {
    return unexplainedCount;
  }

  List<LaneReport.External> listed() {
    return List.copyOf(external);
  }
}
