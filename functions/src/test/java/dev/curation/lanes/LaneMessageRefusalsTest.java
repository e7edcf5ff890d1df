package dev.curation.lanes;

import static dev.curation.pools.PoolWorld.person;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.aggregation.World;
import dev.curation.money.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Messages that can never be taken in change nothing and are kept once (specs/settlement.md, 4).
 */
class LaneMessageRefusalsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{}",
        "{} {}",
        "not JSON",
        "{\"laneId\":1}",
        "{\"a\":{\"a\":{\"a\":1}}}"
      })
  void shouldKeepWhatIsNoMessageOnce(String body) {
    assertRejected(LaneScene.sent(), LaneChannels.WEIGHTS, body, "MALFORMED");
    assertRejected(LaneScene.sent(), LaneChannels.TOKENS, body, "MALFORMED");
  }

  @Test
  void shouldKeepWhatIsHugeOnce() {
    for (String body :
        List.of(
            "x".repeat(3_000_000),
            "\u20ac".repeat(890_000),
            "{\"" + "k".repeat(890_000) + "\":1}",
            "{\"a\":".repeat(100_000),
            "[".repeat(100_000),
            "\ud800")) {
      assertRejected(LaneScene.sent(), LaneChannels.WEIGHTS, body, "MALFORMED");
      assertRejected(LaneScene.sent(), LaneChannels.TOKENS, body, "MALFORMED");
    }
  }

  /** Found by fuzzing: Firestore would store something else than it was given. */
  @Test
  void shouldKeepWhatHoldsHalvesOfCharactersAsTextThatCanBeStored() {
    LaneWorld world = LaneScene.sent();
    String body = "{\"\\ud800\":\"\\udc00\"}";
    assertEquals("REJECTED", world.deliver(new LaneWorld.Published(LaneChannels.TOKENS, body)));
    String stored =
        world.payoutDatabase.snapshot().values().stream().map(f -> "" + f.values()).toList() + "";
    assertTrue(java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(stored), stored);
  }

  /** Delivered three times: one more document, whatever happened, and nothing else. */
  private static void assertRejected(LaneWorld world, String topic, String body, String code) {
    Map<String, Map<String, Object>> before = LaneScene.facts(world);
    for (int time = 0; time < 3; time++) {
      assertEquals("REJECTED", world.deliver(new LaneWorld.Published(topic, body)));
    }
    Map<String, Map<String, Object>> after = LaneScene.facts(world);
    List<String> added = new ArrayList<>(after.keySet());
    added.removeAll(before.keySet());
    assertEquals(1, added.size(), "documents: " + added);
    assertTrue(added.getFirst().startsWith("payout rejectedMessages/"), added.getFirst());
    Map<String, Object> rejected = java.util.Objects.requireNonNull(after.get(added.getFirst()));
    assertEquals(code, rejected.get("code"), String.valueOf(rejected.get("reason")));
    after.remove(added.getFirst());
    World.assertSame(before, after, "nothing else");
  }

  @Test
  void shouldKeepMessagesThatWereAlteredOnTheirWay() {
    LaneWorld scene = LaneScene.sent();
    for (LaneWorld.Published each : scene.published) {
      String body = each.body();
      assertRejected(
          scene.copy(), each.topic(), body.replaceFirst("\"100\"", "\"101\""), "MALFORMED");
      assertRejected(scene.copy(), each.topic(), body.replaceFirst(":10\"", ":11\""), "MALFORMED");
      assertRejected(scene.copy(), each.topic(), "{\"more\":1," + body.substring(1), "MALFORMED");
      assertRejected(
          scene.copy(), each.topic(), "{\"denom\":\"x\"," + body.substring(1), "MALFORMED");
      assertRejected(
          scene.copy(),
          each.topic(),
          body.replaceFirst("\"hash\":\"..", "\"hash\":\"00"),
          "MALFORMED");
      assertRejected(scene.copy(), each.topic(), body.replaceFirst("native", "__x__"), "MALFORMED");
    }
  }

  /** As a stranger would write them who knows how. */
  private static WeightsMessage forged(
      LaneWorld.Published honest, String weights, String contentHash) {
    WeightsMessage message = WeightsMessage.parse(honest.body());
    return new WeightsMessage(
        message.lane(),
        message.denom(),
        message.seq(),
        message.height(),
        message.totalTokens(),
        message.totalWeightAtto(),
        contentHash,
        message.page(),
        message.pages(),
        weights);
  }

  @Test
  void shouldRefuseWeightsThatCannotBeABatch() {
    LaneWorld scene = LaneScene.sent();
    LaneWorld.Published honest = scene.published.getFirst();
    String hash = WeightsMessage.parse(honest.body()).contentHash();
    String weights = WeightsMessage.parse(honest.body()).weights();
    for (String other :
        List.of(
            "{}",
            weights.replaceFirst("\"[0-9]+\"", "\"0\""),
            weights.replaceFirst("\"1", "\"2"))) {
      assertRejected(
          scene.copy(),
          LaneChannels.WEIGHTS,
          forged(honest, other, hash).encode(),
          "WEIGHTS_INVALID");
    }
    for (String other : List.of("{\"x\":\"1\"}", "{\"" + person(1) + "\":1}")) {
      assertRejected(
          scene.copy(), LaneChannels.WEIGHTS, forged(honest, other, hash).encode(), "MALFORMED");
    }
    LaneWorld arrived = LaneScene.weightsCame();
    assertRejected(
        arrived,
        LaneChannels.WEIGHTS,
        forged(arrived.published.getFirst(), weights, "0".repeat(64)).encode(),
        "WEIGHTS_CONFLICT");
  }

  @Test
  void shouldRefuseTokensThatContradictThoseThatCame() {
    LaneWorld world = LaneScene.surplus();
    String conflict =
        new TokensMessage(LaneWorld.LANE, LaneWorld.DENOM, "gift", Wei.of(12), LaneWorld.SENDER)
            .encode();
    assertRejected(world, LaneChannels.TOKENS, conflict, "TRANSFER_CONFLICT");
    String nothing =
        new TokensMessage(LaneWorld.LANE, LaneWorld.DENOM, "none", Wei.ZERO, LaneWorld.SENDER)
            .encode();
    assertRejected(world, LaneChannels.TOKENS, nothing, "BAD_AMOUNT");
    String tooMuch =
        new TokensMessage(
                LaneWorld.LANE,
                LaneWorld.DENOM,
                "much",
                Wei.of(BigInteger.TWO.pow(256).subtract(BigInteger.ONE)),
                LaneWorld.SENDER)
            .encode();
    assertRejected(world, LaneChannels.TOKENS, tooMuch, "MALFORMED");
  }

  @Test
  void shouldRefuseMessagesOfLanesThatAreNotPaidHere() {
    LaneWorld world = LaneScene.earned();
    var unusedReport = world.transmit();
    LaneWorld elsewhere = new LaneWorld();
    for (LaneWorld.Published each : world.published) {
      assertRejected(elsewhere.copy(), each.topic(), each.body(), "MALFORMED");
    }
  }

  /**
   * One forged page costs the batch its honest ones; it is complete once they are sent again. One
   * that claims another batch's head lies beside it and is no harm.
   */
  @Test
  void shouldTakeInABatchThatWasSentAgainAfterAForgedPage() {
    LaneWorld world = LaneScene.holding(2_100, BigInteger.TEN);
    var unusedReport = world.transmit();
    LaneWorld.Published first = world.published.getFirst();
    WeightsMessage honest = WeightsMessage.parse(first.body());
    String weights = honest.weights().replaceFirst(":\"1", ":\"2");
    String page = forged(first, weights, honest.contentHash()).encode();
    WeightsMessage otherHead =
        new WeightsMessage(
            honest.lane(),
            honest.denom(),
            honest.seq(),
            honest.height() + 1,
            honest.totalTokens(),
            honest.totalWeightAtto(),
            honest.contentHash(),
            0,
            7,
            weights);
    assertEquals(
        "PAGE", world.deliver(new LaneWorld.Published(LaneChannels.WEIGHTS, otherHead.encode())));
    assertEquals("PAGE", world.deliver(new LaneWorld.Published(LaneChannels.WEIGHTS, page)));
    assertEquals("DUPLICATE", world.deliver(first));
    assertEquals("REJECTED", world.deliver(world.published.get(1)));
    world.published.removeIf(each -> each.topic().equals(LaneChannels.WEIGHTS));
    world.deliverAll();
    assertEquals(0, LaneBooks.of(world).check().settlements().size());
    var unusedAgain =
        world.administration().resendWeights(LaneWorld.LANE, LaneWorld.DENOM, 1, world.act());
    var unusedSent = world.transmit();
    world.deliverAll();
    assertEquals(2_100, LaneBooks.of(world).check().accounts().size());
  }
}
