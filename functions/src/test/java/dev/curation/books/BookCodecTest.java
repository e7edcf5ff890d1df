package dev.curation.books;

import static dev.curation.ledger.Facts.HOUR;
import static dev.curation.ledger.Facts.at;
import static dev.curation.ledger.Facts.sale;
import static dev.curation.ledger.Facts.vote;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.aggregation.UserDocuments;
import dev.curation.aggregation.World;
import dev.curation.curation.BookTotals;
import dev.curation.curation.CuratorAccount;
import dev.curation.curation.CuratorBook;
import dev.curation.curation.RandomLedger;
import dev.curation.curation.Rules;
import dev.curation.documents.Paths;
import dev.curation.errors.InvalidValueException;
import dev.curation.ledger.LedgerEvent;
import dev.curation.money.VoteHours;
import dev.curation.money.Votes;
import dev.curation.money.VotesPerToken;
import dev.curation.money.Wei;
import dev.curation.store.Bytes;
import dev.curation.store.Fields;
import dev.curation.store.Write;
import dev.curation.time.BlockHour;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The packed books, through the simulated database with its limits. */
class BookCodecTest {
  private static final BlockHour HOUR_0 = BlockHour.of(at(0));

  /** More vote changes than one document holds. */
  private static final int MANY = 20_460;

  private final World world = World.withUserDocuments(UserDocuments.NONE);

  /** Random amounts, the largest among them, and what they add up to. */
  private static CuratorBook book(int curators) {
    Random random = new Random(1);
    List<CuratorAccount> accounts = new ArrayList<>();
    Wei distributed = Wei.ZERO;
    Votes votes = Votes.ZERO;
    BigInteger weighted = BigInteger.ZERO;
    for (int i = 0; i < curators; i++) {
      Wei total = Wei.of(new BigInteger(i == 0 ? 255 : random.nextInt(200), random));
      Votes held = Votes.of(random.nextInt(3) == 0 ? 0 : random.nextLong() >>> (16 + i % 40));
      long first = random.nextLong() >>> 20;
      accounts.add(
          new CuratorAccount(
              RandomLedger.user(i),
              held.count(),
              VotesPerToken.ofMillionths(i),
              total,
              total.min(Wei.of(i)),
              total.min(Wei.of(255)),
              first,
              first + i,
              i % 2 == 0));
      distributed = distributed.plus(total);
      votes = votes.plus(held);
      weighted = weighted.add(VotesPerToken.ofMillionths(i).weight(held));
    }
    Wei carry = Wei.of(12);
    BookTotals totals =
        new BookTotals(
            3,
            distributed.plus(carry),
            Wei.of(5),
            Wei.of(6),
            Wei.ZERO,
            distributed,
            carry,
            Wei.ZERO,
            votes,
            (int) accounts.stream().filter(CuratorAccount::isListed).count(),
            Wei.of(7),
            weighted,
            new VoteHours(BigInteger.TEN.pow(30), BigInteger.TEN.pow(40)),
            new VoteHours(BigInteger.ONE, BigInteger.ZERO));
    return CuratorBook.of(HOUR_0, totals, accounts);
  }

  private CuratorBook throughTheDatabase(CuratorBook book) {
    List<Fields> pages = BookCodec.encodePages(book);
    for (int page = 0; page < pages.size(); page++) {
      write(new Write.Put(Paths.bookPage(World.COLLECTION, HOUR_0, page), pages.get(page)));
    }
    BookRecord record =
        new BookRecord(
            HOUR_0,
            null,
            book.totals(),
            pages.size(),
            BookCodec.checksum(pages),
            true,
            Rules.CURRENT);
    write(new Write.Put(Paths.book(World.COLLECTION, HOUR_0), BookCodec.encode(record)));
    return new Books(world.process(), World.COLLECTION).newest();
  }

  private void write(Write write) {
    world.process().commit(List.of(write));
  }

  @Test
  void shouldReadBackALargeBookThatIsSpreadOverSeveralPages() {
    CuratorBook book = book(60_000);
    assertTrue(BookCodec.encodePages(book).size() > 2);
    assertEquals(book, throughTheDatabase(book));
  }

  @Test
  void shouldReadBackABookWithoutCurators() {
    CuratorBook empty = book(0);
    assertEquals(1, BookCodec.encodePages(empty).size());
    assertEquals(empty, throughTheDatabase(empty));
  }

  @Test
  void shouldRefusePagesThatAreCutOffOrOfAnUnknownFormat() {
    byte[] page = BookCodec.encodePages(book(3)).get(0).bytes("accounts").toArray();
    byte[] cut = Arrays.copyOf(page, page.length - 1);
    assertThrows(InvalidValueException.class, () -> BookCodec.decodePage(page(cut)));
    page[0] = 9;
    InvalidValueException e =
        assertThrows(InvalidValueException.class, () -> BookCodec.decodePage(page(page)));
    assertTrue(e.toString().contains("accounts '9'"), e.toString());
  }

  private static Fields page(byte[] bytes) {
    return Fields.builder().put("accounts", Bytes.of(bytes)).build();
  }

  @Test
  void shouldMakeABlockACheckpointWhoseChangesDoNotFitIntoItsRecord() {
    world.settings = world.settings.withBounds(50_000, 100_000, 499);
    List<LedgerEvent> events = new ArrayList<>();
    events.add(vote(0, RandomLedger.user(0), 1));
    for (int i = 0; i < MANY; i++) {
      events.add(vote(HOUR + i % 60, RandomLedger.user(i), 1 + i % 7));
    }
    events.add(sale(2 * HOUR, 1_000_000));
    world.append(events);
    world.tick();
    Fields large = world.document(Paths.book(World.COLLECTION, HOUR_0.next()));
    assertTrue(large.bool("isCheckpoint"));
    assertFalse(large.has("voteChanges"));
    assertTrue(large.integer("pages") >= 1);
    LedgerEvent late = sale(1, 999);
    world.append(late);
    world.tick();
    World atOnce = World.withUserDocuments(UserDocuments.NONE);
    atOnce.settings = world.settings;
    events.add(late);
    atOnce.append(events);
    atOnce.tick();
    World.assertSame(atOnce.facts(), world.facts(), "a late event before the large block");
    assertEquals(MANY, new Books(world.process(), World.COLLECTION).newest().totals().curators());
  }
}
