package dev.curation.lanes;

import dev.curation.chain.LaneId;
import dev.curation.documents.LanePaths;
import dev.curation.money.Denom;
import dev.curation.settlement.Batch;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.StoredDocument;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares what has arrived on the weights channel with what was sent. */
final class WeightsAudit {
  private final LaneId lane;
  private final Denom denom;
  private final LaneReading reading;
  private final PageAudit pages;
  private final TreeSet<DocumentPath> known = new TreeSet<>();
  private final TreeSet<Long> open = new TreeSet<>();

  WeightsAudit(LaneId lane, Denom denom, LaneReading reading) {
    this.lane = lane;
    this.denom = denom;
    this.reading = reading;
    this.pages = new PageAudit(reading);
  }

  /**
   * @param batch as it was sent
   * @param texts its pages
   * @param isSettled whether it is settled
   * @param cancelling whether it is being taken back, or was
   */
  void compare(
      Batch batch, List<String> texts, String hash, boolean isSettled, boolean cancelling) {
    DocumentPath path = LanePaths.weights(lane, denom, batch.seq());
    known.add(path);
    Optional<StoredDocument> stored = reading.get(path);
    if (stored.isEmpty()) {
      boolean hasCome =
          pages.below(path, LanePaths.WEIGHTS).values().stream()
              .anyMatch(page -> isOf(page.path(), hash) && !isArriving(page));
      if (isSettled || hasCome) {
        reading.findings().missing(path);
      } else {
        comparePages(path, Map.of(), hash);
      }
      return;
    }
    Fields found = stored.get().fields();
    boolean isCancelled = WeightsDocument.State.CANCELLED.name().equals(found.get("state"));
    if (cancelling && isCancelled && !found.has("contentHash")) {
      reading.compare(stored.get(), WeightsDocument.neverSeen(batch.seq()).encode(0));
      comparePages(path, Map.of(), hash);
      return;
    }
    WeightsDocument.State state = state(isSettled, cancelling, isCancelled);
    WeightsDocument expected =
        new WeightsDocument(
            batch.seq(),
            batch.height(),
            batch.totalTokens(),
            batch.totalWeightAtto(),
            hash,
            texts.size(),
            state,
            0);
    reading.compare(stored.get(), expected.encode(0), "arrivedAt");
    if (state == WeightsDocument.State.AWAITING_TOKENS) {
      open.add(batch.seq());
    }
    comparePages(
        path,
        PageAudit.named(
            texts, page -> LanePaths.arrivedWeights(lane, denom, batch.seq(), hash, page)),
        hash);
  }

  private static WeightsDocument.State state(
      boolean isSettled, boolean cancelling, boolean isCancelled) {
    if (cancelling && isCancelled) {
      return WeightsDocument.State.CANCELLED;
    }
    return isSettled ? WeightsDocument.State.SETTLED : WeightsDocument.State.AWAITING_TOKENS;
  }

  /** Pages of a batch that has not arrived as a whole, or is another, are no business of ours. */
  private void comparePages(DocumentPath weights, Map<DocumentPath, String> expected, String hash) {
    SortedMap<DocumentPath, StoredDocument> own = new TreeMap<>();
    pages
        .below(weights, LanePaths.WEIGHTS)
        .forEach(
            (path, page) -> {
              if ((isOf(path, hash) && !expected.isEmpty()) || !isArriving(page)) {
                own.put(path, page);
              }
            });
    pages.compare(expected, own);
  }

  private static boolean isOf(DocumentPath page, String hash) {
    return page.parent().contains("/arrivals/" + hash + "/");
  }

  private boolean isArriving(StoredDocument page) {
    String[] parts = page.path().parent().split("/", -1);
    if (parts.length < 3 || !parts[parts.length - 3].equals("arrivals")) {
      return false;
    }
    String seq = parts[parts.length - 4];
    return seq.matches("[1-9][0-9]{0,17}")
        && reading
            .get(LanePaths.arrival(lane, denom, Long.parseLong(seq), parts[parts.length - 2]))
            .filter(arrival -> arrival.fields().map("pages").has(page.path().id()))
            .isPresent();
  }

  /** Names what belongs to no batch. */
  void finish() {
    pages.strays(LanePaths.payout(lane, denom), LanePaths.WEIGHTS, known, this::isArriving);
  }

  /** Batches that wait for their wei. */
  TreeSet<Long> open() {
    return open;
  }
}
