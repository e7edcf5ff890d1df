package dev.curation.bench;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.conformance.LazyOperation;
import dev.curation.conformance.LazySuite;
import dev.curation.errors.InvalidValueException;
import dev.curation.withdrawals.MemoryRecords;
import dev.curation.withdrawals.PoolParameters;
import dev.curation.withdrawals.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The operations of a random vector of lazy rewards: a whole pool from its beginning.
 *
 * @param refusals how many of the operations the rules refuse
 */
record WithdrawalsMix(PoolParameters parameters, List<LazyOperation> operations, int refusals) {
  /** How many operations the two mixes hold. */
  static final int OPERATIONS = 461 + 732;

  /**
   * The two random vectors.
   *
   * @throws Difference if a vector does not come to what it expects
   */
  static List<WithdrawalsMix> both() {
    return List.of(read("12-random-a.json"), read("13-random-b.json"));
  }

  private static WithdrawalsMix read(String name) {
    Path home = Path.of(System.getProperty("curation.home", "")).toAbsolutePath();
    Path file = home.resolve("functions/src/test/resources/vectors/withdrawals").resolve(name);
    JsonObject vector;
    try {
      vector = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    } catch (IOException e) {
      throw new InvalidValueException("vector", file, "cannot be read");
    }
    Difference.check(name, Optional.empty(), new LazySuite().firstDifference(vector));
    List<LazyOperation> operations = new ArrayList<>();
    int refusals = 0;
    for (JsonElement each : vector.getAsJsonArray("ops")) {
      JsonObject operation = each.getAsJsonObject();
      operations.add(LazyOperation.of(operation));
      boolean done = operation.getAsJsonObject("expect").get("result").getAsString().equals("OK");
      refusals += done ? 0 : 1;
    }
    return new WithdrawalsMix(
        LazySuite.parameters(vector.getAsJsonObject("params")), List.copyOf(operations), refusals);
  }

  /**
   * Runs all operations, each of them checked for conservation, on a new pool.
   *
   * @throws Difference if the rules refuse others than the vector expects
   */
  MemoryRecords run() {
    MemoryRecords records = new MemoryRecords(parameters);
    int refused = 0;
    for (LazyOperation operation : operations) {
      try {
        operation.run(records).change().applyTo(records);
      } catch (RefusedException e) {
        // Expected: the vector was compared with its results when it was read.
        refused++;
      }
    }
    Difference.check("refused operations", refusals, refused);
    return records;
  }
}
