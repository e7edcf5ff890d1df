package dev.curation.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.documents.Paths;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.simulation.Faults;
import dev.curation.simulation.SimulatedDatabase;
import dev.curation.simulation.SimulatedStore;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.Write;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A simulated database and a fake chain; processes that pay come and go. */
final class PaymentWorld {
  static final ChainId CHAIN = new ChainId(1);
  static final Denom TOKEN = new Denom("0x" + "aa".repeat(20));
  static final int CONFIRMATIONS = 2;
  static final int FINALITY = 6;
  private static final long PLENTY = 1_000_000_000;

  Instant now = Instant.parse("2026-01-05T00:00:00Z");
  final FakeChain chain = new FakeChain();
  private final SimulatedDatabase database = new SimulatedDatabase(() -> now);
  private final List<Payment> owed = new ArrayList<>();

  static PaymentWorld rich() {
    PaymentWorld world = new PaymentWorld();
    world.chain.fund(Denom.NATIVE, PLENTY);
    world.chain.fund(TOKEN, PLENTY);
    return world;
  }

  static Address person(int number) {
    return new Address("0x" + HexFormat.of().toHexDigits(number).repeat(5));
  }

  static Transfer transfer(int person, Denom denom, long amount) {
    return new Transfer(person(person), person(person), denom, Wei.of(amount));
  }

  /** Everybody gets but one payment, so that what they have tells what was paid. */
  void owe(String id, Transfer... transfers) {
    Payment payment = new Payment(id, CHAIN, List.of(transfers));
    owed.add(payment);
    store().commit(List.of(Outbox.due(payment, now.toEpochMilli())));
  }

  Store store() {
    return new SimulatedStore(database, Faults.NONE);
  }

  void write(Write write) {
    store().commit(List.of(write));
  }

  OutboxReport run() {
    return run(Mishap.none());
  }

  OutboxReport run(Mishap mishap) {
    return run(mishap, new FakeTreasury(chain, FakeTreasury.ADDRESS));
  }

  OutboxReport run(Mishap mishap, Treasury treasury) {
    return new PaymentSender(
            new OutboxSettings(CONFIRMATIONS, FINALITY, Duration.ofSeconds(40)),
            new SimulatedStore(database, mishap),
            new UncertainTreasury(treasury, mishap),
            () -> now)
        .run();
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /** Runs and blocks until everything is paid and final. */
  void settle() {
    for (int i = 0; i < 60; i++) {
      run();
      chain.mine(1);
      pass(Duration.ofMinutes(11));
    }
  }

  Fields payment(String id) {
    return store().get(Paths.payment(id)).orElseThrow().fields();
  }

  Fields transfer(String id, Denom denom) {
    return payment(id).map("transfers").map(denom.name());
  }

  Fields account() {
    return store().get(Paths.treasury(CHAIN)).orElseThrow().fields();
  }

  /** Everybody has exactly what is owed, and the books say so. */
  void assertPaid(String when) {
    for (Payment payment : owed) {
      for (Transfer transfer : payment.transfers()) {
        assertEquals(
            transfer.amount().value(),
            chain.received(transfer.to(), transfer.denom()),
            when + ": " + payment.id() + " " + transfer.denom());
      }
      assertEquals("PAID", payment(payment.id()).string("state"), when + ": " + payment.id());
    }
    assertEquals(Fields.EMPTY, account().map("open"), when);
    for (Denom denom : List.of(Denom.NATIVE, TOKEN)) {
      assertEquals(owed(denom), paid(denom), when + ": the sum of " + denom);
    }
  }

  private BigInteger owed(Denom denom) {
    return owed.stream()
        .flatMap(payment -> payment.transfers().stream())
        .filter(transfer -> transfer.denom().equals(denom))
        .map(transfer -> transfer.amount().value())
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private BigInteger paid(Denom denom) {
    String sum = account().map("paidWei").optionalString(denom.name());
    return sum == null ? BigInteger.ZERO : new BigInteger(sum);
  }
}
