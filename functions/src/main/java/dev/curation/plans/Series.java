package dev.curation.plans;

import dev.curation.documents.PlanPaths;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Plans that follow on each other.
 *
 * @param number of the newest; 0: there is none
 * @param approved the plan that was approved last; null: none was
 * @param document as read; empty: there is none
 */
record Series(
    String name, long number, @Nullable String approved, Optional<StoredDocument> document) {

  static Series of(Store store, String name) {
    Optional<StoredDocument> document = store.get(PlanPaths.series(name));
    return document
        .map(
            found ->
                MalformedDocumentException.decode(
                    found,
                    fields ->
                        new Series(
                            name,
                            fields.integer("number"),
                            fields.optionalString("approved"),
                            document)))
        .orElseGet(() -> new Series(name, 0, null, document));
  }

  Optional<PlanRecord> last(Store store) {
    return number == 0 ? Optional.empty() : PlanRecord.of(store, PlanRecord.id(name, number));
  }

  /** Fails if the series changed since it was read. */
  Write write(long newest, @Nullable String approvedLast, long now) {
    Fields fields =
        Fields.builder()
            .put("number", newest)
            .put("approved", approvedLast)
            .put("updatedAt", now)
            .build();
    return document
        .<Write>map(found -> new Write.Update(found.path(), fields, found.updateTime()))
        .orElseGet(() -> new Write.Create(PlanPaths.series(name), fields));
  }
}
