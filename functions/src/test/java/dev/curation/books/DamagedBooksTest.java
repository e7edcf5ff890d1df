package dev.curation.books;

import static dev.curation.ledger.Facts.HOUR;
import static dev.curation.ledger.Facts.sale;
import static dev.curation.ledger.Facts.vote;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.aggregation.UserDocuments;
import dev.curation.aggregation.World;
import dev.curation.curation.RandomLedger;
import dev.curation.documents.Paths;
import dev.curation.ledger.Facts;
import dev.curation.store.Bytes;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Write;
import dev.curation.time.BlockHour;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the books would lose or invent money nothing is written, and the collection is failed. */
class DamagedBooksTest {
  private final World world = World.withUserDocuments(UserDocuments.ALL);

  private static BlockHour hour(int hours) {
    return BlockHour.of(Facts.at(hours * HOUR));
  }

  private void aggregate(int hours) {
    world.append(vote(0, RandomLedger.user(1), 2), vote(0, RandomLedger.user(2), 1));
    for (int i = 0; i < hours; i++) {
      world.append(sale(i * HOUR, 100));
    }
    world.tick();
  }

  private void damage(DocumentPath path, String field, Object value) {
    Fields damage = Fields.builder().put(field, value).build();
    world.process().commit(List.of(new Write.Update(path, damage, null)));
  }

  private void assertFailsAndWritesNothing(String reason) {
    world.append(sale(60 * HOUR, 5));
    Map<String, Map<String, Object>> before = world.facts();
    world.tick();
    World.assertSame(before, world.facts(), "nothing may be written");
    String recorded = world.metadata().map("failure").string("reason");
    assertTrue(recorded.contains(reason), recorded);
    assertTrue(world.metadata().bool("ledgerRequiresAggregation"));
  }

  @ParameterizedTest
  @CsvSource({
    "carryWei, 7",
    "carryWei, 0",
    "feesWei, 1",
    "distributedWei, 1000000",
    "blockFeesWei, 101",
    "shortfallWei, 1",
    "blockReversedFeesWei, 1"
  })
  void shouldRefuseARecordThatDoesNotFollowFromTheBookBefore(String field, String value) {
    aggregate(3);
    damage(Paths.book(World.COLLECTION, hour(1)), field, value);
    assertFailsAndWritesNothing("ConservationException: ");
  }

  @Test
  void shouldRefuseARecordWhoseVotesDoNotAddUp() {
    aggregate(3);
    damage(Paths.book(World.COLLECTION, hour(0)), "votesAdded", 4L);
    assertFailsAndWritesNothing("ConservationException: ");
  }

  @ParameterizedTest
  @CsvSource({"carryWei, 7", "feesWei, 1", "distributedWei, 1", "reversedFeesWei, 1"})
  void shouldRefuseACheckpointThatBreaksTheConservationEquation(String field, String value) {
    aggregate(Books.CHECKPOINT_BLOCKS);
    damage(checkpoint(), field, value);
    assertFailsAndWritesNothing("ConservationException: ");
  }

  private static DocumentPath checkpoint() {
    return Paths.book(World.COLLECTION, hour(Books.CHECKPOINT_BLOCKS - 1));
  }

  @Test
  void shouldRefuseACheckpointWhoseAccountsAreThoseOfAnotherBook() {
    aggregate(2 * Books.CHECKPOINT_BLOCKS);
    Fields other =
        world.document(Paths.bookPage(World.COLLECTION, hour(Books.CHECKPOINT_BLOCKS - 1), 0));
    damage(
        Paths.bookPage(World.COLLECTION, hour(2 * Books.CHECKPOINT_BLOCKS - 1), 0),
        "accounts",
        other.bytes("accounts"));
    assertFailsAndWritesNothing("ConservationException: ");
  }

  /** Nothing adds up the accounts' periods: the checksum tells. */
  @Test
  void shouldRefuseACheckpointWhoseAccountsHaveOtherPeriods() {
    aggregate(Books.CHECKPOINT_BLOCKS);
    DocumentPath page = Paths.bookPage(World.COLLECTION, hour(Books.CHECKPOINT_BLOCKS - 1), 0);
    byte[] accounts = world.document(page).bytes("accounts").toArray();
    accounts[accounts.length - 1] ^= 1;
    damage(page, "accounts", Bytes.of(accounts));
    assertFailsAndWritesNothing("are not those that were written with it");
  }

  @Test
  void shouldRefuseACheckpointWithoutItsPage() {
    aggregate(Books.CHECKPOINT_BLOCKS);
    DocumentPath page = Paths.bookPage(World.COLLECTION, hour(Books.CHECKPOINT_BLOCKS - 1), 0);
    world.process().commit(List.of(new Write.Delete(page)));
    assertFailsAndWritesNothing(checkpoint() + " is missing");
  }

  @Test
  void shouldGoOnWhenTheBooksAreRepaired() {
    aggregate(3);
    damage(Paths.book(World.COLLECTION, hour(1)), "carryWei", "7");
    assertFailsAndWritesNothing("ConservationException: ");
    damage(Paths.book(World.COLLECTION, hour(1)), "carryWei", "1");
    world.recover();
    assertEquals(false, world.metadata().get("ledgerRequiresAggregation"));
    Fields block = world.document(Paths.block(World.COLLECTION, hour(60)));
    assertEquals("305", block.string("totalProtocolFeesAccruedWei"));
  }
}
