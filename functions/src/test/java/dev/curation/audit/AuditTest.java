package dev.curation.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.aggregation.AggregationSettings;
import dev.curation.aggregation.Reopening;
import dev.curation.aggregation.UserDocuments;
import dev.curation.aggregation.World;
import dev.curation.curation.RandomLedger;
import dev.curation.documents.Paths;
import dev.curation.errors.InvalidValueException;
import dev.curation.ledger.Facts;
import dev.curation.ledger.LedgerEvent;
import dev.curation.ledger.LedgerEvent.Sale;
import dev.curation.ledger.LedgerEvent.VotesRemoved;
import dev.curation.simulation.Faults;
import dev.curation.simulation.ProcessKilled;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Write;
import dev.curation.time.BlockHour;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Audits find nothing where all is right: after many kinds of histories. */
class AuditTest {
  private static final String COLLECTION = World.COLLECTION.toString();
  private static final int WEEK = Facts.WEEK;

  private static AuditReport audit(World world) {
    return new Audit(world.process(), world.clock, 100).run(COLLECTION, AuditProgress.NONE);
  }

  private static void assertClean(World world) {
    AuditReport report = audit(world);
    assertTrue(report.isClean(), report.toString());
    assertTrue(report.documents() > 0);
  }

  private static void tickAt(World world, int minutes) {
    world.now = Instant.ofEpochMilli(Facts.at(minutes));
    world.delivered(world.now);
    world.tick();
  }

  @ParameterizedTest
  @EnumSource
  void shouldFindNothingInThreeWeeksOfRandomEvents(UserDocuments mode) {
    World world = World.withUserDocuments(mode);
    world.append(new RandomLedger(7).events(300, 12, 3 * 7 * 24));
    world.tick();
    assertClean(world);
    AuditReport report = audit(world);
    assertEquals(300, report.events());
    assertEquals(0, report.pending());
  }

  @ParameterizedTest
  @EnumSource
  void shouldFindNothingWhereHoursAreSealedOneAfterTheOther(UserDocuments mode) {
    World world = World.withUserDocuments(mode);
    List<LedgerEvent> events = new RandomLedger(3).events(120, 5, 2 * 7 * 24);
    for (int i = 0; i < events.size(); i += 20) {
      world.append(events.subList(i, i + 20));
      world.now =
          Instant.ofEpochMilli(1_660_000_000_000L + (i + 20L) / 20 * 3 * 24 * BlockHour.MILLIS);
      world.delivered(world.now);
      world.tick();
      assertClean(world);
    }
    world.now = world.now.plusSeconds(30L * 24 * 3600);
    world.delivered(world.now);
    world.tick();
    assertClean(world);
  }

  @ParameterizedTest
  @EnumSource
  void shouldFindNothingAfterBookingsReversalsAndReturns(UserDocuments mode) {
    World world = World.withUserDocuments(mode);
    Sale sale = Facts.sale(70, 1_000);
    VotesRemoved removal = Facts.unvote(80, RandomLedger.user(1), 700);
    world.append(Facts.vote(5, RandomLedger.user(1), 300), Facts.sale(10, 7), sale, removal);
    world.append(Facts.vote(200, RandomLedger.user(2), 11));
    tickAt(world, WEEK);
    assertClean(world);
    world.orphan(sale, removal);
    world.append(Facts.sale(90, 50), Facts.vote(95, RandomLedger.user(3), 5));
    world.tick();
    assertClean(world);
    tickAt(world, WEEK + 3 * 24 * 60);
    assertClean(world);
    restore(world, sale);
    restore(world, removal);
    world.tick();
    assertClean(world);
    tickAt(world, WEEK + 9 * 24 * 60);
    assertClean(world);
    world.orphan(sale, removal);
    world.tick();
    assertClean(world);
    new Reopening(world.process(), world.clock)
        .reopen(World.COLLECTION, BlockHour.of(Facts.at(WEEK + 24 * 60)));
    world.tick();
    assertClean(world);
    new Reopening(world.process(), world.clock).reopen(World.COLLECTION, BlockHour.of(Facts.at(0)));
    world.tick();
    assertClean(world);
  }

  private static void restore(World world, LedgerEvent event) {
    Fields back = Fields.builder().put("isDeleted", false).put("isAggregated", false).build();
    DocumentPath path = Paths.event(World.COLLECTION, event.id().value());
    world.process().commit(List.of(new Write.Update(path, back, null)));
  }

  @Test
  void shouldFindNothingWhenAllEventsAreTakenAway() {
    World world = World.withUserDocuments(UserDocuments.ALL);
    Sale sale = Facts.sale(70, 1_000);
    world.append(sale);
    world.tick();
    world.orphan(sale);
    world.tick();
    assertClean(world);
  }

  @Test
  void shouldFindNothingWhenTheModeChanges() {
    World world = World.withUserDocuments(UserDocuments.ALL);
    List<LedgerEvent> events = new RandomLedger(9).events(90, 6, 14 * 24);
    for (int i = 0; i < 3; i++) {
      world.settings =
          AggregationSettings.DEFAULT.withUserDocuments(List.of(UserDocuments.values()).get(i));
      world.append(events.subList(30 * i, 30 * i + 30));
      world.tick();
      assertClean(world);
    }
  }

  /** A live system always has a few events that are not aggregated yet. */
  @Test
  void shouldAuditTheStateBeforePendingEventsAndCountThem() {
    World world = World.withUserDocuments(UserDocuments.ALL);
    Sale sale = Facts.sale(70, 1_000);
    world.append(Facts.vote(5, RandomLedger.user(1), 3), sale);
    world.tick();
    world.append(Facts.sale(75, 20));
    world.orphan(sale);
    AuditReport report = audit(world);
    assertTrue(report.isClean(), report.toString());
    assertEquals(2, report.pending());
    assertEquals(1, report.changedSince());
  }

  @Test
  void shouldFindNothingBetweenTheBoundedDeliveriesThatReadALongLedger() {
    World world = World.withUserDocuments(UserDocuments.ALL);
    world.settings = world.settings.withBounds(20, 1_000, 10);
    world.append(new RandomLedger(5).events(60, 4, 24 * 9));
    world.flagging(world.process()).run();
    for (int i = 0; i < 20 && !world.deliveries.isEmpty(); i++) {
      World.deliver(world.trigger(world.process()), world.deliveries.remove());
      AuditReport report = audit(world);
      assertEquals(0, report.differences(), report.toString());
    }
    assertClean(world);
    assertEquals(0, audit(world).pending());
  }

  @Test
  void shouldSayThatAnAggregationWasInterruptedAndFindNothingOnceItIsDone() {
    World world = World.withUserDocuments(UserDocuments.ALL);
    world.append(new RandomLedger(5).events(60, 4, 24 * 9));
    world.settings = world.settings.withBounds(100, 1_000, 5);
    assertThrows(ProcessKilled.class, () -> world.tick(world.process(Faults.killAfter(12))));
    AuditReport report = audit(world);
    assertFalse(report.isClean());
    assertTrue(String.valueOf(report.notAudited()).contains("begun and not ended"));
    world.recover();
    assertClean(world);
  }

  @Test
  void shouldListAllCollectionsAndRefuseThoseThatItDoesNotKnow() {
    World world = World.withUserDocuments(UserDocuments.ALL);
    Audit audit = new Audit(world.process(), world.clock, 100);
    assertEquals(List.of(), audit.collections());
    world.append(Facts.sale(1, 1));
    world.tick();
    assertEquals(List.of(COLLECTION), audit.collections());
    String unknown = COLLECTION.replace('c', 'd');
    assertThrows(InvalidValueException.class, () -> audit.run(unknown, AuditProgress.NONE));
    assertThrows(InvalidValueException.class, () -> audit.run("punks", AuditProgress.NONE));
  }
}
