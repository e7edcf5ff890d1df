package dev.curation.pools;

import dev.curation.chain.CollectionId;
import dev.curation.documents.Paths;
import dev.curation.store.Fields;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import dev.curation.time.BlockHour;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which hours of a collection were paid out, so that they are never reopened. */
public final class PaidHours {
  private PaidHours() {}

  /**
   * @param payouts the collection's document of payouts
   * @return when hours of it were last reopened, milliseconds; null: never
   */
  public static @Nullable Long reopenedAt(Optional<StoredDocument> payouts) {
    return payouts.map(doc -> doc.fields().optionalInteger("reopenedAt")).orElse(null);
  }

  /**
   * @param payouts the collection's document of payouts
   * @param until the hours before it are about to be paid on
   * @return the write that says so; none where they were before
   */
  public static List<Write> writes(
      CollectionId collection, Optional<StoredDocument> payouts, BlockHour until) {
    Long before = payouts.map(doc -> doc.fields().optionalInteger("paidUntil")).orElse(null);
    if (before != null && before >= until.start()) {
      return List.of();
    }
    Fields paid = Fields.builder().put("paidUntil", until.start()).build();
    return List.of(
        payouts
            .<Write>map(doc -> new Write.Update(doc.path(), paid, doc.updateTime()))
            .orElseGet(() -> new Write.Create(Paths.payouts(collection), paid)));
  }
}
