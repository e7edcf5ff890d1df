package dev.curation.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.aggregation.AggregationSettings;
import dev.curation.chain.Address;
import dev.curation.pools.PoolWorld;
import dev.curation.webhook.TestDelivery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Orders and questions about payout plans, as they come over HTTP; no treasury is configured. */
final class PayoutPlansTest {
  private static final Address PAYER = new Address("0x" + "1".repeat(40));
  private static final Address PAYEE = new Address("0x" + "2".repeat(40));
  private static final String TX = "0x" + "a".repeat(64);

  private final PoolWorld world = new PoolWorld();
  private int requests;

  private record Answer(int status, String type, String text) {
    JsonObject json() {
      return JsonParser.parseString(text).getAsJsonObject();
    }

    String text(String field) {
      return json().get(field).getAsString();
    }
  }

  private Answer send(String method, String path, String body) throws IOException {
    Wiring wiring =
        new Wiring(world.process(), BackendSettings.of(AggregationSettings.DEFAULT), world.clock);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    TestHttp.Response response = new TestHttp.Response();
    new PayoutPlans(wiring)
        .service(
            new TestHttp.Request(method, new TestDelivery(path, Map.of(), bytes), bytes.length),
            response);
    return new Answer(response.status(), response.getContentType().orElse(""), response.text());
  }

  private Answer order(JsonObject order) throws IOException {
    return send("POST", "/plans/v1", order.toString());
  }

  private Answer get(String path) throws IOException {
    return send("GET", "/v1/" + path, "");
  }

  private JsonObject order(String action) {
    JsonObject order = new JsonObject();
    order.addProperty("action", action);
    order.addProperty("requestId", "order-" + ++requests);
    order.addProperty("who", "olga@example.org");
    order.addProperty("why", "as agreed on Monday");
    return order;
  }

  /** Of 10 TOK and 10 ETH of the treasury all goes to the pool; TOK is sold for as many ETH. */
  private JsonObject create() {
    JsonObject plan =
        JsonParser.parseString(
                """
                {"nowMs": 1662000000000, "chainId": 1,
                 "nodes": [{"id": "treasury", "kind": "TREASURY"}, {"id": "pool", "kind": "POOL"}],
                 "routes": [{"at": "treasury", "source": "*", "edges": [
                   {"to": "pool", "bps": 10000, "settle": true}]}],
                 "amp": {"baseBps": 0},
                 "gains": [{"node": "treasury", "amounts": {"ETH": "10", "TOK": "10"}}],
                 "convert": {"TOK": {"to": "ETH", "rate": {"num": "1", "den": "1"}}},
                 "gas": {"native": "ETH", "priceWei": "1", "nativeTransfer": 21000, "tokenTransfer": 65000,
                         "swap": 180000},
                 "assets": {"ETH": {"token": "NATIVE", "decimals": 18}},
                 "addresses": {"treasury": "%s", "pool": "%s"}}
                """
                    .formatted(PAYER, PAYEE))
            .getAsJsonObject();
    JsonObject order = order("create");
    order.addProperty("series", "fees");
    order.add("plan", plan);
    return order;
  }

  private JsonObject approve(String fetched) {
    JsonObject order = of("approve", "fees.1");
    JsonObject swap = new JsonObject();
    swap.addProperty("at", "treasury");
    swap.addProperty("sell", "TOK");
    swap.addProperty("buyAmount", fetched);
    swap.addProperty("txHash", TX);
    JsonArray swaps = new JsonArray();
    swaps.add(swap);
    order.add("swaps", swaps);
    return order;
  }

  private JsonObject of(String action, String plan) {
    JsonObject order = order(action);
    order.addProperty("plan", plan);
    return order;
  }

  private JsonObject record(String transfer) {
    JsonObject order = of("record", "fees.1");
    order.addProperty("transfer", transfer);
    order.addProperty("txHash", TX);
    return order;
  }

  private void assertRefused(int status, String field, JsonObject order) throws IOException {
    var before = world.database.snapshot();
    Answer answer = order(order);
    assertEquals(status + " " + field, answer.status() + " " + answer.text("field"), answer.text());
    assertEquals("application/problem+json", answer.type());
    assertEquals(before, world.database.snapshot(), "nothing changes");
  }

  private static JsonObject with(JsonObject order, Consumer<JsonObject> change) {
    change.accept(order);
    return order;
  }

  @Test
  void shouldTakeAPlanFromItsCreationToItsLastTransaction() throws IOException {
    Answer created = order(create());
    assertEquals(200, created.status(), created.text());
    assertEquals("fees.1", created.text("plan"));
    assertEquals("1", created.text("swaps"));
    assertEquals("PLANNED", get("plans/fees.1").text("state"));

    Answer approved = order(approve("7"));
    assertEquals(
        "{\"plan\":\"fees.1\",\"state\":\"APPROVED\",\"transfers\":\"1\"}", sorted(approved));
    JsonObject payment = payment();
    assertEquals("17", payment.get("amount").getAsString());
    assertEquals("DUE", payment.get("state").getAsString());
    assertEquals(PAYER.hex(), payment.get("paidBy").getAsString());

    Answer recorded = order(record("0"));
    assertEquals(TX, recorded.text("txHash"), recorded.text());
    assertEquals("RECORDED", payment().get("state").getAsString());
    assertEquals("[\"" + TX + "\"]", payment().get("txHashes").toString());
    JsonArray all = get("series/fees").json().getAsJsonArray("plans");
    assertEquals(1, all.size());
    assertEquals(0, getBefore("1").getAsJsonArray("plans").size());
  }

  private JsonObject getBefore(String number) throws IOException {
    return get("series/fees?before=" + number).json();
  }

  private static String sorted(Answer answer) {
    JsonObject sorted = new JsonObject();
    new java.util.TreeMap<>(answer.json().asMap()).forEach(sorted::add);
    return sorted.toString();
  }

  private JsonObject payment() throws IOException {
    return get("plans/fees.1").json().getAsJsonArray("payments").get(0).getAsJsonObject();
  }

  @Test
  void shouldDiscardAPlan() throws IOException {
    assertEquals(200, order(create()).status());
    assertEquals("DISCARDED", order(of("discard", "fees.1")).text("state"));
    assertEquals("DISCARDED", get("plans/fees.1").text("state"));
    assertRefused(400, "plan", approve("7"));
    assertRefused(400, "plan", of("discard", "fees.1"));
  }

  @Test
  void shouldDoTheSameOrderOnceAndAnswerTheSame() throws IOException {
    JsonObject create = create();
    Answer first = order(create);
    assertEquals(first.json(), order(create).json());
    assertRefused(400, "requestId", with(create, o -> o.addProperty("series", "other")));
    JsonObject approve = approve("7");
    Answer approved = order(approve);
    var before = world.database.snapshot();
    assertEquals(approved.json(), order(approve).json());
    assertEquals(before, world.database.snapshot());
    assertRefused(400, "plan", approve("7"));
  }

  @Test
  void shouldRefuseWhatTheRulesRefuseByItsCode() throws IOException {
    JsonObject order = create();
    order
        .getAsJsonObject("plan")
        .getAsJsonArray("routes")
        .get(0)
        .getAsJsonObject()
        .addProperty("keepBps", 1);
    Answer refused = order(order);
    assertEquals(422, refused.status());
    assertEquals("SPLIT_NOT_10000", refused.text("code"));
    assertEquals("routes[0]", refused.text("field"));
    assertTrue(world.database.snapshot().isEmpty());

    assertEquals(200, order(create()).status());
    assertRefused(422, "proceeds", of("approve", "fees.1"));
    assertRefused(
        422,
        "proceeds",
        with(
            approve("7"),
            o ->
                o.getAsJsonArray("swaps").get(0).getAsJsonObject().addProperty("at", "somewhere")));
  }

  @Test
  void shouldNameWhatKeepsAPlanFromBeingCarriedOut() throws IOException {
    Map<String, Consumer<JsonObject>> wrong =
        Map.of(
            "addresses.pool", plan -> plan.getAsJsonObject("addresses").remove("pool"),
            "assets.ETH", plan -> plan.getAsJsonObject("assets").remove("ETH"),
            "chainId", plan -> plan.remove("chainId"),
            "carried", plan -> plan.add("carried", new JsonArray()),
            "extra", plan -> plan.addProperty("extra", "1"),
            "nodes", plan -> plan.addProperty("nodes", "none"));
    for (Map.Entry<String, Consumer<JsonObject>> each : wrong.entrySet()) {
      JsonObject order = create();
      each.getValue().accept(order.getAsJsonObject("plan"));
      assertRefused(400, each.getKey(), order);
    }
    JsonObject toItself = create();
    toItself.getAsJsonObject("plan").getAsJsonObject("addresses").addProperty("pool", PAYER.hex());
    assertRefused(400, "addresses.pool", toItself);
  }

  @Test
  void shouldRefuseOrdersThatAreNone() throws IOException {
    assertEquals(200, order(create()).status());
    assertRefused(400, "action", order("destroy"));
    assertRefused(400, "action", with(create(), o -> o.remove("action")));
    assertRefused(400, "requestId", with(create(), o -> o.remove("requestId")));
    assertRefused(400, "requestId", with(create(), o -> o.addProperty("requestId", "a/b")));
    assertRefused(400, "why", with(create(), o -> o.remove("why")));
    assertRefused(400, "who", with(create(), o -> o.remove("who")));
    assertRefused(400, "series", with(create(), o -> o.remove("series")));
    assertRefused(400, "series", with(create(), o -> o.addProperty("series", "../x")));
    assertRefused(400, "series", create());
    assertRefused(400, "plan", with(create(), o -> o.addProperty("plan", "fees.1")));
    assertRefused(400, "swaps", with(create(), o -> o.add("swaps", new JsonArray())));
    assertRefused(400, "plan", of("approve", "fees.2"));
    assertRefused(400, "plan", of("approve", "fees.0"));
    assertRefused(400, "plan", of("discard", "fees/1"));
    assertRefused(400, "swaps", with(approve("1"), o -> o.addProperty("swaps", "all")));
    assertRefused(400, "buyAmount", approve("-1"));
    assertRefused(
        400,
        "txHash",
        with(
            approve("1"),
            o -> o.getAsJsonArray("swaps").get(0).getAsJsonObject().addProperty("txHash", "0x1")));
    assertRefused(400, "transfer", record("0"));
    assertEquals(200, order(approve("1")).status());
    assertRefused(400, "transfer", record("1"));
    assertRefused(400, "transfer", record("-1"));
    assertRefused(400, "transfer", record("99999999999"));
    assertRefused(400, "txHash", with(record("0"), o -> o.addProperty("txHash", "0x")));
    assertEquals(200, order(record("0")).status());
    assertRefused(
        400, "txHash", with(record("0"), o -> o.addProperty("txHash", "0x" + "b".repeat(64))));
  }

  @Test
  void shouldRefuseBodiesThatAreNoOrderOrTooLong() throws IOException {
    for (String body : List.of("", "{", "[]", "null", "\"create\"", "\u0000")) {
      Answer answer = send("POST", "/", body);
      assertEquals("400 body", answer.status() + " " + answer.text("field"), body);
    }
    Answer long16 = send("POST", "/", " ".repeat(16 << 20) + " ");
    assertEquals(413, long16.status());
    assertEquals(400, send("POST", "/", " ".repeat(16 << 20)).status());
    assertTrue(world.database.snapshot().isEmpty());
  }

  @Test
  void shouldTakeNoOtherMethodsAndKnowNoOtherPlaces() throws IOException {
    for (String method : List.of("PUT", "DELETE", "PATCH")) {
      assertEquals(405, send(method, "/v1/plans/fees.1", "").status(), method);
    }
    for (String path :
        List.of("plans/fees.1", "plans/fees", "plans/fees.01", "plans/FEES.1", "plans/", "x")) {
      Answer answer = get(path);
      assertEquals(404, answer.status(), path);
      assertEquals("application/problem+json", answer.type());
    }
    assertEquals(400, get("series/fees?before=0").status());
    assertEquals(400, get("series/fees?before=x").status());
    assertEquals("{\"plans\":[]}", get("series/none").text().strip());
  }
}
