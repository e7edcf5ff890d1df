package dev.curation.store;

import static dev.curation.store.StoreUnderTest.fields;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Values come back as they were written, documents in the order in which they were asked for. */
interface ValueContract extends StoreUnderTest {
  @Test
  default void shouldReturnEveryKindOfValueAsItWasWritten() {
    Fields all =
        fields(
            "text",
            "wei \uD83D\uDE00",
            "empty",
            "",
            "largest",
            Long.MAX_VALUE,
            "smallest",
            Long.MIN_VALUE,
            "half",
            0.5,
            "whole",
            1.0,
            "huge",
            Double.MAX_VALUE,
            "notANumber",
            Double.NaN,
            "minusZero",
            -0.0,
            "yes",
            true,
            "no",
            false,
            "nothing",
            null,
            "bytes",
            Bytes.of(new byte[] {0, -1, 127, -128}),
            "noBytes",
            Bytes.of(new byte[0]),
            "noFields",
            Fields.EMPTY,
            "nested",
            fields("deeper", fields("n", 1L, "nothing", null), "b", Bytes.of(new byte[9])));
    store().commit(List.of(new Write.Put(document("d"), all)));
    assertEquals(all, read("d"));
    assertEquals(
        List.of(all),
        store().query(Query.in(collection())).stream().map(StoredDocument::fields).toList());
  }

  @Test
  default void shouldKeepAnEmptyDocument() {
    put("d");
    assertEquals(Fields.EMPTY, read("d"));
  }

  @Test
  default void shouldReadInTheOrderAskedForWithGapsAndRepetitions() {
    put("a", "n", 1L);
    put("b", "n", 2L);
    List<Optional<Long>> found =
        store()
            .getAll(List.of(document("b"), document("none"), document("a"), document("b")))
            .stream()
            .map(each -> each.map(document -> document.fields().integer("n")))
            .toList();
    assertEquals(
        List.of(Optional.of(2L), Optional.empty(), Optional.of(1L), Optional.of(2L)), found);
  }

  @Test
  default void shouldReadNothingWhenAskedForNothing() {
    assertEquals(List.of(), store().getAll(List.of()));
  }

  @Test
  default void shouldNotReadADocumentThatOnlyHasDocumentsBelow() {
    DocumentPath below = document("parent").child("children", "child");
    store().commit(List.of(new Write.Put(below, fields("a", 1L))));
    assertEquals(Optional.empty(), store().get(document("parent")));
    assertEquals(List.of(), store().query(Query.in(collection())));
    assertEquals(List.of("child"), ids(Query.in(document("parent").collection("children"))));
  }
}
