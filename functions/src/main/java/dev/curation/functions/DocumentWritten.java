package dev.curation.functions;

import com.google.events.cloud.firestore.v1.Document;
import com.google.events.cloud.firestore.v1.DocumentEventData;
import com.google.events.cloud.firestore.v1.Value;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.curation.errors.InvalidValueException;
import dev.curation.store.Fields;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Firestore {@code written} event.
 *
 * @param path of the document, from the root of the database
 * @param fields after the write; none where the document was deleted
 */
record DocumentWritten(String path, Fields fields) {
  private static final String SUBJECT_PREFIX = "documents/";

  /**
   * Decodes the event's protobuf: raw as production sends it, or as Base64 text as the emulator
   * does.
   *
   * @throws InvalidValueException if the event is none of a Firestore document
   */
  static DocumentWritten of(CloudEvent event) {
    String subject = event.getSubject();
    if (subject == null || !subject.startsWith(SUBJECT_PREFIX)) {
      throw new InvalidValueException("subject", subject, "must name a Firestore document");
    }
    CloudEventData data = event.getData();
    Document after = decode(data == null ? new byte[0] : data.toBytes()).getValue();
    return new DocumentWritten(
        subject.substring(SUBJECT_PREFIX.length()), fields(after.getFieldsMap()));
  }

  private static DocumentEventData decode(byte[] body) {
    try {
      return DocumentEventData.parseFrom(isRaw(body) ? body : Base64.getMimeDecoder().decode(body));
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      InvalidValueException refused =
          new InvalidValueException("data", body.length + " bytes", "must be DocumentEventData");
      refused.initCause(e);
      throw refused;
    }
  }

  /** Whether the first byte is the tag of one of the message's three fields. */
  private static boolean isRaw(byte[] body) {
    return body.length == 0 || body[0] == 0x0a || body[0] == 0x12 || body[0] == 0x1a;
  }

  private static Fields fields(Map<String, Value> values) {
    Fields.Builder fields = Fields.builder();
    values.forEach((name, value) -> fields.put(name, plain(value)));
    return fields.build();
  }

  /** Only what flags and failures are made of; other values are left out. */
  private static @Nullable Object plain(Value value) {
    return switch (value.getValueTypeCase()) {
      case BOOLEAN_VALUE -> value.getBooleanValue();
      case INTEGER_VALUE -> value.getIntegerValue();
      case STRING_VALUE -> value.getStringValue();
      case MAP_VALUE -> fields(value.getMapValue().getFieldsMap());
      default -> null;
    };
  }
}
