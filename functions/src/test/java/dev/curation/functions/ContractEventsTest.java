package dev.curation.functions;

import static dev.curation.webhook.TestDelivery.SECRET;
import static dev.curation.webhook.TestDelivery.payload;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.chain.CollectionId;
import dev.curation.documents.Queries;
import dev.curation.listening.Intake;
import dev.curation.node.NodeException;
import dev.curation.staking.StakerBusyException;
import dev.curation.store.StoreException;
import dev.curation.store.StoredDocument;
import dev.curation.webhook.TestDelivery;
import dev.curation.webhook.WebhookWorld;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The webhooks over HTTP, into Firestore's emulator. */
final class ContractEventsTest {
  private static final long SECONDS = WebhookWorld.NOW.getEpochSecond();
  private static final CollectionId PUNKS =
      new CollectionId(WebhookWorld.CHAIN, WebhookWorld.PUNKS);
  private static int databases;

  private final WebhookServer server;

  ContractEventsTest() throws Exception {
    server = WebhookServer.start(String.format(Locale.ROOT, "contract-events-%d", databases++));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static TestDelivery delivery(String file) {
    byte[] body = payload(file);
    if (file.startsWith("alchemy")) {
      return TestDelivery.alchemy(body, SECRET);
    } else if (file.startsWith("quicknode-streams")) {
      return TestDelivery.streams(body, SECRET, SECONDS);
    } else if (file.startsWith("quicknode")) {
      return TestDelivery.quickAlerts(body, SECRET);
    } else if (file.startsWith("moralis")) {
      return TestDelivery.moralis(body, SECRET);
    }
    return TestDelivery.tenderly(body, SECRET);
  }

  private void assertAnswers(int created, int orphaned, TestDelivery delivery) {
    HttpResponse<String> response = server.post(delivery);
    assertEquals(200, response.statusCode(), response.body());
    JsonObject answer = JsonParser.parseString(response.body()).getAsJsonObject();
    assertEquals(created, answer.get("created").getAsInt(), response.body());
    assertEquals(orphaned, answer.get("orphaned").getAsInt(), response.body());
  }

  /** The sales that count. */
  private List<StoredDocument> sales() {
    return server.store.query(Queries.unaggregatedEvents(PUNKS, 10)).stream()
        .filter(event -> !event.fields().flag("isDeleted"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alchemy-logs.json",
        "quicknode-streams-logs.json",
        "quicknode-streams-block-with-receipts.json",
        "quicknode-quickalerts-receipts.json",
        "moralis-confirmed.json",
        "tenderly-alert.json"
      })
  void shouldStoreADeliveryOnceAndAnswerItsDuplicateWith200(String file) {
    assertAnswers(2, 0, delivery(file));
    List<StoredDocument> stored = sales();
    assertEquals(2, stored.size());
    assertTrue(
        stored.stream()
            .anyMatch(s -> s.fields().string("priceWei").equals("42000000000000000000")));
    assertAnswers(0, 0, delivery(file));
    assertEquals(stored, sales());
  }

  @Test
  void shouldMakeTheSameFactsOfEveryVendorsDelivery() {
    assertAnswers(2, 0, delivery("tenderly-alert.json"));
    Stream.of(
            "alchemy-logs.json",
            "quicknode-streams-block-with-receipts.json",
            "quicknode-quickalerts-receipts.json",
            "moralis-provisional.json")
        .forEach(file -> assertAnswers(0, 0, delivery(file)));
    assertEquals(2, sales().size());
  }

  @ParameterizedTest
  @CsvSource({
    "moralis-provisional.json, moralis-confirmed.json",
    "moralis-confirmed.json, moralis-provisional.json"
  })
  void shouldCountOnceWhatIsProvisionalAndConfirmedInAnyOrder(String first, String second) {
    assertAnswers(2, 0, delivery(first));
    assertAnswers(0, 0, delivery(second));
    assertEquals(2, sales().size());
  }

  @Test
  void shouldTakeBackWhatIsRemoved() {
    assertAnswers(2, 0, delivery("alchemy-logs.json"));
    assertAnswers(0, 2, delivery("quicknode-streams-removed.json"));
    assertEquals(List.of(), sales());
    assertAnswers(0, 0, delivery("quicknode-streams-removed.json"));
  }

  @Test
  void shouldNotRestoreWhatWasRemovedBeforeItsLiveCopyCame() {
    assertAnswers(0, 2, delivery("quicknode-streams-removed.json"));
    assertAnswers(0, 0, delivery("moralis-confirmed.json"));
    assertEquals(List.of(), sales());
  }

  @Test
  void shouldUnpackGzip() {
    assertAnswers(2, 0, delivery("quicknode-streams-block-with-receipts.json").packed());
    assertEquals(2, sales().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alchemy-logs.json",
        "quicknode-streams-logs.json",
        "quicknode-quickalerts-receipts.json",
        "moralis-test.json",
        "tenderly-alert.json"
      })
  void shouldAnswer401ToAWrongSignatureAndWriteNothing(String file) throws Exception {
    TestDelivery sound = delivery(file);
    for (String header : sound.headers().keySet()) {
      if (header.toLowerCase(Locale.ROOT).endsWith("signature")) {
        HttpResponse<String> response = server.post(sound.with(header, "0x" + "0".repeat(64)));
        assertEquals(401, response.statusCode());
        assertFalse(response.body().contains(SECRET));
      }
    }
    assertEquals("[]", server.collections());
  }

  @Test
  void shouldAnswerTheTestOfANewMoralisStreamAndTenderlysProbe() throws Exception {
    TestDelivery test = delivery("moralis-test.json");
    assertAnswers(0, 0, test);
    assertAnswers(0, 0, test.without("x-signature"));
    TestDelivery probe = new TestDelivery("/webhooks/tenderly", Map.of(), new byte[0]);
    assertEquals(200, server.send("GET", probe).statusCode());
    assertEquals("[]", server.collections());
  }

  @Test
  void shouldNameTheFieldOfABadDelivery() {
    byte[] body = payload("{\"type\":\"GRAPHQL\",\"event\":{\"data\":{\"block\":7}}}");
    HttpResponse<String> response = server.post(TestDelivery.alchemy(body, SECRET));
    assertEquals(400, response.statusCode());
    JsonObject answer = JsonParser.parseString(response.body()).getAsJsonObject();
    assertEquals("event.data.block", answer.get("field").getAsString());
    assertEquals("event.data.block '7': must be an object", answer.get("error").getAsString());
    assertEquals("application/json", response.headers().firstValue("Content-Type").orElse(""));
  }

  @Test
  void shouldAnswerOtherPathsAndMethodsWithAFittingStatus() {
    TestDelivery sound = delivery("alchemy-logs.json");
    for (String path : List.of("/", "/webhooks/", "/webhooks/infura", "/webhooks/alchemy/x")) {
      TestDelivery elsewhere = new TestDelivery(path, sound.headers(), sound.body());
      assertEquals(404, server.post(elsewhere).statusCode(), path);
    }
    HttpResponse<String> put = server.send("PUT", sound);
    assertEquals(405, put.statusCode());
    assertEquals("POST", put.headers().firstValue("Allow").orElse(""));
    assertEquals(415, server.post(sound.with("Content-Encoding", "br")).statusCode());
    assertEquals(
        200,
        server
            .post(
                new TestDelivery("/ContractEvents/webhooks/alchemy", sound.headers(), sound.body()))
            .statusCode());
  }

  private static TestHttp.Response answer(RuntimeException failure) throws IOException {
    ContractEvents function =
        new ContractEvents(
            WebhookWorld.into(
                logs -> {
                  if (!logs.isEmpty()) {
                    throw failure;
                  }
                  return Intake.Count.NONE;
                }));
    TestDelivery sound = delivery("alchemy-logs.json");
    TestHttp.Response response = new TestHttp.Response();
    function.service(new TestHttp.Request("POST", sound, sound.body().length), response);
    return response;
  }

  @Test
  void shouldAskToBeSentAgainWhatCouldNotBeStored() throws IOException {
    TestHttp.Response down = answer(new StoreException.Unavailable("no answer", null));
    assertEquals(503, down.status());
    assertTrue(down.text().contains("send it again"), down.text());
    assertEquals(500, answer(new IllegalStateException("a fault of ours")).status());
  }

  @Test
  void shouldNameWhoDidNotDoItsPart() throws IOException {
    assertFailure(503, "the database does not answer", new StoreException.Unavailable("x", null));
    assertFailure(500, "our fault", new StoreException.Refused("too large", null));
    assertFailure(503, "in great demand", new StoreException.PreconditionFailed("x", null));
    assertFailure(503, "in great demand", new StakerBusyException("changes all the time"));
    assertFailure(503, "the chain's node does not answer", new NodeException.Refused("x"));
  }

  private static void assertFailure(int status, String sentence, RuntimeException failure)
      throws IOException {
    TestHttp.Response response = answer(failure);
    assertEquals(status, response.status());
    String error =
        JsonParser.parseString(response.text()).getAsJsonObject().get("error").getAsString();
    assertTrue(error.contains(sentence), error);
  }
}
