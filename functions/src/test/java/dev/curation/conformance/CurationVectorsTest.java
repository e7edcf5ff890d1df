package dev.curation.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.simulation.Faults;
import dev.curation.simulation.SimulatedDatabase;
import dev.curation.simulation.SimulatedStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The vectors of the curation rules, through the ledger and the aggregation. */
class CurationVectorsTest {
  static Stream<Path> vectors() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/vectors/curation"))) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void shouldGiveExactlyWhatTheVectorExpects(Path file) throws IOException {
    CurationSuite suite =
        new CurationSuite(
            () -> new SimulatedStore(new SimulatedDatabase(InstantSource.system()), Faults.NONE));
    JsonObject vector = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    assertEquals(Optional.empty(), suite.firstDifference(vector));
  }
}
