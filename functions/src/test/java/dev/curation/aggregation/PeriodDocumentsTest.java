package dev.curation.aggregation;

import static dev.curation.ledger.Facts.HOUR;
import static dev.curation.ledger.Facts.WEEK;
import static dev.curation.ledger.Facts.sale;
import static dev.curation.ledger.Facts.unvote;
import static dev.curation.ledger.Facts.vote;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.curation.chain.Address;
import dev.curation.curation.RandomLedger;
import dev.curation.documents.Paths;
import dev.curation.ledger.Facts;
import dev.curation.ledger.LedgerEvent;
import dev.curation.store.Fields;
import dev.curation.time.BlockHour;
import dev.curation.time.Week;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** specs/curation.md, Period: the documents of a week and its users. */
class PeriodDocumentsTest {
  private static final Address ALICE = RandomLedger.user(1);
  private static final Address BOB = RandomLedger.user(2);

  private final World world = World.withUserDocuments(UserDocuments.ALL);

  private static Week week(int weeks) {
    return Week.of(Facts.at(weeks * WEEK));
  }

  private Fields period(int weeks) {
    return world.document(Paths.period(World.COLLECTION, week(weeks)));
  }

  private Fields user(int weeks, Address user) {
    return world.document(Paths.periodUser(World.COLLECTION, week(weeks), user));
  }

  @Test
  void shouldWriteAPeriodWithAllItsFields() {
    world.append(vote(0, ALICE, 1), sale(0, 3), sale(WEEK, 500_000_000_000_000_000L));
    world.append(sale(2 * WEEK - 1, 4));
    world.tick();
    Map<String, Object> expected = new TreeMap<>();
    expected.put("collectionAddress", World.COLLECTION.address().hex());
    expected.put("chainId", "1");
    expected.put("timestamp", week(1).start());
    expected.put("totalProtocolFeesAccruedWei", "500000000000000007");
    expected.put("periodProtocolFeesAccruedWei", "500000000000000004");
    expected.put("totalProtocolFeesAccruedEth", 0.5);
    expected.put("periodProtocolFeesAccruedEth", 0.5);
    expected.put("usersWritten", true);
    expected.put("numCurators", 1L);
    expected.put("numCuratorVotes", 1L);
    expected.put("newestBlock", BlockHour.of(week(2).start() - 1).start());
    expected.put("periodDistributedWei", "500000000000000004");
    expected.put("weightedVotes", "0");
    expected.put("voteHours", Map.of("votes", "168", "weighted", "0"));
    assertEquals(expected, new TreeMap<>(period(1).values()));
    assertEquals("3", period(0).string("periodProtocolFeesAccruedWei"));
  }

  @Test
  void shouldWriteAPeriodUserWithAllItsFields() {
    world.append(vote(0, ALICE, 1), sale(0, 3), sale(WEEK, 4), sale(WEEK + HOUR, 5));
    world.tick();
    Map<String, Object> expected = new TreeMap<>();
    expected.put("userAddress", ALICE.hex());
    expected.put("chainId", "1");
    expected.put("collectionAddress", World.COLLECTION.address().hex());
    expected.put("totalProtocolFeesAccruedWei", "12");
    expected.put("periodProtocolFeesAccruedWei", "9");
    expected.put("totalProtocolFeesAccruedEth", 1.2e-17);
    expected.put("periodProtocolFeesAccruedEth", 9e-18);
    expected.put("updatedAt", world.now.toEpochMilli());
    assertEquals(expected, new TreeMap<>(user(1, ALICE).values()));
  }

  @Test
  void shouldGiveAUserWhoLeftTheTotalAfterTheLastBlockThatListsHim() {
    world.append(vote(0, ALICE, 1), vote(0, BOB, 1), sale(1, 10));
    world.append(unvote(HOUR, BOB, 1), sale(HOUR, 100), sale(WEEK, 100));
    world.tick();
    assertEquals("5", user(0, BOB).string("totalProtocolFeesAccruedWei"));
    assertEquals("5", user(0, BOB).string("periodProtocolFeesAccruedWei"));
    assertEquals(Fields.EMPTY, user(1, BOB), "listed in no block of that week");
  }

  @Test
  void shouldHaveNoPeriodForAWeekWithoutBlocks() {
    world.append(vote(0, ALICE, 1), sale(4 * WEEK, 10));
    world.tick();
    for (int weeks = 1; weeks < 4; weeks++) {
      assertEquals(Fields.EMPTY, period(weeks), "week " + weeks);
    }
    assertEquals("10", user(4, ALICE).string("periodProtocolFeesAccruedWei"));
  }

  @Test
  void shouldDeleteUsersWhoNoLongerBelongWhenThePeriodIsComputedAgain() {
    LedgerEvent gone = vote(0, BOB, 1);
    world.append(vote(0, ALICE, 1), gone, sale(1, 10), sale(WEEK, 10));
    world.tick();
    assertEquals("5", user(1, BOB).string("periodProtocolFeesAccruedWei"));
    world.orphan(gone);
    world.tick();
    for (int weeks = 0; weeks < 2; weeks++) {
      assertEquals(Fields.EMPTY, user(weeks, BOB));
      assertEquals("10", user(weeks, ALICE).string("periodProtocolFeesAccruedWei"));
    }
  }

  @Test
  void shouldDeleteAPeriodWhoseBlocksAreAllGone() {
    LedgerEvent gone = sale(WEEK, 10);
    world.append(vote(0, ALICE, 1), gone);
    world.tick();
    assertEquals("10", period(1).string("periodProtocolFeesAccruedWei"));
    world.orphan(gone);
    world.tick();
    assertEquals(Fields.EMPTY, period(1));
    assertEquals(Fields.EMPTY, user(1, ALICE));
  }
}
