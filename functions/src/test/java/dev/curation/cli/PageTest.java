package dev.curation.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import dev.curation.aggregation.AggregationSettings;
import dev.curation.curation.NaiveCuration;
import dev.curation.functions.BackendSettings;
import dev.curation.functions.TokenPriceSetting;
import dev.curation.ledger.LedgerEvent;
import dev.curation.local.LocalStack;
import dev.curation.replay.CryptoPunksSales;
import dev.curation.replay.Replay;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page in a headless browser on the whole stack, with the first weeks of the CryptoPunks sales;
 * what it shows is compared with {@link NaiveCuration}.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class PageTest {
  private static final Path ROOT =
      Path.of(System.getProperty("project.root", "..")).toAbsolutePath();
  private static final Path WEB = ROOT.resolve("web");
  private static final int SALES = 600;
  private static final String COLLECTION = CryptoPunksSales.COLLECTION.toString();
  private static final String NOBODY = "0x00000000000000000000000000000000000000aa";

  private static LocalStack stack;
  private static TreeMap<String, Map<String, Object>> expected;

  /** The best curator of all. */
  private static String best;

  private static ShownPrograms programs;

  @TempDir private Path folder = Path.of("");

  /** What the driver tells of the page after a step. */
  private record Scene(
      String step,
      String hash,
      String theme,
      int overflow,
      Map<String, List<Element>> seen,
      List<String> requests,
      List<String> failedRequests,
      List<String> foreignRequests,
      List<String> consoleErrors) {

    private List<Element> all(String testid) {
      return seen.getOrDefault(testid, List.of());
    }

    private String wei(String testid) {
      return all(testid).getFirst().wei().getFirst();
    }

    private String text(String testid) {
      return all(testid).getFirst().text();
    }
  }

  private record Element(String text, List<String> wei, List<String> links) {}

  private record Driven(List<Scene> scenes) {}

  @BeforeAll
  static void start() {
    assertTrue(Files.exists(WEB.resolve("node_modules")), "run ./curation test");
    List<LedgerEvent> events =
        CryptoPunksSales.read(ROOT.resolve("emulator-config/cryptopunks-sales.csv"));
    List<LedgerEvent> first = new ArrayList<>();
    int sales = 0;
    for (LedgerEvent event : events) {
      sales += event instanceof LedgerEvent.Sale ? 1 : 0;
      if (sales > SALES) {
        break;
      }
      first.add(event);
    }
    expected = new TreeMap<>(NaiveCuration.documents(first));
    best = bestCurator();
    Instant last = Instant.ofEpochMilli(first.getLast().position().timestamp());
    stack =
        LocalStack.start(
            new LocalStack.Options(
                "page-test",
                0,
                0,
                ROOT.resolve("firestore.rules"),
                ROOT.resolve("firebase.json"),
                Duration.ofHours(1),
                BackendSettings.of(AggregationSettings.DEFAULT)
                    .with(new TokenPriceSetting.Fixed(new BigDecimal("0.00002"))),
                InstantSource.fixed(last)));
    var unused =
        new Replay(stack.functionsStore(), CryptoPunksSales.COLLECTION)
            .append(first, last.toEpochMilli(), done -> {});
    stack.tick();
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    try (Progress progress = new Progress("rewards", " events", first.size(), nowhere)) {
      new AggregationProgress(stack.store(), CryptoPunksSales.COLLECTION, first).await(progress);
    }
    programs = ShownPrograms.write(best, stack.store());
  }

  @AfterAll
  static void stop() {
    if (stack != null) {
      stack.close();
    }
  }

  private static String field(String path, String name) {
    return String.valueOf(expected.getOrDefault(path, Map.of()).get(name));
  }

  /** The documents directly below a path, such as {@code blocks}. */
  private static List<String> below(String path) {
    return expected.keySet().stream().filter(key -> key.matches(path + "/[^/]+")).toList();
  }

  private static String newestBlock() {
    return below("blocks").getLast();
  }

  /** Totals by curator: what the newest document of each says. */
  private static Map<String, BigInteger> totals() {
    Map<String, BigInteger> totals = new TreeMap<>();
    for (String path : expected.keySet()) {
      if (path.matches("blocks/[0-9]+/0x.*")) {
        totals.put(
            path.replaceFirst(".*/", ""),
            new BigInteger(field(path, "totalProtocolFeesAccruedWei")));
      }
    }
    return totals;
  }

  private static String bestCurator() {
    return totals().entrySet().stream()
        .max(Map.Entry.comparingByValue(Comparator.naturalOrder()))
        .orElseThrow()
        .getKey();
  }

  /** Does the steps in a fresh browser; no scene may have errors, ask other hosts, or overflow. */
  private List<Scene> drive(String... steps) {
    List<String> command =
        new ArrayList<>(List.of("node", "test/drive.mjs", stack.functions().toString()));
    command.addAll(List.of(steps));
    Path errors = folder.resolve("errors.txt");
    String printed;
    try {
      Process driver =
          new ProcessBuilder(command)
              .directory(WEB.toFile())
              .redirectError(errors.toFile())
              .start();
      printed = new String(driver.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, driver.waitFor(), () -> printedTo(errors));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
    List<Scene> scenes = new Gson().fromJson(printed, Driven.class).scenes();
    assertEquals(steps.length, scenes.size());
    for (Scene scene : scenes) {
      assertEquals(List.of(), scene.consoleErrors(), scene.step());
      assertEquals(List.of(), scene.foreignRequests(), scene.step());
      assertEquals(0, scene.overflow(), scene.step());
    }
    return scenes;
  }

  private static String printedTo(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The same, where every request is answered well. */
  private Scene lastSceneOf(String... steps) {
    List<Scene> scenes = drive(steps);
    for (Scene scene : scenes) {
      assertEquals(List.of(), scene.failedRequests(), scene.step());
    }
    return scenes.getLast();
  }

  @Test
  void shouldShowTheMarket() {
    Scene market = lastSceneOf("market");
    String block = newestBlock();
    assertEquals(field(block, "totalProtocolFeesAccruedWei"), market.wei("chain-fees"));
    assertEquals(field(block, "arbitrageProtocolFeesAccruedWei"), market.wei("chain-carry"));
    assertEquals("1", market.text("chain-collections"));
    Element row = market.all("collections-table-row").getFirst();
    assertEquals("#/collections/" + COLLECTION, row.links().getFirst());
    assertEquals(List.of(field(block, "totalProtocolFeesAccruedWei")), row.wei());
    for (String sort : List.of("sort-apr", "sort-curators")) {
      assertEquals(1, lastSceneOf("market", "click=" + sort).all("collections-table-row").size());
    }
  }

  @Test
  void shouldShowACollectionToTheWei() {
    Scene collection = lastSceneOf("collection=" + COLLECTION);
    String block = newestBlock();
    BigInteger fees = new BigInteger(field(block, "totalProtocolFeesAccruedWei"));
    BigInteger carry = new BigInteger(field(block, "arbitrageProtocolFeesAccruedWei"));
    assertEquals(fees.toString(), collection.wei("fees"));
    assertEquals(carry.toString(), collection.wei("carry"));
    assertEquals(fees.subtract(carry).toString(), collection.wei("distributed"));
    assertEquals(Integer.toString(below(block).size()), collection.text("curators-count"));
    assertEquals(field(block, "numCuratorVotes"), collection.text("votes"));
    assertTrue(collection.text("apr-percent").endsWith(" %"), collection.text("apr-percent"));
    List<String> weeks = below("periods").reversed();
    assertEquals(weeks.size(), collection.all("periods-table-row").size());
    for (int i = 0; i < weeks.size(); i++) {
      assertEquals(
          List.of(
              field(weeks.get(i), "periodProtocolFeesAccruedWei"),
              field(weeks.get(i), "totalProtocolFeesAccruedWei")),
          collection.all("periods-table-row").get(i).wei());
    }
  }

  @Test
  void shouldListTheCuratorsWithMostEarnings() {
    Scene collection = lastSceneOf("collection=" + COLLECTION, "click=curators-sort-earnings");
    Element first = collection.all("curators-table-row").getFirst();
    assertEquals("#/users/" + best, first.links().getFirst());
    assertEquals(List.of(Objects.toString(totals().get(best))), first.wei());
    assertEquals(20, collection.all("curators-table-row").size());
  }

  @Test
  void shouldFindAUserToTheWei() {
    Scene user = lastSceneOf("market", "search=" + best);
    assertEquals("#/users/" + best, user.hash());
    assertEquals(Objects.toString(totals().get(best)), user.wei("user-total"));
    assertEquals(
        totals().get(best),
        new BigInteger(user.wei("user-sealed")).add(new BigInteger(user.wei("user-pending"))));
    List<String> weeks =
        below("periods").reversed().stream()
            .map(week -> week + "/" + best)
            .filter(expected::containsKey)
            .toList();
    assertEquals(
        weeks.stream().map(week -> field(week, "periodProtocolFeesAccruedWei")).toList(),
        user.all("user-periods-table-row").stream().map(row -> row.wei().getFirst()).toList());
  }

  @Test
  void shouldExplainAWeekAndItsHoursToTheWei() {
    String week =
        below("periods").reversed().stream()
            .filter(each -> expected.containsKey(each + "/" + best))
            .findFirst()
            .orElseThrow();
    List<Scene> scenes = drive("user=" + best, "click=why", "click=why-hour");
    assertEquals(
        field(week + "/" + best, "periodProtocolFeesAccruedWei"),
        scenes.get(1).wei("explained-amount"));
    String hour = scenes.get(2).hash().replaceFirst(".*/", "");
    assertEquals(
        field("blocks/" + hour + "/" + best, "blockProtocolFeesAccruedWei"),
        scenes.get(2).wei("explained-amount"));
    assertTrue(scenes.get(2).all("step").size() > 1);
  }

  @Test
  void shouldRefuseAWrongAddressWithoutARequest() {
    Scene refused = lastSceneOf("market", "search=0x12");
    assertTrue(refused.text("search-error").startsWith("An address has 40 hexadecimal digits"));
    assertEquals(List.of(), refused.requests());
  }

  @Test
  void shouldSayThatAnUnknownUserHasNothing() {
    Scene unknown = lastSceneOf("market", "search=" + NOBODY);
    assertTrue(unknown.text("empty").contains("no rewards yet"));
    assertTrue(unknown.text("user-programs").contains("no shares in reward programs yet"));
    assertEquals(
        List.of(
            "/api/v1/users/" + NOBODY,
            "/claims/v1/claims",
            "/programs/v1/programs/claims/" + NOBODY + "?limit=100"),
        unknown.requests());
  }

  @Test
  void shouldListProgramsByWhatTheyDo() {
    String clock = "clock=" + programs.nowMs();
    Scene active = lastSceneOf(clock, "market", "click=to-programs");
    assertEquals(List.of("#/programs/1"), active.all("program-link").getFirst().links());
    assertEquals("2 of 2", active.text("program-period"));
    assertTrue(active.text("program-left").matches("23 hours (30|29) minutes"));
    assertEquals(
        "Each vote for a collection, the first 5 of a period, 1 share each",
        active.text("program-counts"));
    Scene pending = lastSceneOf(clock, "open=#/programs", "click=program-type-PENDING");
    assertEquals(ShownPrograms.MARKUP, pending.text("program-link"));
    assertEquals(2, lastSceneOf("open=#/programs", "click=program-type-ALL").all("program").size());
  }

  @Test
  void shouldShowAProgramToTheUnit() {
    Scene program = lastSceneOf("clock=" + programs.nowMs(), "open=#/programs/1");
    BigInteger left = ShownPrograms.POOL.subtract(ShownPrograms.REWARD);
    assertEquals(ShownPrograms.MARKUP, program.text("program-description"));
    assertEquals(ShownPrograms.POOL.toString(), program.wei("program-total"));
    assertEquals(ShownPrograms.REWARD.toString(), program.wei("program-allocated"));
    assertEquals(left.toString(), program.wei("program-remaining"));
    assertEquals(ShownPrograms.POOL.toString(), program.wei("program-escrow"));
    assertEquals(
        List.of(
            List.of(ShownPrograms.REWARD.toString(), ShownPrograms.REWARD.toString()),
            List.of(ShownPrograms.REWARD.toString())),
        program.all("program-periods-table-row").stream().map(Element::wei).toList());
    assertEquals(3, program.all("program-log-table-row").size());
  }

  @Test
  void shouldSayWhatACuratorCanClaim() {
    Scene user =
        lastSceneOf("clock=" + programs.nowMs(), "user=" + best, "click=how-to-claim-summary");
    assertEquals(ShownPrograms.REWARD.toString(), user.wei("claimable-now"));
    List<Element> rows = user.all("user-programs-table-row");
    assertEquals(2, rows.size());
    assertTrue(rows.getFirst().text().contains("claimable"), rows.getFirst().text());
    assertEquals(List.of(ShownPrograms.REWARD.toString()), rows.getLast().wei());
    assertTrue(rows.getLast().text().contains("provisional"), rows.getLast().text());
    ShownPrograms.requireToBeSigned(user.text("claim-message"), best);
  }

  @Test
  void shouldSayThatACollectionIsUnknown() {
    List<Scene> scenes = drive("market", "collection=1:" + NOBODY);
    assertEquals(
        List.of("/api/v1/collections/1:" + NOBODY + " 404"), scenes.getLast().failedRequests());
    assertTrue(scenes.getLast().text("error-detail").contains(NOBODY));
  }

  @Test
  void shouldSayThatTheApiIsDownAndTryAgainWhenAsked() {
    List<Scene> scenes =
        drive("market", "api=down", "collection=" + COLLECTION, "api=up", "click=retry");
    assertEquals("The API cannot be reached", scenes.get(2).text("error-title"));
    assertEquals(List.of(), scenes.getLast().all("error"));
    assertEquals(field(newestBlock(), "totalProtocolFeesAccruedWei"), scenes.getLast().wei("fees"));
  }

  @Test
  void shouldFitAPhoneInTheDark() {
    // drive asserts that nothing overflows
    List<Scene> scenes =
        drive(
            "prefers=dark",
            "size=375x800",
            "market",
            "collection=" + COLLECTION,
            "click=scale-hours",
            "click=unit-toggle",
            "user=" + best,
            "click=user-apr-link",
            "user=" + best,
            "click=why");
    assertEquals("dark", scenes.getLast().theme());
    assertEquals("light", lastSceneOf("market").theme());
    assertEquals(List.of(), scenes.getLast().all("error"));
  }
}
