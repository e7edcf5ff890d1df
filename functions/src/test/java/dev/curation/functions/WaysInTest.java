package dev.curation.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.cloud.functions.HttpFunction;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.curation.aggregation.Aggregation;
import dev.curation.aggregation.AggregationSettings;
import dev.curation.aggregation.UserDocuments;
import dev.curation.apr.TokenPrices;
import dev.curation.chain.ChainLog;
import dev.curation.chain.CollectionId;
import dev.curation.documents.Paths;
import dev.curation.firestore.FirestoreStore;
import dev.curation.firestore.TestEmulator;
import dev.curation.local.ChainDeployment;
import dev.curation.node.SeenLog;
import dev.curation.store.Fields;
import dev.curation.store.Query;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.voting.VoteJson;
import dev.curation.voting.VoteRequest;
import dev.curation.webhook.TestDelivery;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.Bip32ECKeyPair;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.MnemonicUtils;

/**
 * One history on a real chain, through the real functions into Google's emulator: by webhook, by
 * poll, by backfill, and by all of them at once, doubled and in any order.
 */
class WaysInTest {
  private static final int STEPS = 45;

  private final List<Backend> backends = new ArrayList<>();

  /** The functions on a database of their own. */
  private static final class Backend {
    private final String name;
    private final Store store;
    private final AtomicReference<Instant> now;
    private final Wiring wiring;

    private Backend(String name, ChainHistory history) {
      this.name = name;
      this.store = FirestoreStore.emulator("ways-" + UUID.randomUUID(), TestEmulator.hostPort());
      this.now = new AtomicReference<>(history.now());
      BackendSettings settings =
          BackendSettings.of(AggregationSettings.DEFAULT)
              .with(List.of(history.setup), ChainDeployment.webhooks());
      this.wiring = new Wiring(store, settings, now::get);
      history.contracts.list(store);
    }

    private void deliver(List<SeenLog> logs) {
      byte[] body = alchemy(logs).toString().getBytes(StandardCharsets.UTF_8);
      TestDelivery delivery = TestDelivery.alchemy(body, ChainDeployment.WEBHOOK_SECRET);
      call(new ContractEvents(wiring), delivery);
    }

    private void poll() {
      call(new PollChain(wiring), new TestDelivery("/PollChain", Map.of(), new byte[0]));
    }

    private void backfill(ChainHistory history) {
      long last = history.node.headNumber() - ChainHistory.FINALITY;
      var unused = wiring.backfill(ChainDeployment.CHAIN).run(0, last, 3, (blocks, count) -> {});
    }

    private void vote(VoteRequest vote) {
      byte[] body = VoteJson.of(vote).toString().getBytes(StandardCharsets.UTF_8);
      call(new CastVote(wiring), new TestDelivery("/CastVote", Map.of(), body));
    }

    /** The node does not know what a block that is gone says of stakes: send it again later. */
    private void deliverEarly(List<SeenLog> logs) {
      byte[] body = alchemy(logs).toString().getBytes(StandardCharsets.UTF_8);
      TestDelivery delivery = TestDelivery.alchemy(body, ChainDeployment.WEBHOOK_SECRET);
      int status = answer(new ContractEvents(wiring), delivery).status();
      assertTrue(status == 200 || status == 503, name + ": " + status);
    }

    private void call(HttpFunction function, TestDelivery delivery) {
      TestHttp.Response response = answer(function, delivery);
      assertEquals(200, response.status(), name + ": " + delivery.path());
    }

    private TestHttp.Response answer(HttpFunction function, TestDelivery delivery) {
      TestHttp.Response response = new TestHttp.Response();
      try {
        function.service(new TestHttp.Request("POST", delivery, delivery.body().length), response);
        return response;
      } catch (Exception e) {
        throw new IllegalStateException(name, e);
      }
    }

    private void aggregate(CollectionId collection) {
      AggregationSettings all = AggregationSettings.DEFAULT.withUserDocuments(UserDocuments.ALL);
      Aggregation aggregation =
          new Aggregation(
              store, all, TokenPrices.NONE, now::get, () -> UUID.randomUUID().toString());
      assertEquals(Aggregation.Outcome.DONE, aggregation.run(collection));
    }

    /** All that counts in the ledgers, changes, and all results; not when they were written. */
    private Map<String, String> documents() {
      Map<String, String> documents = new TreeMap<>();
      for (String group :
          List.of(
              Paths.LEDGER,
              Paths.DELEGATION_CHANGES,
              Paths.BLOCKS,
              Paths.BLOCK_USERS,
              Paths.PERIODS,
              Paths.PERIOD_USERS)) {
        for (StoredDocument document : store.query(Query.inGroup(group))) {
          Fields fields = document.fields().without("updatedAt");
          if (!fields.flag("isDeleted")) {
            documents.put(document.path().path(), new TreeMap<>(fields.values()).toString());
          }
        }
      }
      return documents;
    }
  }

  private static JsonObject alchemy(List<SeenLog> logs) {
    ChainLog first = logs.getFirst().log();
    JsonObject block = new JsonObject();
    block.addProperty("hash", first.id().block().hex());
    block.addProperty("number", first.blockNumber());
    block.addProperty("timestamp", first.timestamp() / 1000);
    JsonArray array = new JsonArray();
    logs.forEach(seen -> array.add(alchemy(seen)));
    block.add("logs", array);
    JsonObject data = new JsonObject();
    data.add("block", block);
    JsonObject event = new JsonObject();
    event.add("data", data);
    JsonObject body = new JsonObject();
    body.addProperty("webhookId", "wh_test");
    body.addProperty("id", "whevt_test");
    body.addProperty("type", "GRAPHQL");
    body.add("event", event);
    return body;
  }

  private static JsonObject alchemy(SeenLog seen) {
    ChainLog log = seen.log();
    JsonObject json = new JsonObject();
    json.addProperty("data", log.data());
    JsonArray topics = new JsonArray();
    log.topics().forEach(topics::add);
    json.add("topics", topics);
    json.addProperty("index", log.id().logIndex());
    JsonObject account = new JsonObject();
    account.addProperty("address", log.contract().hex());
    json.add("account", account);
    JsonObject transaction = new JsonObject();
    transaction.addProperty("hash", log.id().tx().hex());
    json.add("transaction", transaction);
    if (seen.removed()) {
      json.addProperty("removed", true);
    }
    return json;
  }

  @AfterEach
  void close() {
    backends.forEach(backend -> backend.store.close());
  }

  @Test
  void shouldGiveTheSameLedgersAndRewardsByEveryWayIn() {
    try (ChainHistory history = new ChainHistory(2026)) {
      Backend webhook = backend("webhook", history);
      Backend poll = backend("poll", history);
      Backend backfill = backend("backfill", history);
      Backend all = backend("all", history);
      history.stake();
      history.settle(ChainHistory.FINALITY + 1);
      history.told.forEach(webhook::deliver);
      poll.poll();
      backfill.backfill(history);
      history.told.forEach(all::deliver);
      all.poll();
      vote(history);
      int known = history.told.size();

      Random random = new Random(7);
      for (int step = 0; step < STEPS; step++) {
        history.step();
        if (random.nextInt(3) == 0) {
          poll.poll();
        }
        if (random.nextInt(3) == 0) {
          all.poll();
        }
        for (int i = random.nextInt(3); i > 0; i--) {
          all.deliverEarly(anyOf(history.told, known, random));
        }
      }
      history.settle(ChainHistory.FINALITY + 1);
      backends.forEach(backend -> backend.now.set(history.now()));

      poll.poll();
      backfill.backfill(history);
      deliverAll(history, known, random, webhook);
      deliverAll(history, known, random, all);
      all.backfill(history);
      all.poll();

      assertSame(history, webhook, poll, backfill, all);
    }
  }

  private Backend backend(String name, ChainHistory history) {
    Backend backend = new Backend(name, history);
    backends.add(backend);
    return backend;
  }

  /** Every curator votes for all collections, and takes a part back from one. */
  private void vote(ChainHistory history) {
    byte[] seed =
        MnemonicUtils.generateSeed(
            "test test test test test test test test test test test junk", "");
    Bip32ECKeyPair master = Bip32ECKeyPair.generateKeyPair(seed);
    int hardened = Bip32ECKeyPair.HARDENED_BIT;
    for (int account = 1; account <= 8; account++) {
      ECKeyPair key =
          Bip32ECKeyPair.deriveKeyPair(
              master, new int[] {44 | hardened, 60 | hardened, hardened, 0, account});
      List<VoteRequest> votes = ChainVotes.of(history, key, account);
      backends.forEach(
          backend -> {
            backend.now.set(history.now());
            votes.forEach(backend::vote);
          });
    }
  }

  private static List<SeenLog> anyOf(List<List<SeenLog>> told, int from, Random random) {
    return told.get(from + random.nextInt(Math.max(1, told.size() - from)));
  }

  /** Everything that was told, 10 % of it twice, in any order. */
  private static void deliverAll(ChainHistory history, int from, Random random, Backend backend) {
    List<List<SeenLog>> told = new ArrayList<>(history.told.subList(from, history.told.size()));
    for (int i = told.size() / 10; i >= 0; i--) {
      told.add(told.get(random.nextInt(told.size())));
    }
    Collections.shuffle(told, random);
    told.forEach(backend::deliver);
  }

  private static void assertSame(ChainHistory history, Backend expected, Backend... others) {
    List<CollectionId> collections = history.contracts.collections();
    collections.forEach(expected::aggregate);
    Map<String, String> wanted = expected.documents();
    assertTrue(history.removed() > 0, "nothing was reorganised");
    assertTrue(
        wanted.values().stream().filter(fields -> fields.contains("unStakeLog=")).count() > 10,
        "hardly anybody lost a vote");
    assertTrue(
        wanted.values().stream().filter(fields -> fields.contains("discriminator=sale")).count()
            > 50,
        "hardly anything was sold");
    assertTrue(
        wanted.keySet().stream().filter(path -> path.startsWith("lazy/")).count() > 5,
        "hardly anybody delegated");
    for (Backend other : others) {
      collections.forEach(other::aggregate);
      assertEquals(lines(wanted), lines(other.documents()), other.name);
    }
  }

  private static String lines(Map<String, String> documents) {
    StringBuilder lines = new StringBuilder();
    documents.forEach((path, fields) -> lines.append(path).append(' ').append(fields).append('\n'));
    return lines.toString();
  }
}
