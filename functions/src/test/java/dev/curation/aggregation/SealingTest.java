package dev.curation.aggregation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.books.Books;
import dev.curation.chain.Address;
import dev.curation.curation.CuratorAccount;
import dev.curation.curation.CuratorBook;
import dev.curation.curation.RandomLedger;
import dev.curation.documents.Paths;
import dev.curation.ledger.ChainPosition;
import dev.curation.ledger.EventId;
import dev.curation.ledger.LedgerEvent;
import dev.curation.ledger.LedgerEvent.Sale;
import dev.curation.ledger.LedgerEvent.VotesAdded;
import dev.curation.ledger.LedgerEvent.VotesRemoved;
import dev.curation.ledger.SaleFacts;
import dev.curation.ledger.Watermark;
import dev.curation.money.Votes;
import dev.curation.money.Wei;
import dev.curation.store.Fields;
import dev.curation.store.Write;
import dev.curation.time.BlockHour;
import dev.curation.time.Week;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sealing, late events, reversals and reopening. Times count hours from a Sunday midnight. */
class SealingTest {
  private static final Instant START = Instant.parse("2022-09-04T00:00:00Z");
  private static final Address ALICE = RandomLedger.user(1);
  private static final Address BOB = RandomLedger.user(2);

  private final World world = World.withUserDocuments(UserDocuments.ALL);

  private static Instant at(int hours) {
    return START.plus(Duration.ofHours(hours));
  }

  private static BlockHour hour(int hours) {
    return BlockHour.of(at(hours).toEpochMilli());
  }

  private static ChainPosition position(int hours) {
    return new ChainPosition(at(hours).toEpochMilli() + 60_000, 1000 + hours, 0, null);
  }

  private static Sale sale(String id, int hours, long fee) {
    return new Sale(new EventId(id), position(hours), Wei.of(fee), SaleFacts.UNKNOWN);
  }

  private static VotesAdded vote(String id, int hours, Address user, long votes) {
    return new VotesAdded(new EventId(id), position(hours), user, Votes.of(votes));
  }

  private static VotesRemoved unvote(String id, int hours, Address user, long votes) {
    return new VotesRemoved(new EventId(id), position(hours), user, Votes.of(votes));
  }

  private void tickAt(int hours, int watermark) {
    world.now = at(hours);
    world.delivered(at(watermark));
    world.tick();
  }

  private BlockHour sealedUntil() {
    return new BlockHour(
        world.document(Paths.aggregation(World.COLLECTION)).integer("sealedUntil"));
  }

  private Fields block(int hours) {
    return world.document(Paths.block(World.COLLECTION, hour(hours)));
  }

  private String total(Address user) {
    CuratorBook book = new Books(world.process(), World.COLLECTION).newest();
    CuratorAccount account = book.account(user);
    return account == null ? "none" : account.totalAccrued().toString();
  }

  @Test
  void shouldSealNothingBeforeTheFinalityDelayHasPassed() {
    world.append(vote("v", 0, ALICE, 1), sale("s", 1, 100));
    tickAt(24, 1000);
    assertEquals(hour(0), sealedUntil());
    tickAt(25, 1000);
    assertEquals(hour(0), sealedUntil(), "no aggregation ran, for nothing was to do");
    world.append(sale("later", 25, 1));
    tickAt(25, 1000);
    assertEquals(hour(1), sealedUntil());
  }

  @Test
  void shouldSealNothingBeyondTheWatermarkOfTheSlowestSource() {
    new Watermark(world.process(), World.COLLECTION).advance("slow", at(3).toEpochMilli());
    world.append(vote("v", 0, ALICE, 1), sale("s", 5, 100));
    tickAt(500, 400);
    assertEquals(hour(3), sealedUntil());
    world.append(sale("late-but-open", 3, 10));
    tickAt(501, 400);
    assertNull(world.document(Paths.event(World.COLLECTION, "late-but-open")).get("bookedAt"));
  }

  @Test
  void shouldNeverMoveTheWatermarkBack() {
    Watermark watermark = new Watermark(world.process(), World.COLLECTION);
    watermark.advance("chain", 10);
    watermark.advance("chain", 5);
    Fields sources = world.document(Paths.watermark(World.COLLECTION)).map("sources");
    assertEquals(10, sources.integer("chain"));
  }

  @Test
  void shouldSealAQuietCollectionWhenItIsDue() {
    world.append(vote("v", 0, ALICE, 1), sale("s", 1, 100));
    tickAt(2, 2);
    assertEquals(at(2 + 24).toEpochMilli(), world.metadata().integer("dueAt"));
    tickAt(26, 26);
    assertEquals(hour(2), sealedUntil());
    // The period is sealed later, when its own end is final.
    assertEquals(at(24 * 7 + 24).toEpochMilli(), world.metadata().integer("dueAt"));
    tickAt(24 * 8, 24 * 8);
    assertEquals(hour(24 * 7), sealedUntil());
    assertNull(world.metadata().get("dueAt"));
  }

  @Test
  void shouldLookAgainLaterWhenTheWatermarkHoldsTheSealingBack() {
    world.append(vote("v", 0, ALICE, 1), sale("s", 1, 100));
    tickAt(100, 1);
    assertEquals(at(101).toEpochMilli(), world.metadata().integer("dueAt"));
  }

  @Test
  void shouldBookALateEventOfASealedHourInTheEarliestOpenHour() {
    world.append(vote("v", 0, ALICE, 1), sale("s", 1, 100));
    tickAt(30, 30);
    assertEquals(hour(6), sealedUntil());
    Map<String, Map<String, Object>> before = world.facts();
    world.append(vote("late-vote", 0, BOB, 1), sale("late-sale", 1, 50));
    tickAt(30, 30);
    for (String path : before.keySet()) {
      if (path.contains("curationBlock")) {
        assertEquals(before.get(path), world.facts().get(path), "sealed: " + path);
      }
    }
    Fields late = world.document(Paths.event(World.COLLECTION, "late-sale"));
    assertEquals(hour(6).start(), late.integer("bookedAt"));
    assertEquals(position(1).timestamp(), late.integer("timestamp"));
    assertEquals("50", block(6).string("blockProtocolFeesAccruedWei"));
    assertEquals("125", total(ALICE));
    assertEquals("25", total(BOB));
    Fields bob = world.document(Paths.blockUser(World.COLLECTION, hour(6), BOB));
    assertEquals(position(0).timestamp(), bob.integer("firstVotedAt"));
  }

  @Test
  void shouldKeepABookingWhenItsHourIsComputedAgain() {
    world.append(vote("v", 0, ALICE, 1), sale("s", 1, 100));
    tickAt(30, 30);
    world.append(sale("late-sale", 1, 50));
    tickAt(30, 30);
    world.append(sale("in-the-booked-hour", 6, 7));
    tickAt(30, 30);
    assertEquals("57", block(6).string("blockProtocolFeesAccruedWei"));
  }

  @Test
  void shouldCorrectASealedSaleThatIsOrphanedByABookedReversal() {
    Sale sale = sale("s", 1, 100);
    world.append(vote("v", 0, ALICE, 1), sale);
    tickAt(30, 30);
    world.orphan(sale);
    tickAt(30, 30);
    assertEquals("100", block(1).string("blockProtocolFeesAccruedWei"), "sealed");
    assertEquals("100", block(6).string("reversedProtocolFeesWei"));
    assertEquals("100", block(6).string("shortfallWei"), "it was shared out already");
    assertEquals("0", block(6).string("arbitrageProtocolFeesAccruedWei"));
    world.append(sale("next", 7, 130));
    tickAt(31, 30);
    assertEquals("130", total(ALICE), "100 + 130 - 100: what was shared is never taken back");
    assertEquals("0", block(7).string("arbitrageProtocolFeesAccruedWei"));
    assertNull(block(7).get("shortfallWei"));
  }

  @Test
  void shouldTakeSealedVotesBackThatAreOrphaned() {
    VotesAdded vote = vote("v", 0, ALICE, 10);
    world.append(vote, vote("w", 0, BOB, 10), sale("s", 1, 100));
    tickAt(30, 30);
    world.orphan(vote);
    world.append(sale("next", 7, 100));
    tickAt(31, 30);
    assertEquals("50", total(ALICE));
    assertEquals("150", total(BOB));
  }

  @Test
  void shouldGiveBackOnlyWhatAnOrphanedSealedRemovalReallyTook() {
    VotesRemoved removal = unvote("r", 1, ALICE, 50);
    world.append(vote("v", 0, ALICE, 30), removal);
    tickAt(30, 30);
    assertEquals(30, world.document(Paths.event(World.COLLECTION, "r")).integer("votesTaken"));
    world.orphan(removal);
    tickAt(30, 30);
    assertEquals(30, block(6).integer("numCuratorVotes"));
  }

  @Test
  void shouldDropAReversalThatIsStillOpenWhenTheEventComesBack() {
    Sale sale = sale("s", 1, 100);
    world.append(vote("v", 0, ALICE, 1), sale);
    tickAt(30, 30);
    Map<String, Map<String, Object>> before = world.facts();
    world.orphan(sale);
    tickAt(30, 30);
    Fields back = Fields.builder().put("isDeleted", false).put("isAggregated", false).build();
    world
        .process()
        .commit(List.of(new Write.Update(Paths.event(World.COLLECTION, "s"), back, null)));
    tickAt(30, 30);
    World.assertSame(before, world.facts(), "as if it had never been away");
  }

  @ParameterizedTest
  @EnumSource
  void shouldWriteTheUsersOfASealedPeriodInEveryMode(UserDocuments mode) {
    world.settings = world.settings.withUserDocuments(mode);
    world.append(vote("v", 0, ALICE, 1), sale("s", 1, 100));
    tickAt(2, 2);
    Fields open = world.document(Paths.periodUser(World.COLLECTION, hour(0).week(), ALICE));
    assertEquals(mode == UserDocuments.NONE, open.equals(Fields.EMPTY));
    tickAt(24 * 8, 24 * 8);
    Fields sealed = world.document(Paths.periodUser(World.COLLECTION, hour(0).week(), ALICE));
    assertEquals("100", sealed.string("periodProtocolFeesAccruedWei"));
  }

  @Test
  void shouldWriteUsersOfEverySealedPeriodWhenTheWatermarkJumps() {
    world.settings = world.settings.withUserDocuments(UserDocuments.NONE);
    List<LedgerEvent> events = new RandomLedger(5).events(80, 6, 24 * 40);
    world.append(events);
    world.delivered(Instant.EPOCH);
    world.tick();
    world.delivered(Instant.parse("2022-09-25T00:00:00Z"));
    world.now = world.now.plus(Duration.ofHours(2));
    world.tick();
    World atOnce = World.withUserDocuments(UserDocuments.NONE);
    atOnce.append(events);
    atOnce.delivered(Instant.parse("2022-09-25T00:00:00Z"));
    atOnce.tick();
    World.assertSame(atOnce.facts(), world.facts(), "sealed later");
  }

  @Test
  void shouldWriteNoBlockUsersOfPeriodsThatAreSealedWhenTheyAreComputed() {
    world.settings = world.settings.withUserDocuments(UserDocuments.CURRENT).withBounds(2, 50, 5);
    world.append(
        vote("v", 0, ALICE, 1), sale("s", 1, 100), sale("t", 200, 7), sale("u", 24 * 15, 9));
    tickAt(24 * 15 + 1, 24 * 15);
    assertEquals(Fields.EMPTY, world.document(Paths.blockUser(World.COLLECTION, hour(1), ALICE)));
    Fields current = world.document(Paths.blockUser(World.COLLECTION, hour(24 * 15), ALICE));
    assertEquals("9", current.string("blockProtocolFeesAccruedWei"));
    Fields period =
        world.document(Paths.periodUser(World.COLLECTION, Week.of(at(0).toEpochMilli()), ALICE));
    assertEquals("100", period.string("periodProtocolFeesAccruedWei"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 1000})
  void shouldComputeReopenedHoursAsIfNeverSealed(int mostEventsOfADelivery) {
    world.settings = world.settings.withBounds(mostEventsOfADelivery, 5, 2);
    List<LedgerEvent> events =
        List.of(vote("v", 0, ALICE, 1), sale("s", 1, 100), sale("t", 3, 100));
    List<LedgerEvent> late = List.of(vote("w", 0, BOB, 1), sale("l", 2, 50), sale("m", 4, 60));
    world.append(events);
    tickAt(40, 40);
    world.append(late);
    world.orphan(events.get(2));
    tickAt(40, 40);
    assertEquals("100", block(3).string("blockProtocolFeesAccruedWei"));
    new Reopening(world.process(), world.clock).reopen(World.COLLECTION, hour(2));
    assertEquals(hour(2), sealedUntil());
    world.deliverAll(world.process());

    World never = World.withUserDocuments(UserDocuments.ALL);
    never.append(events.get(0), events.get(1));
    never.now = at(26);
    never.delivered(at(2));
    never.tick(); // Sealed until hour 2, as reopened.
    never.append(events.get(2));
    never.append(late);
    never.orphan(events.get(2));
    never.now = at(40);
    never.delivered(at(40));
    never.tick();
    World.assertSame(never.facts(), world.facts(), "reopened");
    assertEquals(hour(16), sealedUntil(), "sealed again at the end");
  }

  /** The event is counted in an hour that one delivery reads, and belongs where an earlier was. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 1000})
  void shouldCountAReopenedEventThatADeliveryReadsBeforeItIsItsTurn(int mostEventsOfADelivery) {
    world.settings = world.settings.withBounds(mostEventsOfADelivery, 1000, 2);
    Sale gone = sale("gone", 5, 40);
    ChainPosition last = new ChainPosition(at(6).toEpochMilli() - 1, 1006, 0, null);
    world.append(vote("v", 0, ALICE, 1), sale("e", 6, 100));
    tickAt(34, 34);
    world.append(sale("a", 4, 30), gone);
    world.append(new Sale(new EventId("y"), last, Wei.of(50), SaleFacts.UNKNOWN));
    tickAt(34, 34);
    assertEquals("120", block(10).string("blockProtocolFeesAccruedWei"));
    world.orphan(gone);
    new Reopening(world.process(), world.clock).reopen(World.COLLECTION, hour(3));
    world.deliverAll(world.process());
    assertEquals("30", block(4).string("blockProtocolFeesAccruedWei"));
    assertEquals("50", block(5).string("blockProtocolFeesAccruedWei"));
    assertEquals("180", total(ALICE));
  }

  @Test
  void shouldRefuseToReopenWhatWasPaidOut() {
    world.append(vote("v", 0, ALICE, 1), sale("s", 1, 100));
    tickAt(40, 40);
    Fields paid = Fields.builder().put("paidUntil", hour(3).start()).build();
    world.process().commit(List.of(new Write.Put(Paths.payouts(World.COLLECTION), paid)));
    Reopening reopening = new Reopening(world.process(), world.clock);
    Map<String, Map<String, Object>> before = world.facts();
    assertThrows(
        Reopening.RefusedException.class, () -> reopening.reopen(World.COLLECTION, hour(2)));
    World.assertSame(before, world.facts(), "refused");
    reopening.reopen(World.COLLECTION, hour(3));
    assertEquals(hour(3), sealedUntil());
  }

  @Test
  void shouldRefuseToReopenOpenHoursAndWhileAnAggregationIsAtWork() {
    world.append(vote("v", 0, ALICE, 1), sale("s", 1, 100));
    tickAt(40, 40);
    Reopening reopening = new Reopening(world.process(), world.clock);
    Reopening.RefusedException open =
        assertThrows(
            Reopening.RefusedException.class, () -> reopening.reopen(World.COLLECTION, hour(16)));
    assertTrue(open.toString().contains("nothing to reopen"), open.toString());
    Fields held = Fields.builder().put("holder", "other").put("leaseUntil", Long.MAX_VALUE).build();
    world.process().commit(List.of(new Write.Merge(Paths.aggregation(World.COLLECTION), held)));
    assertThrows(
        Reopening.RefusedException.class, () -> reopening.reopen(World.COLLECTION, hour(2)));
    assertFalse(sealedUntil().equals(hour(2)));
  }
}
