package dev.curation.store;

import static dev.curation.store.StoreUnderTest.fields;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Creation of many documents, each on its own. */
interface CreateEachContract extends StoreUnderTest {
  @Test
  default void shouldCreateTheMissingAndKeepTheExisting() {
    put("existing", "n", 0L);
    assertEquals(
        List.of(true, false, true),
        store().createEach(List.of(create("a", 1), create("existing", 2), create("b", 3))));
    assertEquals(fields("n", 1L), read("a"));
    assertEquals(fields("n", 0L), read("existing"));
    assertEquals(fields("n", 3L), read("b"));
  }

  @Test
  default void shouldCountTheFirstOfSeveralForOneDocument() {
    assertEquals(
        List.of(true, false, true, false),
        store()
            .createEach(List.of(create("a", 1), create("a", 2), create("b", 3), create("a", 4))));
    assertEquals(fields("n", 1L), read("a"));
  }

  @Test
  default void shouldCreateNothingTheSecondTime() {
    List<Write.Create> writes =
        IntStream.range(0, 1_200).mapToObj(i -> create("d" + i, i)).toList();
    assertEquals(List.of(true), store().createEach(writes).stream().distinct().toList());
    assertEquals(List.of(false), store().createEach(writes).stream().distinct().toList());
    assertEquals(1_200, store().query(Query.in(collection())).size());
  }

  @Test
  default void shouldCreateNothingWhenGivenNothing() {
    assertEquals(List.of(), store().createEach(List.of()));
  }

  @Test
  default void shouldRefuseADocumentThatIsTooLarge() {
    Fields large = fields("text", "a".repeat(1024 * 1024));
    List<Write.Create> writes = List.of(new Write.Create(document("d"), large));
    assertThrows(StoreException.Refused.class, () -> store().createEach(writes));
  }

  private Write.Create create(String id, long n) {
    return new Write.Create(document(id), fields("n", n));
  }
}
