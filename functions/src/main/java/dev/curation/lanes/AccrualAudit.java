package dev.curation.lanes;

import dev.curation.audit.Difference;
import dev.curation.chain.LaneId;
import dev.curation.documents.LanePaths;
import dev.curation.documents.Paths;
import dev.curation.money.Denom;
import dev.curation.settlement.Atto;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares the accrual side's sums, what curators hold, and the lane's own document. */
final class AccrualAudit {
  private static final int MOST_PAGES = 500;

  private final LaneId lane;
  private final Denom denom;
  private final LaneReading reading;
  private final LaneHistory history;
  private final BatchAudit batches;
  private final TransferAudit transfers;

  AccrualAudit(
      LaneId lane,
      Denom denom,
      LaneReading reading,
      LaneHistory history,
      BatchAudit batches,
      TransferAudit transfers) {
    this.lane = lane;
    this.denom = denom;
    this.reading = reading;
    this.history = history;
    this.batches = batches;
    this.transfers = transfers;
  }

  /**
   * @param stored the document of the sums
   * @param end of the replay; null: there was none
   */
  void compare(StoredDocument stored, LaneReplay.@Nullable End end) {
    Fields found = stored.fields();
    BigInteger held = holdings(stored, end);
    Fields.Builder expected = Fields.builder();
    if (end == null) {
      for (String name : List.of("feesInWei", "localWei", "poolAtto", "nextSeq")) {
        expected.put(name, found.get(name));
      }
      balance(stored, held);
    } else {
      expected
          .put("feesInWei", end.accrual().book().feesIn().toString())
          .put("localWei", end.accrual().book().local().toString())
          .put("poolAtto", end.accrual().book().poolAtto().toString())
          .put("nextSeq", end.accrual().book().nextSeq());
    }
    expected
        .put("holdingAtto", held.toString())
        .put("batchedWei", batches.batched().toString())
        .put("outboxWei", batches.outbox().toString())
        .put("inFlightWei", batches.inFlight().toString())
        .put("deliveredWei", batches.delivered().toString())
        .put("toSend", set(batches.toSend()))
        .put("inFlight", set(transfers.flying()))
        .put("toTransmit", part(found, "toTransmit", name -> isBatch(name)))
        .put("toAnnounce", part(found, "toAnnounce", name -> transfers.flying().contains(name)));
    reading.compare(stored, expected.build(), "generation", "pages", "draftPages");
  }

  /** The accrual side's own equation, where nothing else is known of its terms. */
  private void balance(StoredDocument stored, BigInteger held) {
    Fields found = stored.fields();
    BigInteger left = LaneSums.atto(found, "feesInWei");
    BigInteger right =
        LaneSums.atto(found, "localWei")
            .add(LaneSums.atto(found, "poolAtto"))
            .add(held)
            .add(batches.batched().multiply(Atto.PER_WEI));
    if (!left.equals(right)) {
      reading
          .findings()
          .add(
              new Difference(
                  stored.path().path(),
                  "feesInWei, in atto",
                  left.toString(),
                  right + ": local + pool + holdings + batches"));
    }
  }

  private boolean isBatch(String name) {
    return name.matches("[1-9][0-9]{0,17}") && Long.parseLong(name) <= batches.last();
  }

  private static Fields set(Collection<?> members) {
    Fields.Builder set = Fields.builder();
    members.forEach(member -> set.put(member.toString(), true));
    return set.build();
  }

  /** What is due follows from nothing else; but it can only be due for what there is. */
  private static Fields part(
      Fields found, String name, java.util.function.Predicate<String> mayBe) {
    Fields stored = found.get(name) instanceof java.util.Map<?, ?> ? found.map(name) : Fields.EMPTY;
    return set(stored.values().keySet().stream().filter(mayBe).toList());
  }

  private BigInteger holdings(StoredDocument stored, LaneReplay.@Nullable End end) {
    long generation = LaneSums.number(stored.fields(), "generation");
    long pages = Math.min(MOST_PAGES, LaneSums.number(stored.fields(), "pages"));
    long drafts = LaneSums.number(stored.fields(), "draftPages");
    SortedMap<DocumentPath, StoredDocument> found = new TreeMap<>();
    reading.pages(
        LanePaths.accrual(lane, denom),
        LanePaths.HOLDINGS,
        LaneReading.LARGE,
        page -> page.forEach(document -> found.put(document.path(), document)));
    for (int page = 0; page < drafts; page++) {
      found.remove(LanePaths.holdings(lane, denom, generation + 1, page));
    }
    List<DocumentPath> own = new ArrayList<>();
    for (int page = 0; page < pages; page++) {
      own.add(LanePaths.holdings(lane, denom, generation, page));
    }
    PageAudit compared = new PageAudit(reading);
    if (end == null) {
      List<StoredDocument> there =
          own.stream()
              .map(path -> Optional.ofNullable(found.remove(path)))
              .flatMap(Optional::stream)
              .toList();
      found.keySet().forEach(reading.findings()::superfluous);
      return compared.all(there).values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    }
    boolean isNothing = end.accrual().holdingsAtto().isEmpty() && pages == 0;
    List<String> texts = isNothing ? List.of() : CuratorPages.encode(end.accrual().holdingsAtto());
    reading.findings().require(stored.path(), "pages", pages, (long) texts.size());
    compared.compare(
        PageAudit.named(texts, page -> LanePaths.holdings(lane, denom, generation, page)), found);
    return end.accrual().book().holdingAtto();
  }

  /** The lane's own document, and what the collection says of its hours. */
  void compareLane(StoredDocument stored, LaneReplay.End end) {
    Fields found = stored.fields();
    Long first = history.firstHeight().orElseThrow();
    Lane lane =
        new Lane(
            this.lane,
            history.parameters(Long.MAX_VALUE).orElseThrow(),
            end.heights(),
            first,
            history.closedFrom(),
            dev.curation.chain.Address.ZERO,
            null);
    Fields expected =
        lane.encode().put("sender", found.get("sender")).put("route", found.get("route")).build();
    reading.compare(stored, expected, "sender");
    DocumentPath payouts = Paths.payouts(this.lane.collection());
    Fields hours = reading.get(payouts).map(StoredDocument::fields).orElse(Fields.EMPTY);
    Long until = history.closedFrom();
    reading
        .findings()
        .require(payouts, "laneFrom", hours.get("laneFrom"), Lane.hour(first).start());
    reading
        .findings()
        .require(
            payouts,
            "laneUntil",
            hours.get("laneUntil"),
            until == null ? null : Lane.hour(until).start());
  }
}
