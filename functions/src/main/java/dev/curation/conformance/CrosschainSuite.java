package dev.curation.conformance;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.ConservationException;
import dev.curation.money.Denom;
import dev.curation.settlement.LaneHeights;
import dev.curation.settlement.LaneParameters;
import dev.curation.settlement.LaneRefusedException;
import dev.curation.settlement.MemoryAccrual;
import dev.curation.settlement.MemoryLane;
import dev.curation.settlement.MemoryPayout;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Schema {@code curation-crosschain/1}: fees earned on one chain, paid on another. The equations
 * over both sides are checked after each operation.
 */
public final class CrosschainSuite implements VectorSuite {
  @Override
  public String schema() {
    return "curation-crosschain/1";
  }

  @Override
  public Optional<String> firstDifference(JsonObject vector) {
    MemoryLane lane;
    try {
      lane = lane(vector.getAsJsonObject("params"));
    } catch (LaneRefusedException e) {
      throw new InvalidValueException("params." + e.field(), e.value(), "is refused by the rules");
    }
    CrosschainOperations operations = new CrosschainOperations(lane);
    IdealShares shares = new IdealShares();
    int number = 1;
    for (JsonElement each : vector.getAsJsonArray("ops")) {
      JsonObject operation = each.getAsJsonObject();
      Optional<String> difference = differenceAfter(operation, operations, shares, lane);
      if (difference.isPresent()) {
        String name = operation.get("op").getAsString();
        return Optional.of("operation " + number + " (" + name + "): " + difference.get());
      }
      number++;
    }
    return JsonDifference.first("final", CrosschainState.end(lane), vector.get("final"))
        .or(
            () ->
                JsonDifference.first(
                    "invariants", CrosschainState.invariants(lane), vector.get("invariants")))
        .or(() -> shares.firstDifference(vector.getAsJsonObject("idealShares"), lane));
  }

  private static Optional<String> differenceAfter(
      JsonObject operation, CrosschainOperations operations, IdealShares shares, MemoryLane lane) {
    JsonObject actual;
    try {
      actual = run(operations, operation);
      lane.check();
    } catch (ConservationException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
    if (actual.has("batches")) {
      shares.block(operation, lane.accrual().parameters().redistributionFractionE18());
    }
    JsonObject expected = operation.getAsJsonObject("expect");
    if (expected.has("state")) {
      actual.add("state", CrosschainState.of(lane));
    }
    return JsonDifference.first("expect", actual, expected);
  }

  private static JsonObject run(CrosschainOperations operations, JsonObject operation) {
    JsonObject actual = new JsonObject();
    try {
      operations.run(operation, actual);
      actual.addProperty("result", "OK");
    } catch (LaneRefusedException e) {
      actual.addProperty("result", e.refusal().name());
    }
    return actual;
  }

  private static MemoryLane lane(JsonObject params) {
    long start =
        params.has("lastTransmissionHeight") ? params.get("lastTransmissionHeight").getAsLong() : 0;
    LaneParameters parameters =
        new LaneParameters(
            params.get("blocksPerTransmission").getAsLong(),
            params.has("redistributionFractionE18")
                ? params.get("redistributionFractionE18").getAsBigInteger()
                : BigInteger.ZERO,
            denoms(params.get("accrualDenoms")),
            false);
    return new MemoryLane(
        new MemoryAccrual(parameters, LaneHeights.before(start + 1)),
        new MemoryPayout(
            CrosschainOperations.texts(params.get("curators")),
            denoms(params.get("payoutDenoms"))));
  }

  /** A list of denominations; null: all. */
  static @Nullable Set<Denom> denoms(@Nullable JsonElement list) {
    if (list == null || list.isJsonNull()) {
      return null;
    }
    Set<Denom> denoms = new TreeSet<>();
    list.getAsJsonArray().forEach(each -> denoms.add(new Denom(each.getAsString())));
    return denoms;
  }
}
