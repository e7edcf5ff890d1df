package dev.curation.functions;

import static dev.curation.ledger.Facts.HOUR;
import static dev.curation.ledger.Facts.sale;
import static dev.curation.ledger.Facts.vote;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.chain.CollectionId;
import dev.curation.curation.RandomLedger;
import dev.curation.ledger.Facts;
import dev.curation.ledger.LedgerEvent;
import dev.curation.rewards.InvalidRequestException;
import dev.curation.rewards.RewardsWorld;
import dev.curation.simulation.Faults;
import dev.curation.simulation.Operation;
import dev.curation.store.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The read API as clients of HTTP meet it, on Google's server. */
class RewardsTest {
  private static final CollectionId COLLECTION = RewardsWorld.collection(1);
  private static final String ALICE = RandomLedger.user(1).hex();
  private static final String PATH = "/api/v1/collections/" + COLLECTION;
  private static final String LARGE = PATH + "/curators?limit=100";
  private static final String SEALED = PATH + "/blocks/" + Facts.START + "/users/" + ALICE;
  private static RewardsWorld world;
  private static RewardsServer server;

  @BeforeAll
  static void start() throws Exception {
    world = new RewardsWorld();
    world.now = Instant.ofEpochMilli(Facts.at(60 * HOUR));
    List<LedgerEvent> events = new ArrayList<>(List.of(sale(5, 100), sale(50 * HOUR, 7)));
    for (int user = 0; user < 30; user++) {
      events.add(vote(user, RandomLedger.user(user), user + 1));
    }
    world.append(COLLECTION, events);
    world.delivered(COLLECTION, world.now);
    world.tick();
    server = RewardsServer.start();
    server.serve(world.api(world.process()));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String header(HttpResponse<?> response, String name) {
    return String.join(", ", response.headers().allValues(name));
  }

  private static JsonObject problem(HttpResponse<byte[]> response) {
    assertEquals("application/problem+json", header(response, "Content-Type"));
    assertEquals("no-store", header(response, "Cache-Control"));
    JsonObject problem = JsonParser.parseString(RewardsServer.text(response)).getAsJsonObject();
    assertEquals(response.statusCode(), problem.get("status").getAsInt());
    return problem;
  }

  @Test
  void shouldAnswerAtBothAddressesWithTheColonRawOrEncoded() {
    byte[] wanted = server.get(PATH).body();
    assertTrue(new String(wanted, StandardCharsets.UTF_8).contains("\"curators\":30"));
    assertArrayEquals(wanted, server.get(PATH.replace("/api", "")).body());
    assertArrayEquals(wanted, server.get(PATH.replace(":", "%3A")).body());
    assertArrayEquals(wanted, server.get(PATH.replace(":0x", "%3a0%78")).body());
    assertEquals(404, server.get("/other" + PATH).statusCode());
    assertEquals(404, server.get("/v2/chains").statusCode());
    assertEquals(404, server.get("/").statusCode());
  }

  @Test
  void shouldDecodeParametersAsFormsDo() {
    String time = "2022-09-04T10:00:00%2B01:00";
    JsonObject past =
        JsonParser.parseString(RewardsServer.text(server.get(PATH + "?a%74=" + time)))
            .getAsJsonObject();
    assertEquals(Facts.at(9 * HOUR), past.get("at").getAsLong());
    assertEquals(
        "2022-09-04T10:00:00 01:00",
        problem(server.get(PATH + "?at=" + time.replace("%2B", "+"))).get("value").getAsString());
  }

  @Test
  void shouldAnswer304WhereTheClientHasItAlready() {
    HttpResponse<byte[]> first = server.get(PATH);
    String tag = header(first, "ETag");
    assertTrue(tag.matches("\"[0-9a-f]{32}\""), tag);
    for (String same :
        List.of(tag, "W/" + tag, "*", "\"a,b\", " + tag + ", \"c\"", "\"x\",W/" + tag)) {
      HttpResponse<byte[]> again = server.get(PATH, "If-None-Match", same);
      assertEquals(304, again.statusCode(), same);
      assertEquals(0, again.body().length);
      for (String name : List.of("ETag", "Cache-Control", "Vary")) {
        assertEquals(header(first, name), header(again, name), name);
      }
      assertEquals(304, server.send("HEAD", PATH, "If-None-Match", same).statusCode());
    }
    for (String other : List.of("\"x\"", tag.replace("\"", ""), "\"x" + tag.substring(1))) {
      assertEquals(200, server.get(PATH, "If-None-Match", other).statusCode(), other);
    }
    assertEquals(
        304, server.get(PATH, "If-None-Match", "\"x\"", "If-None-Match", tag).statusCode());
  }

  @Test
  void shouldHaveAnotherTagForAnotherAnswer() {
    assertNotEquals(header(server.get(PATH), "ETag"), header(server.get(LARGE), "ETag"));
    assertEquals(header(server.get(PATH), "ETag"), header(server.get(PATH + "?"), "ETag"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip | true",
        "GZIP | true",
        "br, gzip;q=0.5 | true",
        "x-gzip | true",
        "* | true",
        "identity;q=0.5, gzip;q=1.0 | true",
        "gzip;q=0 | false",
        "gzip;q=0.000, * | false",
        "*;q=0 | false",
        "gzip;q=wrong | false",
        "gzip;q=0.2, identity;q=0.8 | false",
        "br | false",
        "'' | false"
      })
  void shouldCompressWhereTheClientWants(String accepted, boolean isGzipped) throws IOException {
    HttpResponse<byte[]> plain = server.get(LARGE);
    HttpResponse<byte[]> response = server.get(LARGE, "Accept-Encoding", accepted);
    assertEquals(isGzipped ? "gzip" : "", header(response, "Content-Encoding"));
    assertEquals("Origin, Accept-Encoding", header(response, "Vary"));
    assertEquals(Integer.toString(response.body().length), header(response, "Content-Length"));
    assertEquals(isGzipped, !header(response, "ETag").equals(header(plain, "ETag")));
    byte[] body = isGzipped ? unpacked(response) : response.body();
    assertArrayEquals(plain.body(), body);
    String tag = header(response, "ETag");
    assertEquals(
        304, server.get(LARGE, "Accept-Encoding", accepted, "If-None-Match", tag).statusCode());
    assertEquals(isGzipped ? 200 : 304, server.get(LARGE, "If-None-Match", tag).statusCode());
  }

  private static byte[] unpacked(HttpResponse<byte[]> response) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
      return in.readAllBytes();
    }
  }

  @Test
  void shouldNotCompressSmallAnswers() {
    assertEquals(
        "",
        header(
            server.get("/v1/users/" + ALICE.replace('0', '9'), "Accept-Encoding", "gzip"),
            "Content-Encoding"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gzip"})
  void shouldAnswerHeadAsGetWithoutBody(String accepted) {
    HttpResponse<byte[]> got = server.get(LARGE, "Accept-Encoding", accepted);
    HttpResponse<byte[]> head = server.send("HEAD", LARGE, "Accept-Encoding", accepted);
    assertEquals(200, head.statusCode());
    assertEquals(0, head.body().length);
    for (String name :
        List.of(
            "Content-Length",
            "Content-Type",
            "Content-Encoding",
            "ETag",
            "Cache-Control",
            "Vary")) {
      assertEquals(header(got, name), header(head, name), name);
    }
    assertEquals(404, server.send("HEAD", "/v1/nothing").statusCode());
  }

  @Test
  void shouldLetCachesKeepWhatIsSealed() {
    assertEquals("public, max-age=86400, immutable", header(server.get(SEALED), "Cache-Control"));
    assertEquals(
        "public, max-age=86400, immutable",
        header(server.get(PATH + "?at=" + Facts.at(HOUR)), "Cache-Control"));
    for (String open :
        List.of(
            PATH, LARGE, PATH + "?at=" + Facts.at(59 * HOUR), "/v1/openapi.json", "/v1/chains")) {
      assertEquals("public, max-age=15", header(server.get(open), "Cache-Control"), open);
    }
    assertEquals("nosniff", header(server.get(PATH), "X-Content-Type-Options"));
    assertEquals("application/json", header(server.get(PATH), "Content-Type"));
  }

  @Test
  void shouldLetOnlyKnownPagesReadAnswers() {
    HttpResponse<byte[]> asked =
        server.send(
            "OPTIONS", PATH, "Origin", RewardsServer.PAGE, "Access-Control-Request-Method", "GET");
    assertEquals(204, asked.statusCode());
    assertEquals(RewardsServer.PAGE, header(asked, "Access-Control-Allow-Origin"));
    assertEquals("GET, HEAD, OPTIONS", header(asked, "Access-Control-Allow-Methods"));
    assertEquals("If-None-Match", header(asked, "Access-Control-Allow-Headers"));
    for (String target : List.of(PATH, "/v1/nothing")) {
      HttpResponse<byte[]> known = server.get(target, "Origin", RewardsServer.PAGE);
      assertEquals(RewardsServer.PAGE, header(known, "Access-Control-Allow-Origin"));
      HttpResponse<byte[]> other = server.get(target, "Origin", "https://evil.example");
      assertEquals("", header(other, "Access-Control-Allow-Origin"));
      assertEquals("Origin, Accept-Encoding", header(other, "Vary"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
  void shouldOnlyBeReadFrom(String method) {
    HttpResponse<byte[]> refused = server.send(method, PATH);
    assertEquals(405, refused.statusCode());
    assertEquals("GET, HEAD, OPTIONS", header(refused, "Allow"));
    assertEquals("Method Not Allowed", problem(refused).get("title").getAsString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/users/0x12 | user | 0x12",
        "/users/ | user | ''",
        "/collections/1 | collectionId | 1",
        "/collections/0:@ | collectionId | 0:@",
        "/collections?cursor=abc | cursor | abc",
        "/collections?cursor=%C3%A9 | cursor | é",
        "/collections?sort=size | sort | size",
        "/collections?chain=-1 | chain | -1",
        "/collections?limit=0 | limit | 0",
        "/collections?limit=101 | limit | 101",
        "/collections?limit=1e1 | limit | 1e1",
        "/collections?limit | limit | ''",
        "/collections?limit=1&limit=2 | limit | [1, 2]",
        "/collections?Limit=1 | Limit | 1",
        "/collections/1:@?at=9999999999999 | at | 9999999999999",
        "/collections/1:@?at=tomorrow | at | tomorrow",
        "/collections/#/blocks?from=-5 | from | -5",
        "/collections/#/blocks?to=2022-13-01T00:00:00Z | to | 2022-13-01T00:00:00Z",
        "/collections/1:@/blocks/7/users/@ | blockStart | 7",
        "/collections/1:@/periods/3600000/users/@ | periodStart | 3600000",
        "/collections/#/curators?sort=fees | sort | fees",
        "/users/@/periods?collection=x | collectionId | x",
        "/openapi.json?x=%20 | x | ' '",
        "/chains?%C0%AF=1 | query | %C0%AF",
        "/chains?x=%ED%A0%80 | x | %ED%A0%80",
      })
  void shouldNameWhatIsWrong(String request, String field, String value) {
    String target = "/api/v1" + request.replace("@", ALICE).replace("#", COLLECTION.toString());
    HttpResponse<byte[]> refused = server.get(target);
    assertEquals(400, refused.statusCode(), target);
    JsonObject problem = problem(refused);
    assertEquals("about:blank", problem.get("type").getAsString());
    assertEquals("Bad Request", problem.get("title").getAsString());
    assertEquals(field, problem.get("field").getAsString());
    assertEquals(value.replace("@", ALICE), problem.get("value").getAsString());
  }

  /** The server does it before the function is asked, and says no more. */
  @ParameterizedTest
  @ValueSource(strings = {"%FF", "%C3%28", "%zz", "%", "a%2Fb", "%00"})
  void shouldRefusePathsThatAreNotEncodedAsTheyShouldBe(String segment) throws IOException {
    byte[] target = ("/v1/users/" + segment).getBytes(StandardCharsets.US_ASCII);
    assertEquals(400, server.raw("GET", target));
    assertThrows(
        InvalidRequestException.class, () -> RequestTarget.parse("/v1/users/" + segment + "/%80"));
  }

  @Test
  void shouldCutLongValues() {
    JsonObject problem = problem(server.get("/v1/users/" + "7".repeat(3_000)));
    assertEquals("7".repeat(200) + "...", problem.get("value").getAsString());
    assertTrue(problem.get("detail").getAsString().length() <= 203, problem.toString());
  }

  @Test
  void shouldKnowUnknownUsersButNotUnknownCollections() {
    String nobody = "0x" + "9".repeat(40);
    HttpResponse<byte[]> user = server.get("/v1/users/" + nobody);
    assertEquals(200, user.statusCode());
    JsonObject totals = JsonParser.parseString(RewardsServer.text(user)).getAsJsonObject();
    assertEquals("0", totals.get("totalProtocolFeesAccruedWei").getAsString());
    assertEquals(0, totals.getAsJsonArray("collections").size());
    HttpResponse<byte[]> collection = server.get("/v1/collections/1:" + nobody);
    assertEquals(404, collection.statusCode());
    assertEquals("1:" + nobody, problem(collection).get("value").getAsString());
    assertEquals(404, server.get(PATH + "/blocks/0/users/" + ALICE).statusCode());
    assertEquals("path", problem(server.get("/v1/chains/x")).get("field").getAsString());
  }

  @Test
  void shouldSayWhenTheDatabaseIsAwayAndNeverHowTheProgramIsMade() {
    try {
      server.serve(
          world.api(world.process(new Failing(new StoreException.Unavailable("away", null)))));
      HttpResponse<byte[]> away = server.get(PATH);
      assertEquals(503, away.statusCode());
      assertEquals("1", header(away, "Retry-After"));
      assertEquals("Service Unavailable", problem(away).get("title").getAsString());
      server.serve(world.api(world.process(new Failing(new IllegalStateException("secret")))));
      HttpResponse<byte[]> broken = server.get(PATH);
      assertEquals(500, broken.statusCode());
      problem(broken);
      assertFalse(RewardsServer.text(broken).contains("secret"));
      assertFalse(RewardsServer.text(broken).contains("dev.curation"));
    } finally {
      server.serve(world.api(world.process()));
    }
  }

  private record Failing(RuntimeException failure) implements Faults {
    @Override
    public void beforeOperation(Operation operation) {
      throw failure;
    }

    @Override
    public void afterOperation(Operation operation) {}
  }
}
