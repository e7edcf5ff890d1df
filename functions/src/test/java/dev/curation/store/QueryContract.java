package dev.curation.store;

import static dev.curation.store.StoreUnderTest.fields;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.curation.store.Query.Operator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What queries find, and in which order. */
interface QueryContract extends StoreUnderTest {
  private void putNumbers() {
    put("a", "n", 1L, "kind", "odd");
    put("b", "n", 2L, "kind", "even");
    put("c", "n", 3L, "kind", "odd");
    put("d", "n", 3L, "kind", "odd");
    put("text", "n", "3", "kind", "odd");
    put("half", "n", 2.5, "kind", "none");
    put("null", "n", null, "kind", "none");
    put("missing", "kind", "odd");
  }

  @Test
  default void shouldFindWholeCollectionsSortedById() {
    for (String id : List.of("b", "\uD83D\uDE00", "a!", "10", "\uFFEE", "a", "9", "B")) {
      put(id, "n", 1L);
    }
    assertEquals(List.of("10", "9", "B", "a", "a!", "b", "\uFFEE", "\uD83D\uDE00"), ids(in()));
    assertEquals(List.of("10", "9"), ids(in().limitedTo(2)));
    assertEquals(List.of("\uD83D\uDE00", "\uFFEE"), ids(in().orderByDescending("n").limitedTo(2)));
  }

  @Test
  default void shouldCompareOnlyValuesOfOneType() {
    putNumbers();
    assertEquals(List.of("c", "d"), ids(in().where("n", Operator.EQUAL, 3L)));
    assertEquals(List.of("c", "d"), ids(in().where("n", Operator.EQUAL, 3.0)));
    assertEquals(List.of("text"), ids(in().where("n", Operator.EQUAL, "3")));
    assertEquals(List.of("a", "b"), ids(in().where("n", Operator.LESS, 2.5)));
    assertEquals(List.of("a", "b", "half"), ids(in().where("n", Operator.LESS_OR_EQUAL, 2.5)));
    assertEquals(List.of("c", "d"), ids(in().where("n", Operator.GREATER, 2.5)));
    assertEquals(List.of("half", "c", "d"), ids(in().where("n", Operator.GREATER_OR_EQUAL, 2.5)));
    assertEquals(List.of("text"), ids(in().where("n", Operator.GREATER, "")));
  }

  @Test
  default void shouldLeaveOutDocumentsWithoutTheFieldSortedBy() {
    putNumbers();
    assertEquals(List.of("null", "a", "b", "half", "c", "d", "text"), ids(in().orderBy("n")));
    assertEquals(
        List.of("text", "d", "c", "half", "b", "a", "null"), ids(in().orderByDescending("n")));
  }

  @Test
  default void shouldSortByRangesBehindTheOrders() {
    putNumbers();
    Query query = in().where("n", Operator.GREATER, 0L);
    assertEquals(List.of("a", "b", "half", "c", "d"), ids(query));
    assertEquals(List.of("b", "half", "a", "c", "d"), ids(query.orderBy("kind")));
    assertEquals(List.of("d", "c", "a", "half", "b"), ids(query.orderByDescending("kind")));
    assertEquals(List.of("d", "c", "half"), ids(query.orderByDescending("n").limitedTo(3)));
  }

  @Test
  default void shouldCombineFilters() {
    putNumbers();
    Query odd = in().where("kind", Operator.EQUAL, "odd");
    assertEquals(List.of("a", "c", "d", "missing", "text"), ids(odd));
    assertEquals(List.of("c", "d"), ids(odd.where("n", Operator.GREATER, 1L)));
    assertEquals(List.of("a"), ids(odd.where("n", Operator.LESS, 3L).orderByDescending("n")));
  }

  @Test
  default void shouldStartBehindAllThatHaveTheStartValues() {
    putNumbers();
    Query byNumber = in().orderBy("n");
    assertEquals(List.of("c", "d", "text"), ids(byNumber.startingAfter(List.of(2.5))));
    assertEquals(List.of("text"), ids(byNumber.startingAfter(List.of(3L))));
    Query down = in().orderByDescending("n");
    assertEquals(List.of("half", "b", "a", "null"), ids(down.startingAfter(List.of(3L))));
    Query both = in().orderBy("kind").orderByDescending("n");
    assertEquals(List.of("text", "d", "c", "a"), ids(both.startingAfter(List.of("none"))));
    assertEquals(List.of("a"), ids(both.startingAfter(List.of("odd", 3L))));
  }

  @Test
  default void shouldRefuseMoreStartValuesThanOrders() {
    Query query = in().orderBy("n").startingAfter(List.of(1L, 2L));
    assertThrows(StoreException.Refused.class, () -> store().query(query));
  }

  @Test
  default void shouldFindAllCollectionsOfAGroup() {
    String group = collection() + "Group";
    for (String parent : List.of("b", "a!", "a")) {
      Write write = new Write.Put(document(parent).child(group, "x"), fields("n", 1L));
      store().commit(List.of(write));
    }
    store().commit(List.of(new Write.Put(new DocumentPath(group + "/root"), fields("n", 2L))));
    List<String> found =
        store().query(Query.inGroup(group)).stream().map(each -> each.path().path()).toList();
    String c = collection();
    List<String> nested =
        List.of(c + "/a/" + group + "/x", c + "/a!/" + group + "/x", c + "/b/" + group + "/x");
    assertEquals(nested, found.stream().filter(path -> path.startsWith(c + "/")).toList());
    assertEquals(4, found.size());
    assertEquals(List.of("root"), ids(Query.in(group)));
    assertEquals(List.of("root"), ids(Query.inGroup(group).where("n", Operator.EQUAL, 2L)));
  }

  @Test
  default void shouldFindWhatLiesBetweenTwoPaths() {
    for (String id : List.of("a", "b", "c", "d")) {
      put(id, "n", 1L);
    }
    assertEquals(List.of("b", "c"), ids(in().between(document("a"), document("d"))));
    assertEquals(List.of("b", "c", "d"), ids(in().between(document("aa"), null)));
    assertEquals(List.of("a"), ids(in().between(null, document("aa"))));
    assertEquals(List.of("c"), ids(in().between(document("b"), null).limitedTo(1)));
    assertEquals(List.of(), ids(in().between(document("b"), document("c"))));
  }

  @Test
  default void shouldFindWhatLiesBetweenTwoPathsInAllCollectionsOfAGroup() {
    String group = collection() + "Group";
    for (String parent : List.of("a", "b", "b!", "c")) {
      for (String id : List.of("x", "y")) {
        Write write = new Write.Put(document(parent).child(group, id), fields("n", 1L));
        store().commit(List.of(write));
      }
    }
    Query all = Query.inGroup(group);
    DocumentPath b = document("b");
    List<String> below = List.of(b.child(group, "x").path(), b.child(group, "y").path());
    assertEquals(below, paths(all.between(b, document("b!"))));
    assertEquals(below.subList(1, 2), paths(all.between(b.child(group, "x"), document("b!"))));
    assertEquals(below.subList(0, 1), paths(all.between(b, document("b!")).limitedTo(1)));
  }

  private List<String> paths(Query query) {
    return store().query(query).stream().map(found -> found.path().path()).toList();
  }

  @Test
  default void shouldFindNothingWhereNothingIs() {
    assertEquals(List.of(), ids(in()));
    assertEquals(List.of(), ids(Query.inGroup(collection())));
    put("d", "n", 1L);
    store().commit(List.of(new Write.Delete(document("d"))));
    assertEquals(List.of(), ids(Query.inGroup(collection())));
  }

  private Query in() {
    return Query.in(collection());
  }
}
