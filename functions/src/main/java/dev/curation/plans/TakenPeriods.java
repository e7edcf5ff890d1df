package dev.curation.plans;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.documents.PlanPaths;
import dev.curation.errors.InvalidValueException;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import dev.curation.time.Week;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which plan took the fees of which collections of a period: no fee is shared out twice.
 *
 * @param plans by collection
 */
record TakenPeriods(
    ChainId chain, Week period, TreeMap<String, String> plans, Optional<StoredDocument> document) {

  /** So many fit into one document. */
  static final int MOST = 5_000;

  static TakenPeriods of(Store store, ChainId chain, Week period) {
    Optional<StoredDocument> document = store.get(PlanPaths.takenPeriod(chain, period));
    TreeMap<String, String> plans = new TreeMap<>();
    document
        .map(found -> found.fields().map("plans"))
        .ifPresent(
            fields ->
                fields.values().keySet().forEach(name -> plans.put(name, fields.string(name))));
    return new TakenPeriods(chain, period, plans, document);
  }

  /**
   * @throws InvalidValueException if another plan has taken one
   */
  Write taking(PlanGains.Taken taken, String planId, long now) {
    TreeMap<String, String> all = new TreeMap<>(plans);
    for (Address collection : taken.collections()) {
      String before = all.put(collection.hex(), planId);
      if (before != null) {
        throw new InvalidValueException(
            "period", period.id(), "was taken by plan " + before + " for " + collection);
      }
    }
    if (all.size() > MOST) {
      throw new InvalidValueException(
          "period", period.id(), "has more than " + MOST + " collections whose fees are taken");
    }
    return write(all, now);
  }

  /** Lets others take what a plan has taken. */
  Write releasing(String planId, long now) {
    TreeMap<String, String> all = new TreeMap<>(plans);
    all.values().removeIf(planId::equals);
    return write(all, now);
  }

  private Write write(TreeMap<String, String> all, long now) {
    Fields.Builder each = Fields.builder();
    all.forEach(each::put);
    Fields fields = Fields.builder().put("plans", each.build()).put("updatedAt", now).build();
    return document
        .<Write>map(found -> new Write.Update(found.path(), fields, found.updateTime()))
        .orElseGet(() -> new Write.Create(PlanPaths.takenPeriod(chain, period), fields));
  }
}
