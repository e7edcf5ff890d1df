package dev.curation.recompute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.aggregation.UserDocuments;
import dev.curation.chain.CollectionId;
import dev.curation.errors.InvalidValueException;
import dev.curation.ledger.LedgerEvent;
import dev.curation.replay.LedgerFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pipeline makes of histories is what the production aggregation has stored. */
class RecomputeTest {
  private static final CollectionId ONE =
      CollectionId.parse("1:0x1111111111111111111111111111111111111111");
  private static final CollectionId TWO =
      CollectionId.parse("1:0x2222222222222222222222222222222222222222");
  private static final CollectionId THREE =
      CollectionId.parse("137:0x3333333333333333333333333333333333333333");

  private static Report run(
      PTransform<PBegin, PCollection<Counted>> events,
      @Nullable PTransform<PBegin, PCollection<KV<String, KV<String, String>>>> online,
      @Nullable Path output)
      throws IOException {
    return new Recompute(events, online, output, true)
        .run(Stored.options(null, null), blocks -> {});
  }

  private static PTransform<PBegin, PCollection<Counted>> inOwnHours(
      CollectionId collection, List<? extends LedgerEvent> events) {
    return Create.of(events.stream().map(event -> Counted.of(collection, event)).toList())
        .withCoder(CountedCoder.INSTANCE);
  }

  private static void assertNothingDiffers(Report report) {
    assertEquals(List.of(), report.first());
    assertEquals(0, report.differences());
  }

  private static Path ledger(String name) {
    return Path.of(System.getProperty("curation.home", ".."), "bench", "ledgers", name);
  }

  @Test
  void shouldEqualTheOnlineResultOfTheBenchLedgerToTheWei() throws IOException {
    Path file = ledger("bench-ledger-10k.csv");
    Online online = new Online(UserDocuments.CURRENT);
    online.add(ONE, LedgerFile.read(file));

    Report report = run(Events.ofFiles(ONE, List.of(file)), online.results(), null);

    assertNothingDiffers(report);
    Summary summary = report.summaries().getFirst();
    assertEquals(61, summary.blocks());
    assertEquals(37_563, summary.shares());
    assertEquals(984, summary.periodUsers());
    assertEquals("2092614235896334009521", summary.feesWei());
    assertEquals("425", summary.carryWei());
    assertEquals(10_000, report.events());
  }

  @Test
  void shouldEqualTheOnlineResultOfSeveralCollectionsWithDeletedEvents() throws IOException {
    for (UserDocuments mode : List.of(UserDocuments.ALL, UserDocuments.NONE)) {
      Online online = new Online(mode);
      Random random = new Random(7);
      for (CollectionId collection : List.of(ONE, TWO, THREE)) {
        List<LedgerEvent> events = new RandomEvents(random.nextLong()).events("e", 150, 6, 400);
        online.add(collection, events);
        online.orphan(collection, events.subList(20, 40));
      }

      Report report = run(online.events(), online.results(), null);

      assertNothingDiffers(report);
      assertEquals(
          List.of(130L, 130L, 130L), report.summaries().stream().map(Summary::counts).toList());
    }
  }

  @Test
  void shouldFollowTheBookingsOfLateEventsAndReversals() throws IOException {
    Online online = new Online(UserDocuments.CURRENT);
    RandomEvents random = new RandomEvents(3);
    List<LedgerEvent> events = random.events("e", 200, 5, 24 * 20);
    online.add(ONE, events);
    online.seal(ONE, RandomEvents.START + 24 * 12 * RandomEvents.HOUR);
    List<LedgerEvent> late = random.events("late", 30, 7, 24 * 5);
    online.add(ONE, late);
    online.orphan(ONE, events.subList(0, 60));

    Report report = run(online.events(), online.results(), null);

    assertNothingDiffers(report);
    List<LedgerEvent> facts = new ArrayList<>(events.subList(60, events.size()));
    facts.addAll(late);
    Report inOwnHours = run(inOwnHours(ONE, facts), online.results(), null);
    assertTrue(inOwnHours.differences() > 0, "the bookings made no difference");
  }

  @Test
  void shouldNotDependOnTheOrderOfItsInputNorOnDuplicates() throws IOException {
    List<LedgerEvent> events = new RandomEvents(11).events("e", 300, 8, 300);
    List<LedgerEvent> shuffled = new ArrayList<>(events);
    shuffled.addAll(events.subList(50, 150));
    Collections.shuffle(shuffled, new Random(5));

    Report report = run(inOwnHours(ONE, events), null, null);

    assertEquals(300, report.summaries().getFirst().counts());
    assertEquals(report.summaries(), run(inOwnHours(ONE, shuffled), null, null).summaries());
  }

  @Test
  void shouldRefuseTwoDifferentEventsWithOneId() {
    RandomEvents random = new RandomEvents(1);
    List<LedgerEvent> events =
        List.of(
            random.event("same", 3, RandomEvents.START),
            random.event("same", 3, RandomEvents.START + RandomEvents.HOUR));

    Pipeline.PipelineExecutionException failure =
        assertThrows(
            Pipeline.PipelineExecutionException.class,
            () -> run(inOwnHours(ONE, events), null, null));

    assertTrue(failure.getCause() instanceof InvalidValueException, failure::toString);
  }

  @Test
  void shouldNameWhatDiffersByDocumentAndField() throws IOException {
    Online online = new Online(UserDocuments.ALL);
    List<LedgerEvent> events = new RandomEvents(2).events("e", 40, 3, 5);
    online.add(ONE, events);

    Report report = run(inOwnHours(ONE, events.subList(1, 40)), online.results(), null);

    assertTrue(report.differences() > 0);
    assertTrue(
        report.first().getFirst().matches("collections/1:0x1{40}/curationCollection/.* is .*"),
        report.first().getFirst());
  }

  @Test
  void shouldWriteEachCollectionsResultsInOneOrderWithTheirDigest(@TempDir Path folder)
      throws IOException, NoSuchAlgorithmException {
    List<LedgerEvent> events = new RandomEvents(4).events("e", 60, 4, 400);

    Report report = run(inOwnHours(TWO, events), null, folder);

    Path file = folder.resolve("1_0x2222222222222222222222222222222222222222.jsonl");
    Summary summary = report.summaries().getFirst();
    byte[] bytes = Files.readAllBytes(file);
    assertEquals(
        summary.digest(),
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    assertEquals(
        summary.blocks() + summary.shares() + summary.periods() + summary.periodUsers(),
        Files.readAllLines(file).size());
    try (var files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }
}
