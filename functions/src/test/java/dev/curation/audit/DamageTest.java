package dev.curation.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.aggregation.UserDocuments;
import dev.curation.aggregation.World;
import dev.curation.chain.Address;
import dev.curation.curation.RandomLedger;
import dev.curation.documents.Paths;
import dev.curation.ledger.Facts;
import dev.curation.ledger.LedgerEvent.Sale;
import dev.curation.store.Bytes;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Write;
import dev.curation.time.BlockHour;
import dev.curation.time.Week;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is damaged is found and named. */
class DamageTest {
  private static final String ROOT = Paths.metadata(World.COLLECTION).path() + "/";

  /** Bookkeeping that says nothing of results. */
  private static final Set<String> NOT_RESULTS =
      Set.of("curationCollection", Paths.BOOKKEEPING, Paths.LEDGER);

  private final World world = World.withUserDocuments(UserDocuments.ALL);
  private final Sale sale = Facts.sale(70, 1_000);

  @BeforeEach
  void aggregate() {
    world.append(Facts.vote(5, RandomLedger.user(1), 300), Facts.sale(10, 7), sale);
    world.append(Facts.unvote(80, RandomLedger.user(1), 700));
    for (int hour = 2; hour < 30; hour++) {
      world.append(Facts.vote(hour * 60, RandomLedger.user(2 + hour % 3), hour));
    }
    world.now = Instant.ofEpochMilli(Facts.at(15 * 60 + 24 * 60));
    world.delivered(world.now);
    world.tick();
    world.append(Facts.sale(20, 77));
    world.orphan(sale);
    world.tick();
    assertTrue(audit().isClean(), audit().toString());
  }

  private AuditReport audit() {
    return new Audit(world.process(), world.clock, 10_000)
        .run(World.COLLECTION.toString(), AuditProgress.NONE);
  }

  private void write(Write write) {
    world.process().commit(List.of(write));
  }

  private Map<DocumentPath, Fields> results() {
    Map<DocumentPath, Fields> results = new TreeMap<>(world.database.snapshot());
    results
        .keySet()
        .removeIf(path -> NOT_RESULTS.contains(path.group()) || path.path().matches("chains/1"));
    return results;
  }

  private static boolean names(AuditReport report, DocumentPath path, String field) {
    return report.first().stream()
        .anyMatch(
            found ->
                found.document().equals(path.path())
                    && (found.field().equals(field) || found.field().startsWith(field + ".")));
  }

  @Test
  void shouldNameEachDocumentThatIsMissing() {
    Set<String> kinds = new HashSet<>();
    results()
        .forEach(
            (path, fields) -> {
              write(new Write.Delete(path));
              AuditReport report = audit();
              boolean isPart = path.path().matches("curators/.*|curationChainTotals/.*");
              String field =
                  path.path().startsWith("curators")
                      ? World.COLLECTION.toString()
                      : World.COLLECTION.address().hex();
              assertTrue(names(report, path, isPart ? field : ""), path + ": " + report);
              write(new Write.Put(path, fields));
              kinds.add(path.group());
            });
    assertEquals(10, kinds.size(), kinds.toString());
    assertTrue(audit().isClean());
  }

  @Test
  void shouldNameEachFieldThatIsWrongOrMissing() {
    results()
        .forEach(
            (path, fields) -> {
              for (String field : fields.without("updatedAt").values().keySet()) {
                if (field.equals("usersWritten")
                    && Long.valueOf(0).equals(fields.get("curators"))) {
                  continue; // Nobody is listed, so there is nothing to write.
                }
                Object damaged = damaged(fields.get(field));
                write(
                    new Write.Put(path, fields.with(Fields.builder().put(field, damaged).build())));
                AuditReport report = audit();
                assertTrue(names(report, path, field), path + " " + field + ": " + report);
                if (fields.get(field) != null) {
                  write(new Write.Put(path, fields.without(field)));
                  assertTrue(names(audit(), path, field), path + " without " + field);
                }
                write(new Write.Put(path, fields));
              }
            });
    assertTrue(audit().isClean());
  }

  private static Object damaged(@Nullable Object value) {
    return switch (value) {
      case null -> 1L;
      case String text ->
          text.isEmpty() ? "x" : (text.charAt(0) == '1' ? "2" : "1") + text.substring(1);
      case Long number -> number + 1;
      case Double number -> number + 0.5;
      case Boolean flag -> !flag;
      case Bytes bytes -> flipped(bytes);
      case Map<?, ?> map -> damagedMap(map);
      default -> throw new AssertionError(value);
    };
  }

  private static Bytes flipped(Bytes bytes) {
    byte[] content = bytes.toArray();
    content[content.length - 1] ^= 1;
    return Bytes.of(content);
  }

  private static Map<?, ?> damagedMap(Map<?, ?> map) {
    Map<Object, Object> damaged = new LinkedHashMap<>(map);
    damaged.entrySet().stream()
        .skip(map.size() - 1)
        .forEach(e -> e.setValue(damaged(e.getValue())));
    return damaged;
  }

  static List<DocumentPath> invented() {
    BlockHour noBlock = new BlockHour(Facts.at(50 * 60));
    Week noWeek = new Week(Facts.START + 4 * Week.MILLIS);
    BlockHour block = BlockHour.of(Facts.at(5));
    Address stranger = RandomLedger.user(99);
    DocumentPath metadata = Paths.metadata(World.COLLECTION);
    return List.of(
        Paths.block(World.COLLECTION, noBlock),
        Paths.blockUser(World.COLLECTION, noBlock, stranger),
        Paths.blockUser(World.COLLECTION, block, stranger),
        Paths.blockUser(World.COLLECTION, new BlockHour(0), stranger),
        Paths.period(World.COLLECTION, noWeek),
        Paths.periodUser(World.COLLECTION, noWeek, stranger),
        Paths.periodUser(World.COLLECTION, block.week(), stranger),
        Paths.book(World.COLLECTION, noBlock),
        Paths.bookPage(World.COLLECTION, noBlock, 0),
        Paths.bookPage(World.COLLECTION, block, 0),
        Paths.standings(World.COLLECTION, 1),
        metadata.child(Paths.BLOCKS, "one"),
        metadata.child(Paths.BLOCKS, "one").child(Paths.BLOCK_USERS, "two"),
        metadata.child(Paths.PERIODS, "-1"),
        metadata.child(Paths.BOOKS, "00"));
  }

  @ParameterizedTest
  @MethodSource("invented")
  void shouldNameADocumentThatShouldNotExist(DocumentPath path) {
    write(new Write.Put(path, Fields.builder().put("votes", 1L).build()));
    AuditReport report = audit();
    assertEquals(List.of(Difference.superfluous(path)), report.first());
    assertEquals(1, report.differences());
  }

  @Test
  void shouldNameAMarkThatCannotBe() {
    world
        .database
        .snapshot()
        .forEach(
            (path, fields) -> {
              if (path.group().equals(Paths.LEDGER)) {
                for (String mark : List.of("blockStart", "bookedAt", "reversedAt", "votesTaken")) {
                  Object wrong =
                      fields.has(mark)
                          ? null
                          : mark.equals("votesTaken") ? 5L : (Object) Facts.START;
                  change(path, mark, wrong, fields.get(mark));
                }
                Long counted = fields.optionalInteger("blockStart");
                if (counted != null) {
                  change(path, "blockStart", counted + BlockHour.MILLIS, counted);
                  change(path, "isDeleted", !fields.bool("isDeleted"), fields.bool("isDeleted"));
                }
              }
            });
    assertTrue(audit().isClean());
  }

  private void change(DocumentPath path, String field, @Nullable Object to, @Nullable Object back) {
    write(new Write.Merge(path, Fields.builder().put(field, to).build()));
    AuditReport report = audit();
    assertTrue(
        report.first().stream().anyMatch(found -> found.document().equals(path.path())),
        path + " " + field + " " + to + ": " + report);
    write(new Write.Merge(path, Fields.builder().put(field, back).build()));
  }

  @Test
  void shouldSeeThatAnEventWasChangedRemovedOrInvented() {
    DocumentPath path = Paths.event(World.COLLECTION, sale.id().value());
    Fields fields = world.document(path);
    write(new Write.Merge(path, Fields.builder().put("protocolFeeWei", "1001").build()));
    assertTrue(
        names(
            audit(),
            Paths.block(World.COLLECTION, sale.position().hour()),
            "blockProtocolFeesAccruedWei"));
    write(new Write.Delete(path));
    assertFalse(audit().isClean());
    write(new Write.Put(path, fields));
    DocumentPath other = Paths.event(World.COLLECTION, "invented");
    write(new Write.Put(other, fields));
    assertFalse(audit().isClean());
    write(
        new Write.Put(
            other,
            fields.with(
                Fields.builder().put("votes", "?").put("discriminator", "votesAdded").build())));
    assertTrue(names(audit(), other, "userAddress"), audit().toString());
    write(new Write.Delete(other));
    assertTrue(audit().isClean());
  }

  @Test
  void shouldListNoMoreThanItWasAskedForAndCountAll() {
    results()
        .forEach(
            (path, fields) -> {
              if (path.path().startsWith(ROOT)) {
                write(new Write.Delete(path));
              }
            });
    AuditReport report =
        new Audit(world.process(), world.clock, 3)
            .run(World.COLLECTION.toString(), AuditProgress.NONE);
    assertEquals(3, report.first().size());
    assertTrue(report.differences() > 50, report.toString());
  }
}
