package dev.curation.listening;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.documents.Paths;
import dev.curation.ledger.Ledger;
import dev.curation.ledger.Watermark;
import dev.curation.simulation.Faults;
import dev.curation.simulation.ProcessKilled;
import dev.curation.store.StoredDocument;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How far a chain was read: where polls and backfills begin, go on, and what they promise. */
class ReadingProgressTest {
  private final ListeningWorld world = new ListeningWorld();

  @Test
  void shouldAdvanceTheWatermarkToTheNewestFinalBlockOnly() {
    world.mineSales(30);
    world.poll();
    StoredDocument watermark =
        world.store().get(Paths.chainWatermark(ListeningWorld.CHAIN)).orElseThrow();
    long reached = watermark.fields().map("sources").integer(world.settings.sourceName());
    assertEquals(
        world.chain.headers(List.of(32L - 20)).getFirst().orElseThrow().timestamp(), reached);
  }

  @Test
  void shouldHoldTheWatermarkAtTheBeginningOfABackfillUntilItIsDone() {
    world.mineSales(60);
    world.poll();
    long end = world.chain.headNumber() - world.settings.finality();
    assertThrows(
        ProcessKilled.class, () -> world.backfill(world.store(Faults.killAfter(4)), 3, end, 1));
    assertEquals(
        world.chain.headers(List.of(3L)).getFirst().orElseThrow().timestamp(), watermark());
    assertEquals(OptionalLong.of(end), world.backfill(world.store()).interrupted(3));
    world.backfill(3, end, 2);
    assertTrue(
        watermark() > world.chain.headers(List.of(30L)).getFirst().orElseThrow().timestamp());
    assertEquals(OptionalLong.empty(), world.backfill(world.store()).interrupted(3));
    assertEquals(List.of(), world.all(Paths.SLICES));
  }

  private long watermark() {
    return Watermark.of(List.of(world.store().get(Paths.chainWatermark(ListeningWorld.CHAIN))))
        .orElseThrow();
  }

  @Test
  void shouldCompareAllAgainInASecondBackfill() {
    world.mineSales(60);
    long end = world.chain.headNumber() - world.settings.finality();
    world.backfill(0, end, 2);
    StoredDocument sale = world.ledger().getFirst();
    world.store().commit(List.of(Ledger.orphaning(sale, 0)));
    world.backfill(0, end, 2);
    assertEquals(end * 100, world.feesOf(ListeningWorld.PUNK_COLLECTION));
  }

  @Test
  void shouldGoOnWhereAnotherSetOfContractsWasReadTo() {
    world.mineSales(30);
    world.poll();
    world.settings = world.withoutFlow();
    world.mineEmpty(5);
    ChainPoll.Report report = world.poll();
    assertEquals(30, world.facts().size());
    assertTrue(report.count().logs() < 30, "read again: " + report.count().logs());
  }

  @Test
  void shouldNotLetContractsThatAreNoLongerReadHoldBackTheWatermark() {
    world.mineSales(30);
    world.poll();
    world.settings = world.withoutFlow();
    world.mineEmpty(5);
    world.poll();
    StoredDocument watermark =
        world.store().get(Paths.chainWatermark(ListeningWorld.CHAIN)).orElseThrow();
    assertEquals(
        Set.of(world.settings.sourceName()), watermark.fields().map("sources").values().keySet());
  }

  @Test
  void shouldBeginAtTheNewestFinalBlockWhereNoOtherIsConfigured() {
    world.mineSales(60);
    world.settings = new ChainSettings(world.settings.contracts(), 2, 20, OptionalLong.empty());
    world.poll();
    assertEquals(60 - (62 - 20), world.facts().size());
  }
}
