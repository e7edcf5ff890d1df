package dev.curation.conformance;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.curation.errors.InvalidValueException;
import dev.curation.programs.Activity;
import dev.curation.programs.ClaimStatus;
import dev.curation.programs.MemoryPrograms;
import dev.curation.programs.ProgramRequest;
import dev.curation.programs.ProgramType;
import dev.curation.programs.QualifyingAction;
import dev.curation.programs.RequestedAction;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The operations of a vector of reward programs. */
final class ProgramsOperations {
  private final MemoryPrograms engine;

  ProgramsOperations(MemoryPrograms engine) {
    this.engine = engine;
  }

  /**
   * Runs an operation.
   *
   * @param answer gets what it gives
   * @throws dev.curation.programs.ProgramRefusedException if it is refused
   * @throws InvalidValueException if it is none
   */
  void run(VectorFields json, JsonObject answer) {
    long at = json.number("atMs");
    String op = json.text("op");
    switch (op) {
      case "tick" -> engine.tick(at);
      case "create" -> answer.addProperty("id", engine.create(at, request(json)));
      case "event" -> event(at, json, answer);
      case "end" -> end(at, json, answer);
      case "claim" ->
          ProgramsState.put(engine.claim(at, json.number("program"), json.text("by")), answer);
      case "claimAll" -> ProgramsState.put(engine, engine.claimAll(at, json.text("by")), answer);
      case "query" -> query(at, json, answer);
      default -> throw new InvalidValueException("op", op, "is no operation of programs");
    }
  }

  private static ProgramRequest request(VectorFields json) {
    return new ProgramRequest(
        json.text("title"),
        json.text("description"),
        json.text("creator"),
        json.text("asset"),
        json.amount("totalRewardPool"),
        json.amount("maxRewardByAddress"),
        json.optionalText("maxRewardAsset"),
        json.number("programStartMs"),
        json.number("claimPeriods"),
        json.number("claimPeriodSeconds"),
        json.number("maxRolloverClaimPeriods"),
        json.number("expirationOffsetSeconds"),
        json.number("minimumRolloverBps", ProgramRequest.DEFAULT_ROLLOVER_BPS),
        json.optionalAmount("minimumRolloverAmount"),
        json.objects("qualifyingActions").stream().map(ProgramsOperations::action).toList());
  }

  private static RequestedAction action(VectorFields json) {
    long[] band = json.optionalPair("percentileBps");
    return new RequestedAction(
        json.text("type"),
        json.number("minimumActions"),
        json.number("maximumActions"),
        Objects.requireNonNullElse(json.optionalAmount("minimumStake"), BigInteger.ZERO),
        json.optionalAmount("maximumStake"),
        band == null ? 0 : band[0],
        band == null ? QualifyingAction.WHOLE : band[1],
        json.optionalText("percentileMetric"),
        json.optionalText("role"),
        json.number("ownerMultiplier", 0));
  }

  private void event(long at, VectorFields json, JsonObject answer) {
    JsonArray outcomes = new JsonArray();
    engine.event(at, activity(at, json), each -> outcomes.add(ProgramsState.of(each)));
    answer.add("outcomes", outcomes);
  }

  private static Activity activity(long at, VectorFields json) {
    long time = json.number("timestampMs", at);
    String type = json.text("type");
    return switch (type) {
      case "VOTE" -> Activity.vote(time, json.text("user"), json.text("collection"), votes(json));
      case "UNVOTE" ->
          Activity.unVote(time, json.text("user"), json.text("collection"), votes(json));
      case "STAKE" ->
          Activity.stake(
              time,
              json.text("user"),
              json.text("contract"),
              json.optionalText("collection"),
              json.amount("amount"));
      case "UNSTAKE" ->
          Activity.unStake(
              time,
              json.text("user"),
              json.text("contract"),
              json.optionalText("collection"),
              json.amount("amount"));
      case "SALE" ->
          Activity.sale(time, json.text("buyer"), json.text("seller"), json.text("collection"));
      default -> throw new InvalidValueException("type", type, "is no event of programs");
    };
  }

  private static BigInteger votes(VectorFields json) {
    return BigInteger.valueOf(json.number("votes"));
  }

  private void end(long at, VectorFields json, JsonObject answer) {
    MemoryPrograms.Ended ended = engine.end(at, json.number("program"), json.text("by"));
    answer.addProperty("deleted", ended.refunded() != null);
    if (ended.refunded() == null) {
      answer.addProperty("endsAtMs", ended.endsAtMs());
    } else {
      answer.addProperty("refunded", ended.refunded().toString());
    }
  }

  private void query(long at, VectorFields json, JsonObject answer) {
    String kind = json.text("kind");
    switch (kind) {
      case "PROGRAMS" -> {
        JsonArray ids = new JsonArray();
        engine
            .programs(at, constant(ProgramType.values(), "type", json.text("type")))
            .forEach(program -> ids.add(program.id()));
        answer.add("ids", ids);
      }
      case "CLAIMS" -> {
        JsonArray claims = new JsonArray();
        engine
            .claims(at, json.text("user"), status(json.optionalText("status")))
            .forEach(claim -> claims.add(ProgramsState.of(claim)));
        answer.add("claims", claims);
      }
      default -> throw new InvalidValueException("kind", kind, "is no query of programs");
    }
  }

  private static @Nullable ClaimStatus status(@Nullable String name) {
    return name == null ? null : constant(ClaimStatus.values(), "status", name);
  }

  private static <E extends Enum<E>> E constant(E[] known, String field, String name) {
    return Arrays.stream(known)
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new InvalidValueException(field, name, "must be one of " + List.of(known)));
  }
}
