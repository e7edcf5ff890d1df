package dev.curation.conformance;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.ConservationException;
import dev.curation.programs.ActivityBooks;
import dev.curation.programs.MemoryPrograms;
import dev.curation.programs.ProgramEquations;
import dev.curation.programs.ProgramRefusedException;
import java.util.List;
import java.util.Optional;

/**
 * Schema {@code curation-programs/1}: reward programs. Supply and escrows are checked after each
 * operation.
 */
public final class ProgramsSuite implements VectorSuite {
  @Override
  public String schema() {
    return "curation-programs/1";
  }

  @Override
  public Optional<String> firstDifference(JsonObject vector) {
    VectorFields fields = VectorFields.of("", vector);
    List<VectorFields> operations = fields.object("input").objects("operations");
    VectorFields expected = fields.object("expected");
    JsonArray results = expected.list("results");
    if (results.size() != operations.size()) {
      throw new InvalidValueException(
          "expected.results", results.size(), "must be as many as the operations");
    }
    MemoryPrograms engine = engine(fields.object("input"));
    ProgramEquations equations = new ProgramEquations(engine);
    ProgramsOperations runner = new ProgramsOperations(engine);
    for (int i = 0; i < operations.size(); i++) {
      VectorFields operation = operations.get(i);
      JsonObject result;
      try {
        result = run(runner, operation);
        equations.check();
      } catch (ConservationException e) {
        return Optional.of(name(i, operation) + e.getMessage());
      }
      Optional<String> difference = JsonDifference.first("result", result, results.get(i));
      if (difference.isPresent()) {
        return Optional.of(name(i, operation) + difference.get());
      }
    }
    return end(engine, expected);
  }

  private static String name(int index, VectorFields operation) {
    return "operation " + (index + 1) + " (" + operation.text("op") + "): ";
  }

  private static Optional<String> end(MemoryPrograms engine, VectorFields expected) {
    return JsonDifference.first("final", ProgramsState.end(engine), expected.object("final").json())
        .or(
            () ->
                JsonDifference.first(
                    "invariants",
                    ProgramsState.invariants(engine),
                    expected.object("invariants").json()));
  }

  private static JsonObject run(ProgramsOperations runner, VectorFields operation) {
    JsonObject result = new JsonObject();
    try {
      runner.run(operation, result);
      result.addProperty("status", "OK");
    } catch (ProgramRefusedException e) {
      result.addProperty("status", "ERROR");
      result.addProperty("error", e.refusal().name());
    }
    return result;
  }

  private static MemoryPrograms engine(VectorFields input) {
    ActivityBooks books = new ActivityBooks();
    input.texts("excluded").forEach(books::exclude);
    VectorFields owners = input.object("collectionOwners");
    owners.json().keySet().forEach(collection -> books.registerOwner(owners.text(collection)));
    MemoryPrograms engine = new MemoryPrograms(books);
    VectorFields balances = input.object("balances");
    for (String user : balances.json().keySet()) {
      VectorFields own = balances.object(user);
      own.json().keySet().forEach(asset -> engine.credit(user, asset, own.amount(asset)));
    }
    return engine;
  }
}
