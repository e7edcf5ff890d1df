package dev.curation.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.firestore.FirestoreStore;
import dev.curation.firestore.TestEmulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same vectors on Google's client and emulator, a fresh project each. */
class CurationVectorsOnEmulatorTest {
  static Stream<Path> vectors() throws IOException {
    return CurationVectorsTest.vectors();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void shouldGiveExactlyWhatTheVectorExpects(Path file) throws IOException {
    String project = "vector-" + file.getFileName().toString().substring(0, 2);
    CurationSuite suite =
        new CurationSuite(() -> FirestoreStore.emulator(project, TestEmulator.hostPort()));
    JsonObject vector = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    assertEquals(Optional.empty(), suite.firstDifference(vector));
  }
}
