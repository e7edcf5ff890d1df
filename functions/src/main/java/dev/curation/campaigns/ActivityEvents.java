package dev.curation.campaigns;

import dev.curation.chain.ChainId;
import dev.curation.documents.ProgramQueries;
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
      // More facts of the last time may follow, so it must not be the only one.
      while (page.size() == most && time(page.getFirst()) == time(page.getLast())) {
        most *= 2;
        page = store.query(source.query(most));
      }
      if (page.size() == most) {
        knownBefore = Math.min(knownBefore, time(page.getLast()));
      }
      for (StoredDocument document : page) {
        try {
          found.add(decoder.apply(document));
        } catch (MalformedDocumentException e) {
          LOG.log(Level.SEVERE, "no program can judge what nobody can read", e);
          malformed++;
        }
      }
    }

    private static long time(StoredDocument document) {
      return MalformedDocumentException.decode(document, fields -> fields.integer("timestamp"));
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
