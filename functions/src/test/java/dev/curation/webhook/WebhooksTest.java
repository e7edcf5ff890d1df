package dev.curation.webhook;

import static dev.curation.webhook.TestDelivery.SECRET;
import static dev.curation.webhook.TestDelivery.payload;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.ChainId;
import dev.curation.errors.InvalidValueException;
import dev.curation.listening.Intake;
import dev.curation.node.NodeException;
import dev.curation.node.SeenLog;
import dev.curation.webhook.WebhookException.Malformed;
import dev.curation.webhook.WebhookException.NodeSilent;
import dev.curation.webhook.WebhookException.TooLarge;
import dev.curation.webhook.WebhookException.Unauthenticated;
import dev.curation.webhook.WebhookException.UnsupportedEncoding;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of requests before anything is stored. */
final class WebhooksTest {
  private static final long SECONDS = WebhookWorld.NOW.getEpochSecond();
  private static final ChainId BASE = new ChainId(8_453);

  private final List<SeenLog> taken = new ArrayList<>();
  private Webhooks webhooks = WebhookWorld.into(this::take);

  private Intake.Count take(List<SeenLog> logs) {
    taken.addAll(logs);
    return Intake.Count.NONE;
  }

  private void receive(TestDelivery delivery) {
    Map<String, List<String>> headers = new TreeMap<>();
    delivery.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    String vendor = delivery.path().substring("/webhooks/".length());
    Intake.Count unused =
        webhooks.receive(
            Vendor.ofPath(vendor),
            headers,
            delivery.body().length,
            new ByteArrayInputStream(delivery.body()));
  }

  static Stream<TestDelivery> deliveries() {
    return Stream.of(
        TestDelivery.alchemy(payload("alchemy-logs.json"), SECRET),
        TestDelivery.streams(payload("quicknode-streams-logs.json"), SECRET, SECONDS),
        TestDelivery.streams(
            payload("quicknode-streams-block-with-receipts.json"), SECRET, SECONDS),
        TestDelivery.quickAlerts(payload("quicknode-quickalerts-receipts.json"), SECRET),
        TestDelivery.moralis(payload("moralis-provisional.json"), SECRET),
        TestDelivery.moralis(payload("moralis-confirmed.json"), SECRET),
        TestDelivery.tenderly(payload("tenderly-alert.json"), SECRET));
  }

  private static List<SeenLog> sales(boolean removed) {
    return WebhookWorld.sales().stream().map(log -> new SeenLog(log, removed)).toList();
  }

  @ParameterizedTest
  @MethodSource("deliveries")
  void shouldReadTheSameLogsFromEveryVendor(TestDelivery delivery) {
    receive(delivery);
    assertEquals(sales(false), taken);
  }

  @Test
  void shouldTellLogsThatAReorganisationTookOffTheChain() {
    receive(TestDelivery.streams(payload("quicknode-streams-removed.json"), SECRET, SECONDS));
    assertEquals(sales(true), taken);
  }

  @ParameterizedTest
  @MethodSource("deliveries")
  void shouldRefuseEveryHeaderThatIsMissingOrChanged(TestDelivery delivery) {
    for (String header : delivery.headers().keySet()) {
      if (!header.equals("Stream-Network")) {
        assertThrows(Unauthenticated.class, () -> receive(delivery.without(header)), header);
        String altered = delivery.headers().get(header).replaceFirst("[0-9a-f]", "g");
        assertThrows(Unauthenticated.class, () -> receive(delivery.with(header, altered)), header);
        assertThrows(Unauthenticated.class, () -> receive(delivery.with(header, "")), header);
      }
    }
    assertEquals(List.of(), taken);
  }

  @ParameterizedTest
  @MethodSource("deliveries")
  void shouldRefuseAChangedBodyAndAnotherVendorsSignature(TestDelivery delivery) {
    String changed = new String(delivery.body(), StandardCharsets.UTF_8).replace("4d2", "4d3");
    byte[] bytes = changed.getBytes(StandardCharsets.UTF_8);
    assertThrows(Unauthenticated.class, () -> receive(delivery.withBody(bytes)));
    for (Vendor vendor : Vendor.values()) {
      String path = "/webhooks/" + vendor.pathName();
      if (!path.equals(delivery.path())) {
        TestDelivery elsewhere = new TestDelivery(path, delivery.headers(), delivery.body());
        assertThrows(Unauthenticated.class, () -> receive(elsewhere));
      }
    }
    assertEquals(List.of(), taken);
  }

  @ParameterizedTest
  @ValueSource(longs = {-301, 301, 1_000_000})
  void shouldRefuseStreamsTimestampsThatAreMoreThanFiveMinutesOff(long off) {
    byte[] body = payload("quicknode-streams-logs.json");
    receive(TestDelivery.streams(body, SECRET, SECONDS - 300));
    receive(TestDelivery.streams(body, SECRET, SECONDS + 300));
    assertThrows(
        Unauthenticated.class, () -> receive(TestDelivery.streams(body, SECRET, SECONDS + off)));
  }

  @Test
  void shouldAcceptBothSecretsWhileAKeyIsReplaced() {
    webhooks =
        new Webhooks(
            secrets(Vendor.ALCHEMY, WebhookWorld.CHAIN, "old", "new"),
            chains(),
            WebhookWorld.CLOCK);
    byte[] body = payload("alchemy-logs.json");
    receive(TestDelivery.alchemy(body, "old"));
    receive(TestDelivery.alchemy(body, "new"));
    assertThrows(Unauthenticated.class, () -> receive(TestDelivery.alchemy(body, "older")));
  }

  private static WebhookSettings secrets(Vendor vendor, ChainId chain, String... secrets) {
    return WebhookSettings.of(
        Map.of(vendor, Stream.of(secrets).map(s -> new WebhookSecret(chain, s)).toList()));
  }

  private Map<ChainId, WebhookChain> chains() {
    WebhookChain chain = new WebhookChain(Set.of(WebhookWorld.PUNKS), Optional.empty(), this::take);
    return Map.of(WebhookWorld.CHAIN, chain, BASE, chain);
  }

  @Test
  void shouldRefuseADeliveryThatNamesAnotherChainThanItsSecretIsFor() {
    for (Vendor vendor : Vendor.values()) {
      webhooks = new Webhooks(secrets(vendor, BASE, SECRET), chains(), WebhookWorld.CLOCK);
      for (TestDelivery delivery : deliveries().toList()) {
        if (delivery.path().endsWith(vendor.pathName())
            && !delivery.headers().containsKey("x-qn-content-hash")) {
          Malformed refused = assertThrows(Malformed.class, () -> receive(delivery));
          assertTrue(
              List.of("event.network", "stream-network", "chainId", "transaction.network")
                  .contains(refused.field()),
              refused.field());
        }
      }
    }
    assertEquals(List.of(), taken);
  }

  /** Whoever sells the NFT with that id has its hash signed as a part of a body. */
  @Test
  void shouldNotTakeTheSignatureOfAStreamForThatOfAnAlert() throws Exception {
    byte[] forged = "[]".getBytes(StandardCharsets.UTF_8);
    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(forged));
    String head = "[{\"data\":\"0x";
    String tail = "\"}]";
    byte[] body = (head + hash + tail).getBytes(StandardCharsets.UTF_8);
    long seconds = WebhookWorld.CLOCK.instant().getEpochSecond();
    TestDelivery stream = TestDelivery.streams(body, SECRET, seconds);
    byte[] signature =
        HexFormat.of().parseHex(Objects.requireNonNull(stream.headers().get("x-qn-signature")));
    String nonce = Objects.requireNonNull(stream.headers().get("x-qn-nonce"));
    TestDelivery alert =
        stream
            .with("x-qn-nonce", nonce + seconds + head)
            .with("x-qn-content-hash", hash)
            .with("x-qn-timestamp", tail)
            .with("x-qn-signature", Base64.getEncoder().encodeToString(signature))
            .withBody(forged);
    assertThrows(Unauthenticated.class, () -> receive(alert));
  }

  @Test
  void shouldTellByTheBodyWhichChainASecretOfSeveralIsFor() {
    WebhookSettings settings =
        WebhookSettings.of(
            Map.of(
                Vendor.MORALIS,
                List.of(
                    new WebhookSecret(BASE, SECRET), new WebhookSecret(WebhookWorld.CHAIN, SECRET)),
                Vendor.QUICKNODE,
                List.of(
                    new WebhookSecret(BASE, SECRET),
                    new WebhookSecret(WebhookWorld.CHAIN, SECRET))));
    webhooks = new Webhooks(settings, chains(), WebhookWorld.CLOCK);
    receive(TestDelivery.moralis(payload("moralis-confirmed.json"), SECRET));
    assertEquals(sales(false), taken);
    TestDelivery unnamed =
        TestDelivery.quickAlerts(payload("quicknode-quickalerts-receipts.json"), SECRET);
    assertEquals("chain", assertThrows(Malformed.class, () -> receive(unnamed)).field());
  }

  @Test
  void shouldRefuseASecretOfAChainThatIsNotHeardAndOneThatIsBlank() {
    WebhookSettings settings = secrets(Vendor.ALCHEMY, new ChainId(5), SECRET);
    assertThrows(
        InvalidValueException.class, () -> new Webhooks(settings, chains(), WebhookWorld.CLOCK));
    assertThrows(InvalidValueException.class, () -> new WebhookSecret(BASE, " "));
    assertFalse(new WebhookSecret(BASE, SECRET).toString().contains(SECRET));
  }

  @Test
  void shouldTakeNothingFromTestsAndHeartbeats() {
    receive(TestDelivery.alchemy(payload("alchemy-heartbeat.json"), SECRET));
    receive(TestDelivery.tenderly(payload("tenderly-test.json"), SECRET));
    receive(TestDelivery.streams(payload("{\"data\":[[],null],\"metadata\":{}}"), SECRET, SECONDS));
    TestDelivery test = TestDelivery.moralis(payload("moralis-test.json"), SECRET);
    receive(test);
    receive(test.without("x-signature"));
    assertEquals(List.of(), taken);
    TestDelivery forged = TestDelivery.moralis(test.body(), "guessed");
    assertThrows(Unauthenticated.class, () -> receive(forged));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "event.data.block.logs[1].topics[0]; \"0x58e5; \"0x58e",
        "event.data.block.logs[1].data; \"data\": \"0x; \"data\": \"0xg",
        "event.data.block.logs[1].index; \"index\": 101; \"index\": 101.0",
        "event.data.block.logs[1].index; \"index\": 101; \"index\": 1e2",
        "event.data.block.logs[1].index; \"index\": 101; \"index\": -1",
        "event.data.block.logs[1].index; \"index\": 101; \"index\": 2147483648",
        "event.data.block.logs[1].index; \"index\": 101; \"index\": true",
        "event.data.block.logs[0].account.address; \"0x5af3107a; \"0x5af3107",
        "event.data.block.logs[0].transaction.hash; \"hash\": \"0x; \"hash_\": \"0x",
        "event.data.block.number; \"number\": 20000000; \"number\": \"twenty\"",
        "event.data.block.timestamp; 1717281407; 1717281407000",
        "event.network; ETH_MAINNET; ETH_MOON",
        "type; GRAPHQL; ADDRESS_ACTIVITY",
        "body; \"webhookId\"; webhookId",
        "body; \"webhookId\"; \"x\": NaN, \"webhookId\""
      })
  void shouldNameThePlaceOfWhatIsWrong(String field, String from, String to) {
    String sound = new String(payload("alchemy-logs.json"), StandardCharsets.UTF_8);
    // The transaction's hash, not the block's before it.
    int at = field.endsWith("transaction.hash") ? sound.indexOf("transaction") : 0;
    if (field.endsWith(".data")) {
      at = sound.indexOf("\"index\": 100");
    } else if (field.endsWith("logs[1].topics[0]") || field.endsWith("number")) {
      at = 0;
    }
    String wrong = sound.substring(0, at) + sound.substring(at).replaceFirst(from, to);
    byte[] body = wrong.getBytes(StandardCharsets.UTF_8);
    Malformed refused =
        assertThrows(Malformed.class, () -> receive(TestDelivery.alchemy(body, SECRET)));
    assertEquals(field, refused.field(), refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[",
        "{}",
        "[1]",
        "[{}]",
        "{\"data\":{\"a\":1}}",
        "{\"data\":[]} {}",
        "{\"data\":[],}",
        "{'data':[]}",
        "[{\"topics\":[]}]",
        "[{\"logs\":\"none\"}]"
      })
  void shouldRefuseWhatIsNoStreamOfLogs(String body) {
    assertThrows(
        Malformed.class,
        () ->
            receive(TestDelivery.streams(body.getBytes(StandardCharsets.UTF_8), SECRET, SECONDS)));
  }

  @Test
  void shouldRefuseDeepNestingAndTextThatIsNotUtf8() {
    byte[] deep = "[".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);
    assertThrows(Malformed.class, () -> receive(TestDelivery.streams(deep, SECRET, SECONDS)));
    byte[] latin = "[\"\u00fc\"]".getBytes(StandardCharsets.ISO_8859_1);
    assertThrows(Malformed.class, () -> receive(TestDelivery.streams(latin, SECRET, SECONDS)));
  }

  @Test
  void shouldUnpackWhatStreamsSignsUnpacked() {
    byte[] body = payload("quicknode-streams-block-with-receipts.json");
    TestDelivery delivery = TestDelivery.streams(body, SECRET, SECONDS);
    receive(delivery.packed());
    assertEquals(sales(false), taken);
    assertThrows(UnsupportedEncoding.class, () -> receive(delivery.with("Content-Encoding", "br")));
    assertThrows(Malformed.class, () -> receive(delivery.with("Content-Encoding", "gzip")));
  }

  @Test
  void shouldRefuseBodiesAndDeliveriesThatAreTooLarge() {
    int limit = WebhookSettings.DEFAULT_MAX_BODY_BYTES;
    byte[] zeros = new byte[limit + 1];
    assertThrows(TooLarge.class, () -> receive(TestDelivery.alchemy(zeros, SECRET)));
    TestDelivery bomb = TestDelivery.streams(zeros, SECRET, SECONDS).packed();
    assertTrue(bomb.body().length < limit / 900);
    assertThrows(TooLarge.class, () -> receive(bomb));
    webhooks =
        new Webhooks(
            new WebhookSettings(WebhookWorld.settings(SECRET).secrets(), limit, 2),
            chains(),
            WebhookWorld.CLOCK);
    assertThrows(
        TooLarge.class, () -> receive(TestDelivery.alchemy(payload("alchemy-logs.json"), SECRET)));
  }

  @Test
  void shouldNameWhatIsLeftOutWhereNoNodeCanTellIt() {
    webhooks = new Webhooks(WebhookWorld.settings(SECRET), chains(), WebhookWorld.CLOCK);
    TestDelivery alert = TestDelivery.tenderly(payload("tenderly-alert.json"), SECRET);
    Malformed refused = assertThrows(Malformed.class, () -> receive(alert));
    assertEquals("transaction.logs[1].logIndex", refused.field());
    TestDelivery logs =
        TestDelivery.streams(payload("quicknode-streams-logs.json"), SECRET, SECONDS);
    assertEquals(
        "data[0][1].timestamp", assertThrows(Malformed.class, () -> receive(logs)).field());
  }

  private Webhooks withNode(TransactionLogs node) {
    WebhookChain chain =
        new WebhookChain(Set.of(WebhookWorld.PUNKS), Optional.of(node), this::take);
    return new Webhooks(
        WebhookWorld.settings(SECRET), Map.of(WebhookWorld.CHAIN, chain), WebhookWorld.CLOCK);
  }

  @Test
  void shouldAskToBeSentAgainWhatTheNodeDoesNotKnowYetOrCannotTell() {
    TestDelivery alert = TestDelivery.tenderly(payload("tenderly-alert.json"), SECRET);
    webhooks = withNode(tx -> List.of());
    assertEquals(503, assertThrows(NodeSilent.class, () -> receive(alert)).status());
    webhooks =
        withNode(
            tx -> {
              throw new NodeException.Unavailable("down", null);
            });
    assertThrows(NodeSilent.class, () -> receive(alert));
    assertEquals(List.of(), taken);
  }

  @Test
  void shouldTakeOfAnAlertOnlyWhatIsStillOnTheChain() {
    webhooks = withNode(tx -> WebhookWorld.sales().subList(1, 2));
    receive(TestDelivery.tenderly(payload("tenderly-alert.json"), SECRET));
    assertEquals(sales(false).subList(1, 2), taken);
  }
}
