package dev.curation.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.aggregation.AggregationSettings;
import dev.curation.documents.LanePaths;
import dev.curation.documents.Paths;
import dev.curation.lanes.LaneWorld;
import dev.curation.store.Fields;
import dev.curation.time.BlockHour;
import dev.curation.webhook.TestDelivery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManageLaneTest {
  private static final String SENDER = LaneWorld.SENDER.hex();
  private static final String RECEIVER = LaneWorld.RECEIVER.hex();

  private final LaneWorld world = new LaneWorld();
  private int requests;

  private record Answer(int status, JsonObject json) {
    String text(String field) {
      return json.get(field).getAsString();
    }
  }

  private JsonObject order(String action) {
    JsonObject order = new JsonObject();
    order.addProperty("action", action);
    order.addProperty("laneId", LaneWorld.LANE.toString());
    order.addProperty("requestId", "order-" + ++requests);
    order.addProperty("who", "olga@example.org");
    order.addProperty("why", "as agreed on Monday");
    return order;
  }

  private JsonObject open() {
    JsonObject order = order("open");
    order.addProperty("blocksPerTransmission", "1");
    order.addProperty("sender", SENDER);
    order.addProperty("from", BlockHour.of(world.accrual.now.toEpochMilli()).next().start() + "");
    return order;
  }

  private JsonObject openPayout() {
    JsonObject order = order("openPayout");
    order.addProperty("sender", SENDER);
    order.addProperty("receiver", RECEIVER);
    JsonObject tokens = new JsonObject();
    tokens.addProperty("native", LaneWorld.TOKEN.name());
    order.add("tokens", tokens);
    order.addProperty("firstBlock", "17");
    return order;
  }

  private Answer send(JsonElement order) throws IOException {
    return send("POST", order.toString(), Map.of());
  }

  private Answer send(String method, String body, Map<String, String> headers) throws IOException {
    Wiring wiring =
        new Wiring(
            Connections.of(world.accrual.process())
                .withPayouts(world.payoutProcess())
                .withMessages(world::channel),
            BackendSettings.of(AggregationSettings.DEFAULT),
            world.accrual.clock);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    TestHttp.Response response = new TestHttp.Response();
    new ManageLane(wiring)
        .service(
            new TestHttp.Request(method, new TestDelivery("/", headers, bytes), bytes.length),
            response);
    return new Answer(response.status(), JsonParser.parseString(response.text()).getAsJsonObject());
  }

  private Answer sendOpened(JsonObject order) throws IOException {
    assertEquals(200, send(open()).status());
    assertEquals(200, send(openPayout()).status());
    return send(order);
  }

  @Test
  void shouldOpenBothSidesAndRecordWhoOrderedItAndWhy() throws IOException {
    JsonObject order = open();
    Answer answer = sendOpened(order);
    // The first of these was the same order under another id: there is a lane already.
    assertEquals(400, answer.status());
    Fields act =
        world
            .accrual
            .process()
            .get(LanePaths.laneAct(LaneWorld.LANE, "order-2"))
            .orElseThrow()
            .fields();
    assertEquals("olga@example.org", act.string("who"));
    assertEquals("as agreed on Monday", act.string("why"));
    assertEquals(world.accrual.now.toEpochMilli(), act.integer("at"));
    assertTrue(world.payoutProcess().get(Paths.payoutLane(LaneWorld.LANE)).isPresent());
  }

  @Test
  void shouldDoTheSameOrderOnceAndAnswerTheSame() throws IOException {
    JsonObject order = open();
    Answer first = send(order);
    var after = world.accrual.database.snapshot();
    world.accrual.now = world.accrual.now.plus(Duration.ofDays(2));
    assertEquals(first, send(order));
    assertEquals(after, world.accrual.database.snapshot());
    order.addProperty("blocksPerTransmission", "2");
    Answer other = send(order);
    assertEquals(400, other.status());
    assertEquals("requestId", other.text("field"));
  }

  @Test
  void shouldTakeTheCallerFromThePlatformsToken() throws IOException {
    String claims =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"email\":\"ivo@example.org\"}".getBytes(StandardCharsets.UTF_8));
    Map<String, String> token = Map.of("Authorization", "Bearer e30." + claims + ".REMOVED");
    JsonObject order = open();
    Answer pretended = send("POST", order.toString(), token);
    assertEquals(400, pretended.status());
    assertEquals("who", pretended.text("field"));
    order.remove("who");
    assertEquals(400, send(order).status());
    assertEquals(200, send("POST", order.toString(), token).status());
    assertEquals(
        "ivo@example.org",
        world
            .accrual
            .process()
            .get(LanePaths.laneAct(LaneWorld.LANE, "order-1"))
            .orElseThrow()
            .fields()
            .string("who"));
  }

  @ParameterizedTest
  @CsvSource({
    "action,            fly",
    "laneId,            1:0xab:10",
    "laneId,            '1:0x00000000000000000000000000000000000000c0:1'",
    "requestId,         'a b'",
    "why,               ''",
    "who,               ''",
    "extra,             1",
    "from,              0",
    "from,              1664582400001",
    "from,              later",
    "from,              9223372036854000000",
    "sender,            0x12",
    "sender,            '0x0000000000000000000000000000000000000000'",
    "token,             '0x7070707070707070707070707070707070707070'",
    "accrualDenoms,     native",
    "blocksPerTransmission, 0",
    "blocksPerTransmission, -1",
    "blocksPerTransmission, 1000001",
    "blocksPerTransmission, 99999999999999999999",
    "redistributionFractionE18, 1000000000000000001",
    "paused,            true"
  })
  void shouldRefuseToOpenWithABadField(String field, String value) throws IOException {
    JsonObject order = open();
    order.addProperty(field, value);
    var before = world.accrual.database.snapshot();
    Answer answer = send(order);
    assertEquals(400, answer.status(), answer.toString());
    assertTrue(answer.json().has("field") && !answer.json().get("field").isJsonNull());
    assertEquals(before, world.accrual.database.snapshot());
    assertTrue(world.payoutDatabase.snapshot().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "cancelBatch,   seq,        1,     404, UNKNOWN_BATCH",
    "resendWeights, seq,        7,     404, UNKNOWN_BATCH",
    "send,          seq,        1,     404, UNKNOWN_BATCH",
    "refund,        transferId, ghost, 404, UNKNOWN_TRANSFER",
    "settleShort,   seq,        1,     409, NOT_HEAD",
    "releaseSurplus, amountWei, 1,     422, BAD_AMOUNT",
    "set, blocksPerTransmission, 0,    400, BAD_PARAM",
    "sweepExcess, treasury, '0x4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e', 409, LANE_BUSY"
  })
  void shouldRefuseByTheRulesAndChangeNothing(
      String action, String field, String value, int status, String code) throws IOException {
    JsonObject order = order(action);
    order.addProperty(field, value);
    assertEquals(200, send(open()).status());
    assertEquals(200, send(openPayout()).status());
    var accrual = world.accrual.database.snapshot();
    var payout = world.payoutDatabase.snapshot();
    Answer answer = send(order);
    assertEquals(status, answer.status(), answer.toString());
    assertEquals(code, answer.text("code"));
    assertEquals(accrual, world.accrual.database.snapshot());
    assertEquals(payout, world.payoutDatabase.snapshot());
  }

  /** Found by fuzzing: once it was stored, each run of the lane and each question to it failed. */
  @Test
  void shouldRefuseATimeoutThatNoClockReaches() throws IOException {
    JsonObject order = openPayout();
    order.addProperty("tokenTimeoutHours", "9223372036854775807");
    assertEquals("tokenTimeoutHours", send(order).text("field"));
    assertTrue(world.payoutDatabase.snapshot().isEmpty());
  }

  @Test
  void shouldChangeParametersAndLeaveOthers() throws IOException {
    JsonObject order = order("set");
    order.add("accrualDenoms", new JsonArray());
    order.addProperty("paused", true);
    assertEquals(200, sendOpened(order).status());
    Fields lane = world.accrual.process().get(Paths.lane(LaneWorld.LANE)).orElseThrow().fields();
    assertTrue(lane.bool("paused"));
    assertEquals(1, lane.integer("blocksPerTransmission"));
    assertTrue(lane.has("accrualDenoms"));
    JsonObject all = order("set");
    all.add("accrualDenoms", JsonNull.INSTANCE);
    assertEquals(200, send(all).status());
    lane = world.accrual.process().get(Paths.lane(LaneWorld.LANE)).orElseThrow().fields();
    assertTrue(lane.bool("paused"));
    assertEquals(false, lane.has("accrualDenoms"));
  }

  @Test
  void shouldKeepTheRegistryOfCurators() throws IOException {
    JsonObject order = order("curators");
    order.add("remove", JsonParser.parseString("[\"" + SENDER + "\"]"));
    assertEquals(200, sendOpened(order).status());
    assertEquals(
        false,
        world
            .payoutProcess()
            .get(Paths.payoutCurator(LaneWorld.SENDER))
            .orElseThrow()
            .fields()
            .bool("active"));
    JsonObject both = order("curators");
    both.add("remove", JsonParser.parseString("[\"" + SENDER + "\"]"));
    both.add("add", JsonParser.parseString("[\"" + SENDER + "\"]"));
    assertEquals(400, send(both).status());
  }

  @Test
  void shouldRefuseWhatIsNoOrder() throws IOException {
    assertEquals(405, send("GET", "{}", Map.of()).status());
    assertEquals(400, send("POST", "[]", Map.of()).status());
    assertEquals(400, send("POST", "{", Map.of()).status());
    assertEquals(413, send("POST", " ".repeat(300_000), Map.of()).status());
    JsonObject unknown = order("retryMessage");
    unknown.addProperty("messageId", "../x");
    assertEquals(400, send(unknown).status());
    for (String action : List.of("set", "close", "send", "refund", "cancelBatch")) {
      JsonObject order = order(action);
      if (action.equals("refund")) {
        order.addProperty("transferId", "t");
      } else if (action.equals("send") || action.equals("cancelBatch")) {
        order.addProperty("seq", "1");
      }
      Answer answer = send(order);
      assertEquals(400, answer.status(), action);
      assertEquals("laneId", answer.text("field"), action);
    }
  }

  @Test
  void shouldRefuseAPayoutSideWhoseMoneyNobodyCouldTellApart() throws IOException {
    JsonObject itself = openPayout();
    itself.addProperty("receiver", SENDER);
    assertEquals("receiver", send(itself).text("field"));
    JsonObject past = openPayout();
    past.remove("firstBlock");
    assertEquals("firstBlock", send(past).text("field"));
    JsonObject twice = openPayout();
    twice.getAsJsonObject("tokens").addProperty(SENDER, LaneWorld.TOKEN.name());
    assertEquals("tokens", send(twice).text("field"));
    assertEquals(200, send(openPayout()).status());
    JsonObject other = openPayout();
    other.addProperty("laneId", LaneWorld.LANE.toString().replace("1:0xc", "1:0xd"));
    assertEquals("tokens", send(other).text("field"));
    other.addProperty("requestId", "elsewhere");
    other.addProperty("sender", "0x" + "5f".repeat(20));
    assertEquals(200, send(other).status());
    JsonObject same = order("setPayout");
    same.addProperty("laneId", other.get("laneId").getAsString());
    same.addProperty("sender", SENDER);
    assertEquals("tokens", send(same).text("field"));
  }
}
