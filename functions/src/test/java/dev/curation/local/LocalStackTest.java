package dev.curation.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.aggregation.AggregationSettings;
import dev.curation.aggregation.UserDocuments;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.curation.NaiveCuration;
import dev.curation.curation.RandomLedger;
import dev.curation.decoding.ContractSet;
import dev.curation.decoding.StakingContract;
import dev.curation.documents.Paths;
import dev.curation.documents.Queries;
import dev.curation.functions.BackendSettings;
import dev.curation.functions.ChainSetup;
import dev.curation.functions.Wiring;
import dev.curation.ledger.Ledger;
import dev.curation.ledger.LedgerEvent;
import dev.curation.listening.ChainSettings;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import dev.curation.time.BlockHour;
import dev.curation.webhook.WebhookSettings;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The functions on the real emulator, called by its own trigger. */
class LocalStackTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2022-10-01T00:00:00Z"));
  private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));
  private static LocalStack stack;

  private static LocalStack.Options options(int firestorePort, int functionsPort) {
    return options(firestorePort, functionsPort, Duration.ofHours(1));
  }

  private static LocalStack.Options options(int firestorePort, int functionsPort, Duration tick) {
    return new LocalStack.Options(
        "local-stack-test",
        firestorePort,
        functionsPort,
        ROOT.resolve("firestore.rules"),
        ROOT.resolve("firebase.json"),
        tick,
        BackendSettings.of(AggregationSettings.DEFAULT.withUserDocuments(UserDocuments.ALL)),
        CLOCK);
  }

  @BeforeAll
  static void start() {
    stack = LocalStack.start(options(0, 0));
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  private static CollectionId collection(int number) {
    return new CollectionId(new ChainId(1), new Address(String.format("0x%040x", number)));
  }

  private static List<LedgerEvent> append(CollectionId collection, int seed) {
    List<LedgerEvent> events = new RandomLedger(seed).events(80, 6, 24 * 10);
    new Ledger(stack.store(), collection).append(events, CLOCK.millis());
    return events;
  }

  private static Fields metadata(String collection) {
    return stack
        .store()
        .get(Paths.metadata(collection))
        .map(StoredDocument::fields)
        .orElse(Fields.EMPTY);
  }

  private static boolean isDone(CollectionId collection) {
    return Boolean.FALSE.equals(metadata(collection.toString()).get("ledgerRequiresAggregation"));
  }

  private static void await(BooleanSupplier condition) {
    for (int i = 0; i < 600 && !condition.getAsBoolean(); i++) {
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    assertTrue(condition.getAsBoolean(), "within 30 s");
  }

  private static HttpResponse<String> send(String method, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(stack.functions() + path))
            .method(method, BodyPublishers.ofString("{}"));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldAggregateEveryFlaggedCollectionThroughTheEmulatorsTrigger() {
    List<CollectionId> collections = List.of(collection(1), collection(2), collection(3));
    for (CollectionId each : collections) {
      append(each, 1);
    }
    JsonObject answer = JsonParser.parseString(stack.tick()).getAsJsonObject();
    assertTrue(answer.get("flagged").getAsInt() >= 3, answer.toString());
    await(() -> collections.stream().allMatch(LocalStackTest::isDone));
    List<LedgerEvent> events = new RandomLedger(1).events(80, 6, 24 * 10);
    Map<String, Map<String, Object>> expected = NaiveCuration.documents(events);
    for (CollectionId each : collections) {
      assertResults(stack.store(), each, expected);
    }
  }

  private static void assertResults(
      Store store, CollectionId collection, Map<String, Map<String, Object>> expected) {
    List<StoredDocument> blocks = store.query(Queries.blocksSince(collection, 0));
    long expectedBlocks =
        expected.keySet().stream().filter(path -> path.matches("blocks/[0-9]+")).count();
    assertEquals(expectedBlocks, blocks.size());
    for (StoredDocument block : blocks) {
      String name = "blocks/" + block.path().id();
      assertHas(expected.getOrDefault(name, Map.of()), block);
      BlockHour hour = new BlockHour(Long.parseLong(block.path().id()));
      List<StoredDocument> users = store.query(Queries.blockUsers(collection, hour));
      long expectedUsers =
          expected.keySet().stream().filter(path -> path.startsWith(name + "/")).count();
      assertEquals(expectedUsers, users.size(), name);
      for (StoredDocument user : users) {
        assertHas(expected.getOrDefault(name + "/" + user.path().id(), Map.of()), user);
      }
    }
  }

  private static void assertHas(Map<String, Object> expected, StoredDocument document) {
    assertFalse(expected.isEmpty(), document.path() + " is not expected");
    expected.forEach(
        (field, value) ->
            assertEquals(value, document.fields().get(field), document.path() + "." + field));
  }

  @Test
  void shouldRecordTheFailureOfAMalformedPathAndDoTheOthers() {
    Fields flags = Fields.builder().put("ledgerRequiresAggregation", true).build();
    stack.store().commit(List.of(new Write.Put(Paths.metadata("no-collection"), flags)));
    append(collection(9), 9);
    stack.tick();
    await(() -> isDone(collection(9)));
    await(() -> metadata("no-collection").map("failure").has("reason"));
    String reason = metadata("no-collection").map("failure").string("reason");
    assertTrue(reason.contains("collectionId 'no-collection'"), reason);
  }

  @Test
  void shouldIgnoreAnEventThatIsDeliveredTwice() {
    append(collection(20), 20);
    stack.tick();
    await(() -> isDone(collection(20)));
    Fields before = metadata(collection(20).toString());
    String path = Paths.metadata(collection(20)).path();
    String[] event = {
      "ce-specversion", "1.0",
      "ce-id", "again",
      "ce-type", "google.cloud.firestore.document.v1.written",
      "ce-source", "//firestore.googleapis.com/projects/p/databases/(default)",
      "ce-subject", "documents/" + path,
      "content-type", "application/protobuf"
    };
    String trigger = "/functions/projects/p/triggers/AggregateCuration";
    assertEquals(204, send("POST", trigger, event).statusCode());
    assertEquals(before, metadata(collection(20).toString()));
  }

  @Test
  void shouldAnswerWrongRequestsWithAFittingStatus() {
    assertEquals(405, send("GET", "/FlagLedgers").statusCode());
    assertEquals(404, send("POST", "/Unknown").statusCode());
    String trigger = "/functions/projects/p/triggers/AggregateCuration";
    assertEquals(400, send("POST", trigger).statusCode());
  }

  @Test
  void shouldRefuseATakenPortBeforeAnythingStarts() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      PortTakenException refused =
          assertThrows(
              PortTakenException.class, () -> LocalStack.start(options(0, taken.getLocalPort())));
      assertEquals(taken.getLocalPort(), refused.port());
    }
  }

  @Test
  void shouldLeaveNoProcessAndNoPortBehind() {
    long children = ProcessHandle.current().descendants().count();
    LocalStack another = LocalStack.start(options(0, 0));
    int port = another.functions().getPort();
    another.close();
    assertEquals(children, ProcessHandle.current().descendants().count());
    Ports.requireFree(port);
    serveAgain();
  }

  /** The router serves the newest stack of the process: after another one, this one again. */
  private static void serveAgain() {
    FunctionRouter.serve(
        new Wiring(stack.functionsStore(), options(0, 0).settings(), CLOCK),
        null,
        StaticFiles.of(ROOT.resolve("firebase.json")),
        List.of());
  }

  @Test
  void shouldPayOnNoChainWhereNoneIsConfigured() {
    assertEquals("{}\n", stack.pay());
  }

  @Test
  void shouldFlagThoughTheChainDoesNotAnswer() {
    ContractSet contracts =
        new ContractSet(
            new ChainId(1),
            collection(1).address(),
            List.of(),
            Optional.of(new StakingContract(collection(2).address(), true)));
    ChainSetup silent =
        new ChainSetup(
            new ChainSettings(contracts, 0, 12, OptionalLong.of(0)),
            List.of(URI.create("http://127.0.0.1:1")));
    LocalStack.Options options =
        options(0, 0, Duration.ofMillis(100)).listeningTo(silent, WebhookSettings.of(Map.of()));
    CollectionId listed = collection(30);
    try (LocalStack listening = LocalStack.start(options)) {
      assertThrows(EmulatorException.class, listening::poll);
      assertEquals("{\"1\":{\"waiting\":0}}\n", listening.pay());
      var unused =
          new Ledger(listening.store(), listed)
              .append(new RandomLedger(30).events(80, 6, 24 * 10), CLOCK.millis());
      await(
          () ->
              listening
                  .store()
                  .get(Paths.metadata(listed))
                  .filter(metadata -> metadata.fields().has("ledgerRequiresAggregation"))
                  .isPresent());
    } finally {
      serveAgain();
    }
  }
}
