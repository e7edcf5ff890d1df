package dev.curation.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The vectors of lazy rewards, operation by operation. */
class LazyVectorsTest {
  private static final Path FOLDER = Path.of("src/test/resources/vectors/withdrawals");

  static Stream<Path> vectors() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList().stream();
    }
  }

  private static JsonObject read(Path file) throws IOException {
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void shouldGiveExactlyWhatTheVectorExpects(Path file) throws IOException {
    assertEquals(Optional.empty(), new LazySuite().firstDifference(read(file)));
  }

  @Test
  void shouldNameTheFirstOperationThatEndsOtherwise() throws IOException {
    JsonObject vector = read(FOLDER.resolve("08-dust-one-wei-three-ways.json"));
    vector
        .getAsJsonArray("ops")
        .get(4)
        .getAsJsonObject()
        .getAsJsonObject("expect")
        .addProperty("result", "BAD_VOTES");
    String difference = new LazySuite().firstDifference(vector).orElseThrow();
    assertTrue(difference.startsWith("operation 5 ("), difference);
    assertTrue(difference.endsWith("result is OK, expected BAD_VOTES"), difference);
  }
}
