package dev.curation.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors of lanes, operation by operation. */
class CrosschainVectorsTest {
  private static final Path FOLDER = Path.of("src/test/resources/vectors/settlement");
  private static final String FORFEIT = "06-forfeit-and-excess.json";

  static Stream<Path> vectors() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList().stream();
    }
  }

  private static JsonObject read(Path file) throws IOException {
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }

  private static JsonObject expectationOf(JsonObject vector, int operation) {
    return vector
        .getAsJsonArray("ops")
        .get(operation - 1)
        .getAsJsonObject()
        .getAsJsonObject("expect");
  }

  private static String differenceWith(String file, Consumer<JsonObject> change)
      throws IOException {
    JsonObject vector = read(FOLDER.resolve(file));
    change.accept(vector);
    return new CrosschainSuite().firstDifference(vector).orElse("none");
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void shouldGiveExactlyWhatTheVectorExpects(Path file) throws IOException {
    assertEquals(Optional.empty(), new CrosschainSuite().firstDifference(read(file)));
  }

  @Test
  void shouldNameTheFirstOperationThatEndsOtherwise() throws IOException {
    String difference =
        differenceWith(FORFEIT, v -> expectationOf(v, 5).addProperty("result", "LANE_BUSY"));
    assertEquals("operation 5 (deliverTokens): expect.result is \"OK\"", prefix(difference));
  }

  private static String prefix(String difference) {
    return difference.substring(0, Math.max(0, difference.indexOf(", expected")));
  }

  @Test
  void shouldNoticeOneWeiInAState() throws IOException {
    String difference =
        differenceWith(
            FORFEIT,
            v ->
                expectationOf(v, 5)
                    .getAsJsonObject("state")
                    .getAsJsonObject("denoms")
                    .getAsJsonObject("WETH")
                    .addProperty("excessWei", "21"));
    assertTrue(difference.contains("state.denoms.WETH.excessWei is \"20\""), difference);
  }

  @Test
  void shouldNoticeASettlementThatIsNotExpected() throws IOException {
    String difference = differenceWith(FORFEIT, v -> expectationOf(v, 5).remove("settled"));
    assertTrue(difference.contains("expect.settled"), difference);
  }

  @ParameterizedTest
  @CsvSource({"counterKept,171", "counterResetEachBatch,28"})
  void shouldShowWhatTheWrongReadingsOfExcessLeadTo(String reading, String wei) throws IOException {
    String difference =
        differenceWith(
            FORFEIT,
            v ->
                v.getAsJsonObject("invariants")
                    .getAsJsonObject("WETH")
                    .getAsJsonObject("literalSeedExcess")
                    .addProperty(reading, "8"));
    assertEquals(
        "invariants.WETH.literalSeedExcess." + reading + " is \"" + wei + "\", expected \"8\"",
        difference);
  }

  @Test
  void shouldNoticeAnIdealShareThatIsNotTheOneOfTheBlocks() throws IOException {
    String difference =
        differenceWith(
            "12-two-denoms.json",
            v ->
                v.getAsJsonObject("idealShares")
                    .getAsJsonObject("APE")
                    .addProperty("alice", "12/1"));
    assertEquals("idealShares.APE.alice is \"23/2\", expected \"12/1\"", difference);
  }

  /** Cases with forfeits are marked as such: held to the bound they fail. */
  @Test
  void shouldHoldPaymentsToTheBoundWhereTheVectorSaysSo() throws IOException {
    String difference =
        differenceWith(
            FORFEIT, v -> v.getAsJsonObject("idealShares").addProperty("comparable", true));
    assertTrue(difference.startsWith("bound of section 6: bob has -28/1"), difference);
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(
      strings = {
        FORFEIT,
        "07-short-topup-refund-retry.json",
        "10-short-settlement-by-operator.json",
        "12-two-denoms.json"
      })
  void shouldNoticeEachSingleValueThatIsAltered(String file) throws IOException {
    int leaves = changes(read(FOLDER.resolve(file))).size();
    assertTrue(leaves > 100, leaves + " values");
    for (int i = 0; i < leaves; i++) {
      JsonObject vector = read(FOLDER.resolve(file));
      changes(vector).get(i).run();
      assertTrue(new CrosschainSuite().firstDifference(vector).isPresent(), "value " + i);
    }
  }

  /** Each of them alters one value that the vector expects. */
  private static List<Runnable> changes(JsonObject vector) {
    List<Runnable> changes = new ArrayList<>();
    for (JsonElement each : vector.getAsJsonArray("ops")) {
      collect(each.getAsJsonObject().getAsJsonObject("expect"), changes);
    }
    collect(vector.getAsJsonObject("final"), changes);
    collect(vector.getAsJsonObject("invariants"), changes);
    JsonObject shares = vector.getAsJsonObject("idealShares");
    shares.remove("comparable");
    collect(shares, changes);
    shares.addProperty("comparable", false);
    return changes;
  }

  private static void collect(JsonObject object, List<Runnable> changes) {
    for (Map.Entry<String, JsonElement> each : object.entrySet()) {
      switch (each.getValue()) {
        case JsonObject inner -> collect(inner, changes);
        case JsonArray list -> list.forEach(element -> collect(element.getAsJsonObject(), changes));
        default ->
            changes.add(
                () -> object.addProperty(each.getKey(), each.getValue().getAsString() + "0"));
      }
    }
  }
}
