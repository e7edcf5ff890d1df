package dev.curation.settlement;

import static dev.curation.settlement.SmallLane.WETH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.money.ConservationException;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.settlement.DenomAccrual.Sent;
import dev.curation.settlement.DenomAccrual.Transfer;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Each side refuses entries that do not add up to its book, and both together money of nowhere. */
class SumsOfSidesTest {
  private final SmallLane small = SmallLane.every(1).withWeightsOf80();

  private static void assertNoticed(String message, Executable operation) {
    assertEquals(message, assertThrows(ConservationException.class, operation).getMessage());
  }

  private DenomAccrual accrual() {
    return small.lane.accrual().of(WETH);
  }

  private DenomPayout payout() {
    return small.lane.payout().of(WETH);
  }

  @Test
  void shouldNoticeABatchThatTheBookDoesNotKnow() {
    SortedMap<Long, Sent> batches = new TreeMap<>(accrual().batches());
    batches.put(2L, new Sent(small.batch(1), Wei.ZERO, false));
    assertNoticed(
        "batches add up to 160 wei, the book says 80",
        () -> new DenomAccrual(accrual().accrual(), batches, accrual().transfers()));
  }

  @Test
  void shouldNoticeAnOutboxThatIsNotTheBooks() {
    SortedMap<Long, Sent> batches =
        new TreeMap<>(Map.of(1L, new Sent(small.batch(1), Wei.of(79), false)));
    assertNoticed(
        "outbox add up to 79 wei, the book says 80",
        () -> new DenomAccrual(accrual().accrual(), batches, accrual().transfers()));
  }

  @Test
  void shouldNoticeTransfersThatAreNotTheBooks() {
    small.send(1, "t1", Wei.of(50));
    assertNoticed(
        "in flight add up to 0 wei, the book says 50",
        () -> new DenomAccrual(accrual().accrual(), accrual().batches(), new TreeMap<>()));
    SortedMap<String, Transfer> more = new TreeMap<>(accrual().transfers());
    more.put("t2", new Transfer(1, Wei.of(3), Transfer.State.DELIVERED));
    assertNoticed(
        "delivered add up to 3 wei, the book says 0",
        () -> new DenomAccrual(accrual().accrual(), accrual().batches(), more));
  }

  @Test
  void shouldNoticeEntriesOfThePayoutSideThatAreNotTheBooks() {
    small.send(1, "t1");
    small.deliver("t1");
    DenomPayout paid = payout();
    assertNoticed("received add up to 0 wei, the book says 80", () -> with(new TreeMap<>(), paid));
    SortedMap<String, InboxEntry> gift = new TreeMap<>(paid.inbox());
    gift.put("gift", new InboxEntry(InboxEntry.State.QUARANTINED, Wei.of(7)));
    assertNoticed("quarantine add up to 7 wei, the book says 0", () -> with(gift, paid));
    SortedMap<String, Wei> less = new TreeMap<>(paid.paid());
    less.remove("alice");
    assertNoticed(
        "paid add up to 70 wei, the book says 80",
        () ->
            new DenomPayout(
                paid.book(),
                paid.inbox(),
                paid.weights(),
                paid.cancelled(),
                paid.settlements(),
                less));
  }

  private static DenomPayout with(SortedMap<String, InboxEntry> inbox, DenomPayout like) {
    return new DenomPayout(
        like.book(), inbox, like.weights(), like.cancelled(), like.settlements(), like.paid());
  }

  @Test
  void shouldNoticeMoneyThatArrivesWithoutHavingBeenSent() {
    small.send(1, "t1");
    small.lane.payout().receive(WETH, "t1", Wei.of(81), true);
    ConservationException e = assertThrows(ConservationException.class, small.lane::check);
    assertTrue(e.toString().contains("Equation A"), e.toString());
  }

  @Test
  void shouldNoticeACuratorWhoHoldsNothingOrLess() {
    for (long atto : new long[] {0, -1}) {
      SortedMap<String, BigInteger> held = new TreeMap<>();
      held.put("alice", BigInteger.valueOf(atto));
      assertNoticed("a curator holds " + atto, () -> new Accrual(AccrualBook.EMPTY, held));
    }
  }

  @Test
  void shouldLetAllFeesStayWhereTheyAreEarned() {
    LaneParameters all = SmallLane.parameters(1, Atto.PER_WEI);
    assertEquals(Wei.of(7), all.localOf(Wei.of(7)));
    BigInteger more = Atto.PER_WEI.add(BigInteger.ONE);
    LaneRefusedException refused =
        assertThrows(LaneRefusedException.class, () -> SmallLane.parameters(1, more));
    assertEquals(LaneRefusal.BAD_PARAM, refused.refusal());
    assertEquals(all, SmallLane.parameters(4, Atto.PER_WEI).withBlocksPerTransmission(1));
  }

  @Test
  void shouldTellWhoIsActiveAndWhatIsSettled() {
    MemoryPayout payout = new MemoryPayout(List.of("alice"), Set.of(WETH));
    payout.changeCurators(List.of("bob"), List.of("alice"));
    assertEquals(Set.of("bob"), payout.curators());
    assertEquals(Set.of(WETH), payout.payoutDenoms());
    payout.setPayoutDenoms(Set.of(Denom.NATIVE));
    assertEquals(Set.of(Denom.NATIVE), payout.payoutDenoms());
  }
}
