package dev.curation.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.curation.errors.InvalidValueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors of reward programs, operation by operation. */
class ProgramsVectorsTest {
  private static final Path FOLDER = Path.of("src/test/resources/vectors/programs");
  private static final String TABLES = "00-arithmetic-tables.json";
  private static final String OWNERS = "09-owner-vote-multiplier.json";

  static Stream<Path> vectors() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList().stream();
    }
  }

  private static JsonObject read(Path file) throws IOException {
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }

  private static Optional<String> difference(JsonObject vector) {
    return Stream.of(new ProgramsSuite(), new ProgramsArithmeticSuite())
        .filter(suite -> suite.schema().equals(vector.get("schema").getAsString()))
        .findFirst()
        .orElseThrow()
        .firstDifference(vector);
  }

  private static JsonObject operation(JsonObject vector, int number) {
    return vector
        .getAsJsonObject("input")
        .getAsJsonArray("operations")
        .get(number - 1)
        .getAsJsonObject();
  }

  private static JsonObject result(JsonObject vector, int number) {
    return vector
        .getAsJsonObject("expected")
        .getAsJsonArray("results")
        .get(number - 1)
        .getAsJsonObject();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void shouldGiveExactlyWhatTheVectorExpects(Path file) throws IOException {
    assertEquals(Optional.empty(), difference(read(file)));
  }

  @Test
  void shouldNameTheFirstOperationThatEndsOtherwise() throws IOException {
    JsonObject vector = read(FOLDER.resolve(OWNERS));
    result(vector, 2).addProperty("id", 3);
    result(vector, 3).addProperty("status", "ERROR");
    assertEquals(
        Optional.of("operation 2 (create): result.id is 2, expected 3"), difference(vector));
  }

  @Test
  void shouldNoticeOutcomesInAnotherOrder() throws IOException {
    JsonObject vector = read(FOLDER.resolve(OWNERS));
    JsonArray outcomes = result(vector, 6).getAsJsonArray("outcomes");
    outcomes.add(outcomes.remove(0));
    assertTrue(
        difference(vector).orElseThrow().startsWith("operation 6 (event): result.outcomes[0]"));
  }

  @Test
  void shouldNoticeAFieldThatIsNotExpected() throws IOException {
    JsonObject vector = read(FOLDER.resolve(OWNERS));
    result(vector, 6).getAsJsonArray("outcomes").get(0).getAsJsonObject().remove("count");
    assertEquals(
        Optional.of("operation 6 (event): result.outcomes[0].count is 1, expected not there"),
        difference(vector));
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(
      strings = {
        TABLES,
        "02-truncation-and-cap.json",
        "04-rollover-capped-by-remaining.json",
        "06-collection-percentile-band.json",
        OWNERS,
        "12-ending-early.json",
        "13-expiry-refund.json",
        "15-creation-checks.json",
        "17-boundaries-and-catch-up.json"
      })
  void shouldNoticeEachSingleValueThatIsAltered(String file) throws IOException {
    int values = changes(read(FOLDER.resolve(file))).size();
    assertTrue(values > 50, values + " values");
    for (int i = 0; i < values; i++) {
      JsonObject vector = read(FOLDER.resolve(file));
      changes(vector).get(i).run();
      assertTrue(difference(vector).isPresent(), "value " + i);
    }
  }

  /** Each of them alters one value that the vector expects. */
  private static List<Runnable> changes(JsonObject vector) {
    List<Runnable> changes = new ArrayList<>();
    if (vector.has("expected")) {
      collect(vector.get("expected"), changes);
      return changes;
    }
    for (String result : List.of("exact", "referenceDecimal", "referenceFitsInt64")) {
      collect(vector.getAsJsonArray("rewards"), result, changes);
    }
    collect(vector.getAsJsonArray("minimumRollover"), "minimumRollover", changes);
    return changes;
  }

  private static void collect(JsonArray rows, String name, List<Runnable> changes) {
    for (JsonElement row : rows) {
      changes.add(() -> row.getAsJsonObject().add(name, altered(row.getAsJsonObject().get(name))));
    }
  }

  private static void collect(JsonElement value, List<Runnable> changes) {
    if (value instanceof JsonObject object) {
      for (Map.Entry<String, JsonElement> each : object.entrySet()) {
        if (isLeaf(each.getValue())) {
          changes.add(() -> each.setValue(altered(each.getValue())));
        } else {
          collect(each.getValue(), changes);
        }
      }
    } else if (value instanceof JsonArray list) {
      for (int i = 0; i < list.size(); i++) {
        int index = i;
        if (isLeaf(list.get(i))) {
          changes.add(() -> list.set(index, altered(list.get(index))));
        } else {
          collect(list.get(i), changes);
        }
      }
    }
  }

  private static boolean isLeaf(JsonElement value) {
    return value.isJsonPrimitive() || value.isJsonNull();
  }

  private static JsonElement altered(JsonElement value) {
    if (value instanceof JsonNull) {
      return new JsonPrimitive(0);
    }
    JsonPrimitive before = value.getAsJsonPrimitive();
    if (before.isBoolean()) {
      return new JsonPrimitive(!before.getAsBoolean());
    }
    return before.isNumber()
        ? new JsonPrimitive(before.getAsLong() + 1)
        : new JsonPrimitive(before.getAsString() + "1");
  }

  @Test
  void shouldNameWhatIsWrongInAMalformedVector() throws IOException {
    assertMalformed("expected.results", v -> v.getAsJsonObject("expected").remove("results"));
    assertMalformed(
        "expected.results", v -> v.getAsJsonObject("expected").getAsJsonArray("results").remove(0));
    assertMalformed("expected.final", v -> v.getAsJsonObject("expected").remove("final"));
    assertMalformed("input", v -> v.addProperty("input", 1));
    assertMalformed("input.excluded", v -> v.getAsJsonObject("input").remove("excluded"));
    assertMalformed(
        "input.balances.creator.TOK",
        v ->
            v.getAsJsonObject("input")
                .getAsJsonObject("balances")
                .getAsJsonObject("creator")
                .addProperty("TOK", 1));
    assertMalformed("op", v -> operation(v, 1).addProperty("op", "mint"));
    assertMalformed("input.operations[0].atMs", v -> operation(v, 1).addProperty("atMs", "soon"));
    assertMalformed("input.operations[0].atMs", v -> operation(v, 1).addProperty("atMs", 1.5));
    assertMalformed(
        "input.operations[0].totalRewardPool",
        v -> operation(v, 1).addProperty("totalRewardPool", "many"));
    assertMalformed("type", v -> operation(v, 3).addProperty("type", "MINT"));
    assertMalformed("input.operations[2].contract", v -> operation(v, 3).remove("contract"));
    assertMalformed("amount", v -> operation(v, 3).addProperty("amount", "-1"));
    assertMalformed(
        "timestampMs", v -> operation(v, 3).addProperty("timestampMs", 1_900_000_000_000L));
  }

  private static void assertMalformed(String field, Consumer<JsonObject> change)
      throws IOException {
    JsonObject vector = read(FOLDER.resolve(OWNERS));
    change.accept(vector);
    InvalidValueException refused =
        assertThrows(InvalidValueException.class, () -> difference(vector), field);
    assertEquals(field, refused.field());
  }

  @Test
  void shouldNameWhatIsWrongInAMalformedTable() throws IOException {
    JsonObject vector = read(FOLDER.resolve(TABLES));
    vector.getAsJsonArray("rewards").get(2).getAsJsonObject().remove("cap");
    InvalidValueException refused =
        assertThrows(InvalidValueException.class, () -> difference(vector));
    assertEquals("rewards[2].cap", refused.field());
  }
}
