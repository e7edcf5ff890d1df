package dev.curation.planfiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.curation.errors.InvalidValueException;
import dev.curation.payout.PayoutPlanner;
import dev.curation.payout.PlanRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Plan files: what is read, what is refused, and that the schema says the same. */
class PlanFileTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));
  private static final Path SAMPLE = ROOT.resolve("samples/echo-pool.yaml");
  private static final Path VECTORS = Path.of("src/test/resources/vectors/payout-plan");
  private static final Schema SCHEMA = schema();

  private static Schema schema() {
    try {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(Files.readString(ROOT.resolve("schemas/payout-plan.schema.json")));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean schemaTakes(JsonObject json) {
    return SCHEMA.validate(json.toString(), InputFormat.JSON).isEmpty();
  }

  private static JsonObject sample() throws IOException {
    return PlanText.parse(Files.readString(SAMPLE));
  }

  static Stream<Path> vectors() throws IOException {
    try (Stream<Path> files = Files.list(VECTORS)) {
      return files.sorted().toList().stream();
    }
  }

  private static JsonObject input(Path vector) throws IOException {
    return JsonParser.parseString(Files.readString(vector))
        .getAsJsonObject()
        .getAsJsonObject("input");
  }

  @Test
  void shouldReadTheSampleAsTheVectorOfTheArticle() throws IOException {
    assertTrue(schemaTakes(sample()));
    assertEquals(
        PlanFile.of(input(VECTORS.resolve("01-article-echo-pool.json"))).request(),
        PlanFile.of(sample()).request());
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void shouldReadVectorsAsJsonAsYamlAndByTheSchema(Path vector) throws IOException {
    JsonObject json = input(vector);
    assertTrue(schemaTakes(json));
    assertEquals(json, PlanText.parse(json.toString()));
  }

  /** Each value of the sample replaced by another kind, and each field taken away or misspelt. */
  @Test
  void shouldRefuseTheSameAsTheSchema() throws IOException {
    int refused = 0;
    int changes = changes(sample(), new JsonObject()).size();
    for (int i = 0; i < changes; i++) {
      JsonObject json = sample();
      changes(json, new JsonObject()).get(i).run();
      boolean isRead = true;
      try {
        PlanFile.of(json);
      } catch (InvalidValueException e) {
        isRead = false;
        refused++;
      } catch (PlanRefusedException e) {
        // A rule that spans several fields: the schema need not know it.
        continue;
      }
      assertEquals(isRead, schemaTakes(json), "change " + i + ": " + json);
    }
    assertTrue(refused > 200, refused + " of " + changes);
  }

  private static List<Runnable> changes(JsonElement value, JsonObject wrong) {
    List<Runnable> changes = new ArrayList<>();
    if (value instanceof JsonObject object) {
      for (Map.Entry<String, JsonElement> each : object.entrySet()) {
        String name = each.getKey();
        changes.add(() -> object.remove(name));
        changes.add(() -> object.add(name, wrong));
        changes.add(() -> object.add(name, new JsonPrimitive(true)));
        changes.add(() -> object.add(name, new JsonPrimitive("1.5")));
        changes.addAll(changes(each.getValue(), wrong));
      }
    } else if (value instanceof JsonArray list) {
      for (int i = 0; i < list.size(); i++) {
        int index = i;
        changes.add(() -> list.set(index, new JsonPrimitive(1)));
        changes.addAll(changes(list.get(i), wrong));
      }
    }
    return changes;
  }

  @Test
  void shouldRefuseUnknownFieldsAsTheSchemaDoes() throws IOException {
    JsonObject json = sample();
    json.getAsJsonObject("gas").addProperty("swop", 1);
    assertEquals(
        "gas.swop", assertThrows(InvalidValueException.class, () -> PlanFile.of(json)).field());
    assertTrue(!schemaTakes(json));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{a: 1, a: 2}| duplicate",
        "[1]| must be an object",
        "a: [| must be YAML or JSON",
        "a: 1.5| must be a text, an integer",
        "a: null| must be a text, an integer",
        "a: &x [*x]| deep",
        "a: 1\\n--- \\nb: 2| must be YAML or JSON"
      })
  void shouldSayWhatIsWrongWithAText(String text, String reason) {
    InvalidValueException refused =
        assertThrows(InvalidValueException.class, () -> PlanText.parse(text.replace("\\n", "\n")));
    assertTrue(String.valueOf(refused.getMessage()).contains(reason), refused.getMessage());
  }

  /** Found by fuzzing: the YAML engine overflowed the stack, or took minutes. */
  @Test
  void shouldRefuseWhatIsDeepOrLongBeyondMeasureAtOnce() {
    for (String text :
        List.of(
            "[".repeat(500_000),
            "{a: ".repeat(100_000),
            "- ".repeat(100_000) + "1",
            "nowMs: " + "9".repeat(1_000_000))) {
      assertTimeoutPreemptively(
          Duration.ofSeconds(20),
          () -> {
            InvalidValueException e =
                assertThrows(InvalidValueException.class, () -> PlanText.parse(text));
            assertEquals("plan", e.field());
          });
    }
  }

  @Test
  void shouldNameTheFileWhereItHoldsNothing() {
    InvalidValueException e = assertThrows(InvalidValueException.class, () -> PlanText.parse(""));
    assertEquals("plan", e.field());
  }

  @Test
  void shouldRefuseAnchorsThatGrowBeyondMeasure() {
    StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 9; i++) {
      text.append("a").append(i).append(": &a").append(i).append(" [");
      text.append(("*a" + (i - 1) + ", ").repeat(9)).append("x]\n");
    }
    assertThrows(InvalidValueException.class, () -> PlanText.parse(text.toString()));
  }

  @Test
  void shouldTakeWhereGainsComeFrom() throws IOException {
    JsonObject json = sample();
    JsonObject gain = json.getAsJsonArray("gains").get(0).getAsJsonObject();
    gain.add("fromPeriod", JsonParser.parseString("{asset: ETH, period: '1730678400'}"));
    assertTrue(schemaTakes(json));
    PlanFile file = PlanFile.of(json);
    assertEquals(
        List.of(new PlanFile.FromPeriod(0, true, "ETH", List.of(), "1730678400")), file.periods());
    assertEquals(3, PayoutPlanner.of(file.request()).plan().count().after());
    gain.remove("amounts");
    assertTrue(!PlanFile.of(json).periods().get(0).hasAmounts());
  }
}
