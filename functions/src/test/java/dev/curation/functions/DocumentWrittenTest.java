package dev.curation.functions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.events.cloud.firestore.v1.Document;
import com.google.events.cloud.firestore.v1.DocumentEventData;
import com.google.events.cloud.firestore.v1.DocumentMask;
import com.google.events.cloud.firestore.v1.MapValue;
import com.google.events.cloud.firestore.v1.Value;
import dev.curation.errors.InvalidValueException;
import dev.curation.store.Fields;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies as Eventarc and as the emulator send them. */
class DocumentWrittenTest {
  private static final String PATH = "collections/1:0xc0/curationCollection/curationMetadata";
  private static final Document FLAGGED =
      Document.newBuilder()
          .setName("projects/p/databases/(default)/documents/" + PATH)
          .putFields("ledgerRequiresAggregation", Value.newBuilder().setBooleanValue(true).build())
          .putFields("updatedAt", Value.newBuilder().setIntegerValue(Long.MAX_VALUE).build())
          .putFields("request", Value.newBuilder().setStringValue("r").build())
          .putFields("share", Value.newBuilder().setDoubleValue(0.5).build())
          .putFields(
              "failure",
              Value.newBuilder()
                  .setMapValue(
                      MapValue.newBuilder()
                          .putFields("retryAt", Value.newBuilder().setIntegerValue(7).build()))
                  .build())
          .build();
  private static final Fields FIELDS =
      Fields.builder()
          .put("ledgerRequiresAggregation", true)
          .put("updatedAt", Long.MAX_VALUE)
          .put("request", "r")
          .put("share", null)
          .put("failure", Fields.builder().put("retryAt", 7L).build())
          .build();

  private static CloudEvent event(@Nullable String subject, byte @Nullable [] body) {
    CloudEventBuilder event =
        CloudEventBuilder.v1()
            .withId("1")
            .withType("google.cloud.firestore.document.v1.written")
            .withSource(URI.create("//firestore.googleapis.com/projects/p"));
    if (subject != null) {
      event.withSubject(subject);
    }
    return body == null ? event.build() : event.withData("application/protobuf", body).build();
  }

  private static DocumentWritten decode(byte @Nullable [] body) {
    return DocumentWritten.of(event("documents/" + PATH, body));
  }

  @Test
  void shouldReadRawProtobuf() {
    byte[] body = DocumentEventData.newBuilder().setValue(FLAGGED).build().toByteArray();
    assertEquals(new DocumentWritten(PATH, FIELDS), decode(body));
  }

  @Test
  void shouldReadBase64Text() {
    byte[] body = DocumentEventData.newBuilder().setValue(FLAGGED).build().toByteArray();
    assertEquals(new DocumentWritten(PATH, FIELDS), decode(Base64.getEncoder().encode(body)));
    assertEquals(new DocumentWritten(PATH, FIELDS), decode(Base64.getMimeEncoder().encode(body)));
  }

  @Test
  void shouldReadTheValueAfterAnUpdateAndNotTheOneBefore() {
    DocumentEventData update =
        DocumentEventData.newBuilder()
            .setOldValue(Document.newBuilder().setName("old"))
            .setValue(FLAGGED)
            .setUpdateMask(DocumentMask.newBuilder().addFieldPaths("updatedAt"))
            .build();
    assertEquals(FIELDS, decode(update.toByteArray()).fields());
    byte[] text = Base64.getEncoder().encode(update.toByteArray());
    assertEquals(FIELDS, decode(text).fields());
  }

  @Test
  void shouldFindNoFieldsAfterADeletion() {
    byte[] deletion = DocumentEventData.newBuilder().setOldValue(FLAGGED).build().toByteArray();
    assertEquals(new DocumentWritten(PATH, Fields.EMPTY), decode(deletion));
    byte[] text = Base64.getEncoder().encode(deletion);
    assertEquals(new DocumentWritten(PATH, Fields.EMPTY), decode(text));
  }

  @Test
  void shouldFindNoFieldsInAnEmptyBodyOrNone() {
    assertEquals(Fields.EMPTY, decode(new byte[0]).fields());
    assertEquals(Fields.EMPTY, decode(null).fields());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n\u007f", "AAAA", "{\"value\":{}}", "A", "\u0012\u0005abc"})
  void shouldRefuseABodyThatIsNoEventOfADocument(String garbage) {
    InvalidValueException e =
        assertThrows(InvalidValueException.class, () -> decode(garbage.getBytes(UTF_8)));
    assertEquals("data", e.field());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "collections/1", "objects/documents/a"})
  void shouldRefuseASubjectThatIsNoDocument(String subject) {
    InvalidValueException e =
        assertThrows(
            InvalidValueException.class, () -> DocumentWritten.of(event(subject, new byte[0])));
    assertEquals("subject", e.field());
  }

  @Test
  void shouldRefuseAnEventWithoutASubject() {
    assertThrows(InvalidValueException.class, () -> DocumentWritten.of(event(null, new byte[0])));
  }
}
