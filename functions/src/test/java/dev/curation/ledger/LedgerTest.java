package dev.curation.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.chain.TxHash;
import dev.curation.documents.Paths;
import dev.curation.ledger.LedgerEvent.Sale;
import dev.curation.ledger.LedgerEvent.VotesAdded;
import dev.curation.money.Votes;
import dev.curation.money.Wei;
import dev.curation.simulation.Faults;
import dev.curation.simulation.SimulatedDatabase;
import dev.curation.simulation.SimulatedStore;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.StoreException;
import dev.curation.store.Write;
import dev.curation.time.BlockHour;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final CollectionId COLLECTION =
      CollectionId.parse("137:0xc0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0");
  private static final Address ALICE = new Address("0x" + "a1".repeat(20));
  private static final Address BOB = new Address("0x" + "b0".repeat(20));

  private final SimulatedDatabase database =
      new SimulatedDatabase(InstantSource.fixed(Instant.parse("2022-10-01T00:00:00Z")));
  private final SimulatedStore store = new SimulatedStore(database, Faults.NONE);
  private final Ledger ledger = new Ledger(store, COLLECTION);

  private Fields document(LedgerEvent event) {
    DocumentPath path = Paths.event(COLLECTION, event.id().value());
    return Objects.requireNonNull(database.snapshot().get(path));
  }

  private LedgerEntry entry(LedgerEvent event) {
    List<LedgerEntry> all = new ArrayList<>(ledger.unaggregated(100));
    all.addAll(ledger.countedSince(new BlockHour(0), 1000));
    return all.stream().filter(e -> e.event().equals(event)).findFirst().orElseThrow();
  }

  @Test
  void shouldWriteASaleWithAllItsFields() {
    SaleFacts facts = new SaleFacts(ALICE, BOB, "77", Wei.of(2000), Address.ZERO, "the exchange");
    TxHash tx = new TxHash("0x" + "0f".repeat(32));
    ChainPosition position = new ChainPosition(Facts.at(5), 12, 3, tx);
    Sale sale = new Sale(new EventId("sale"), position, Wei.of(50), facts);
    ledger.append(List.of(sale), 99);
    assertEquals(
        Map.ofEntries(
            Map.entry("discriminator", "sale"),
            Map.entry("timestamp", Facts.at(5)),
            Map.entry("blockNumber", 12L),
            Map.entry("logIndex", 3L),
            Map.entry("txHash", tx.hex()),
            Map.entry("collectionAddress", COLLECTION.address().hex()),
            Map.entry("chainId", "137"),
            Map.entry("isAggregated", false),
            Map.entry("isJudged", false),
            Map.entry("isDeleted", false),
            Map.entry("updatedAt", 99L),
            Map.entry("protocolFeeWei", "50"),
            Map.entry("buyer", ALICE.hex()),
            Map.entry("seller", BOB.hex()),
            Map.entry("tokenId", "77"),
            Map.entry("priceWei", "2000"),
            Map.entry("paymentToken", Address.ZERO.hex()),
            Map.entry("source", "the exchange")),
        document(sale).values());
    assertEquals(sale, entry(sale).event());
  }

  @Test
  void shouldWriteVotesWithUserAndNumberAndNoLogWhereThereIsNone() {
    VotesAdded vote = Facts.vote(Facts.position(0, 1, null), ALICE, Long.MAX_VALUE);
    LedgerEvent removal = Facts.unvote(1, BOB, 0);
    ledger.append(List.of(vote, removal), 99);
    assertEquals("votesAdded", document(vote).string("discriminator"));
    assertEquals(ALICE.hex(), document(vote).string("userAddress"));
    assertEquals(Long.MAX_VALUE, document(vote).integer("votes"));
    assertFalse(document(vote).values().containsKey("logIndex"));
    assertFalse(document(vote).values().containsKey("txHash"));
    assertEquals("votesRemoved", document(removal).string("discriminator"));
    assertEquals(vote, entry(vote).event());
    assertEquals(removal, entry(removal).event());
  }

  @Test
  void shouldChangeNothingWhenTheSameFactIsWrittenTwice() {
    Sale sale = Facts.sale(0, 5);
    assertEquals(1, ledger.append(List.of(sale), 1));
    Map<DocumentPath, Fields> before = database.snapshot();
    Instant written = entry(sale).updateTime();
    assertEquals(0, ledger.append(List.of(sale), 2));
    assertEquals(before, database.snapshot());
    assertEquals(written, entry(sale).updateTime());
  }

  @Test
  void shouldAddAFactOnceWhenOneCallHoldsItTwice() {
    Sale sale = Facts.sale(0, 5);
    assertEquals(2, ledger.append(List.of(sale, Facts.sale(1, 6), sale), 1));
    assertEquals(2, ledger.unaggregated(100).size());
  }

  @Test
  void shouldNotUndoABookkeepingFlagWhenAFactIsDeliveredAgain() {
    Sale sale = Facts.sale(0, 5);
    ledger.append(List.of(sale), 1);
    ledger.orphan(List.of(sale.id()), 2);
    assertEquals(0, ledger.append(List.of(sale), 3));
    assertTrue(entry(sale).isDeleted());
  }

  @Test
  void shouldMarkAnOrphanAsDeletedAndAskForItsAggregationAndKeepTheFact() {
    Sale sale = Facts.sale(0, 5);
    ledger.append(List.of(sale), 1);
    store.commit(
        List.of(ledger.mark(entry(sale), sale.position().hour(), null, null, List.of(), 2)));
    Fields before = document(sale);
    assertEquals(List.of(), ledger.unaggregated(100));
    ledger.orphan(List.of(sale.id()), 3);
    Fields flags =
        Fields.builder()
            .put("isDeleted", true)
            .put("isAggregated", false)
            .put("updatedAt", 3L)
            .build();
    assertEquals(before.with(flags), document(sale));
    assertTrue(ledger.unaggregated(100).get(0).isDeleted());
  }

  @Test
  void shouldOrphanMoreEventsThanOneCommitTakes() {
    List<LedgerEvent> many = new ArrayList<>();
    for (int i = 0; i < 1201; i++) {
      many.add(Facts.sale(i % 60, i));
    }
    ledger.append(many, 1);
    ledger.orphan(many.stream().map(LedgerEvent::id).toList(), 2);
    assertEquals(1201, ledger.unaggregated(5000).stream().filter(e -> e.isDeleted()).count());
  }

  @Test
  void shouldRefuseToOrphanWhatIsNotInTheLedger() {
    assertThrows(
        StoreException.PreconditionFailed.class,
        () -> ledger.orphan(List.of(new EventId("unknown")), 1));
  }

  @Test
  void shouldReadTheOldestUnaggregatedEventsFirstAndNoMoreThanAskedFor() {
    Sale late = Facts.sale(9, 5);
    Sale early = Facts.sale(3, 5);
    Sale middle = Facts.sale(5, 5);
    ledger.append(List.of(late, early, middle), 1);
    assertEquals(
        List.of(early, middle), ledger.unaggregated(2).stream().map(LedgerEntry::event).toList());
  }

  @Test
  void shouldMarkAnEventOfItsOwnHourWithoutABooking() {
    Sale sale = Facts.sale(0, 5);
    ledger.append(List.of(sale), 1);
    BlockHour own = sale.position().hour();
    store.commit(List.of(ledger.mark(entry(sale), own, null, null, List.of(), 2)));
    LedgerEntry marked = entry(sale);
    assertTrue(marked.isAggregated());
    assertEquals(own, marked.countedIn());
    assertNull(marked.reversedIn());
    for (String rare : List.of("bookedAt", "reversedAt", "votesTaken")) {
      assertFalse(document(sale).values().containsKey(rare), rare);
    }
  }

  @Test
  void shouldMarkALateRemovalWithItsBookingItsReversalAndWhatItTook() {
    LedgerEvent removal = Facts.unvote(0, ALICE, 9);
    ledger.append(List.of(removal), 1);
    BlockHour booked = BlockHour.of(Facts.at(600));
    store.commit(
        List.of(ledger.mark(entry(removal), booked, booked.next(), Votes.of(4), List.of(), 2)));
    LedgerEntry marked = entry(removal);
    assertEquals(booked.start(), document(removal).integer("bookedAt"));
    assertEquals(Facts.at(0), document(removal).integer("timestamp"));
    assertEquals(booked, marked.countedIn());
    assertEquals(booked.next(), marked.reversedIn());
    assertEquals(Votes.of(4), marked.votesTaken());
    assertEquals(1, ledger.reversedSince(booked.next()).size());
    assertEquals(0, ledger.reversedSince(booked.next().next()).size());
    store.commit(List.of(ledger.mark(marked, removal.position().hour(), null, null, List.of(), 3)));
    LedgerEntry back = entry(removal);
    assertNull(document(removal).get("bookedAt"), "booked no more");
    assertNull(back.reversedIn());
    assertNull(back.votesTaken());
  }

  @Test
  void shouldRefuseToMarkAnEventThatHasChangedSinceItWasRead() {
    Sale sale = Facts.sale(0, 5);
    ledger.append(List.of(sale), 1);
    Write mark = ledger.mark(entry(sale), sale.position().hour(), null, null, List.of(), 2);
    ledger.orphan(List.of(sale.id()), 3);
    assertThrows(StoreException.PreconditionFailed.class, () -> store.commit(List.of(mark)));
    assertFalse(document(sale).bool("isAggregated"));
  }
}
