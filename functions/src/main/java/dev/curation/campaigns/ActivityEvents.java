package dev.curation.campaigns;

import dev.curation.chain.ChainId;
import dev.curation.documents.ProgramQueries;
import dev.curation.errors.InvalidValueException;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Query;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Facts of a chain's ledgers that programs take no account of yet, in their order.
 *
 * @param events the first of them: none that is missing comes before one that is here
 * @param isAll whether no other is left
 * @param malformed documents that nobody can read; they stay where they are
 */
record ActivityEvents(List<FoundEvent> events, boolean isAll, int malformed) {
  private static final Logger LOG = Logger.getLogger(ActivityEvents.class.getName());

  ActivityEvents {
    events = List.copyOf(events);
  }

  /** One kind of them. */
  private interface Source {
    Query query(int limit);
  }

  /**
   * @param before only facts of an earlier time
   * @param limit how many of each kind to ask for
   */
  static ActivityEvents read(Store store, ChainId chain, long before, int limit) {
    Reading reading = new Reading(store);
    reading.take(
        most -> ProgramQueries.unjudgedEvents(chain, before, most), limit, FoundEvent::ofLedger);
    reading.take(
        most -> ProgramQueries.unjudgedStakingEvents(chain, before, most),
        limit,
        FoundEvent::ofStaking);
    return reading.result();
  }

  private static final class Reading {
    private final Store store;
    private final List<FoundEvent> found = new ArrayList<>();
    private long knownBefore = Long.MAX_VALUE;
    private int malformed;

    private Reading(Store store) {
      this.store = store;
    }

    private void take(Source source, int limit, Function<StoredDocument, FoundEvent> decoder) {
      int most = limit;
      List<StoredDocument> page = store.query(source.query(most));
      List<FoundEvent> readable = readable(page, decoder);
      // More facts of the last time may follow: one that is earlier must be among them, or none
      // would be taken account of, now or ever.
      while (page.size() == most && !isAnyBefore(time(page.getLast()), readable)) {
        most *= 2;
        page = store.query(source.query(most));
        readable = readable(page, decoder);
      }
      if (page.size() == most) {
        knownBefore = Math.min(knownBefore, time(page.getLast()));
      }
      found.addAll(readable);
      malformed += page.size() - readable.size();
    }

    private static boolean isAnyBefore(long time, List<FoundEvent> events) {
      return events.stream().anyMatch(event -> event.timestampMs() < time);
    }

    private static List<FoundEvent> readable(
        List<StoredDocument> page, Function<StoredDocument, FoundEvent> decoder) {
      List<FoundEvent> readable = new ArrayList<>();
      for (StoredDocument document : page) {
        try {
          readable.add(decoder.apply(document));
        } catch (MalformedDocumentException | InvalidValueException e) {
          LOG.log(Level.SEVERE, "no program can judge what nobody can read", e);
        }
      }
      return readable;
    }

    /** Of any fact: a fraction of a millisecond makes it malformed, but keeps its place. */
    private static long time(StoredDocument document) {
      return document.fields().get("timestamp") instanceof Number time ? time.longValue() : 0;
    }

    private ActivityEvents result() {
      return new ActivityEvents(
          found.stream()
              .filter(event -> event.timestampMs() < knownBefore)
              .sorted(FoundEvent.ORDER)
              .toList(),
          knownBefore == Long.MAX_VALUE,
          malformed);
    }
  }
}
