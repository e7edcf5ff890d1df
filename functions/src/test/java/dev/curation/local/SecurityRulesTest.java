package dev.curation.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.chain.Address;
import dev.curation.chain.BlockHash;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.chain.LaneId;
import dev.curation.chain.LogId;
import dev.curation.chain.TxHash;
import dev.curation.documents.ClaimPaths;
import dev.curation.documents.LanePaths;
import dev.curation.documents.Paths;
import dev.curation.documents.PlanPaths;
import dev.curation.documents.ProgramPaths;
import dev.curation.local.FirestoreRest.Identity;
import dev.curation.money.Denom;
import dev.curation.store.DocumentPath;
import dev.curation.time.BlockHour;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** firestore.rules on the real emulator: who may do what with which document. */
final class SecurityRulesTest {
  private static final Path RULES =
      Path.of(System.getProperty("project.root", ".."), "firestore.rules");
  private static final int ALLOWED = 200;
  private static final int DENIED = 403;

  /** The methods of {@link Paths} whose documents are public. All others are denied. */
  private static final Set<String> PUBLIC =
      Set.of(
          "block",
          "blockUser",
          "period",
          "periodUser",
          "snippet",
          "program",
          "programPeriod",
          "programAccount",
          "programLog");

  private static FirestoreEmulator emulator;
  private static FirestoreRest owner;

  enum Operation {
    GET,
    LIST,
    CREATE,
    UPDATE,
    DELETE;

    boolean reads() {
      return this == GET || this == LIST;
    }

    /** The status of the answer. */
    int on(FirestoreRest rest, String document) {
      return switch (this) {
        case GET -> rest.get(document);
        case LIST -> rest.list(new DocumentPath(document).parent());
        case CREATE -> rest.create(document + "-new");
        case UPDATE -> rest.update(document);
        case DELETE -> rest.delete(document);
      };
    }
  }

  @BeforeAll
  static void start() {
    emulator =
        FirestoreEmulator.start(
            FirestoreEmulator.Options.of("rules").withRules(RULES).withMemory("512m"));
    owner = new FirestoreRest(emulator.hostAndPort(), "rules", Identity.OWNER);
    documents().values().forEach(document -> assertEquals(ALLOWED, owner.put(document)));
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  static Stream<Arguments> table() {
    return documents().entrySet().stream()
        .flatMap(
            document ->
                Stream.of(Identity.ANONYMOUS, Identity.ALICE)
                    .flatMap(
                        who ->
                            Arrays.stream(Operation.values())
                                .map(
                                    operation ->
                                        Arguments.of(
                                            document.getKey(),
                                            document.getValue(),
                                            who,
                                            operation))));
  }

  @ParameterizedTest(name = "{2} {3} {0}")
  @MethodSource("table")
  void shouldOnlyLetClientsReadResults(
      String name, String document, Identity who, Operation operation) {
    boolean allowed = PUBLIC.contains(name) && operation.reads();
    assertEquals(allowed ? ALLOWED : DENIED, operation.on(owner.as(who), document));
  }

  @ParameterizedTest
  @MethodSource("groups")
  void shouldDenyQueriesAcrossCollections(String group) {
    assertEquals(DENIED, owner.as(Identity.ANONYMOUS).queryGroup(group));
    assertEquals(DENIED, owner.as(Identity.ALICE).queryGroup(group));
    assertEquals(ALLOWED, owner.queryGroup(group));
  }

  static Stream<String> groups() {
    return documents().values().stream().map(path -> new DocumentPath(path).group()).distinct();
  }

  /** The canary: were the rules not in force, or read differently, nothing here would say so. */
  @Test
  void shouldNoticeRulesThatAllowTooMuch() {
    String metadata = "collections/1/curationCollection/curationMetadata";
    FirestoreRest open = new FirestoreRest(emulator.hostAndPort(), "open", Identity.ANONYMOUS);
    assertEquals(DENIED, open.put(metadata));
    emulator
        .control("open")
        .setRules(
            "rules_version = '2'; service cloud.firestore { match /{document=**} {"
                + " allow read, write: if true; } }");
    for (Operation operation : Operation.values()) {
      assertEquals(
          ALLOWED, open.as(Identity.OWNER).put(metadata), "the document must exist each time");
      assertEquals(ALLOWED, operation.on(open, metadata), operation.name());
    }
    assertEquals(ALLOWED, open.queryGroup(Paths.LEDGER));
  }

  @Test
  void shouldRefuseRulesThatDoNotCompile() {
    EmulatorException e =
        assertThrows(EmulatorException.class, () -> emulator.control("broken").setRules("}"));
    assertTrue(String.valueOf(e.getMessage()).contains("Error compiling rules"), e.getMessage());
  }

  @Test
  void shouldCoverEveryExpressionOfTheRules() throws IOException {
    String rules = Files.readString(RULES);
    EmulatorControl control = emulator.control("coverage");
    control.setRules(rules);
    FirestoreRest anonymous =
        new FirestoreRest(emulator.hostAndPort(), "coverage", Identity.ANONYMOUS);
    assertTrue(uncovered(control).size() > 0, "before the first request nothing can be covered");
    for (String document : documents().values()) {
      assertEquals(ALLOWED, anonymous.as(Identity.OWNER).put(document));
      for (Operation operation : Operation.values()) {
        int status = operation.on(anonymous, document);
        assertTrue(status == ALLOWED || status == DENIED, operation + " " + document);
      }
    }

    List<JsonObject> expressions = expressions(control);
    long allows = rules.lines().filter(line -> line.strip().startsWith("allow ")).count();
    assertEquals(allows, expressions.size(), "one expression per allow: " + expressions);
    assertEquals(List.of(), uncovered(control));
  }

  /** The expressions never evaluated, or to anything but true, which is all they can be. */
  private static List<JsonObject> uncovered(EmulatorControl control) {
    return expressions(control).stream()
        .filter(expression -> !Set.of("{\"boolValue\":true}").equals(values(expression)))
        .toList();
  }

  private static List<JsonObject> expressions(EmulatorControl control) {
    JsonObject coverage = JsonParser.parseString(control.ruleCoverage()).getAsJsonObject();
    List<JsonObject> found = new ArrayList<>();
    collect(coverage, "report", found);
    return found;
  }

  private static void collect(JsonObject parent, String member, List<JsonObject> into) {
    if (parent.has(member)) {
      for (JsonElement element : parent.getAsJsonArray(member)) {
        into.add(element.getAsJsonObject());
        collect(element.getAsJsonObject(), "children", into);
      }
    }
  }

  private static Set<String> values(JsonObject expression) {
    if (!expression.has("values")) {
      return Set.of();
    }
    return expression.getAsJsonArray("values").asList().stream()
        .map(value -> value.getAsJsonObject().get("value").toString())
        .collect(Collectors.toSet());
  }

  /**
   * One document of each method of {@link Paths}, {@link LanePaths}, {@link ProgramPaths} and
   * {@link ClaimPaths}, and some that none makes.
   */
  private static Map<String, String> documents() {
    Map<String, String> documents = new TreeMap<>();
    for (Class<?> paths :
        List.of(
            Paths.class, LanePaths.class, ProgramPaths.class, ClaimPaths.class, PlanPaths.class)) {
      for (Method method : paths.getMethods()) {
        if (method.getReturnType() == DocumentPath.class) {
          documents.put(method.getName(), example(method));
        }
      }
    }
    assertTrue(documents.keySet().containsAll(PUBLIC), documents.toString());
    documents.put("unknown", "elsewhere/x");
    documents.put("unknown below metadata", documents.get("metadata") + "/elsewhere/x");
    documents.put("unknown below results", documents.get("blockUser") + "/elsewhere/x");
    documents.put("other metadata", documents.get("metadata") + "Other");
    documents.put("results elsewhere", "curationBlockRewards/x");
    return documents;
  }

  private static String example(Method method) {
    try {
      Object[] arguments =
          Arrays.stream(method.getParameterTypes()).map(SecurityRulesTest::example).toArray();
      return ((DocumentPath) method.invoke(null, arguments)).path();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(method.toString(), e);
    }
  }

  private static Object example(Class<?> type) {
    List<Object> examples =
        List.of(
            new CollectionId(new ChainId(1), Address.ZERO),
            new BlockHour(0),
            new BlockHour(0).week(),
            new ChainId(1),
            Address.ZERO,
            new DocumentPath("elsewhere/y"),
            new LaneId(new CollectionId(new ChainId(1), Address.ZERO), new ChainId(2)),
            Denom.NATIVE,
            new LogId(
                new ChainId(1),
                new BlockHash("0x" + "0".repeat(64)),
                new TxHash("0x" + "0".repeat(64)),
                0),
            "1:0xab");
    if (type == int.class) {
      return 0;
    }
    if (type == char.class) {
      return 'a';
    }
    return type == long.class
        ? 0L
        : examples.stream().filter(type::isInstance).findFirst().orElseThrow();
  }
}
