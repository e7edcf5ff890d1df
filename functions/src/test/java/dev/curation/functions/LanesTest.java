package dev.curation.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.lanes.LaneAnswers;
import dev.curation.lanes.LaneWorld;
import dev.curation.pools.PoolWorld;
import dev.curation.webhook.TestDelivery;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a lane answers, and to what it answers nothing. */
class LanesTest {
  private static final String LANE = "/api/v1/lanes/" + LaneWorld.LANE;
  private final LaneWorld world = new LaneWorld();

  @BeforeEach
  void earn() {
    world.open(2);
    world.accrual.vote(1, 1);
    world.accrual.vote(2, 3);
    world.accrual.sale(100);
    world.accrual.seal(Duration.ofHours(4));
    world.transmit();
    world.deliverAll();
    world
        .administration()
        .set(
            LaneWorld.LANE,
            before ->
                new dev.curation.settlement.LaneParameters(
                    20, before.redistributionFractionE18(), null, false),
            world.act());
    world.accrual.sale(40);
    world.accrual.seal(Duration.ofHours(2));
    world.transmit();
  }

  private TestHttp.Response ask(String method, String path, Map<String, String> headers)
      throws IOException {
    LaneAnswers answers =
        new LaneAnswers(world.accrual.process(), world.payoutProcess(), world.accrual.clock);
    TestHttp.Response response = new TestHttp.Response();
    new Lanes(answers, CrossOrigin.EVERYBODY)
        .service(
            new TestHttp.Request(method, new TestDelivery(path, headers, new byte[0]), 0),
            response);
    return response;
  }

  private JsonObject get(String path, int status) throws IOException {
    TestHttp.Response response = ask("GET", path, Map.of());
    assertEquals(status, response.status(), response.text());
    return JsonParser.parseString(response.text()).getAsJsonObject();
  }

  private static String at(JsonObject json, String... names) {
    JsonObject inner = json;
    for (String name : List.of(names).subList(0, names.length - 1)) {
      inner = inner.getAsJsonObject(name);
    }
    return inner.get(names[names.length - 1]).getAsString();
  }

  @Test
  void shouldTellHowALaneStands() throws IOException {
    JsonObject lane = get(LANE, 200);
    assertEquals("20", at(lane, "accrual", "blocksPerTransmission"));
    assertEquals("140", at(lane, "denoms", "native", "accrual", "feesInWei"));
    assertEquals("100", at(lane, "denoms", "native", "payout", "paidWei"));
    assertEquals("1", at(lane, "denoms", "native", "payout", "settledThrough"));
    assertEquals(0, lane.getAsJsonArray("alarms").size());
  }

  @Test
  void shouldRaiseAnAlarmForABatchThatWaitsTooLong() throws IOException {
    world.accrual.seal(Duration.ofHours(30));
    world.transmit();
    world.deliver(world.published.getFirst());
    world.accrual.now = world.accrual.now.plus(Duration.ofHours(25));
    JsonObject lane = get(LANE, 200);
    assertEquals("true", at(lane, "denoms", "native", "open", "2", "isLate"));
    assertEquals(
        "native: batch 2 waits for its wei too long",
        lane.getAsJsonArray("alarms").get(0).getAsString());
  }

  @Test
  void shouldEstimateTheNextTransmission() throws IOException {
    JsonObject next = get(LANE + "/next", 200);
    long last = next.get("lastTransmissionHeight").getAsLong();
    assertEquals(last + 20, next.get("nextHeight").getAsLong());
    assertEquals("40", at(next, "denoms", "native", "sendsWei"));
    world.administration().close(LaneWorld.LANE, world.act());
    JsonObject closed = get(LANE + "/next", 200);
    assertTrue(closed.has("closedFrom"));
  }

  @Test
  void shouldShowABatchOnBothSides() throws IOException {
    JsonObject batch = get(LANE + "/batches/1?denom=native", 200);
    assertEquals("100", at(batch, "accrual", "totalTokensWei"));
    assertEquals("SETTLED", at(batch, "payout", "state"));
    assertEquals("100", at(batch, "settlement", "paidTotalWei"));
    assertEquals(at(batch, "accrual", "contentHash"), at(batch, "payout", "contentHash"));
  }

  @Test
  void shouldShowWhatACuratorHoldsAndWasPaid() throws IOException {
    JsonObject curator = get(LANE + "/curators/" + PoolWorld.person(2).hex(), 200);
    assertEquals("75", at(curator, "denoms", "native", "paidWei"));
    assertEquals("30" + "0".repeat(18), at(curator, "denoms", "native", "heldAtto"));
  }

  @Test
  void shouldNameWhatIsWrongWithAQuestion() throws IOException {
    assertEquals("lane", at(get("/api/v1/lanes/punks", 400), "field"));
    assertEquals("seq", at(get(LANE + "/batches/0", 400), "field"));
    assertEquals("denom", at(get(LANE + "/batches/1?denom=%20", 400), "field"));
    assertEquals("curator", at(get(LANE + "/curators/0x12", 400), "field"));
    assertEquals("limit", at(get(LANE + "?limit=3", 400), "field"));
    String other = "/api/v1/lanes/" + LaneWorld.LANE.collection() + ":77";
    for (String path : List.of(other, other + "/next", LANE + "/batches/9", LANE + "/nothing")) {
      assertEquals(404, get(path, 404).get("status").getAsInt());
    }
    assertEquals(405, ask("POST", LANE, Map.of()).status());
  }

  @Test
  void shouldSendNothingTwiceNorToThoseWhoAskForHeadersOnly() throws IOException {
    TestHttp.Response first = ask("GET", LANE, Map.of());
    String tag = first.getHeaders().get("ETag").getFirst();
    TestHttp.Response again = ask("GET", LANE, Map.of("If-None-Match", tag));
    assertEquals(304, again.status());
    assertEquals("", again.text());
    TestHttp.Response head = ask("HEAD", LANE, Map.of());
    assertEquals(200, head.status());
    assertEquals("", head.text());
    assertEquals(tag, head.getHeaders().get("ETag").getFirst());
  }
}
