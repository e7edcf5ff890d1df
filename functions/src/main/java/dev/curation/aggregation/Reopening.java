package dev.curation.aggregation;

import dev.curation.chain.CollectionId;
import dev.curation.documents.Paths;
import dev.curation.ledger.Ledger;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import dev.curation.time.BlockHour;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reopens sealed hours (specs/curation.md, Late events and sealing). */
public final class Reopening {
  private final Store store;
  private final InstantSource clock;

  public Reopening(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** The hours cannot be reopened; the message says why. */
  public static final class RefusedException extends RuntimeException {
    RefusedException(String message) {
      super(message);
    }
  }

  /**
   * Unseals the hours from one on and asks for their aggregation, which then computes them as if
   * they had never been sealed.
   *
   * @throws RefusedException if anything was paid out on their basis, if they are not sealed, or if
   *     an aggregation is at work
   */
  public void reopen(CollectionId collection, BlockHour from) {
    List<Optional<StoredDocument>> read =
        store.getAll(
            List.of(
                Paths.aggregation(collection),
                Paths.payouts(collection),
                Paths.snippet(collection)));
    AggregationState state =
        read.get(0)
            .map(doc -> MalformedDocumentException.decode(doc, AggregationState::decode))
            .orElse(AggregationState.INITIAL);
    read.get(1).ifPresent(payouts -> refuseIfPaid(payouts, from));
    long now = clock.millis();
    if (read.get(0).isEmpty() || from.compareTo(state.sealedUntil()) >= 0) {
      throw new RefusedException(
          "nothing to reopen: " + collection + " is sealed until " + state.sealedUntil());
    }
    if (state.holder() != null && state.leaseUntil() > now) {
      throw new RefusedException(
          "an aggregation of " + collection + " is at work: try again later");
    }
    new Ledger(store, collection).placeAnewSince(from, now);
    AggregationState reopened = state.reopened(from);
    List<Write> writes = new ArrayList<>();
    // Readers must not take for sealed what is open again.
    read.get(2)
        .ifPresent(
            snippet -> {
              long sealed = Math.min(snippet.fields().integer("sealedUntil"), from.start());
              Fields open = Fields.builder().put("sealedUntil", sealed).build();
              writes.add(new Write.Update(snippet.path(), open, snippet.updateTime()));
            });
    writes.addAll(
        List.of(
            new Write.Update(
                Paths.aggregation(collection),
                reopened.encode(),
                read.get(0).orElseThrow().updateTime()),
            new Write.Merge(
                Paths.metadata(collection),
                Metadata.requested(now, now, "reopen " + reopened.token()))));
    writes.add(payoutsUnchanged(collection, read.get(1), now));
    store.commit(writes);
  }

  /** Whoever pays on the basis of these hours writes this document too: one of both is first. */
  private static Write payoutsUnchanged(
      CollectionId collection, Optional<StoredDocument> payouts, long now) {
    Fields reopened = Fields.builder().put("reopenedAt", now).build();
    return payouts
        .<Write>map(doc -> new Write.Update(doc.path(), reopened, doc.updateTime()))
        .orElseGet(() -> new Write.Create(Paths.payouts(collection), reopened));
  }

  private static void refuseIfPaid(StoredDocument payouts, BlockHour from) {
    Long paidUntil = payouts.fields().optionalInteger("paidUntil");
    if (paidUntil != null && paidUntil > from.start()) {
      throw new RefusedException(
          "paid out until " + new BlockHour(paidUntil) + ": what is paid stays as it is");
    }
  }
}
