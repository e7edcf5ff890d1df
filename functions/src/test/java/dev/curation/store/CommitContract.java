package dev.curation.store;

import static dev.curation.store.StoreUnderTest.fields;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Commits: what they write, when, and how much. */
interface CommitContract extends StoreUnderTest {
  @Test
  default void shouldReturnTheUpdateTimeOfEveryDocumentChanged() {
    put("put", "a", 1L);
    put("merged", "a", 1L);
    put("updated", "a", 1L);
    Instant time =
        store()
            .commit(
                List.of(
                    new Write.Create(document("created"), fields("a", 2L)),
                    new Write.Put(document("put"), fields("a", 2L)),
                    new Write.Merge(document("merged"), fields("a", 2L)),
                    new Write.Update(document("updated"), fields("a", 2L), null),
                    new Write.Delete(document("none"))));
    for (String id : List.of("created", "put", "merged", "updated")) {
      assertEquals(time, store().get(document(id)).orElseThrow().updateTime(), id);
    }
  }

  @Test
  default void shouldReturnLaterTimesForLaterCommits() {
    Instant first = put("a", "n", 1L);
    Instant second = put("b", "n", 1L);
    assertTrue(second.isAfter(first), first + " and " + second);
  }

  @Test
  default void shouldKeepTheUpdateTimeWhereAWriteChangesNothing() {
    Instant before = put("same", "a", 1L);
    Instant time =
        store()
            .commit(
                List.of(
                    new Write.Put(document("same"), fields("a", 1L)),
                    new Write.Put(document("other"), fields("a", 1L))));
    assertEquals(before, store().get(document("same")).orElseThrow().updateTime());
    assertEquals(time, store().get(document("other")).orElseThrow().updateTime());
    assertTrue(time.isAfter(before));
  }

  @Test
  default void shouldReturnTheOldTimeWhereACommitChangesNothing() {
    Instant before = put("same", "a", 1L);
    assertEquals(before, put("same", "a", 1L));
    Write merge = new Write.Merge(document("same"), fields("a", 1L));
    assertEquals(before, store().commit(List.of(merge)));
    Write update = new Write.Update(document("same"), fields("a", 1L), before);
    assertEquals(before, store().commit(List.of(update)));
  }

  @Test
  default void shouldReplaceTheWholeDocumentByPut() {
    put("d", "a", 1L, "b", 2L);
    put("d", "b", 3L);
    assertEquals(fields("b", 3L), read("d"));
  }

  @Test
  default void shouldCreateByMerge() {
    store().commit(List.of(new Write.Merge(document("d"), fields("a", 1L))));
    assertEquals(fields("a", 1L), read("d"));
  }

  @Test
  default void shouldMergeTopLevelFieldsAndReplaceNestedMaps() {
    put("d", "kept", 1L, "map", fields("x", 1L, "y", 2L), "changed", "old");
    Fields news = fields("map", fields("z", 3L), "changed", "new", "dotted.name", true);
    store().commit(List.of(new Write.Merge(document("d"), news)));
    assertEquals(
        fields("kept", 1L, "map", fields("z", 3L), "changed", "new", "dotted.name", true),
        read("d"));
  }

  @Test
  default void shouldUpdateTopLevelFieldsAndReplaceNestedMaps() {
    put("d", "kept", 1L, "map", fields("x", 1L), "gone", 5L);
    Fields news = fields("map", fields("z", 3L), "gone", null, "dotted.name", true);
    store().commit(List.of(new Write.Update(document("d"), news, null)));
    assertEquals(
        fields("kept", 1L, "map", fields("z", 3L), "gone", null, "dotted.name", true), read("d"));
  }

  @Test
  default void shouldCreateAnEmptyDocumentByMergingNothing() {
    store().commit(List.of(new Write.Merge(document("d"), Fields.EMPTY)));
    assertEquals(Fields.EMPTY, read("d"));
  }

  @Test
  default void shouldDelete() {
    put("d", "a", 1L);
    Instant time = store().commit(List.of(new Write.Delete(document("d"))));
    assertTrue(store().get(document("d")).isEmpty());
    assertTrue(put("d", "a", 1L).isAfter(time), "a document of the same path is a new one");
  }

  @Test
  default void shouldTakeAsManyWritesAsAllowedAndRefuseOneMore() {
    store().commit(puts(Store.MAX_WRITES));
    assertEquals(Store.MAX_WRITES, store().query(Query.in(collection())).size());
    List<Write> tooMany = puts(Store.MAX_WRITES + 1);
    assertThrows(StoreException.Refused.class, () -> store().commit(tooMany));
  }

  @Test
  default void shouldRefuseCommitsThatBreakARule() {
    assertRefused();
    assertRefused(new Write.Delete(document("d")), new Write.Delete(document("d")));
    assertRefused(new Write.Update(document("d"), Fields.EMPTY, null));
    assertRefused(new Write.Update(document("d"), fields("a", 1L), Instant.EPOCH));
    assertRefused(new Write.Put(document("d"), fields("list", List.of(1L))));
    assertRefused(new Write.Put(document("d"), fields("nested", fields("int", 1))));
  }

  @Test
  default void shouldRefuseADocumentLargerThanOneMebibyte() {
    Write large = new Write.Put(document("d"), fields("text", "a".repeat(1024 * 1024)));
    assertRefused(new Write.Put(document("e"), fields("a", 1L)), large);
    assertTrue(store().get(document("e")).isEmpty(), "nothing of a refused commit is written");
    put("d", "text", "a".repeat(1_000_000));
  }

  @Test
  default void shouldTakeACommitOfTheMostBytesAllowed() {
    List<Write> writes =
        IntStream.range(0, 6)
            .<Write>mapToObj(
                i ->
                    new Write.Put(
                        document("d" + i), fields("a", "x".repeat(Store.MAX_COMMIT_BYTES / 6))))
            .toList();
    store().commit(writes);
    assertEquals(6, store().query(Query.in(collection())).size());
  }

  private void assertRefused(Write... writes) {
    assertThrows(StoreException.Refused.class, () -> store().commit(List.of(writes)));
  }

  private List<Write> puts(int count) {
    return IntStream.range(0, count)
        .<Write>mapToObj(i -> new Write.Put(document("d" + i), fields("i", (long) i)))
        .toList();
  }
}
