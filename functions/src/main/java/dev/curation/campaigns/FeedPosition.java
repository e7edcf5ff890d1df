package dev.curation.campaigns;

import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.StoredDocument;
import java.util.Optional;

/**
 * How far the activity feed of a chain has come.
 *
 * @param untilMs all facts of an earlier time are in it that were known then
 * @param pages how many there are
 */
record FeedPosition(long untilMs, long pages) {

  static FeedPosition decode(Optional<StoredDocument> stored) {
    return stored
        .map(
            document ->
                MalformedDocumentException.decode(
                    document,
                    fields -> new FeedPosition(fields.integer("until"), fields.integer("pages"))))
        .orElse(new FeedPosition(0, 0));
  }

  FeedPosition behind(long newUntilMs, int newPages) {
    return new FeedPosition(Math.max(untilMs, newUntilMs), pages + newPages);
  }

  Fields encode(long now) {
    return Fields.builder().put("until", untilMs).put("pages", pages).put("updatedAt", now).build();
  }
}
