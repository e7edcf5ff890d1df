package dev.curation.lanes;

import dev.curation.chain.LaneId;
import dev.curation.commits.Fence;
import dev.curation.commits.Retries;
import dev.curation.documents.LanePaths;
import dev.curation.documents.Paths;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Denom;
import dev.curation.node.BackOff;
import dev.curation.settlement.LaneRefusal;
import dev.curation.settlement.LaneRefusedException;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Takes in what comes on the weights channel, in any order and any number of times
 * (specs/settlement.md, 4.1). A batch of several messages counts as arrived with the last of them.
 */
final class WeightsIntake {
  /** In one commit. */
  private static final int REMOVALS = 400;

  private final Store store;
  private final InstantSource clock;
  private final Supplier<String> ids;
  private final BackOff backOff;

  WeightsIntake(Store store, InstantSource clock, Supplier<String> ids, BackOff backOff) {
    this.store = store;
    this.clock = clock;
    this.ids = ids;
    this.backOff = backOff;
  }

  /** What came of a message. */
  enum Note {
    /** A page; others of its batch are missing. */
    PAGE,
    /** The batch is here, and waits for its turn and its wei. */
    ARRIVED,
    DUPLICATE,
    CANCELLED
  }

  /**
   * @throws InvalidValueException if there is no such lane, or the page is none
   * @throws LaneRefusedException {@code WEIGHTS_CONFLICT}, {@code WEIGHTS_INVALID}
   */
  Note accept(WeightsMessage message) {
    return Retries.of(backOff).run(() -> attempt(message));
  }

  private Note attempt(WeightsMessage message) {
    LaneId lane = message.lane();
    Denom denom = message.denom();
    DocumentPath arrivalPath = arrivalPath(message);
    List<Optional<StoredDocument>> read =
        store.getAll(
            List.of(
                Paths.payoutLane(lane),
                LanePaths.payout(lane, denom),
                LanePaths.weights(lane, denom, message.seq()),
                arrivalPath));
    if (read.get(0).isEmpty()) {
      throw new InvalidValueException("laneId", lane, "is no lane that is paid out here");
    }
    Optional<Note> known = read.get(2).map(WeightsDocument::decode).map(w -> known(w, message));
    if (known.isPresent()) {
      return known.get();
    }
    requireAmounts(message);
    SortedSet<Integer> arrived = read.get(3).map(WeightsIntake::arrived).orElseGet(TreeSet::new);
    boolean isNew = arrived.add(message.page());
    if (arrived.size() == message.pages()) {
      return complete(message, read.get(1), isNew);
    }
    if (!isNew) {
      return Note.DUPLICATE;
    }
    // Fenced, or a run that stood still could write a page into a batch that has arrived since.
    var unused =
        fence(message, read.get(1))
            .commit(
                List.of(page(message), Writes.replacing(read.get(3), arrivalPath, encode(arrived))),
                PayoutDocument.decode(read.get(1)).encode(clock.millis()));
    return Note.PAGE;
  }

  private static Note known(WeightsDocument known, WeightsMessage message) {
    if (known.contentHash() == null) {
      return Note.CANCELLED;
    }
    if (!known.contentHash().equals(message.contentHash())) {
      throw LaneRefusal.WEIGHTS_CONFLICT.of("seq", message.seq());
    }
    return Note.DUPLICATE;
  }

  private static void requireAmounts(WeightsMessage message) {
    CuratorPages.decode("weightsAtto", message.weights())
        .forEach(
            (curator, weight) -> {
              if (weight.signum() == 0) {
                throw LaneRefusal.WEIGHTS_INVALID.of(
                    "weightsAtto." + curator, weight, "must be above 0");
              }
            });
  }

  private Fence fence(WeightsMessage message, Optional<StoredDocument> payout) {
    return new Fence(
        store,
        LanePaths.payout(message.lane(), message.denom()),
        payout.map(StoredDocument::updateTime).orElse(null),
        ids);
  }

  private static SortedSet<Integer> arrived(StoredDocument arrival) {
    TreeSet<Integer> arrived = new TreeSet<>();
    for (String page : arrival.fields().map("pages").values().keySet()) {
      arrived.add(Integer.parseInt(page));
    }
    return arrived;
  }

  private Fields encode(SortedSet<Integer> arrived) {
    Fields.Builder pages = Fields.builder();
    arrived.forEach(page -> pages.put(Integer.toString(page), true));
    return Fields.builder().put("pages", pages.build()).put("updatedAt", clock.millis()).build();
  }

  private static DocumentPath arrivalPath(WeightsMessage message) {
    return LanePaths.arrival(message.lane(), message.denom(), message.seq(), message.arrivalId());
  }

  private static DocumentPath pagePath(WeightsMessage message, int page) {
    return LanePaths.arrivedWeights(
        message.lane(), message.denom(), message.seq(), message.arrivalId(), page);
  }

  private static Write page(WeightsMessage message) {
    return new Write.Put(
        pagePath(message, message.page()),
        Fields.builder().put(PageWrites.AMOUNTS, message.weights()).build());
  }

  /** All pages are here: the batch counts from now on, if it is one. */
  private Note complete(WeightsMessage message, Optional<StoredDocument> payout, boolean isNew) {
    long now = clock.millis();
    List<DocumentPath> paths = new ArrayList<>();
    for (int page = 0; page < message.pages(); page++) {
      if (page != message.page()) {
        paths.add(pagePath(message, page));
      }
    }
    List<String> pages = new ArrayList<>(Holdings.pages(store, paths));
    pages.add(message.page(), message.weights());
    WeightsDocument weights = WeightsDocument.of(message, now);
    try {
      if (!message.hashOf(pages).equals(message.contentHash())) {
        throw LaneRefusal.WEIGHTS_INVALID.of(
            "contentHash", message.contentHash(), "is not that of the batch");
      }
      weights.batch(pages).requireValid();
    } catch (InvalidValueException | LaneRefusedException e) {
      forget(message, payout);
      throw e;
    }
    List<Write> writes = new ArrayList<>();
    if (isNew) {
      writes.add(page(message));
    }
    if (message.pages() > 1) {
      writes.add(new Write.Delete(arrivalPath(message)));
    }
    writes.add(
        new Write.Create(
            LanePaths.weights(message.lane(), message.denom(), message.seq()),
            weights.encode(now)));
    var unused =
        fence(message, payout)
            .commit(writes, PayoutDocument.decode(payout).opening(message.seq()).encode(now));
    return Note.ARRIVED;
  }

  /**
   * Nothing of it stays (4.1). If one page was forged the honest ones are gone with it: the accrual
   * side's operator has the batch's weights published again.
   */
  private void forget(WeightsMessage message, Optional<StoredDocument> payout) {
    if (message.pages() == 1) {
      return;
    }
    List<Write> removals = new ArrayList<>();
    removals.add(new Write.Delete(arrivalPath(message)));
    for (int page = 0; page < message.pages(); page++) {
      removals.add(new Write.Delete(pagePath(message, page)));
    }
    Fence fence = fence(message, payout);
    Fields same = PayoutDocument.decode(payout).encode(clock.millis());
    for (int from = 0; from < removals.size(); from += REMOVALS) {
      var unused =
          fence.commit(removals.subList(from, Math.min(removals.size(), from + REMOVALS)), same);
    }
  }
}
