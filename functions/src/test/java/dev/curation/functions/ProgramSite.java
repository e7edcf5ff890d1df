package dev.curation.functions;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.aggregation.AggregationSettings;
import dev.curation.campaigns.CampaignWorld;
import dev.curation.pools.PoolWorld;
import dev.curation.programs.Activity;
import dev.curation.staking.StakeFacts;
import dev.curation.webhook.TestDelivery;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.web3j.crypto.StructuredDataEncoder;

/** Reward programs and their functions, called in memory; carl has 5000 tokens for programs. */
final class ProgramSite {
  static final long START = 1_700_000_000_000L;
  static final long HOUR = 3_600_000;
  static final String TOKEN = CampaignWorld.TOKEN.address().hex();
  static final String COLLECTION = StakeFacts.address(0x100).hex();
  static final String NO_AMOUNT = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE).toString();
  private static final String ANY_SIGNATURE = "0x" + "11".repeat(64) + "1b";

  /** As docs/programs.md has them, and what stands for a member that is left out. */
  private static final List<String> CREATION =
      List.of(
          "address creator",
          "string title",
          "string description",
          "address asset",
          "uint256 totalRewardPool",
          "uint256 maxRewardByAddress",
          "address maxRewardAsset",
          "uint256 programStartMs",
          "uint256 claimPeriods",
          "uint256 claimPeriodSeconds",
          "uint256 maxRolloverClaimPeriods",
          "uint256 expirationOffsetSeconds",
          "uint256 minimumRolloverBps",
          "uint256 minimumRolloverAmount",
          "QualifyingAction[] qualifyingActions");

  private static final List<String> ACTION =
      List.of(
          "string type",
          "uint256 minimumActions",
          "uint256 maximumActions",
          "uint256 minimumStake",
          "uint256 maximumStake",
          "uint256 percentileLow",
          "uint256 percentileHigh",
          "string percentileMetric",
          "string role",
          "uint256 ownerMultiplier");

  private static final Map<String, List<String>> TYPES =
      Map.of(
          "CreateProgram", CREATION,
          "EndProgram", List.of("address creator", "uint256 program"),
          "ClaimRewards", List.of("address curator", "uint256 program"),
          "ClaimAllRewards", List.of("address curator"),
          "WithdrawFunds", List.of("address owner", "address asset", "uint256 amount"));

  private static final Map<String, String> LEFT_OUT =
      Map.of(
          "minimumRolloverBps", "1000",
          "minimumRolloverAmount", NO_AMOUNT,
          "maximumStake", NO_AMOUNT,
          "minimumStake", "0",
          "percentileLow", "0",
          "percentileHigh", "10000",
          "percentileMetric", "",
          "role", "",
          "ownerMultiplier", "0");

  final CampaignWorld world = new CampaignWorld();
  private int requests;

  ProgramSite() {
    world.reach(START);
    world.deposit(CampaignWorld.person("carl"), CampaignWorld.TOKEN, BigInteger.valueOf(5_000));
  }

  /** An answer of a function. */
  record Answer(int status, String type, String text) {
    JsonObject json() {
      return JsonParser.parseString(text).getAsJsonObject();
    }
  }

  static String hex(String name) {
    return CampaignWorld.person(name).hex();
  }

  Activity vote(long at, String who) {
    return Activity.vote(at, hex(who), COLLECTION, BigInteger.ONE);
  }

  /** A request with a fresh id, not signed. */
  JsonObject unsigned(String action, String... fields) {
    JsonObject json = new JsonObject();
    json.addProperty("action", action);
    json.addProperty("chainId", "1");
    json.addProperty("requestId", "http-" + ++requests);
    json.addProperty("deadline", Long.toString(world.now.getEpochSecond() + 3_600));
    for (int i = 0; i < fields.length; i += 2) {
      json.addProperty(fields[i], fields[i + 1]);
    }
    return json;
  }

  /** 900 tokens in three periods of an hour from now on, for votes. */
  JsonObject creation() {
    JsonObject json =
        unsigned(
            "createProgram",
            "creator",
            hex("carl"),
            "title",
            "A title",
            "description",
            "A description",
            "asset",
            TOKEN,
            "totalRewardPool",
            "900",
            "maxRewardByAddress",
            "900",
            "programStartMs",
            Long.toString(world.now.toEpochMilli()),
            "claimPeriods",
            "3",
            "claimPeriodSeconds",
            "3600",
            "maxRolloverClaimPeriods",
            "0",
            "expirationOffsetSeconds",
            "7200");
    JsonArray actions = new JsonArray();
    actions.add(action("VOTE"));
    json.add("qualifyingActions", actions);
    return json;
  }

  static JsonObject action(String type) {
    JsonObject action = new JsonObject();
    action.addProperty("type", type);
    action.addProperty("minimumActions", "0");
    action.addProperty("maximumActions", "1000");
    return action;
  }

  JsonObject signed(String who, String action, String... fields) {
    return sign(who, unsigned(action, fields));
  }

  /** Signs as web3j's own implementation of EIP-712 does. */
  static JsonObject sign(String who, JsonObject json) {
    json.addProperty("signature", ANY_SIGNATURE);
    byte[] digest;
    try {
      digest = new StructuredDataEncoder(typed(json).toString()).hashStructuredData();
    } catch (IOException | RuntimeException e) {
      return json; // Nobody could sign it.
    }
    json.addProperty("signature", PoolWorld.sign(CampaignWorld.key(who), digest).hex());
    return json;
  }

  private static JsonObject typed(JsonObject json) {
    String action = json.get("action").getAsString();
    String primary = action.substring(0, 1).toUpperCase(Locale.ROOT) + action.substring(1);
    JsonObject types = new JsonObject();
    types.add(
        "EIP712Domain",
        members(
            List.of(
                "string name", "string version", "uint256 chainId", "address verifyingContract")));
    JsonArray all = members(Objects.requireNonNull(TYPES.get(primary), action));
    all.addAll(members(List.of("string requestId", "uint256 deadline")));
    types.add(primary, all);
    if (primary.equals("CreateProgram")) {
      types.add("QualifyingAction", members(ACTION));
    }
    JsonObject domain = new JsonObject();
    domain.addProperty("name", "Curation Rewards");
    domain.addProperty("version", "1");
    domain.addProperty("chainId", json.get("chainId").getAsString());
    domain.addProperty("verifyingContract", StakeFacts.CONTRACT.address().hex());
    JsonObject typed = new JsonObject();
    typed.add("types", types);
    typed.addProperty("primaryType", primary);
    typed.add("domain", domain);
    typed.add("message", message(json, all));
    return typed;
  }

  private static JsonArray members(List<String> lines) {
    JsonArray members = new JsonArray();
    for (String line : lines) {
      JsonObject member = new JsonObject();
      member.addProperty("type", line.substring(0, line.indexOf(' ')));
      member.addProperty("name", line.substring(line.indexOf(' ') + 1));
      members.add(member);
    }
    return members;
  }

  private static JsonObject message(JsonObject json, JsonArray members) {
    JsonObject message = new JsonObject();
    for (JsonElement member : members) {
      String name = member.getAsJsonObject().get("name").getAsString();
      if (name.equals("qualifyingActions")) {
        JsonArray actions = new JsonArray();
        for (JsonElement each : json.getAsJsonArray(name)) {
          actions.add(message(each.getAsJsonObject(), members(ACTION)));
        }
        message.add(name, actions);
      } else if (json.has(name)) {
        message.add(name, json.get(name));
      } else {
        message.addProperty(
            name,
            name.equals("maxRewardAsset") ? json.get("asset").getAsString() : LEFT_OUT.get(name));
      }
    }
    return message;
  }

  Answer post(JsonObject json) throws IOException {
    return send("POST", "/", json.toString().getBytes(StandardCharsets.UTF_8));
  }

  Answer get(String path) throws IOException {
    return send("GET", path, new byte[0]);
  }

  Answer send(String method, String path, byte[] body) throws IOException {
    TestHttp.Response response = new TestHttp.Response();
    new Programs(world.desk(world.process()), world.answers(), CrossOrigin.EVERYBODY)
        .service(request(method, path, body), response);
    return answer(response);
  }

  Answer manage(String method, String body) throws IOException {
    TestHttp.Response response = new TestHttp.Response();
    new ManagePrograms(programs())
        .service(request(method, "/", body.getBytes(StandardCharsets.UTF_8)), response);
    return answer(response);
  }

  Answer advance(String method) throws IOException {
    TestHttp.Response response = new TestHttp.Response();
    new AdvancePrograms(wiring()).service(request(method, "/", new byte[0]), response);
    return answer(response);
  }

  private ProgramWiring programs() {
    return new ProgramWiring(
        world.process(),
        Map.of(CampaignWorld.CHAIN, StakeFacts.CONTRACT),
        Duration.ZERO,
        world.clock,
        world::id,
        attempt -> {});
  }

  private Wiring wiring() {
    return new Wiring(
        world.process(), BackendSettings.of(AggregationSettings.DEFAULT), world.clock);
  }

  private static Answer answer(TestHttp.Response response) throws IOException {
    return new Answer(response.status(), response.getContentType().orElse(""), response.text());
  }

  private static TestHttp.Request request(String method, String path, byte[] body) {
    return new TestHttp.Request(method, new TestDelivery(path, Map.of(), body), body.length);
  }
}
