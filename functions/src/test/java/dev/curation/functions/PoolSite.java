package dev.curation.functions;

import static dev.curation.pools.PoolWorld.person;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.pools.PoolAnswers;
import dev.curation.pools.PoolRequest;
import dev.curation.pools.PoolWorld;
import dev.curation.staking.StakeFacts;
import dev.curation.store.Store;
import dev.curation.webhook.TestDelivery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** A pool with an operator and delegators, and its functions, called in memory. */
final class PoolSite {
  static final int OPERATOR = 1;
  static final int OWNER = 2;
  static final int ALICE = 3;
  static final int BOB = 4;
  static final int CURATOR = 5;
  static final int OTHER = 6;
  static final int NOBODY = 7;
  private static final String ANY_SIGNATURE = "0x" + "11".repeat(64) + "1b";

  final PoolWorld world = new PoolWorld();
  private int requests;

  /** Alice has 30 of her 40 votes with the operator, which has earned 900 wei for her. */
  PoolSite() {
    world.stake(ALICE, 40);
    world.stake(BOB, 10);
    world.create(OPERATOR, OWNER, "100000000000000000");
    world.create(OTHER, OWNER, "0");
    world.delegate(ALICE, OPERATOR, 30);
    world.pass(Duration.ofHours(6));
    world.vote(OPERATOR, 100);
    world.vote(CURATOR, 100);
    world.sale(2_000);
    world.pass(Duration.ofHours(6));
  }

  /** An answer of a function. */
  record Answer(int status, String type, String text) {
    JsonObject json() {
      return JsonParser.parseString(text).getAsJsonObject();
    }

    String text(String field) {
      return json().get(field).getAsString();
    }
  }

  static String hex(int person) {
    return person(person).hex();
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

  JsonObject signed(int signer, String action, String... fields) {
    return sign(signer, unsigned(action, fields));
  }

  static JsonObject sign(int signer, JsonObject json) {
    json.addProperty("signature", ANY_SIGNATURE);
    byte[] digest =
        PoolRequest.parse(json.toString()).message().digest(StakeFacts.CONTRACT.address());
    json.addProperty("signature", PoolWorld.sign(PoolWorld.key(signer), digest).hex());
    return json;
  }

  Answer post(JsonObject json) throws IOException {
    return send("POST", "/", json.toString().getBytes(StandardCharsets.UTF_8));
  }

  Answer get(String path) throws IOException {
    return send("GET", path, new byte[0]);
  }

  Answer send(String method, String path, byte[] body) throws IOException {
    return send(world.process(), method, path, body);
  }

  Answer send(Store store, String method, String path, byte[] body) throws IOException {
    TestHttp.Response response = new TestHttp.Response();
    new Withdrawals(world.desk(store), new PoolAnswers(store), CrossOrigin.EVERYBODY)
        .service(request(method, path, body), response);
    return new Answer(response.status(), response.getContentType().orElse(""), response.text());
  }

  Answer manage(String method, String json) throws IOException {
    TestHttp.Response response = new TestHttp.Response();
    new ManagePool(world.administration(world.process()))
        .service(request(method, "/", json.getBytes(StandardCharsets.UTF_8)), response);
    return new Answer(response.status(), response.getContentType().orElse(""), response.text());
  }

  static TestHttp.Request request(String method, String path, byte[] body) {
    return new TestHttp.Request(method, new TestDelivery(path, Map.of(), body), body.length);
  }
}
