package dev.curation.store;

import static dev.curation.store.StoreUnderTest.fields;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a write demands of its document, and that a commit happens whole or not at all. */
interface PreconditionContract extends StoreUnderTest {
  @Test
  default void shouldCreateOnlyOnceAndApplyNothingOfTheSecondCommit() {
    put("first", "a", 1L);
    Write beside = new Write.Put(document("beside"), fields("a", 1L));
    assertFails(beside, new Write.Create(document("first"), fields("a", 2L)));
    assertEquals(fields("a", 1L), read("first"));
    assertTrue(store().get(document("beside")).isEmpty());
  }

  @Test
  default void shouldNotUpdateAMissingDocument() {
    Write beside = new Write.Put(document("beside"), fields("a", 1L));
    assertFails(beside, new Write.Update(document("none"), fields("a", 1L), null));
    assertFails(
        beside, new Write.Update(document("none"), fields("a", 1L), Instant.ofEpochSecond(1)));
    assertTrue(store().get(document("none")).isEmpty());
    assertTrue(store().get(document("beside")).isEmpty());
  }

  @Test
  default void shouldUpdateOnlyWhatHasNotChangedSince() {
    Instant first = put("d", "a", 1L);
    Write update = new Write.Update(document("d"), fields("a", 2L), first);
    Instant second = store().commit(List.of(update));
    assertFails(new Write.Update(document("d"), fields("a", 3L), first));
    Instant almost = second.plus(1, ChronoUnit.MICROS);
    assertFails(new Write.Update(document("d"), fields("a", 3L), almost));
    assertEquals(fields("a", 2L), read("d"));
    store().commit(List.of(new Write.Update(document("d"), fields("a", 3L), second)));
    assertEquals(fields("a", 3L), read("d"));
  }

  @Test
  default void shouldNotUpdateWhatWasDeletedAndCreatedAgain() {
    Instant first = put("d", "a", 1L);
    store().commit(List.of(new Write.Delete(document("d"))));
    put("d", "a", 1L);
    assertFails(new Write.Update(document("d"), fields("a", 2L), first));
  }

  @Test
  default void shouldDeleteWhatIsNotThere() {
    store().commit(List.of(new Write.Delete(document("none"))));
    assertTrue(store().get(document("none")).isEmpty());
  }

  private void assertFails(Write... writes) {
    assertThrows(StoreException.PreconditionFailed.class, () -> store().commit(List.of(writes)));
  }
}
