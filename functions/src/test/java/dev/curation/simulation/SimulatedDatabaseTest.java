package dev.curation.simulation;

import static dev.curation.store.StoreUnderTest.fields;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.curation.documents.Paths;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Query;
import dev.curation.store.Store;
import dev.curation.store.StoreException;
import dev.curation.store.Write;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SimulatedDatabaseTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00.000000900Z");
  private static final DocumentPath METADATA = Paths.metadata("1:0xabc");

  private final SimulatedDatabase database = new SimulatedDatabase(InstantSource.fixed(START));
  private final Store store = new SimulatedStore(database, Faults.NONE);
  private final List<Written> told = new ArrayList<>();

  @Test
  void shouldCountMicrosecondsWhileTheClockStandsStill() {
    Instant first = commit(new Write.Put(METADATA, fields("n", 1L)));
    Instant second = commit(new Write.Put(METADATA, fields("n", 2L)));
    assertEquals(Instant.parse("2026-01-01T00:00:00Z"), first);
    assertEquals(Instant.parse("2026-01-01T00:00:00.000001Z"), second);
  }

  @Test
  void shouldTellTriggersOfCreationChangeAndRemoval() {
    database.onWritten(Paths.METADATA_PATTERN, told::add);
    Fields one = fields("n", 1L);
    Fields two = fields("n", 2L);
    commit(new Write.Create(METADATA, one));
    commit(new Write.Merge(METADATA, two));
    commit(new Write.Delete(METADATA));
    assertEquals(
        List.of(
            new Written(METADATA, null, one),
            new Written(METADATA, one, two),
            new Written(METADATA, two, null)),
        told);
  }

  @Test
  void shouldNotTellTriggersOfWhatChangesNothing() {
    commit(new Write.Put(METADATA, fields("n", 1L)));
    database.onWritten(Paths.METADATA_PATTERN, told::add);
    commit(new Write.Put(METADATA, fields("n", 1L)));
    commit(new Write.Merge(METADATA, fields("n", 1L)));
    commit(new Write.Delete(Paths.metadata("other")));
    assertEquals(List.of(), told);
  }

  @Test
  void shouldNotTellTriggersOfOtherDocumentsOrOfFailedCommits() {
    database.onWritten(Paths.METADATA_PATTERN, told::add);
    commit(new Write.Put(METADATA.child("below", "x"), fields("n", 1L)));
    commit(new Write.Put(new DocumentPath("collections/x"), fields("n", 1L)));
    List<Write> failing =
        List.of(
            new Write.Put(METADATA, fields("n", 1L)),
            new Write.Update(Paths.metadata("none"), fields("n", 1L), null));
    assertThrows(StoreException.PreconditionFailed.class, () -> store.commit(failing));
    assertEquals(List.of(), told);
  }

  @Test
  void shouldLetTheConsumerOfATriggerUseTheDatabase() {
    database.onWritten(
        Paths.METADATA_PATTERN,
        written -> commit(new Write.Put(new DocumentPath("seen/x"), fields("n", 1L))));
    commit(new Write.Put(METADATA, fields("n", 1L)));
    assertEquals(fields("n", 1L), store.get(new DocumentPath("seen/x")).orElseThrow().fields());
  }

  @Test
  void shouldTellTriggersThoughTheWriterDies() {
    database.onWritten(Paths.METADATA_PATTERN, told::add);
    Store dying = new SimulatedStore(database, Faults.killAfter(1));
    List<Write> writes = List.of(new Write.Put(METADATA, fields("n", 1L)));
    assertThrows(ProcessKilled.class, () -> dying.commit(writes));
    assertEquals(1, told.size());
  }

  @Test
  void shouldShowAllDocumentsSortedByPath() {
    for (String path : List.of("c/a!", "c/a/d/x", "c/a", "b/z")) {
      commit(new Write.Put(new DocumentPath(path), fields("n", 1L)));
    }
    assertEquals(
        List.of("b/z", "c/a", "c/a/d/x", "c/a!"),
        database.snapshot().keySet().stream().map(DocumentPath::path).toList());
  }

  @Test
  void shouldHoldAHundredThousandDocuments() {
    List<Write.Create> writes =
        IntStream.range(0, 100_000)
            .mapToObj(i -> new Write.Create(document(i), fields("n", (long) i)))
            .toList();
    store.createEach(writes);
    for (int i = 0; i < 1_000; i++) {
      assertEquals(100, store.query(Query.in("c/" + i + "/d").orderBy("n")).size());
    }
    assertEquals(3, store.query(Query.inGroup("d").orderByDescending("n").limitedTo(3)).size());
  }

  private static DocumentPath document(int i) {
    return new DocumentPath("c/" + i / 100 + "/d/" + i);
  }

  private Instant commit(Write write) {
    return store.commit(List.of(write));
  }
}
