package dev.curation.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import dev.curation.chain.Address;
import dev.curation.documents.Paths;
import dev.curation.evm.JsonRpc;
import dev.curation.evm.TreasuryKey;
import dev.curation.evm.Web3jTreasury;
import dev.curation.local.LocalChain;
import dev.curation.local.TestChain;
import dev.curation.local.TestPools;
import dev.curation.local.TokenCalls;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.simulation.Faults;
import dev.curation.simulation.ProcessKilled;
import dev.curation.simulation.SimulatedDatabase;
import dev.curation.simulation.SimulatedStore;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Payments on a real EVM: what people have on chain at the end is what was owed. */
class AnvilPaymentsTest {
  private static final TreasuryKey KEY = TreasuryKey.parse("treasury", "0x" + "5e".repeat(32));
  private static final int CONFIRMATIONS = 2;
  private static final int FINALITY = 5;
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Wei ETHER = Wei.of(BigInteger.TEN.pow(18));

  private static LocalChain local;
  private static TestChain chain;
  private static JsonRpc rpc;
  private static Address token;
  private static int people;

  private Instant now = Instant.parse("2026-01-05T00:00:00Z");
  private final SimulatedDatabase database = new SimulatedDatabase(() -> now);
  private final List<Transfer> owed = new ArrayList<>();

  @BeforeAll
  static void start() {
    local = LocalChain.start();
    chain = local.chain();
    rpc = new JsonRpc(local.anvil().endpoint(), TIMEOUT, TIMEOUT);
    token = TestPools.token(chain, 18);
    chain.call(0, token, TokenCalls.mint(KEY.address(), Wei.of(1_000_000)));
  }

  @AfterAll
  static void stop() {
    local.close();
  }

  @BeforeEach
  void fill() {
    chain.automine(true);
    chain.setBalance(KEY.address(), Wei.of(BigInteger.TEN.pow(20)));
    mode(TokenCalls.Mode.HONEST);
    chain.mine(FINALITY);
  }

  private static void mode(TokenCalls.Mode mode) {
    chain.call(0, token, TokenCalls.setMode(mode));
  }

  @Test
  void shouldPayNativeCurrencyAndTokensToTheWei() {
    owe("a", nativeOf(newPerson(), "123456789012345678"), tokens(newPerson(), 42));
    assertEquals(new OutboxReport(2, 0, 0, 0, 0, 2, 0), run());
    chain.mine(CONFIRMATIONS);
    assertEquals(2, run().paid());
    chain.mine(FINALITY);
    assertEquals(0, run().open());
    assertPaid();
    assertEquals("123456789012345678", account().map("paidWei").string("native"));
    assertEquals("42", account().map("paidWei").string(token.hex()));
  }

  @Test
  void shouldPayTwentyPaymentsOnceEachWhileProcessesDie() {
    for (int i = 0; i < 20; i++) {
      Address person = newPerson();
      owe("p" + i, nativeOf(person, Integer.toString(1_000 + i)), tokens(person, 10L + i));
    }
    for (int n = 1; n < 200; n += 7) {
      dying(Mishap.before(n, AnvilPaymentsTest::die));
      dying(Mishap.after(n + 3, AnvilPaymentsTest::die));
    }
    settle();
    assertPaid();
  }

  @Test
  void shouldSendAgainWhatAReorganisationTakesAway() {
    owe("a", nativeOf(newPerson(), "1000"), tokens(newPerson(), 5));
    run();
    chain.mine(CONFIRMATIONS);
    assertEquals(2, run().paid());
    assertEquals("PAID", payment("a").string("state"));
    String paidBy = payment("a").map("transfers").map("native").string("txHash");

    chain.automine(false);
    chain.reorganise(CONFIRMATIONS + 2, List.of());
    assertEquals(BigInteger.ZERO, has(owed.getFirst()));
    run();
    assertEquals("SENT", payment("a").string("state"));
    chain.automine(true);
    chain.mine(1);
    settle();
    assertPaid();
    assertEquals(paidBy, payment("a").map("transfers").map("native").string("txHash"));
  }

  @Test
  void shouldReplaceATransactionThatOffersTooLittle() {
    chain.automine(false);
    owe("a", nativeOf(newPerson(), "777"), tokens(newPerson(), 6));
    run();
    nextBaseFee("0x174876e800");
    chain.mine(1);
    assertEquals(BigInteger.ZERO, has(owed.getFirst()));
    assertEquals(0, run().replaced());
    now = now.plus(OutboxSettings.PATIENCE);
    assertEquals(2, run().replaced());
    assertEquals(
        2, payment("a").map("transfers").map("native").map("transactions").values().size());
    chain.mine(1);
    chain.automine(true);
    settle();
    assertPaid();
  }

  @Test
  void shouldTryARevertedTransferAgainOnceItIsFinal() {
    owe("a", tokens(newPerson(), 9));
    dying(beforeBroadcast());
    assertEquals("SENT", payment("a").string("state"));
    mode(TokenCalls.Mode.REVERTING);
    run();
    // The node answers before it has mined what it was given.
    chain.mine(1);
    run();
    assertTrue(reason("a").startsWith("reverted: 0x"), reason("a"));
    chain.mine(FINALITY);
    assertEquals(1, run().putOff());
    assertEquals("DUE", payment("a").string("state"));

    now = now.plus(Duration.ofMinutes(1));
    assertEquals(1, run().putOff());
    assertTrue(reason("a").endsWith("would be reverted"), reason("a"));
    mode(TokenCalls.Mode.HONEST);
    settle();
    assertPaid();
  }

  @Test
  void shouldSendNothingToATokenThatRefusesOrIsNone() {
    mode(TokenCalls.Mode.REFUSING);
    owe("a", tokens(newPerson(), 9));
    Address nobody = newPerson();
    owe("b", new Transfer(nobody, nobody, new Denom(nobody.hex()), Wei.of(1)));
    owe("c", new Transfer(nobody, nobody, new Denom("shares"), Wei.of(1)));
    assertEquals(new OutboxReport(0, 0, 3, 0, 0, 0, 0), run());
    assertTrue(reason("a").contains("returns false"), reason("a"));
    assertEquals(
        nobody + " is no ERC-20 token",
        payment("b").map("transfers").map(nobody.hex()).string("reason"));
    assertEquals(
        "shares is neither native nor a token's address",
        payment("c").map("transfers").map("shares").string("reason"));
  }

  @Test
  void shouldHoldWhatATokenClaimsToHaveDone() {
    mode(TokenCalls.Mode.LYING);
    owe("a", tokens(newPerson(), 9));
    run();
    chain.mine(FINALITY);
    assertEquals(1, run().held());
    assertEquals("HELD", payment("a").string("state"));
    assertEquals(
        PaymentStanding.State.HELD,
        Outbox.standing(store().get(Paths.payment("a")).orElseThrow()).state());
    now = now.plus(Duration.ofDays(9));
    assertEquals(new OutboxReport(0, 0, 0, 0, 0, 0, 0), run());
  }

  @Test
  void shouldPayWhatItCanWhileTheTreasuryIsPoor() {
    chain.setBalance(KEY.address(), ETHER);
    owe("large", nativeOf(newPerson(), ETHER.toString()));
    owe("small", nativeOf(newPerson(), "1"), tokens(newPerson(), 2_000_000));
    OutboxReport report = run();
    assertEquals(1, report.sent());
    assertEquals(2, report.putOff());
    assertEquals(
        "the treasury " + KEY.address() + " has " + ETHER + " of native and needs ",
        payment("large").map("transfers").map("native").string("reason").replaceAll("[0-9]+$", ""));

    chain.setBalance(KEY.address(), Wei.of(BigInteger.TEN.pow(19)));
    chain.call(0, token, TokenCalls.mint(KEY.address(), Wei.of(2_000_000)));
    now = now.plus(OutboxSettings.FUNDING_WAIT);
    settle();
    assertPaid();
  }

  private static void nextBaseFee(String fee) {
    var unused = rpc.call("anvil_setNextBlockBaseFeePerGas", fee);
  }

  private static Address newPerson() {
    people++;
    return new Address("0x%040x".formatted(0xabcdef000000L + people));
  }

  private static Transfer nativeOf(Address person, String amount) {
    return new Transfer(person, person, Denom.NATIVE, Wei.parse("amountWei", amount));
  }

  private static Transfer tokens(Address person, long amount) {
    return new Transfer(person, person, new Denom(token.hex()), Wei.of(amount));
  }

  private void owe(String id, Transfer... transfers) {
    owed.addAll(List.of(transfers));
    store()
        .commit(
            List.of(
                Outbox.due(
                    new Payment(id, LocalChain.CHAIN, List.of(transfers)), now.toEpochMilli())));
  }

  private Store store() {
    return new SimulatedStore(database, Faults.NONE);
  }

  private OutboxReport run() {
    return run(Mishap.none());
  }

  /** A process of its own. */
  private OutboxReport run(Mishap mishap) {
    Treasury treasury = new Web3jTreasury(LocalChain.CHAIN, KEY, List.of(rpc));
    return new PaymentSender(
            new OutboxSettings(CONFIRMATIONS, FINALITY, Duration.ofSeconds(40)),
            new SimulatedStore(database, mishap),
            new UncertainTreasury(treasury, mishap),
            () -> now)
        .run();
  }

  private void dying(Mishap mishap) {
    try {
      var unused = run(mishap);
    } catch (ProcessKilled e) {
      // The next one goes on.
    }
  }

  /**
   * Account, due payments, first nonce, count, market, balance, gas, balance, commit, broadcast.
   */
  private static Mishap beforeBroadcast() {
    return Mishap.before(10, AnvilPaymentsTest::die);
  }

  private static void die() {
    throw new ProcessKilled("killed");
  }

  private void settle() {
    for (int i = 0; i < 12; i++) {
      run();
      chain.mine(FINALITY);
      now = now.plus(Duration.ofMinutes(10));
    }
  }

  private Fields payment(String id) {
    return store().get(Paths.payment(id)).orElseThrow().fields();
  }

  private String reason(String id) {
    return payment(id).map("transfers").map(token.hex()).string("reason");
  }

  private Fields account() {
    return store().get(Paths.treasury(LocalChain.CHAIN)).orElseThrow().fields();
  }

  private void assertPaid() {
    for (Transfer transfer : owed) {
      assertEquals(transfer.amount().value(), has(transfer), transfer.toString());
    }
    assertEquals(Fields.EMPTY, account().map("open"));
    database
        .snapshot()
        .forEach(
            (path, fields) -> {
              if (path.group().equals(Paths.PAYMENTS)) {
                assertEquals("PAID", fields.string("state"), path.toString());
              }
            });
  }

  private static BigInteger has(Transfer transfer) {
    JsonElement balance =
        Denoms.isNative(transfer.denom())
            ? rpc.call("eth_getBalance", transfer.to().hex(), "latest")
            : rpc.call(
                "eth_call",
                Map.of("to", token.hex(), "data", TokenCalls.balanceOf(transfer.to())),
                "latest");
    return new BigInteger(balance.getAsString().substring(2), 16);
  }
}
