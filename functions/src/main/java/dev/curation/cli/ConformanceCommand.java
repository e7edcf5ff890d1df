package dev.curation.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.curation.conformance.CrosschainSuite;
import dev.curation.conformance.CurationSuite;
import dev.curation.conformance.LazySuite;
import dev.curation.conformance.PayoutSuite;
import dev.curation.conformance.ProgramsArithmeticSuite;
import dev.curation.conformance.ProgramsSuite;
import dev.curation.conformance.VectorSuite;
import dev.curation.errors.InvalidValueException;
import dev.curation.simulation.Faults;
import dev.curation.simulation.SimulatedDatabase;
import dev.curation.simulation.SimulatedStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs vector files through the production code. */
@Command(
    name = "conformance",
    description = {
      "Runs vector files through the production code, on a simulated database.",
      "Prints PASS or FAIL with the first difference for each, and exits with 1 if any failed."
    },
    mixinStandardHelpOptions = true)
final class ConformanceCommand implements Callable<Integer> {
  private static final List<VectorSuite> SUITES =
      List.of(
          new CurationSuite(
              () -> new SimulatedStore(new SimulatedDatabase(InstantSource.system()), Faults.NONE)),
          new LazySuite(),
          new CrosschainSuite(),
          new ProgramsSuite(),
          new ProgramsArithmeticSuite(),
          new PayoutSuite());

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Vector files, or folders that are searched for *.json.")
  private List<Path> paths = List.of();

  @Override
  public Integer call() {
    Curation.hideWarningsOfTheRules();
    Map<Path, JsonObject> vectors = new LinkedHashMap<>();
    for (Path path : paths) {
      files(path).forEach(file -> vectors.put(file, read(file)));
    }
    // All schemas are known before the first vector runs.
    vectors.forEach(ConformanceCommand::suite);
    PrintWriter out = spec.commandLine().getOut();
    int failed = 0;
    for (Map.Entry<Path, JsonObject> vector : vectors.entrySet()) {
      Optional<String> difference = difference(vector.getKey(), vector.getValue());
      String name = name(vector.getKey(), vector.getValue());
      out.println(difference.map(text -> "FAIL " + name + ": " + text).orElse("PASS " + name));
      failed += difference.isPresent() ? 1 : 0;
    }
    out.printf("%d passed, %d failed%n", vectors.size() - failed, failed);
    out.flush();
    return failed == 0 ? 0 : 1;
  }

  private static Optional<String> difference(Path file, JsonObject vector) {
    try {
      return suite(file, vector).firstDifference(vector);
    } catch (InvalidValueException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (IllegalStateException | ClassCastException | NullPointerException e) {
      return Optional.of("is no vector of its schema: " + e.getMessage());
    }
  }

  private static String name(Path file, JsonObject vector) {
    JsonElement name = vector.get("name");
    return name != null && name.isJsonPrimitive()
        ? name.getAsString()
        : String.valueOf(file.getFileName());
  }

  private static VectorSuite suite(Path file, JsonObject vector) {
    JsonElement schema = vector.get("schema");
    String wanted = schema == null ? "none" : schema.isJsonPrimitive() ? schema.getAsString() : "?";
    List<String> known = new ArrayList<>();
    for (VectorSuite suite : SUITES) {
      if (suite.schema().equals(wanted)) {
        return suite;
      }
      known.add(suite.schema());
    }
    throw new InvalidValueException(
        "schema", wanted, "of " + file + " is unknown; known: " + String.join(", ", known));
  }

  private static List<Path> files(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> all = Files.walk(path)) {
      List<Path> found = all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
      if (found.isEmpty()) {
        throw new InvalidValueException("PATH", path, "holds no vector file (*.json)");
      }
      return found;
    } catch (IOException e) {
      throw new InvalidValueException("PATH", path, "cannot be searched: " + e.getMessage());
    }
  }

  private static JsonObject read(Path file) {
    try {
      JsonElement json = JsonParser.parseString(Files.readString(file));
      if (json.isJsonObject()) {
        return json.getAsJsonObject();
      }
      throw new InvalidValueException("PATH", file, "must hold a JSON object");
    } catch (CharacterCodingException e) {
      throw new InvalidValueException("PATH", file, "must be UTF-8 text");
    } catch (IOException e) {
      throw new InvalidValueException("PATH", file, "cannot be read");
    } catch (JsonParseException e) {
      throw new InvalidValueException("PATH", file, "must be JSON");
    }
  }
}
