package dev.curation.campaigns;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.programs.Activity;
import dev.curation.programs.ActivityBooks;
import dev.curation.programs.ProgramRequest;
import dev.curation.programs.RequestedAction;
import dev.curation.staking.StakeFacts;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The vectors through documents: what they ask for is signed, stored, judged and paid, and
 * everything is as in the engine in memory, which gives what the vectors expect.
 */
class CampaignVectorsTest {
  private static final Path FOLDER = Path.of("src/test/resources/vectors/programs");

  static Stream<Path> vectors() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> !file.getFileName().toString().startsWith("00-"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void shouldStoreWhatTheEngineComputes(Path file) throws IOException {
    JsonObject input =
        JsonParser.parseString(Files.readString(file)).getAsJsonObject().getAsJsonObject("input");
    CampaignWorld world = new CampaignWorld();
    ActivityBooks books = new ActivityBooks();
    for (JsonElement name : input.getAsJsonArray("excluded")) {
      books.exclude(person(name.getAsString()));
      world
          .administration()
          .exclude(CampaignWorld.CHAIN, new Address(person(name.getAsString())), true, world.act());
    }
    for (Map.Entry<String, JsonElement> each :
        input.getAsJsonObject("collectionOwners").entrySet()) {
      String owner = person(each.getValue().getAsString());
      books.registerOwner(owner);
      world
          .administration()
          .registerOwner(
              new CollectionId(CampaignWorld.CHAIN, new Address(place(each.getKey()))),
              new Address(owner),
              world.act());
    }
    CampaignMirror mirror = new CampaignMirror(world, books, asset("TOK"), people(input));
    input
        .getAsJsonObject("balances")
        .entrySet()
        .forEach(
            e ->
                mirror.fund(
                    e.getKey(), e.getValue().getAsJsonObject().get("TOK").getAsBigInteger()));
    long last = 0;
    for (JsonElement each : input.getAsJsonArray("operations")) {
      JsonObject operation = each.getAsJsonObject();
      long at = operation.get("atMs").getAsLong();
      if (at >= last && isPossible(operation)) {
        run(mirror, at, operation);
        last = at;
      }
    }
    mirror.compare(last);
  }

  /** Who signs has an address. */
  private static boolean isPossible(JsonObject operation) {
    return Stream.of("creator", "by")
        .filter(operation::has)
        .noneMatch(name -> operation.get(name).getAsString().isBlank());
  }

  private static List<String> people(JsonObject input) {
    TreeSet<String> names = new TreeSet<>(input.getAsJsonObject("balances").keySet());
    for (JsonElement each : input.getAsJsonArray("operations")) {
      for (String field : List.of("by", "creator", "user", "buyer", "seller")) {
        if (each.getAsJsonObject().has(field)) {
          names.add(each.getAsJsonObject().get(field).getAsString());
        }
      }
    }
    return List.copyOf(names);
  }

  private static void run(CampaignMirror mirror, long at, JsonObject json) {
    switch (json.get("op").getAsString()) {
      case "create" -> mirror.create(at, json.get("creator").getAsString(), request(json));
      case "event" -> mirror.event(at, activity(at, json));
      case "end" -> mirror.end(at, json.get("program").getAsLong(), json.get("by").getAsString());
      case "claim" ->
          mirror.claim(at, json.get("program").getAsLong(), json.get("by").getAsString());
      case "claimAll" -> mirror.claimAll(at, json.get("by").getAsString());
      case "tick", "query" -> mirror.compare(at);
      default -> throw new IllegalArgumentException(json.toString());
    }
  }

  private static String person(String label) {
    return CampaignWorld.person(label).hex();
  }

  /** A collection or a contract. */
  private static String place(String label) {
    return StakeFacts.address(0x100_000L + Math.abs((long) label.hashCode())).hex();
  }

  private static CollectionId asset(String label) {
    return new CollectionId(CampaignWorld.CHAIN, new Address(place(label)));
  }

  private static ProgramRequest request(JsonObject json) {
    List<RequestedAction> actions = new ArrayList<>();
    json.getAsJsonArray("qualifyingActions")
        .forEach(each -> actions.add(action(each.getAsJsonObject())));
    return new ProgramRequest(
        json.get("title").getAsString(),
        json.get("description").getAsString(),
        person(json.get("creator").getAsString()),
        asset(json.get("asset").getAsString()).toString(),
        json.get("totalRewardPool").getAsBigInteger(),
        json.get("maxRewardByAddress").getAsBigInteger(),
        json.has("maxRewardAsset")
            ? asset(json.get("maxRewardAsset").getAsString()).toString()
            : null,
        json.get("programStartMs").getAsLong(),
        json.get("claimPeriods").getAsLong(),
        json.get("claimPeriodSeconds").getAsLong(),
        json.get("maxRolloverClaimPeriods").getAsLong(),
        json.get("expirationOffsetSeconds").getAsLong(),
        number(json, "minimumRolloverBps", ProgramRequest.DEFAULT_ROLLOVER_BPS),
        amount(json, "minimumRolloverAmount"),
        actions);
  }

  private static RequestedAction action(JsonObject json) {
    JsonArray band = json.getAsJsonArray("percentileBps");
    BigInteger least = amount(json, "minimumStake");
    return new RequestedAction(
        json.get("type").getAsString(),
        json.get("minimumActions").getAsLong(),
        json.get("maximumActions").getAsLong(),
        least == null ? BigInteger.ZERO : least,
        amount(json, "maximumStake"),
        band == null ? 0 : band.get(0).getAsLong(),
        band == null ? 10_000 : band.get(1).getAsLong(),
        text(json, "percentileMetric"),
        text(json, "role"),
        number(json, "ownerMultiplier", 0));
  }

  private static long number(JsonObject json, String name, long otherwise) {
    return json.has(name) ? json.get(name).getAsLong() : otherwise;
  }

  private static @Nullable BigInteger amount(JsonObject json, String name) {
    return json.has(name) ? json.get(name).getAsBigInteger() : null;
  }

  private static @Nullable String text(JsonObject json, String name) {
    return json.has(name) ? json.get(name).getAsString() : null;
  }

  private static Activity activity(long at, JsonObject json) {
    long time = number(json, "timestampMs", at);
    String collection = json.has("collection") ? place(json.get("collection").getAsString()) : null;
    String type = json.get("type").getAsString();
    if (type.equals("SALE")) {
      return Activity.sale(
          time,
          person(json.get("buyer").getAsString()),
          person(json.get("seller").getAsString()),
          String.valueOf(collection));
    }
    String user = person(json.get("user").getAsString());
    return switch (type) {
      case "VOTE" ->
          Activity.vote(
              time, user, String.valueOf(collection), json.get("votes").getAsBigInteger());
      case "UNVOTE" ->
          Activity.unVote(
              time, user, String.valueOf(collection), json.get("votes").getAsBigInteger());
      case "STAKE" ->
          Activity.stake(
              time,
              user,
              place(json.get("contract").getAsString()),
              collection,
              json.get("amount").getAsBigInteger());
      default ->
          Activity.unStake(
              time,
              user,
              place(json.get("contract").getAsString()),
              collection,
              json.get("amount").getAsBigInteger());
    };
  }
}
