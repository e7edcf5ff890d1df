package dev.curation.functions;

import static dev.curation.staking.StakeFacts.CHAIN;
import static dev.curation.staking.StakeFacts.CONTRACT;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import com.google.cloud.functions.invoker.runner.Invoker;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.decoding.StakingEvent;
import dev.curation.documents.Paths;
import dev.curation.firestore.FirestoreStore;
import dev.curation.firestore.TestEmulator;
import dev.curation.local.Ports;
import dev.curation.staking.StakeBook;
import dev.curation.staking.StakeFacts;
import dev.curation.staking.StakingLedger;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.Write;
import dev.curation.voting.Voting;
import dev.curation.voting.VotingSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.web3j.crypto.ECKeyPair;

/** The real vote function behind a real port, on Google's Firestore emulator. */
public final class VoteSite {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.ofEpochMilli(StakeFacts.time(50)));
  private static final AtomicInteger BLOCKS = new AtomicInteger(10);
  private static volatile @Nullable CastVote served;

  private final Store store;
  private final Invoker server;
  private final URI uri;
  private final HttpClient client = HttpClient.newHttpClient();
  private final StakeBook stakes;

  private VoteSite(Store store, int port, CrossOrigin crossOrigin) throws Exception {
    this.store = store;
    this.uri = URI.create("http://127.0.0.1:" + port + "/CastVote");
    this.stakes =
        new StakeBook(store, chain -> Optional.empty(), CLOCK, VoteSite::id, attempt -> {});
    serve(store, crossOrigin);
    this.server = new Invoker(port, Served.class.getName(), "http", Served.class.getClassLoader());
    server.startTestServer();
  }

  /** Has all sites serve what is in the store from now on. */
  static void serve(Store store, CrossOrigin crossOrigin) {
    StakeBook stakes =
        new StakeBook(store, chain -> Optional.empty(), CLOCK, VoteSite::id, attempt -> {});
    VotingSettings settings = new VotingSettings(Map.of(CHAIN, CONTRACT));
    Voting voting = new Voting(store, settings, stakes, CLOCK, VoteSite::id, attempt -> {});
    served = new CastVote(voting, crossOrigin);
  }

  static VoteSite open(CrossOrigin crossOrigin) throws Exception {
    Store store = FirestoreStore.emulator("votes-" + UUID.randomUUID(), TestEmulator.hostPort());
    return new VoteSite(store, Ports.free(), crossOrigin);
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }

  /** What the invoker makes. */
  public static final class Served implements HttpFunction {
    @Override
    public void service(HttpRequest request, HttpResponse response) throws Exception {
      Objects.requireNonNull(served).service(request, response);
    }
  }

  Store store() {
    return store;
  }

  /** The user stakes tokens, and the collection is one of the marketplace's. */
  void stake(ECKeyPair key, long tokens) {
    happen(StakeFacts.staked(StakeFacts.userOf(key), tokens));
    store.commit(List.of(new Write.Put(Paths.collection(StakeFacts.collection(1)), Fields.EMPTY)));
  }

  /** The event becomes known and is settled. */
  void happen(StakingEvent event) {
    int block = BLOCKS.incrementAndGet();
    var unused = store.createEach(StakingLedger.creations(StakeFacts.log(block, 0), event, 0));
    stakes.settle(CHAIN, CONTRACT, event.user());
  }

  /** Status and body. */
  record Answer(int status, JsonObject body) {
    String text(String field) {
      return body.get(field).getAsString();
    }

    long number(String field) {
      return body.get(field).getAsLong();
    }
  }

  Answer post(String json) throws IOException, InterruptedException {
    var response = send("POST", json, "https://example.org");
    return new Answer(
        response.statusCode(), JsonParser.parseString(response.body()).getAsJsonObject());
  }

  java.net.http.HttpResponse<String> send(String method, String body, String origin)
      throws IOException, InterruptedException {
    return client.send(
        java.net.http.HttpRequest.newBuilder(uri)
            .method(method, java.net.http.HttpRequest.BodyPublishers.ofString(body))
            .header("Origin", origin)
            .build(),
        BodyHandlers.ofString());
  }

  void close() throws Exception {
    server.stopServer();
    store.close();
  }
}
