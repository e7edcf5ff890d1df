package dev.curation.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.google.events.cloud.firestore.v1.DocumentEventData;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.curation.documents.Paths;
import dev.curation.local.EventSink.Posted;
import dev.curation.local.FirestoreRest.Identity;
import java.io.IOException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the emulator posts to a functions host; where it differs from production, it says so. */
final class TriggerTest {
  private static EventSink sink;
  private static FirestoreEmulator emulator;

  @BeforeAll
  static void start() throws IOException {
    sink = new EventSink();
    emulator =
        FirestoreEmulator.start(
            FirestoreEmulator.Options.of("events")
                .withFunctions(sink.hostAndPort())
                .withMemory("512m"));
  }

  @AfterAll
  static void stop() {
    emulator.close();
    sink.close();
  }

  @Test
  void shouldPostACloudEventWhenAMatchingDocumentIsWritten() throws Exception {
    FirestoreRest rest = watched("matching");
    String document = "collections/1:0xab/curationCollection/curationMetadata";
    rest.put(document + "/curationLedger/x");
    rest.put(document);

    Posted event = posted(sink.next(10));
    assertEquals("POST", event.method());
    assertEquals("/functions/projects/matching/triggers/aggregate", event.path());
    assertEquals("google.cloud.firestore.document.v1.written", event.header("ce-type"));
    assertEquals("1.0", event.header("ce-specversion"));
    assertEquals("documents/" + document, event.header("ce-subject"));
    assertEquals(document, event.header("ce-document"));
    assertEquals("matching", event.header("ce-project"));
    assertEquals("(default)", event.header("ce-database"));
    assertEquals("(default)", event.header("ce-namespace"));
    assertEquals("application/protobuf", event.header("Content-Type"));
    assertEquals("application/protobuf", event.header("ce-datacontenttype"));
    assertNotNull(event.header("ce-id"));
    assertNotNull(event.header("ce-time"));
    // Production has //firestore.googleapis.com/projects/PROJECT/databases/(default).
    assertEquals(
        "//firestore.googleapis.com/projects/projects/matching/databases/(default)",
        event.header("ce-source"));
    assertBodyIsBase64OfTheDocument(event, document);
  }

  @Test
  void shouldNotRepeatAnEventThatFailed() throws Exception {
    FirestoreRest rest = watched("failing");
    sink.answerWith(500);
    rest.put("collections/1/curationCollection/curationMetadata");
    posted(sink.next(10));
    sink.answerWith(200);
    assertNull(sink.next(2));

    rest.put("collections/2/curationCollection/curationMetadata");
    assertEquals(
        "collections/2/curationCollection/curationMetadata",
        posted(sink.next(10)).header("ce-document"));
  }

  @Test
  void shouldPostTheDeletionsOfClear() throws Exception {
    FirestoreRest rest = watched("cleared");
    String document = "collections/1/curationCollection/curationMetadata";
    rest.put(document);
    posted(sink.next(10));
    emulator.control("cleared").clear();

    assertEquals(404, rest.get(document));
    DocumentEventData deletion = decoded(posted(sink.next(10)));
    assertEquals(false, deletion.hasValue());
    assertEquals(true, deletion.hasOldValue());
  }

  private static void assertBodyIsBase64OfTheDocument(Posted event, String document)
      throws InvalidProtocolBufferException {
    DocumentEventData data = decoded(event);
    assertEquals(
        "projects/matching/databases/(default)/documents/" + document, data.getValue().getName());
    assertEquals(1, data.getValue().getFieldsOrThrow("n").getIntegerValue());
    assertEquals(false, data.hasOldValue());
  }

  private static DocumentEventData decoded(Posted event) throws InvalidProtocolBufferException {
    return DocumentEventData.parseFrom(Base64.getDecoder().decode(event.body()));
  }

  private static Posted posted(@Nullable Posted event) {
    if (event == null) {
      throw new AssertionError("no event was posted");
    }
    return event;
  }

  private static FirestoreRest watched(String project) {
    emulator.control(project).registerTrigger("aggregate", Paths.METADATA_PATTERN);
    return new FirestoreRest(emulator.hostAndPort(), project, Identity.OWNER);
  }
}
