package dev.curation.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.store.Query;
import dev.curation.store.Query.Operator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** firestore.indexes.json lists every index that a query needs, and no more. */
final class IndexesTest {
  private static final Path FILE =
      Path.of(System.getProperty("project.root", ".."), "firestore.indexes.json");

  private static List<Query> all() {
    return Stream.of(
            Queries.examples(),
            RewardQueries.examples(),
            PoolQueries.examples(),
            LaneQueries.examples(),
            ProgramQueries.examples(),
            ClaimQueries.examples(),
            PlanQueries.examples())
        .flatMap(List::stream)
        .toList();
  }

  @Test
  void shouldListExactlyTheIndexesThatTheQueriesNeed() throws IOException {
    List<String> listed = listed(JsonParser.parseString(Files.readString(FILE)).getAsJsonObject());
    Set<String> needed = IndexesNeeded.of(all());
    Set<String> missing = new TreeSet<>(needed);
    listed.forEach(missing::remove);
    List<String> superfluous = new ArrayList<>(listed);
    // One by one, so that a second entry of the same index is superfluous too.
    needed.forEach(superfluous::remove);
    assertTrue(
        missing.isEmpty() && superfluous.isEmpty(),
        () ->
            FILE.getFileName()
                + "\nmissing:\n  "
                + String.join("\n  ", missing)
                + "\nsuperfluous:\n  "
                + String.join("\n  ", superfluous));
  }

  @Test
  void shouldNeedNothingForWhatFirestoreIndexesByItself() {
    Query things = Query.in("things");
    Query range = things.where("a", Operator.LESS, 1);
    assertNeeds(things);
    assertNeeds(things.orderByDescending("a"));
    assertNeeds(range.orderByDescending("a"));
    assertNeeds(things.where("a", Operator.EQUAL, 1).where("b", Operator.EQUAL, 2));
    assertNeeds(things.where("a", Operator.EQUAL, 1).orderBy("a"));
    assertNeeds(Query.inGroup("things"));
  }

  @Test
  void shouldNeedACompositeIndexForEqualityAndOrder() {
    Query equal = Query.in("a/b/things").where("x", Operator.EQUAL, 1);
    assertNeeds(
        equal.orderByDescending("t"), "composite things COLLECTION: x ASCENDING, t DESCENDING");
    assertNeeds(
        equal.where("t", Operator.LESS, 1),
        "composite things COLLECTION: x ASCENDING, t ASCENDING");
    assertNeeds(
        Query.inGroup("things").where("x", Operator.EQUAL, 1).orderBy("t"),
        "composite things COLLECTION_GROUP: x ASCENDING, t ASCENDING");
  }

  @Test
  void shouldNeedACompositeIndexForSeveralOrders() {
    assertNeeds(
        Query.in("things").orderBy("a").orderByDescending("b"),
        "composite things COLLECTION: a ASCENDING, b DESCENDING");
    assertNeeds(
        Query.in("things").where("t", Operator.LESS, 1).orderByDescending("a"),
        "composite things COLLECTION: a DESCENDING, t DESCENDING");
  }

  @Test
  void shouldNeedAnOverrideForOneFieldOfAGroup() {
    assertNeeds(
        Query.inGroup("things").orderByDescending("t"),
        "override things.t: COLLECTION ASCENDING",
        "override things.t: COLLECTION CONTAINS",
        "override things.t: COLLECTION DESCENDING",
        "override things.t: COLLECTION_GROUP DESCENDING");
  }

  private static void assertNeeds(Query query, String... indexes) {
    assertEquals(new TreeSet<>(List.of(indexes)), IndexesNeeded.of(List.of(query)));
  }

  private static List<String> listed(JsonObject file) {
    assertEquals(Set.of("indexes", "fieldOverrides"), file.keySet());
    List<String> lines = new ArrayList<>();
    for (JsonElement element : file.getAsJsonArray("indexes")) {
      JsonObject index = element.getAsJsonObject();
      String fields =
          index.getAsJsonArray("fields").asList().stream()
              .map(field -> text(field, "fieldPath") + " " + text(field, "order"))
              .collect(Collectors.joining(", "));
      lines.add(
          "composite "
              + text(index, "collectionGroup")
              + " "
              + text(index, "queryScope")
              + ": "
              + fields);
    }
    for (JsonElement override : file.getAsJsonArray("fieldOverrides")) {
      String field = text(override, "collectionGroup") + "." + text(override, "fieldPath");
      for (JsonElement index : override.getAsJsonObject().getAsJsonArray("indexes")) {
        String kind = index.getAsJsonObject().has("order") ? "order" : "arrayConfig";
        lines.add("override " + field + ": " + text(index, "queryScope") + " " + text(index, kind));
      }
    }
    return lines;
  }

  private static String text(JsonElement object, String member) {
    return object.getAsJsonObject().get(member).getAsString();
  }
}
