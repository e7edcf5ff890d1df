package dev.curation.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.curation.BlockEvents;
import dev.curation.curation.Booking;
import dev.curation.curation.CuratorAccount;
import dev.curation.curation.CuratorBook;
import dev.curation.ledger.EventId;
import dev.curation.ledger.LedgerEvent;
import dev.curation.time.BlockHour;
import dev.curation.time.Week;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The demo's data, through the pure rules. */
class CryptoPunksSalesTest {
  private static final List<LedgerEvent> EVENTS =
      CryptoPunksSales.read(
          Path.of(System.getProperty("project.root", ".."), "emulator-config")
              .resolve("cryptopunks-sales.csv"));

  @Test
  void shouldReadThreeEventsOfASaleAndTwoWhereTheBuyerIsUnknown() {
    assertEquals(28_746, EVENTS.size());
    Set<EventId> ids = new HashSet<>();
    EVENTS.forEach(event -> ids.add(event.id()));
    assertEquals(EVENTS.size(), ids.size(), "every fact has an id of its own");
  }

  @Test
  void shouldComeToTheKnownTotals() {
    Map<BlockHour, List<Booking>> hours = new TreeMap<>();
    for (LedgerEvent event : EVENTS) {
      hours
          .computeIfAbsent(event.position().hour(), hour -> new ArrayList<>())
          .add(Booking.of(event));
    }
    CuratorBook book = CuratorBook.EMPTY;
    Set<Week> weeks = new HashSet<>();
    long userDocuments = 0;
    for (Map.Entry<BlockHour, List<Booking>> hour : hours.entrySet()) {
      book = book.after(BlockEvents.apply(book, hour.getKey(), hour.getValue()).changes());
      weeks.add(hour.getKey().week());
      userDocuments += book.totals().curators();
    }
    assertEquals(4_208, book.totals().blocks());
    assertEquals(199, weeks.size());
    assertEquals("2957567627013805138171", book.totals().fees().toString());
    List<CuratorAccount> earned =
        book.accounts().stream().filter(account -> !account.totalAccrued().isZero()).toList();
    assertEquals(2_008, earned.size());
    assertEquals(25, Math.round(userDocuments / 100_000.0), "about 2.5 million user documents");
  }

  /** Found by fuzzing: it is a time, but not in milliseconds. */
  @Test
  void shouldNameTheLineOfATimeBeyondMilliseconds() throws IOException {
    Path file = Files.createTempFile("sales", ".csv");
    Files.writeString(
        file,
        "timestamp,blockNumber,transactionHash,tokenId,priceWei,seller,buyer\n"
            + "+1000000000-12-31T23:59:59Z,1,0x%s,1,1,0x%s,0x%s\n"
                .formatted("ab".repeat(32), "5a".repeat(20), "4e".repeat(20)));
    LedgerFileException e =
        assertThrows(LedgerFileException.class, () -> CryptoPunksSales.read(file));
    assertTrue(String.valueOf(e.getMessage()).contains("timestamp"), e.getMessage());
    Files.delete(file);
  }
}
