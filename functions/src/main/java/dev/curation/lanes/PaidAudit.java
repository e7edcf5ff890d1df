package dev.curation.lanes;

import dev.curation.chain.Address;
import dev.curation.chain.LaneId;
import dev.curation.documents.LanePaths;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.settlement.Settlement;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what each curator got over all settlements, and compares it with what is stored. */
final class PaidAudit {
  private final LaneId lane;
  private final Denom denom;
  private final LaneReading reading;
  private final Map<String, BigInteger> sums = new HashMap<>();
  private final Map<DocumentPath, StoredDocument> aside = new TreeMap<>();

  PaidAudit(LaneId lane, Denom denom, LaneReading reading) {
    this.lane = lane;
    this.denom = denom;
    this.reading = reading;
    reading.pages(
        LanePaths.payout(lane, denom),
        LanePaths.UNCREDITED,
        LaneReading.SMALL,
        page -> page.forEach(document -> aside.put(document.path(), document)));
  }

  /**
   * @param credited how many of its shares were credited or put aside, by address
   */
  void add(Settlement settlement, int credited) {
    int number = 0;
    for (Map.Entry<String, Wei> share : settlement.paid().entrySet()) {
      if (number++ == credited) {
        return;
      }
      DocumentPath path =
          LanePaths.uncredited(lane, denom, settlement.seq(), new Address(share.getKey()));
      StoredDocument uncredited = aside.isEmpty() ? null : aside.remove(path);
      if (uncredited == null) {
        sums.merge(share.getKey(), share.getValue().value(), BigInteger::add);
      } else {
        reading.compare(
            uncredited,
            Fields.builder()
                .put("curator", share.getKey())
                .put("amountWei", share.getValue().toString())
                .build(),
            "reason",
            "at");
      }
    }
  }

  void finish() {
    aside.keySet().forEach(reading.findings()::superfluous);
    reading.pages(
        LanePaths.payout(lane, denom),
        LanePaths.PAID,
        LaneReading.SMALL,
        page -> {
          for (StoredDocument document : page) {
            BigInteger sum = sums.remove(document.path().id());
            if (sum == null) {
              reading.findings().superfluous(document.path());
            } else {
              reading.compare(document, Fields.builder().put("totalWei", sum.toString()).build());
            }
          }
        });
    new TreeMap<>(sums)
        .keySet()
        .forEach(
            curator ->
                reading.findings().missing(LanePaths.paid(lane, denom, new Address(curator))));
  }
}
