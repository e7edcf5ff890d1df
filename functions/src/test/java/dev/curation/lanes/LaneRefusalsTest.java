package dev.curation.lanes;

import static dev.curation.pools.PoolWorld.person;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.aggregation.World;
import dev.curation.chain.Address;
import dev.curation.commits.Act;
import dev.curation.documents.LanePaths;
import dev.curation.documents.Paths;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Wei;
import dev.curation.settlement.LaneRefusal;
import dev.curation.settlement.LaneRefusedException;
import dev.curation.store.Fields;
import dev.curation.store.Write;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What lanes refuse changes nothing (specs/settlement.md, 7). */
class LaneRefusalsTest {
  private static void assertRefused(LaneRefusal refusal, LaneWorld world, Runnable order) {
    Map<String, Map<String, Object>> before = LaneScene.facts(world);
    LaneRefusedException refused = assertThrows(LaneRefusedException.class, order::run);
    assertEquals(refusal, refused.refusal());
    World.assertSame(before, LaneScene.facts(world), refusal.name());
  }

  private static void send(LaneWorld world, long seq, @Nullable Long wei, @Nullable String id) {
    var unused =
        world
            .administration()
            .send(
                LaneWorld.LANE,
                LaneWorld.DENOM,
                seq,
                wei == null ? null : Wei.of(wei),
                id,
                world.act());
  }

  private static void refund(LaneWorld world, String id) {
    var unused = world.administration().refund(LaneWorld.LANE, LaneWorld.DENOM, id, world.act());
  }

  private static void cancel(LaneWorld world, long seq) {
    var unused =
        world.administration().cancelBatch(LaneWorld.LANE, LaneWorld.DENOM, seq, world.act());
  }

  private static void settleShort(LaneWorld world, long seq) {
    var unused =
        world.payoutAdministration().settleShort(LaneWorld.LANE, LaneWorld.DENOM, seq, world.act());
  }

  private static void release(LaneWorld world, long wei) {
    var unused =
        world
            .payoutAdministration()
            .releaseSurplus(LaneWorld.LANE, LaneWorld.DENOM, Wei.of(wei), world.act());
  }

  private static void sweep(LaneWorld world) {
    var unused =
        world
            .payoutAdministration()
            .sweepExcess(LaneWorld.LANE, LaneWorld.DENOM, person(9), world.act());
  }

  @Test
  void shouldRefuseParametersOutOfRange() {
    LaneWorld world = LaneScene.sent();
    assertRefused(
        LaneRefusal.BAD_PARAM, world, () -> LaneScene.set(world, LaneScene.parameters(0, false)));
  }

  @Test
  void shouldRefuseWhatIsSentOfNoBatchTwiceOrTooMuch() {
    LaneWorld world = LaneScene.home();
    assertRefused(LaneRefusal.UNKNOWN_BATCH, world, () -> send(world, 2, 1L, "new"));
    assertRefused(LaneRefusal.BAD_AMOUNT, world, () -> send(world, 1, 101L, "new"));
    assertRefused(LaneRefusal.BAD_AMOUNT, world, () -> send(world, 1, 0L, "new"));
    assertRefused(
        LaneRefusal.TRANSFER_ID_USED, world, () -> send(world, 1, 1L, LaneScene.transferId(1)));
    cancel(world, 1);
    assertRefused(LaneRefusal.BAD_AMOUNT, world, () -> send(world, 1, null, null));
  }

  @Test
  void shouldNameItsOwnTransfersPastThoseNamedByHand() {
    LaneWorld world = LaneScene.home();
    send(world, 1, 40L, LaneScene.transferId(3));
    send(world, 1, 60L, null);
    assertEquals(
        Set.of(LaneScene.transferId(1), LaneScene.transferId(3), LaneScene.transferId(1 + 3)),
        LaneBooks.of(world).check().transfers().keySet());
  }

  @Test
  void shouldRefuseRefundsOfWhatIsUnknownOrHasArrived() {
    LaneWorld world = LaneScene.tokensCame();
    assertRefused(LaneRefusal.UNKNOWN_TRANSFER, world, () -> refund(world, "other"));
    assertRefused(
        LaneRefusal.ALREADY_DELIVERED, world, () -> refund(world, LaneScene.transferId(1)));
    var unused = world.transmit();
    assertRefused(
        LaneRefusal.ALREADY_DELIVERED, world, () -> refund(world, LaneScene.transferId(1)));
  }

  @Test
  void shouldRefuseToCancelWhatIsAwayOrSettled() {
    LaneWorld world = LaneScene.sent();
    assertRefused(LaneRefusal.UNKNOWN_BATCH, world, () -> cancel(world, 2));
    assertRefused(LaneRefusal.TOKENS_NOT_HOME, world, () -> cancel(world, 1));
    world.deliverAll();
    assertRefused(LaneRefusal.ALREADY_SETTLED, world, () -> cancel(world, 1));
    assertRefused(
        LaneRefusal.UNKNOWN_BATCH,
        world,
        () ->
            world.administration().resendWeights(LaneWorld.LANE, LaneWorld.DENOM, 2, world.act()));
  }

  /** Money from elsewhere settles a batch between the two halves of its cancellation. */
  @Test
  void shouldSendABatchAfterAllThatWasSettledWhileItWasCancelled() {
    LaneWorld world = LaneScene.home();
    Act act = world.act();
    dev.curation.pools.Mishap gift =
        dev.curation.pools.Mishap.before(
            3,
            () -> {
              String unused = world.tokens("gift", 100, LaneWorld.SENDER);
            });
    LaneRefusedException refused =
        assertThrows(
            LaneRefusedException.class,
            () ->
                world
                    .administration(world.accrual.process(), world.payoutProcess(gift))
                    .cancelBatch(LaneWorld.LANE, LaneWorld.DENOM, 1, act));
    assertTrue(gift.happened);
    assertEquals(LaneRefusal.ALREADY_SETTLED, refused.refusal());
    LaneScene.set(world, LaneScene.parameters(1, false));
    assertEquals(1, world.transmit().sent());
    world.deliverAll();
    assertEquals("100", LaneBooks.of(world).check().payout().book().unapplied().toString());
  }

  @Test
  void shouldRefuseShortSettlementsOfOthersThanAShortHead() {
    LaneWorld world = LaneScene.weightsCame();
    assertRefused(LaneRefusal.NOT_HEAD, world, () -> settleShort(world, 2));
    world.deliverAll();
    assertRefused(LaneRefusal.NOT_HEAD, world, () -> settleShort(world, 1));
    LaneWorld closed = LaneScene.weightsCame();
    var unusedSet =
        closed.payoutAdministration().set(LaneWorld.LANE, LaneScene::nothing, closed.act());
    closed.deliverAll();
    Map<String, Map<String, Object>> before = LaneScene.facts(closed);
    assertThrows(InvalidValueException.class, () -> settleShort(closed, 1));
    World.assertSame(before, LaneScene.facts(closed), "not paid out");
    var unusedAgain =
        closed.payoutAdministration().set(LaneWorld.LANE, LaneScene::everything, closed.act());
    assertRefused(LaneRefusal.NOT_SHORT, closed, () -> settleShort(closed, 1));
  }

  @Test
  void shouldRefuseToReleaseMoreThanThereIsOrBesideAnOpenBatch() {
    LaneWorld world = LaneScene.surplus();
    assertRefused(LaneRefusal.BAD_AMOUNT, world, () -> release(world, 0));
    assertRefused(LaneRefusal.BAD_AMOUNT, world, () -> release(world, 12));
    LaneWorld busy = LaneScene.weightsCame();
    String unused = busy.tokens("gift", 11, LaneWorld.SENDER);
    assertRefused(LaneRefusal.LANE_BUSY, busy, () -> release(busy, 11));
  }

  @Test
  void shouldRefuseToSweepALaneThatLives() {
    LaneWorld open = LaneScene.surplus();
    assertRefused(LaneRefusal.LANE_BUSY, open, () -> sweep(open));
    LaneWorld waiting = LaneScene.weightsCame();
    var unusedClosed = waiting.administration().close(LaneWorld.LANE, waiting.act());
    assertRefused(LaneRefusal.LANE_BUSY, waiting, () -> sweep(waiting));
  }

  /** The same id is the same order, or none. */
  @ParameterizedTest
  @MethodSource("orders")
  void shouldDoAnOrderOnceAndNoOtherUnderItsId(LaneScene.Deed deed) {
    LaneWorld world = deed.scene();
    Object answer = deed.on(world, world.accrual.process(), world.payoutProcess());
    Map<String, Map<String, Object>> before = LaneScene.facts(world);
    assertEquals(answer, deed.on(world, world.accrual.process(), world.payoutProcess()));
    World.assertSame(before, LaneScene.facts(world), "again");
    Act other = new Act("the-order", "olga@example.org", "a test", "another order");
    boolean isPayout =
        world.payoutProcess().get(LanePaths.payoutAct(LaneWorld.LANE, "the-order")).isPresent();
    assertThrows(
        InvalidValueException.class,
        () -> {
          var unused =
              isPayout
                  ? world
                      .payoutAdministration()
                      .releaseSurplus(LaneWorld.LANE, LaneWorld.DENOM, Wei.of(1), other)
                  : world.administration().close(LaneWorld.LANE, other);
        });
    World.assertSame(before, LaneScene.facts(world), "another order");
  }

  private static Stream<LaneScene.Deed> orders() {
    return Stream.of(LaneScene.Deed.values())
        .filter(
            deed -> {
              LaneWorld world = deed.scene();
              return deed.on(world, world.accrual.process(), world.payoutProcess()) != null;
            });
  }

  @Test
  void shouldPutAsideWhatCannotBeCreditedAndCreditItOnceItCan() {
    LaneWorld world = LaneScene.sent();
    Address broken = person(3);
    var path = Paths.poolAccount(LaneWorld.PAYOUT_CHAIN, broken);
    Fields malformed = Fields.builder().put("creditQ", "not a map").build();
    var unusedWritten = world.payoutProcess().commit(List.of(new Write.Put(path, malformed)));
    world.deliverAll();
    LaneInbox inbox = world.inbox(world.payoutProcess());
    assertEquals(
        Set.of("1_" + broken.hex()),
        world
            .payoutProcess()
            .query(
                dev.curation.documents.LaneQueries.uncredited(LaneWorld.LANE, LaneWorld.DENOM, 9))
            .stream()
            .map(document -> document.path().id())
            .collect(java.util.stream.Collectors.toSet()));
    for (int other : List.of(1, 2, 4, 5)) {
      assertTrue(world.paid(other).isPresent(), "curator " + other + " is paid");
    }
    assertEquals(0, inbox.run(LaneWorld.LANE).credited());
    var unusedMended = world.payoutProcess().commit(List.of(new Write.Delete(path)));
    assertEquals(1, inbox.run(LaneWorld.LANE).credited());
    assertEquals(0, inbox.run(LaneWorld.LANE).credited());
    LaneBooks books = LaneBooks.of(world).check();
    assertEquals(5, books.paid().size());
    assertEquals(Map.of(), books.uncredited());
  }

  /** Less than a slot was left when it was closed. */
  @Test
  void shouldTransmitWhatIsHeldWhenALaneIsClosed() {
    LaneWorld world = LaneScene.sent();
    world.deliverAll();
    LaneScene.set(world, LaneScene.parameters(24, false));
    world.accrual.sale(100);
    world.accrual.seal(java.time.Duration.ofHours(2));
    assertEquals(0, world.transmit().batches());
    var unusedClosed = world.administration().close(LaneWorld.LANE, world.act());
    LaneScene.set(world, LaneScene.parameters(1, false));
    assertRefused(LaneRefusal.LANE_BUSY, world, () -> sweep(world));
    world.accrual.seal(java.time.Duration.ofHours(2));
    assertEquals(1, world.transmit().batches());
    world.deliverAll();
    LaneBooks books = LaneBooks.of(world).check();
    assertEquals(BigInteger.ZERO, books.accrual().book().holdingAtto());
    assertEquals(2, books.settlements().size());
    sweep(world);
  }
}
