package dev.curation.lanes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.audit.AuditProgress;
import dev.curation.audit.Difference;
import dev.curation.documents.LanePaths;
import dev.curation.documents.Paths;
import dev.curation.pools.PoolWorld;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.Write;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever of a lane is damaged, removed or invented is found and named. */
class LaneDamageTest {
  private final LaneWorld world = LaneHistories.eventful();

  /** What a difference says nothing of: it follows from nothing, and nothing follows from it. */
  private static final Set<String> FACTS =
      Set.of(
          "createdAt",
          "sentAt",
          "arrivedAt",
          "at",
          "who",
          "why",
          "updatedAt",
          "commit",
          "draftPages",
          "generation",
          "sender",
          "receiver",
          "tokens",
          "tokenTimeoutHours",
          "firstBlock",
          "source",
          "result",
          "order");

  private LaneReport audit() {
    return new LaneAudit(world.accrual.process(), world.payoutProcess(), 10_000)
        .run(LaneWorld.LANE, AuditProgress.NONE);
  }

  private Map<DocumentPath, Fields> documents() {
    Map<DocumentPath, Fields> documents = new TreeMap<>(world.accrual.database.snapshot());
    documents.keySet().removeIf(path -> !path.path().startsWith(Paths.LANES + "/"));
    world.payoutDatabase.snapshot().entrySet().stream()
        .filter(each -> each.getKey().path().startsWith(Paths.PAYOUT_LANES + "/"))
        .forEach(each -> documents.put(each.getKey(), each.getValue()));
    return documents;
  }

  private Store store(DocumentPath path) {
    return path.path().startsWith(Paths.PAYOUT_LANES)
        ? world.payoutProcess()
        : world.accrual.process();
  }

  private static boolean names(LaneReport report, DocumentPath path, String field) {
    return report.first().stream()
        .anyMatch(
            found ->
                found.document().equals(path.path())
                    && (field.isEmpty()
                        || found.field().equals(field)
                        || found.field().startsWith(field + ".")
                        || found.field().isEmpty()));
  }

  @Test
  void shouldFindEachDocumentThatIsMissing() {
    List<String> unnamed = new ArrayList<>();
    Set<String> kinds = new TreeSet<>();
    documents()
        .forEach(
            (path, fields) -> {
              store(path).commit(List.of(new Write.Delete(path)));
              LaneReport report = audit();
              // Of an act, and of money that no transfer explains, only what follows is known.
              boolean isAct = path.group().equals(LanePaths.ACTS);
              boolean isOutside = path.id().startsWith("a-");
              if (isAct || isOutside
                  ? (isOutside || isTold(fields)) && report.isClean()
                  : !names(report, path, "")) {
                unnamed.add(path + ": " + report.first());
              }
              store(path).commit(List.of(new Write.Put(path, fields)));
              kinds.add(path.group());
            });
    assertEquals("", String.join("\n", unnamed));
    assertEquals(13, kinds.size(), kinds.toString());
    assertTrue(audit().isClean());
  }

  /** An act of which nothing follows, such as that a curator is gone, leaves no trace. */
  private static boolean isTold(Fields act) {
    Fields result = act.map("result");
    return List.of("firstHeight", "afterHeight", "shortfallWei", "releasedWei").stream()
        .anyMatch(result::has);
  }

  @Test
  void shouldNameEachFieldThatIsWrong() {
    List<String> unnamed = new ArrayList<>();
    documents()
        .forEach(
            (path, fields) -> {
              for (String field : fields.values().keySet()) {
                Object value = fields.get(field);
                if (FACTS.contains(field) || isEmpty(value)) {
                  continue;
                }
                Fields damaged = fields.with(Fields.builder().put(field, damaged(value)).build());
                store(path).commit(List.of(new Write.Put(path, damaged)));
                LaneReport report = audit();
                boolean isAmount = field.equals("amountWei");
                boolean isFree = isAmount && "REFUNDED".equals(fields.get("state"));
                if (!isFree && (isAmount ? report.isClean() : !names(report, path, field))) {
                  unnamed.add(path + " " + field + ": " + report.first());
                }
                store(path).commit(List.of(new Write.Put(path, fields)));
              }
            });
    assertEquals("", String.join("\n", unnamed));
    assertTrue(audit().isClean());
  }

  private static boolean isEmpty(@Nullable Object value) {
    return value == null || (value instanceof Map<?, ?> map && map.isEmpty());
  }

  private static Object damaged(@Nullable Object value) {
    return switch (value) {
      case null -> 1L;
      case String text ->
          text.startsWith("{")
              ? text.replaceFirst(":\"[0-9]", ":\"8")
              : (text.charAt(0) == '1' ? "2" : "1") + text.substring(1);
      case Long number -> number + 1;
      case Boolean flag -> !flag;
      case Map<?, ?> map -> renamed(map);
      default -> throw new AssertionError(value);
    };
  }

  private static Map<?, ?> renamed(Map<?, ?> map) {
    Map<Object, Object> damaged = new LinkedHashMap<>(map);
    damaged.put("99", true);
    return damaged;
  }

  @Test
  void shouldNameADocumentThatShouldNotExist() {
    var lane = LaneWorld.LANE;
    var denom = LaneWorld.DENOM;
    var stranger = PoolWorld.person(99);
    String hash = "ab".repeat(32);
    List<DocumentPath> invented =
        List.of(
            LanePaths.batch(lane, denom, 99),
            LanePaths.batchWeights(lane, denom, 98, 0),
            LanePaths.batchWeights(lane, denom, 1, 7),
            LanePaths.holdings(lane, denom, 1, 3),
            LanePaths.weights(lane, denom, 97),
            LanePaths.arrivedWeights(lane, denom, 1, hash, 0),
            LanePaths.settlement(lane, denom, 96),
            LanePaths.settlementShares(lane, denom, 95, 0),
            LanePaths.settlementShares(lane, denom, 1, 5),
            LanePaths.paid(lane, denom, stranger),
            LanePaths.uncredited(lane, denom, 1, stranger),
            LanePaths.accrual(lane, new dev.curation.money.Denom("other")));
    List<String> unnamed = new ArrayList<>();
    for (DocumentPath path : invented) {
      store(path).commit(List.of(new Write.Put(path, Fields.builder().put("x", 1L).build())));
      LaneReport report = audit();
      if (!report.first().equals(List.of(Difference.superfluous(path)))) {
        unnamed.add(path + ": " + report.first());
      }
      store(path).commit(List.of(new Write.Delete(path)));
    }
    assertEquals("", String.join("\n", unnamed));
  }

  @Test
  void shouldNameMoneyAndTombstonesThatWereInvented() {
    var lane = LaneWorld.LANE;
    var denom = LaneWorld.DENOM;
    DocumentPath credit = LanePaths.inbox(lane, denom, "invented");
    store(credit)
        .commit(
            List.of(
                new Write.Put(
                    credit,
                    Fields.builder()
                        .put("state", "CREDITED")
                        .put("amountWei", "1000")
                        .put("source", LaneWorld.SENDER.hex())
                        .put("at", 5L)
                        .build())));
    LaneReport report = audit();
    assertTrue(names(report, LanePaths.payout(lane, denom), "receivedWei"), report.toString());
    assertTrue(
        report.denoms().getFirst().external().stream()
            .anyMatch(each -> each.document().equals(credit.path())));
    store(credit)
        .commit(
            List.of(
                new Write.Put(
                    credit,
                    Fields.builder()
                        .put("state", "TOMBSTONE")
                        .put("amountWei", "0")
                        .put("at", 5L)
                        .build())));
    assertEquals(List.of(Difference.superfluous(credit)), audit().first());
    store(credit).commit(List.of(new Write.Delete(credit)));
    DocumentPath transfer = LanePaths.transfer(lane, denom, "invented");
    TransferDocument invented =
        new TransferDocument(
            "invented",
            1,
            dev.curation.money.Wei.of(9),
            TransferDocument.State.IN_FLIGHT,
            2,
            null,
            null,
            5);
    store(transfer).commit(List.of(new Write.Put(transfer, invented.encode(6))));
    LaneReport sent = audit();
    assertTrue(names(sent, LanePaths.accrual(lane, denom), "inFlight.invented"), sent.toString());
    assertTrue(names(sent, LanePaths.accrual(lane, denom), "equation B"), sent.toString());
  }
}
