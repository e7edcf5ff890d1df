package dev.curation.functions;

import static dev.curation.ledger.Facts.HOUR;
import static dev.curation.ledger.Facts.WEEK;
import static dev.curation.ledger.Facts.sale;
import static dev.curation.ledger.Facts.unvote;
import static dev.curation.ledger.Facts.vote;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.curation.RandomLedger;
import dev.curation.ledger.Facts;
import dev.curation.ledger.Ledger;
import dev.curation.ledger.LedgerEvent;
import dev.curation.rewards.InvalidRequestException;
import dev.curation.rewards.NotFoundException;
import dev.curation.rewards.RewardsApi;
import dev.curation.rewards.RewardsWorld;
import dev.curation.simulation.Faults;
import dev.curation.simulation.Operation;
import dev.curation.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The API does what its document says, and nothing else. */
class OpenApiTest {
  private static final CollectionId FIRST = RewardsWorld.collection(1);
  private static final CollectionId SECOND = RewardsWorld.collection(2);
  private static final Address ALICE = RandomLedger.user(1);
  private static final String COLLECTION = OpenApi.BASE + "/collections/" + FIRST;
  private static final String USER = OpenApi.BASE + "/users/" + ALICE.hex();
  private static final Path API =
      Path.of(
          System.getProperty("project.root", ".."),
          "functions/src/main/java/dev/curation/rewards/RewardsApi.java");
  private static final OpenApi OPEN_API = OpenApi.load();
  private static RewardsServer server;

  @BeforeAll
  static void start() throws Exception {
    server = RewardsServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Two collections of several weeks, with 30 curators, late events and a reversal. */
  private static RewardsWorld history() {
    RewardsWorld world = new RewardsWorld();
    world.now = Instant.ofEpochMilli(Facts.at(2 * WEEK + 3 * HOUR + 5));
    LedgerEvent.Sale taken = sale(HOUR, 1_000_000);
    List<LedgerEvent> events =
        new ArrayList<>(List.of(taken, sale(2 * HOUR, 77), sale(2 * WEEK + 3 * HOUR, 5)));
    for (int user = 0; user < 30; user++) {
      events.add(vote(user, RandomLedger.user(user), user + 1));
    }
    world.append(FIRST, events);
    world.append(SECOND, List.of(vote(0, ALICE, 3), sale(WEEK, 9)));
    world.delivered(FIRST, world.now);
    world.tick();
    world.append(FIRST, List.of(vote(5, ALICE, 9), sale(6, 4), unvote(2 * HOUR, ALICE, 2)));
    new Ledger(world.process(), FIRST).orphan(List.of(taken.id()), world.now.toEpochMilli());
    world.tick();
    return world;
  }

  private static JsonObject check(String target) {
    var response = server.get(target);
    OPEN_API.check(target, response);
    return response.statusCode() == 304
        ? new JsonObject()
        : JsonParser.parseString(RewardsServer.text(response)).getAsJsonObject();
  }

  private static JsonObject found(String target) {
    JsonObject answer = check(target);
    assertFalse(answer.has("status") && answer.has("detail"), target + ": " + answer);
    return answer;
  }

  /** All pages of a list. */
  private static int items(String target) {
    int items = 0;
    JsonElement next;
    String cursor = "";
    do {
      JsonObject page = found(target + cursor);
      items += page.getAsJsonArray("items").size();
      next = page.get("next");
      cursor =
          (target.contains("?") ? "&" : "?")
              + "cursor="
              + (next.isJsonNull() ? "" : next.getAsString());
    } while (!next.isJsonNull());
    return items;
  }

  private static void askEverything() {
    String past = "at=" + Facts.at(3 * HOUR);
    found(OpenApi.BASE + "/chains");
    for (String sort : List.of("fees", "apr", "curators")) {
      int all = items(OpenApi.BASE + "/collections?limit=1&sort=" + sort);
      assertEquals(all, items(OpenApi.BASE + "/collections?chain=1&sort=" + sort));
    }
    found(COLLECTION);
    found(COLLECTION + "?" + past);
    found(COLLECTION + "?at=0");
    assertEquals(items(COLLECTION + "/blocks"), items(COLLECTION + "/blocks?limit=1"));
    assertEquals(items(COLLECTION + "/periods"), items(COLLECTION + "/periods?limit=1"));
    assertEquals(
        1, items(COLLECTION + "/periods?from=" + Facts.START + "&to=" + (Facts.START + 1)));
    for (String sort : List.of("votes", "earnings", "age")) {
      assertEquals(30, items(COLLECTION + "/curators?limit=7&sort=" + sort));
      assertEquals(30, items(COLLECTION + "/curators?limit=7&" + past + "&sort=" + sort));
    }
    found(USER);
    found(USER + "?" + past);
    assertEquals(3, items(USER + "/periods?limit=1"));
    assertEquals(2, items(USER + "/periods?collection=" + SECOND));
    found(USER + "/collections/" + FIRST + "/apr");
    String user = "/users/" + ALICE.hex();
    found(COLLECTION + "/periods/" + Facts.START + user);
    for (JsonElement block : found(COLLECTION + "/blocks?limit=100").getAsJsonArray("items")) {
      long start = block.getAsJsonObject().get("timestamp").getAsLong();
      found(COLLECTION + "/blocks/" + start + user + "?limit=1");
    }
  }

  @Test
  void shouldAnswerAsDescribedWhateverTheStateIs() {
    RewardsWorld world = new RewardsWorld();
    server.serve(world.api(world.process()));
    assertEquals(0, items(OpenApi.BASE + "/chains"));
    assertEquals(0, items(OpenApi.BASE + "/collections"));
    assertEquals("0", found(USER).get("totalProtocolFeesAccruedWei").getAsString());
    assertEquals(0, items(USER + "/periods"));
    found(USER + "?at=0");

    RewardsWorld fresh = new RewardsWorld();
    fresh.append(FIRST, List.of(sale(0, 1)));
    fresh.flagging(fresh.process()).run();
    server.serve(fresh.api(fresh.process()));
    found(COLLECTION);
    assertEquals(0, items(COLLECTION + "/curators"));

    RewardsWorld history = history();
    server.serve(history.api(history.process()));
    askEverything();
    server.serve(history.withPrice("0.000021").api(history.process()));
    askEverything();
    history.now = history.now.plus(Duration.ofDays(9));
    history.tick();
    askEverything();
    assertEquals("sealed", state(found(COLLECTION + "/blocks?to=" + Facts.at(WEEK))));
    JsonObject rates = found(USER + "/collections/" + FIRST + "/apr");
    assertTrue(rates.get("trailing7Days").isJsonObject(), rates.toString());
  }

  private static String state(JsonObject page) {
    return page.getAsJsonArray("items").get(0).getAsJsonObject().get("state").getAsString();
  }

  @Test
  void shouldDescribeEveryAnswerThatThereIs() throws IOException {
    RewardsWorld history = history();
    server.serve(history.api(history.process()));
    askEverything();
    found(OpenApi.BASE + "/openapi.json");
    String missing = "1:0x" + "0".repeat(40);
    for (String template : OPEN_API.paths().keySet()) {
      String target = target(template);
      var response = server.get(target);
      var again =
          server.get(target, "If-None-Match", response.headers().firstValue("ETag").orElseThrow());
      OPEN_API.check(target, again);
      var refused = server.get(target + "?nonsense=1");
      OPEN_API.check(target, refused);
      assertEquals(400, refused.statusCode());
      var unknown = server.get(target.replace(FIRST.toString(), missing));
      if (template.contains("{collectionId}")) {
        assertEquals(404, unknown.statusCode(), template);
      }
      OPEN_API.check(target, unknown);
      if (template.matches("/users/\\{address}(/periods)?")) {
        String named = target + "?collection=" + missing + (template.endsWith("}") ? "&at=1" : "");
        var none = server.get(named);
        assertEquals(404, none.statusCode(), named);
        OPEN_API.check(named, none);
      }
      OPEN_API.check(target, server.send("POST", target));
    }
    server.serve(history.api(history.process(new Away())));
    OPEN_API.paths().keySet().stream()
        .filter(each -> !each.equals("/openapi.json"))
        .forEach(each -> check(target(each)));
    server.serve(history.api(history.process(new Broken())));
    OPEN_API.paths().keySet().stream()
        .filter(each -> !each.equals("/openapi.json"))
        .forEach(each -> check(target(each)));
    Set<String> described = new TreeSet<>();
    for (String template : OPEN_API.paths().keySet()) {
      OPEN_API
          .operation(template)
          .getAsJsonObject("responses")
          .keySet()
          .forEach(status -> described.add(template + " " + status));
    }
    described.remove("/openapi.json 500");
    assertEquals(described, OPEN_API.seen);
  }

  /** The database does not answer. */
  private static final class Away implements Faults {
    @Override
    public void beforeOperation(Operation operation) {
      throw new StoreException.Unavailable("away", null);
    }

    @Override
    public void afterOperation(Operation operation) {}
  }

  /** The program is wrong. */
  private static final class Broken implements Faults {
    @Override
    public void beforeOperation(Operation operation) {
      throw new IllegalStateException("a secret of ours");
    }

    @Override
    public void afterOperation(Operation operation) {}
  }

  private static String target(String template) {
    return OpenApi.BASE
        + template
            .replace("{collectionId}", FIRST.toString())
            .replace("{address}", ALICE.hex())
            .replaceAll("\\{.*Start}", Long.toString(Facts.START));
  }

  @Test
  void shouldRefuseParametersThatAreNotDescribed() {
    RewardsWorld history = history();
    server.serve(history.api(history.process()));
    Set<String> all = new TreeSet<>(Set.of("page", "At", "collectionId", ""));
    for (String template : OPEN_API.paths().keySet()) {
      OPEN_API.parameters(template).forEach(p -> all.add(p.get("name").getAsString()));
    }
    for (String template : OPEN_API.paths().keySet()) {
      Set<String> known = new HashSet<>();
      OPEN_API.parameters(template).stream()
          .filter(p -> p.get("in").getAsString().equals("query"))
          .forEach(p -> known.add(p.get("name").getAsString()));
      for (String name : all) {
        if (!known.contains(name)) {
          JsonObject refused = check(target(template) + "?" + name + "=1");
          assertEquals(name, refused.get("field").getAsString(), refused.toString());
          assertEquals("1", refused.get("value").getAsString());
        } else {
          JsonObject twice = check(target(template) + "?" + name + "=1&" + name + "=1");
          assertEquals(400, twice.get("status").getAsInt(), twice.toString());
          assertEquals(name, twice.get("field").getAsString(), twice.toString());
        }
      }
    }
  }

  @Test
  void shouldTakeTheDescribedLimitsAndDefaults() {
    RewardsWorld history = history();
    server.serve(history.api(history.process()));
    JsonObject limit =
        OPEN_API
            .document()
            .getAsJsonObject("components")
            .getAsJsonObject("parameters")
            .getAsJsonObject("limit")
            .getAsJsonObject("schema");
    String curators = COLLECTION + "/curators";
    assertEquals(limit.get("default").getAsInt(), found(curators).getAsJsonArray("items").size());
    assertEquals(found(curators), found(curators + "?sort=votes"));
    String collections = OpenApi.BASE + "/collections";
    assertEquals(found(collections), found(collections + "?sort=fees"));
    found(curators + "?limit=" + limit.get("minimum"));
    found(curators + "?limit=" + limit.get("maximum"));
    for (int wrong :
        new int[] {limit.get("minimum").getAsInt() - 1, limit.get("maximum").getAsInt() + 1}) {
      assertEquals("limit", check(curators + "?limit=" + wrong).get("field").getAsString());
    }
  }

  /** Tries all paths made of the words in the code. */
  @Test
  void shouldDescribeEveryRoute() throws IOException {
    Set<String> words =
        new TreeSet<>(
            Pattern.compile("\"([a-z]+)\"")
                .matcher(Files.readString(API))
                .results()
                .map((MatchResult word) -> word.group(1))
                .toList());
    String id = FIRST.toString();
    String user = ALICE.hex();
    String start = Long.toString(Facts.START);
    words.addAll(List.of(id, user, start));
    RewardsWorld empty = new RewardsWorld();
    RewardsApi api = empty.api(empty.process());
    Set<String> routes = new TreeSet<>();
    Set<String> paths = new TreeSet<>(words);
    for (int length = 1; length <= 6; length++) {
      paths.stream().filter(path -> isRoute(api, path)).forEach(routes::add);
      Set<String> longer = new TreeSet<>();
      for (String path : paths) {
        // All routes that are that long begin so.
        if (length < 2
            || path.startsWith("collections/" + id)
            || path.startsWith("users/" + user)) {
          words.forEach(word -> longer.add(path + "/" + word));
        }
      }
      paths = longer.size() > 200_000 ? narrowed(longer) : longer;
    }
    Set<String> described = new TreeSet<>();
    OPEN_API.paths().keySet().stream()
        .filter(each -> !each.equals("/openapi.json"))
        .forEach(each -> described.add(target(each).substring(OpenApi.BASE.length() + 1)));
    assertEquals(described, routes);
  }

  /** The last word but one of a route of six is {@code users}, or it holds a start. */
  private static Set<String> narrowed(Set<String> paths) {
    Set<String> some = new TreeSet<>();
    paths.stream().filter(path -> path.contains("/" + Facts.START + "/")).forEach(some::add);
    return some;
  }

  private static boolean isRoute(RewardsApi api, String path) {
    try {
      api.get(path, Map.of());
      return true;
    } catch (NotFoundException e) {
      return !e.field().equals("path");
    } catch (InvalidRequestException e) {
      return false;
    }
  }

  /** So that a field without description is found. */
  @Test
  void shouldLeaveNoSchemaOpen() {
    List<String> open = new ArrayList<>();
    findOpen("", OPEN_API.document().get("components").getAsJsonObject().get("schemas"), open);
    assertEquals(List.of(), open);
  }

  private static void findOpen(String path, JsonElement element, List<String> open) {
    if (!element.isJsonObject()) {
      return;
    }
    JsonObject object = element.getAsJsonObject();
    if (object.has("properties")) {
      Set<String> required = new TreeSet<>();
      object.getAsJsonArray("required").forEach(name -> required.add(name.getAsString()));
      if (!required.equals(new TreeSet<>(object.getAsJsonObject("properties").keySet()))
          || !object.get("additionalProperties").equals(new JsonPrimitive(false))) {
        open.add(path);
      }
    }
    object.asMap().forEach((name, each) -> findOpen(path + "/" + name, each, open));
  }

  @Test
  void shouldFindAFieldThatIsNotDescribed() {
    JsonElement problem =
        OPEN_API.document().getAsJsonObject("components").getAsJsonObject("schemas").get("Problem");
    String good =
        "{\"type\":\"about:blank\",\"title\":\"t\",\"status\":400,\"detail\":\"d\",\"field\":null,\"value\":null}";
    assertEquals(List.of(), OPEN_API.errors(problem, good));
    assertEquals(1, OPEN_API.errors(problem, good.replace("}", ",\"more\":1}")).size());
    assertEquals(1, OPEN_API.errors(problem, good.replace("\"title\":\"t\",", "")).size());
  }
}
