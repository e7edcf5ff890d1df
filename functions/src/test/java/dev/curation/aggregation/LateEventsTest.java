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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An event of an hour that is aggregated already changes that hour and all later ones. */
class LateEventsTest {
  private static final Address ALICE = RandomLedger.user(1);
  private static final Address BOB = RandomLedger.user(2);
  private static final List<LedgerEvent> PUNCTUAL =
      List.of(
          vote(0, ALICE, 1),
          sale(1, 100),
          sale(2 * HOUR, 100),
          unvote(4 * HOUR, ALICE, 1),
          sale(WEEK + HOUR, 7));

  private final World world = World.withUserDocuments(UserDocuments.ALL);

  private void assertSameAsAtOnce(LedgerEvent... late) {
    world.append(PUNCTUAL);
    world.tick();
    world.append(late);
    world.tick();
    World atOnce = World.withUserDocuments(UserDocuments.ALL);
    List<LedgerEvent> all = new ArrayList<>(PUNCTUAL);
    all.addAll(List.of(late));
    atOnce.append(all);
    atOnce.tick();
    World.assertSame(atOnce.facts(), world.facts(), "late");
  }

  @Test
  void shouldComputeTheHourAndAllLaterOnesAgain() {
    assertSameAsAtOnce(vote(5, BOB, 1));
    Fields later =
        world.document(Paths.blockUser(World.COLLECTION, BlockHour.of(Facts.at(2 * HOUR)), BOB));
    assertEquals("50", later.string("blockProtocolFeesAccruedWei"));
  }

  @Test
  void shouldInsertABlockBetweenTwoOthers() {
    assertSameAsAtOnce(sale(HOUR, 9), vote(3 * HOUR, BOB, 3));
  }

  @Test
  void shouldInsertABlockBeforeTheFirst() {
    assertSameAsAtOnce(vote(-3 * HOUR, BOB, 3), sale(-2 * WEEK, 5));
  }

  @Test
  void shouldLetALateRemovalClampALaterOne() {
    assertSameAsAtOnce(unvote(3 * HOUR, ALICE, 1));
    assertEquals(
        0, world.document(Paths.event(World.COLLECTION, clampedId())).integer("votesTaken"));
  }

  private static String clampedId() {
    return PUNCTUAL.get(3).id().value();
  }

  @Test
  void shouldChangeNothingWhenAllEventsAreDeliveredAgain() {
    world.append(PUNCTUAL);
    world.tick();
    var before = world.database.snapshot();
    world.append(PUNCTUAL);
    world.tick();
    assertEquals(before, world.database.snapshot());
  }
}
