package dev.curation.payments;

import static dev.curation.payments.PaymentWorld.CHAIN;
import static dev.curation.payments.PaymentWorld.CONFIRMATIONS;
import static dev.curation.payments.PaymentWorld.FINALITY;
import static dev.curation.payments.PaymentWorld.TOKEN;
import static dev.curation.payments.PaymentWorld.person;
import static dev.curation.payments.PaymentWorld.transfer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.Address;
import dev.curation.documents.Paths;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.simulation.ProcessKilled;
import dev.curation.store.Fields;
import dev.curation.store.StoreException;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxTest {
  private final PaymentWorld world = PaymentWorld.rich();

  @Test
  void shouldWriteWhatIsOwedOnce() {
    Payment payment = new Payment("w:1", CHAIN, List.of(transfer(1, Denom.NATIVE, 5)));
    Write.Create due = Outbox.due(payment, 1_000);
    assertEquals(Paths.payment("w:1"), due.path());
    assertEquals(
        Map.of(
            "chainId",
            "1",
            "state",
            "DUE",
            "createdAt",
            1_000L,
            "updatedAt",
            1_000L,
            "dueAt",
            1_000L,
            "transfers",
            Map.of(
                "native",
                Map.of(
                    "person",
                    person(1).hex(),
                    "to",
                    person(1).hex(),
                    "amountWei",
                    "5",
                    "state",
                    "DUE",
                    "dueAt",
                    1_000L))),
        due.fields().values());
    world.write(due);
    assertThrows(StoreException.PreconditionFailed.class, () -> world.write(due));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "__a__", "a/b", "ä", "a b"})
  void shouldRefuseIdsThatAreNone(String id) {
    List<Transfer> transfers = List.of(transfer(1, TOKEN, 1));
    InvalidValueException e =
        assertThrows(InvalidValueException.class, () -> new Payment(id, CHAIN, transfers));
    assertEquals("paymentId", e.field());
  }

  @Test
  void shouldRefusePaymentsThatSayNothingOrTooMuch() {
    assertThrows(InvalidValueException.class, () -> transfer(1, TOKEN, 0));
    assertRefused(List.of());
    assertRefused(List.of(transfer(1, TOKEN, 1), transfer(2, TOKEN, 1)));
    assertRefused(
        IntStream.range(0, 21).mapToObj(i -> transfer(1, new Denom("t" + i), 1)).toList());
    assertThrows(
        InvalidValueException.class,
        () -> new Payment("a".repeat(301), CHAIN, List.of(transfer(1, TOKEN, 1))));
  }

  private static void assertRefused(List<Transfer> transfers) {
    InvalidValueException e =
        assertThrows(InvalidValueException.class, () -> new Payment("a", CHAIN, transfers));
    assertEquals("transfers", e.field());
  }

  @Test
  void shouldCallATransferPaidOnlyUnderItsConfirmations() {
    world.owe("a", transfer(1, Denom.NATIVE, 100), transfer(1, TOKEN, 7));
    assertEquals(new OutboxReport(2, 0, 0, 0, 0, 2, 0), world.run());
    world.chain.mine(CONFIRMATIONS);
    assertEquals(0, world.run().paid());
    assertEquals("SENT", world.payment("a").string("state"));
    world.chain.mine(1);
    assertEquals(new OutboxReport(0, 2, 0, 0, 0, 2, 0), world.run());
    assertEquals("PAID", world.payment("a").string("state"));
    assertNull(world.payment("a").get("dueAt"));
    world.chain.mine(FINALITY - CONFIRMATIONS);
    assertEquals(0, world.run().open());
    world.assertPaid("at the end");
  }

  @Test
  void shouldSendTheOldestFirstAndNoMoreThanNodesHold() {
    for (int i = 0; i < 40; i++) {
      world.owe("p" + i, transfer(i + 1, Denom.NATIVE, 1 + i));
      world.pass(Duration.ofSeconds(1));
    }
    assertEquals(OutboxSettings.MOST_UNMINED, world.run().sent());
    assertEquals(0, world.transfer("p0", Denom.NATIVE).integer("nonce"));
    assertEquals(31, world.transfer("p31", Denom.NATIVE).integer("nonce"));
    assertEquals("DUE", world.payment("p32").string("state"));
    assertEquals(8, Outbox.waiting(world.store(), CHAIN, world.now.toEpochMilli()));
    world.settle();
    world.assertPaid("at the end");
  }

  @Test
  void shouldSendNeitherEarlierNorOnAnotherChain() {
    world.owe("a", transfer(1, Denom.NATIVE, 1));
    world.pass(Duration.ofSeconds(-1));
    assertEquals(0, world.run().sent());
    assertEquals(0, Outbox.waiting(world.store(), CHAIN, world.now.toEpochMilli()));
  }

  @Test
  void shouldTryLessAndLessOftenWhatTheChainRefuses() {
    world.chain.refused.add(TOKEN);
    world.owe("a", transfer(1, TOKEN, 7), transfer(1, Denom.NATIVE, 1));
    for (long minutes : List.of(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1440, 1440)) {
      assertEquals(1, world.run().putOff());
      assertEquals("would be reverted", world.transfer("a", TOKEN).string("reason"));
      world.pass(Duration.ofMinutes(minutes).minusMillis(1));
      assertEquals(0, world.run().putOff(), minutes + " minutes");
      world.pass(Duration.ofMillis(1));
    }
    world.chain.refused.clear();
    world.settle();
    world.assertPaid("at the end");
    assertNull(world.transfer("a", TOKEN).get("reason"));
  }

  @Test
  void shouldSendAgainUnderANewNonceWhatWasRevertedForGood() {
    world.chain.reverting.add(Denom.NATIVE);
    world.owe("a", transfer(1, Denom.NATIVE, 100));
    world.run();
    world.chain.mine(FINALITY);
    assertEquals(0, world.run().putOff());
    world.chain.mine(1);
    assertEquals(1, world.run().putOff());
    assertTrue(world.transfer("a", Denom.NATIVE).string("reason").startsWith("reverted: 0x"));
    assertTrue(world.transfer("a", Denom.NATIVE).string("reverted").startsWith("0x"));
    world.chain.reverting.clear();
    world.pass(Duration.ofMinutes(1));
    assertEquals(1, world.run().sent());
    assertEquals(1, world.transfer("a", Denom.NATIVE).integer("nonce"));
    world.settle();
    world.assertPaid("at the end");
  }

  @Test
  void shouldPayOthersWhileTheTreasuryHasTooLittleForOne() {
    PaymentWorld poor = new PaymentWorld();
    poor.chain.fund(Denom.NATIVE, 1_000 + 2 * 2 * FakeTreasury.GAS * 21);
    poor.owe("large", transfer(1, Denom.NATIVE, 1_000_000));
    poor.owe("small", transfer(2, Denom.NATIVE, 600));
    poor.owe("together", transfer(3, Denom.NATIVE, 1_300));
    OutboxReport report = poor.run();
    assertEquals(1, report.sent());
    assertEquals(2, report.putOff());
    assertTrue(poor.transfer("large", Denom.NATIVE).string("reason").contains("needs 1000000"));
    poor.chain.fund(Denom.NATIVE, 10_000_000);
    poor.settle();
    poor.assertPaid("once there is enough");
  }

  @Test
  void shouldPayByAnOlderCandidateThatWasMinedAfterAll() {
    world.owe("a", transfer(1, Denom.NATIVE, 100));
    world.run();
    world.pass(OutboxSettings.PATIENCE);
    Market cheap = world.chain.market;
    world.chain.market = new Market(Wei.of(1_000), Wei.of(1_000));
    // Account, payments, look, market, commit, broadcast.
    dying(6);
    assertEquals(2, world.transfer("a", Denom.NATIVE).map("transactions").values().size());
    world.chain.market = cheap;
    world.chain.mine(1);
    world.settle();
    world.assertPaid("at the end");
  }

  @Test
  void shouldHoldAPaymentWhoseNonceAnotherProgramTook() {
    sendOneThatIsNeverGivenToTheNodes();
    world.chain.useNonce();
    world.owe("b", transfer(2, Denom.NATIVE, 50));
    assertEquals(1, world.run().sent());
    assertEquals("SENT", world.payment("a").string("state"));
    world.chain.mine(FINALITY - 1);
    assertEquals(0, world.run().held());
    world.chain.mine(1);
    assertEquals(1, world.run().held());
    assertEquals("HELD", world.payment("a").string("state"));
    assertEquals(
        "nonce 0 is used, by none of the transactions sent",
        world.transfer("a", Denom.NATIVE).string("reason"));
    assertEquals(PaymentStanding.State.DEAD, standing("a").state());
    assertEquals(1, standing("a").transactions().size());
    assertEquals("PAID", world.payment("b").string("state"));
    assertEquals(PaymentStanding.State.PAID, standing("b").state());

    release("a");
    world.settle();
    world.assertPaid("after a person has released it");
  }

  @Test
  void shouldNeverSendWhatWasTakenBack() {
    world.owe("a", transfer(1, Denom.NATIVE, 50));
    assertEquals(PaymentStanding.State.DUE, standing("a").state());
    var unused =
        world.store().commit(List.of(Outbox.takenBack(stored("a"), world.now.toEpochMilli())));
    assertEquals(PaymentStanding.State.TAKEN_BACK, standing("a").state());
    assertEquals(0, world.run().sent());
  }

  private StoredDocument stored(String id) {
    return world.store().get(Paths.payment(id)).orElseThrow();
  }

  private PaymentStanding standing(String id) {
    return Outbox.standing(stored(id));
  }

  @Test
  void shouldGoOnWhenAReorganisationGivesTheNonceBack() {
    sendOneThatIsNeverGivenToTheNodes();
    world.chain.useNonce();
    world.run();
    world.chain.mine(2);
    world.chain.reorganise(3);
    world.chain.forgetPool();
    assertEquals(0, world.run().held());
    assertNull(world.transfer("a", Denom.NATIVE).get("missingSince"));
    world.settle();
    world.assertPaid("at the end");
  }

  @Test
  void shouldFillAGapThatAReorganisationLeaves() {
    world.chain.useNonce();
    world.owe("a", transfer(1, Denom.NATIVE, 100));
    world.run();
    assertEquals(1, world.transfer("a", Denom.NATIVE).integer("nonce"));
    // Were the account known already, the other program's nonce would not count as used up.
    world.write(
        new Write.Update(Paths.treasury(CHAIN), Fields.builder().put("settled", 0L).build(), null));
    world.chain.reorganise(1);
    world.owe("b", transfer(2, Denom.NATIVE, 50));
    world.run();
    assertEquals(0, world.transfer("b", Denom.NATIVE).integer("nonce"));
    world.settle();
    world.assertPaid("at the end");
  }

  @Test
  void shouldLetAnotherKeyPayOnlyWhenTheFirstOnesTransactionsAreFinal() {
    Address second = new Address("0x" + "5e".repeat(20));
    world.owe("a", transfer(1, Denom.NATIVE, 100));
    world.run();
    world.chain.forgetPool();
    world.owe("b", transfer(2, Denom.NATIVE, 50));
    FakeTreasury other = new FakeTreasury(world.chain, second);
    assertEquals(0, world.run(Mishap.none(), other).sent());
    world.chain.mine(1 + FINALITY);
    assertEquals(1, world.run(Mishap.none(), other).sent());
    assertEquals(second.hex(), world.account().string("address"));
    assertEquals("PAID", world.payment("a").string("state"));
    assertEquals("100", world.account().map("paidWei").string("native"));
  }

  @Test
  void shouldNotStopAtADocumentThatCannotBeRead() {
    world.owe("a", transfer(1, Denom.NATIVE, 100));
    world.write(
        new Write.Update(
            Paths.payment("a"), Fields.builder().put("transfers", "damaged").build(), null));
    world.owe("b", transfer(2, Denom.NATIVE, 50));
    OutboxReport report = world.run();
    assertEquals(1, report.unreadable());
    assertEquals(1, report.sent());
    assertTrue(world.payment("a").string("reason").startsWith("payments/a: transfers"));
    assertEquals(0, world.run().unreadable());
  }

  @Test
  void shouldCallNothingPaidThatIsNotWhatWasSigned() {
    world.owe("a", transfer(1, Denom.NATIVE, 100));
    world.run();
    Fields more =
        world.transfer("a", Denom.NATIVE).with(Fields.builder().put("amountWei", "1000").build());
    Fields transfers = Fields.builder().put("native", more).build();
    world.write(
        new Write.Update(
            Paths.payment("a"), Fields.builder().put("transfers", transfers).build(), null));
    world.chain.mine(1 + FINALITY);
    assertEquals(1, world.run().held());
    assertEquals(
        "is 1000 wei, but 100 were signed", world.transfer("a", Denom.NATIVE).string("reason"));
    assertEquals(Fields.EMPTY, world.account().map("paidWei"));
  }

  @Test
  void shouldNotPayTwiceWhenAPaymentIsOwedAgain() {
    world.owe("a", transfer(1, Denom.NATIVE, 100));
    world.settle();
    assertThrows(
        StoreException.PreconditionFailed.class,
        () -> world.owe("a", transfer(1, Denom.NATIVE, 100)));
    world.settle();
    assertEquals("100", world.chain.received(person(1), Denom.NATIVE).toString());
  }

  private void sendOneThatIsNeverGivenToTheNodes() {
    world.owe("a", transfer(1, Denom.NATIVE, 100));
    // Account, due payments, first nonce, look, market, balance, gas, commit, broadcast.
    dying(9);
    assertEquals("SENT", world.payment("a").string("state"));
    assertEquals(0, world.chain.inPool().size());
  }

  private void dying(int operation) {
    assertThrows(
        ProcessKilled.class,
        () ->
            world.run(
                Mishap.before(
                    operation,
                    () -> {
                      throw new ProcessKilled("killed");
                    })));
  }

  /** As docs/payments.md tells a person to. */
  private void release(String id) {
    long now = world.now.toEpochMilli();
    Fields transfer =
        world
            .transfer(id, Denom.NATIVE)
            .with(Fields.builder().put("state", "DUE").put("dueAt", now).build());
    world.write(
        new Write.Update(
            Paths.payment(id),
            Fields.builder()
                .put("state", "DUE")
                .put("dueAt", now)
                .put("transfers", Fields.builder().put("native", transfer).build())
                .build(),
            null));
  }
}
