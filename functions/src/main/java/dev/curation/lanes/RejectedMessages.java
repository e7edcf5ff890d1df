package dev.curation.lanes;

import dev.curation.commits.ContentHash;
import dev.curation.documents.Paths;
import dev.curation.errors.InvalidValueException;
import dev.curation.settlement.LaneRefusedException;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.Write;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;

/**
 * Messages that can never be taken in, with the reason; so that somebody sees them, and they are
 * not delivered for ever. The same message is kept once.
 */
final class RejectedMessages {
  /** Bytes; a document holds 1 MiB, and what is longer is no message of ours. */
  private static final int LONGEST_BODY = 900_000;

  private final Store store;
  private final InstantSource clock;

  RejectedMessages(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * @param channel on which it came
   * @return under which id it is kept
   */
  String add(String channel, String body, LaneRefusedException reason) {
    return add(channel, body, reason.refusal().name(), reason.field(), reason.value(), reason);
  }

  String add(String channel, String body, InvalidValueException reason) {
    return add(channel, body, "MALFORMED", reason.field(), String.valueOf(reason.value()), reason);
  }

  private String add(
      String channel,
      String body,
      String code,
      String field,
      String value,
      RuntimeException reason) {
    String id = channel + ":" + ContentHash.of(body);
    var unused =
        store.createEach(
            List.of(
                new Write.Create(
                    Paths.rejectedMessage(id),
                    Fields.builder()
                        .put("channel", channel)
                        .put("code", code)
                        .put("field", cut(field, 300))
                        .put("value", cut(value, 300))
                        .put("reason", cut(String.valueOf(reason.getMessage()), 1_000))
                        .put("body", cut(body, LONGEST_BODY))
                        .put("at", clock.millis())
                        .build())));
    return id;
  }

  /** Also without halves of characters, which the database does not store. */
  private static String cut(String text, int mostBytes) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return utf8.length <= mostBytes
        ? new String(utf8, StandardCharsets.UTF_8)
        : new String(utf8, 0, mostBytes, StandardCharsets.UTF_8) + "...";
  }
}
