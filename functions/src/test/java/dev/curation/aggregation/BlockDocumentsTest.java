package dev.curation.aggregation;

import static dev.curation.ledger.Facts.HOUR;
import static dev.curation.ledger.Facts.sale;
import static dev.curation.ledger.Facts.unvote;
import static dev.curation.ledger.Facts.vote;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.Address;
import dev.curation.curation.RandomLedger;
import dev.curation.documents.Paths;
import dev.curation.ledger.Facts;
import dev.curation.ledger.LedgerEvent;
import dev.curation.store.Fields;
import dev.curation.time.BlockHour;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The documents of a block and its users, with all fields that the source lists. */
class BlockDocumentsTest {
  private static final Address ALICE = RandomLedger.user(1);
  private static final Address BOB = RandomLedger.user(2);

  private final World world = World.withUserDocuments(UserDocuments.ALL);

  private static BlockHour hour(int hours) {
    return BlockHour.of(Facts.at(hours * HOUR));
  }

  private Fields block(int hours) {
    return world.document(Paths.block(World.COLLECTION, hour(hours)));
  }

  private Fields user(int hours, Address user) {
    return world.document(Paths.blockUser(World.COLLECTION, hour(hours), user));
  }

  @Test
  void shouldWriteABlockWithAllItsFields() {
    world.append(vote(0, ALICE, 3), vote(1, BOB, 4), sale(2, 1_500_000_000_000_000_000L));
    world.append(unvote(HOUR, ALICE, 5), vote(HOUR + 1, BOB, 1), sale(HOUR + 2, 8));
    world.tick();
    Map<String, Object> expected = new TreeMap<>();
    expected.put("collectionAddress", World.COLLECTION.address().hex());
    expected.put("chainId", "1");
    expected.put("numCurators", 1L);
    expected.put("numCuratorVotes", 5L);
    expected.put("numCuratorsAdded", 0L);
    expected.put("numCuratorsRemoved", 1L);
    expected.put("numCuratorVotesAdded", 1L);
    expected.put("numCuratorVotesRemoved", 3L);
    expected.put("numCuratorVotesDropped", 2L);
    expected.put("numCuratorsPercentChange", -50.0);
    expected.put("numCuratorVotesPercentChange", -28.5715);
    expected.put("totalProtocolFeesAccruedWei", "1500000000000000008");
    expected.put("blockProtocolFeesAccruedWei", "8");
    expected.put("arbitrageProtocolFeesAccruedWei", "0");
    expected.put("totalProtocolFeesAccruedEth", 1.5);
    expected.put("blockProtocolFeesAccruedEth", 8e-18);
    expected.put("arbitrageProtocolFeesAccruedEth", 0.0);
    expected.put("timestamp", hour(1).start());
    expected.put("isAggregated", true);
    expected.put("blockDistributedWei", "9");
    expected.put("weightedVotes", "0");
    expected.put("rulesVersion", 1L);
    assertEquals(expected, new TreeMap<>(block(1).values()));
  }

  @Test
  void shouldWriteABlockUserWithAllItsFields() {
    world.append(vote(3, ALICE, 3), sale(4, 10));
    world.append(vote(HOUR + 5, ALICE, 2), sale(HOUR + 6, 7));
    world.tick();
    Map<String, Object> expected = new TreeMap<>();
    expected.put("userAddress", ALICE.hex());
    expected.put("votes", 5L);
    expected.put("chainId", "1");
    expected.put("collectionAddress", World.COLLECTION.address().hex());
    expected.put("totalProtocolFeesAccruedWei", "17");
    expected.put("blockProtocolFeesAccruedWei", "7");
    expected.put("firstVotedAt", Facts.at(3));
    expected.put("lastVotedAt", Facts.at(HOUR + 5));
    expected.put("updatedAt", world.now.toEpochMilli());
    assertEquals(expected, new TreeMap<>(user(1, ALICE).values()));
  }

  @Test
  void shouldNotListACuratorWithoutVotes() {
    world.append(vote(0, ALICE, 1), vote(0, BOB, 1), sale(1, 10));
    world.append(unvote(HOUR, ALICE, 1), sale(HOUR, 7));
    world.tick();
    assertEquals(Fields.EMPTY, user(1, ALICE));
    assertEquals("12", user(1, BOB).string("totalProtocolFeesAccruedWei"));
  }

  @Test
  void shouldHaveNoBlockForAnHourWithoutEvents() {
    world.append(vote(0, ALICE, 1), sale(2 * HOUR, 7), sale(5 * HOUR - 1, 7));
    world.tick();
    for (int hours = 0; hours < 6; hours++) {
      boolean expected = List.of(0, 2, 4).contains(hours);
      assertEquals(expected, !block(hours).equals(Fields.EMPTY), "hour " + hours);
    }
  }

  @Test
  void shouldGoOnFromTheMostRecentEarlierBlockAndNotFromTheOldest() {
    world.append(vote(0, ALICE, 1), sale(1, 1));
    world.append(vote(3 * HOUR, BOB, 1), sale(3 * HOUR, 2));
    world.tick();
    world.append(sale(9 * HOUR, 4));
    world.tick();
    assertEquals(2, block(9).integer("numCurators"));
    assertEquals("7", block(9).string("totalProtocolFeesAccruedWei"));
  }

  @Test
  void shouldLeaveDeletedEventsOutWhenABlockIsReadAgain() {
    // Stricter than the source, which forgets them then.
    LedgerEvent gone = sale(1, 1000);
    world.append(vote(0, ALICE, 1), gone, sale(2, 1));
    world.orphan(gone);
    world.tick();
    world.append(sale(3, 2));
    world.tick();
    assertEquals("3", block(0).string("blockProtocolFeesAccruedWei"));
  }

  @Test
  void shouldComputeRewardsAgainWithoutAnEventThatAReorganisationTookAway() {
    LedgerEvent gone = vote(1, BOB, 1);
    world.append(vote(0, ALICE, 1), gone, sale(2, 10));
    world.tick();
    assertEquals("5", user(0, BOB).string("totalProtocolFeesAccruedWei"));
    world.orphan(gone);
    world.tick();
    assertEquals(Fields.EMPTY, user(0, BOB));
    assertEquals("10", user(0, ALICE).string("totalProtocolFeesAccruedWei"));
  }

  @Test
  void shouldRemoveABlockWhoseEventsAreAllGone() {
    LedgerEvent gone = sale(HOUR, 10);
    world.append(vote(0, ALICE, 1), gone);
    world.tick();
    assertTrue(block(1).bool("isAggregated"));
    world.orphan(gone);
    world.tick();
    assertEquals(Fields.EMPTY, block(1));
    assertEquals(Fields.EMPTY, user(1, ALICE));
    assertFalse(block(0).equals(Fields.EMPTY));
  }
}
