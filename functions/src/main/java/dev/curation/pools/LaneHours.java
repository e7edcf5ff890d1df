package dev.curation.pools;

import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.StoredDocument;
import dev.curation.time.BlockHour;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The hours of a collection whose shares go through a lane to another chain: here nobody is paid
 * for them.
 *
 * @param until the first hour after them; null: the lane is open
 */
public record LaneHours(BlockHour from, @Nullable BlockHour until) {
  /**
   * @param payouts the collection's document of payouts
   */
  public static Optional<LaneHours> of(Optional<StoredDocument> payouts) {
    return payouts
        .filter(doc -> doc.fields().has("laneFrom"))
        .map(doc -> MalformedDocumentException.decode(doc, LaneHours::decode));
  }

  private static LaneHours decode(Fields fields) {
    Long until = fields.optionalInteger("laneUntil");
    return new LaneHours(
        new BlockHour(fields.integer("laneFrom")), until == null ? null : new BlockHour(until));
  }

  /** For the collection's document of payouts. */
  public Fields encode() {
    return Fields.builder()
        .put("laneFrom", from.start())
        .put("laneUntil", until == null ? null : until.start())
        .build();
  }

  boolean has(BlockHour hour) {
    return from.compareTo(hour) <= 0 && (until == null || hour.compareTo(until) < 0);
  }

  /** The first hour after them, or the limit if that is earlier. */
  BlockHour endBefore(BlockHour limit) {
    return until == null || limit.compareTo(until) < 0 ? limit : until;
  }
}
