package dev.curation.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.curation.errors.InvalidValueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The vectors of payout plans. */
class PayoutVectorsTest {
  private static final Path FOLDER = Path.of("src/test/resources/vectors/payout-plan");
  private static final Path ARTICLE = FOLDER.resolve("01-article-echo-pool.json");

  static Stream<Path> vectors() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList().stream();
    }
  }

  private static JsonObject read(Path file) throws IOException {
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }

  private static Optional<String> difference(JsonObject vector) {
    return new PayoutSuite().firstDifference(vector);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void shouldGiveExactlyWhatTheVectorExpects(Path file) throws IOException {
    assertEquals(Optional.empty(), difference(read(file)));
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("vectors")
  void shouldNoticeEachSingleValueThatIsAltered(Path file) throws IOException {
    JsonObject vector = read(file);
    List<JsonElement[]> values = new ArrayList<>();
    List<Consumer<JsonElement>> places = new ArrayList<>();
    collect(vector.get("expected"), values, places);
    assertTrue(values.size() > 1);
    // The large ones hold hundreds of values; every seventh of these.
    int step = values.size() > 200 ? 7 : 1;
    for (int i = 0; i < values.size(); i += step) {
      places.get(i).accept(altered(values.get(i)[0].getAsJsonPrimitive()));
      assertTrue(difference(vector).isPresent(), "value " + i);
      places.get(i).accept(values.get(i)[0]);
    }
    assertEquals(Optional.empty(), difference(vector));
  }

  private static void collect(
      JsonElement value, List<JsonElement[]> values, List<Consumer<JsonElement>> places) {
    if (value instanceof JsonObject object) {
      for (Map.Entry<String, JsonElement> each : object.entrySet()) {
        leaf(each.getValue(), each::setValue, values, places);
      }
    } else if (value instanceof JsonArray list) {
      for (int i = 0; i < list.size(); i++) {
        int index = i;
        leaf(list.get(i), changed -> list.set(index, changed), values, places);
      }
    }
  }

  private static void leaf(
      JsonElement value,
      Consumer<JsonElement> place,
      List<JsonElement[]> values,
      List<Consumer<JsonElement>> places) {
    if (value.isJsonPrimitive()) {
      values.add(new JsonElement[] {value});
      places.add(place);
    } else {
      collect(value, values, places);
    }
  }

  private static JsonElement altered(JsonPrimitive before) {
    if (before.isBoolean()) {
      return new JsonPrimitive(!before.getAsBoolean());
    }
    return before.isNumber()
        ? new JsonPrimitive(before.getAsLong() + 1)
        : new JsonPrimitive(before.getAsString() + "1");
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void shouldGiveTheSameWhateverTheOrderOfNodesRoutesEdgesAndGains(Path file) throws IOException {
    for (int seed = 0; seed < 5; seed++) {
      JsonObject vector = read(file);
      Random random = new Random(seed);
      JsonObject input = vector.getAsJsonObject("input");
      for (JsonElement route : input.getAsJsonArray("routes")) {
        shuffle(route.getAsJsonObject(), "edges", random);
      }
      for (String list : List.of("nodes", "routes", "gains")) {
        shuffle(input, list, random);
      }
      assertEquals(Optional.empty(), difference(vector), "seed " + seed);
    }
  }

  private static void shuffle(JsonObject object, String list, Random random) {
    List<JsonElement> all = new ArrayList<>(object.getAsJsonArray(list).asList());
    Collections.shuffle(all, random);
    JsonArray shuffled = new JsonArray();
    all.forEach(shuffled::add);
    object.add(list, shuffled);
  }

  @Test
  void shouldNoticeAFieldThatIsMissingOrNotExpected() throws IOException {
    JsonObject vector = read(ARTICLE);
    JsonObject plan = vector.getAsJsonObject("expected").getAsJsonObject("plan");
    plan.getAsJsonObject("totals").remove("ETH");
    assertEquals(
        Optional.of("expected.plan.totals.ETH is \"9470000000000000\", expected not there"),
        difference(vector));
    plan.getAsJsonObject("totals").addProperty("ETH", "9470000000000000");
    plan.getAsJsonObject("totals").addProperty("BTC", "1");
    assertEquals(
        Optional.of("expected.plan.totals.BTC is missing, expected \"1\""), difference(vector));
  }

  @Test
  void shouldNameWhatIsWrongInAMalformedVector() throws IOException {
    assertMalformed("expected", vector -> vector.remove("expected"));
    assertMalformed("input", vector -> vector.remove("input"));
    assertMalformed("nowMs", vector -> vector.getAsJsonObject("input").remove("nowMs"));
    assertMalformed(
        "gas.swap",
        vector ->
            vector.getAsJsonObject("input").getAsJsonObject("gas").addProperty("swap", "many"));
  }

  private static void assertMalformed(String field, Consumer<JsonObject> change)
      throws IOException {
    JsonObject vector = read(ARTICLE);
    change.accept(vector);
    InvalidValueException refused =
        assertThrows(InvalidValueException.class, () -> difference(vector), field);
    assertEquals(field, refused.field());
  }
}
