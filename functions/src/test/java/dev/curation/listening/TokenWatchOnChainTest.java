package dev.curation.listening;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.curation.chain.Address;
import dev.curation.chain.TxHash;
import dev.curation.decoding.TokenTransfer;
import dev.curation.documents.Paths;
import dev.curation.local.ExchangeCalls;
import dev.curation.local.LocalChain;
import dev.curation.local.TestChain;
import dev.curation.local.TokenCalls;
import dev.curation.money.Wei;
import dev.curation.simulation.Faults;
import dev.curation.simulation.SimulatedDatabase;
import dev.curation.simulation.SimulatedStore;
import dev.curation.store.DocumentPath;
import dev.curation.store.Store;
import java.math.BigInteger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A real token on a real chain is watched. */
final class TokenWatchOnChainTest {
  private static final int FINALITY = 3;
  private static final DocumentPath CURSOR = Paths.backfillSlice(LocalChain.CHAIN, "tokens", 0);
  private static final InstantSource CLOCK = () -> LocalChain.GENESIS.plus(Duration.ofDays(1));
  private static final Wei ALL = Wei.of(BigInteger.TWO.pow(256).subtract(BigInteger.ONE));

  private final LocalChain local = LocalChain.start();
  private final TestChain chain = local.chain();
  private final Address token = chain.deploy("TestToken", "0".repeat(62) + "12");
  private final Address other = chain.deploy("TestToken", "0".repeat(62) + "12");
  private final Address receiver = chain.account(9);
  private final Store store = new SimulatedStore(new SimulatedDatabase(CLOCK), Faults.NONE);
  private final List<String> seen = new ArrayList<>();

  @AfterEach
  void stop() {
    local.close();
  }

  private TokenWatch.Report run() {
    TokenWatch.Watched watched =
        new TokenWatch.Watched(LocalChain.CHAIN, token, receiver, 0, FINALITY);
    return new TokenWatch(watched, local.node(), store, CURSOR, CLOCK)
        .run(transfers -> transfers.forEach(this::note), Duration.ofMinutes(1));
  }

  private void note(TokenTransfer transfer) {
    assertEquals(token, transfer.token());
    assertEquals(receiver, transfer.to());
    seen.add(
        "%s from %s in %s of block %d"
            .formatted(
                transfer.amount(), transfer.from(), transfer.id().tx(), transfer.blockNumber()));
  }

  private static String told(long amount, Address from, TestChain.Mined mined) {
    return told(Wei.of(amount), from, mined);
  }

  private static String told(Wei amount, Address from, TestChain.Mined mined) {
    return "%s from %s in %s of block %d".formatted(amount, from, mined.tx(), mined.blockNumber());
  }

  private static String pay(Address to, long amount) {
    return TokenCalls.transfer(to, Wei.of(amount));
  }

  @Test
  void shouldSeeExactlyWhatTheReceiverGetsOfTheToken() {
    Address alice = chain.account(1);
    Address bob = chain.account(2);
    chain.call(1, token, TokenCalls.mint(alice, Wei.of(1_000)));
    chain.call(1, token, TokenCalls.mint(bob, Wei.of(1_000)));
    chain.call(1, other, TokenCalls.mint(bob, Wei.of(1_000)));

    TestChain.Mined first = chain.call(1, token, pay(receiver, 5));
    chain.call(2, token, pay(alice, 6));
    chain.call(2, other, pay(receiver, 7));
    TestChain.Mined nothing = chain.call(3, token, pay(receiver, 0));
    TestChain.Mined several =
        chain.call(
            2,
            token,
            ExchangeCalls.batch(
                List.of(pay(receiver, 8), pay(alice, 1), pay(receiver, 8), pay(receiver, 9))));
    chain.mine(FINALITY - 1);
    assertEquals(new TokenWatch.Report(several.blockNumber(), 2, 0, true), run());
    List<String> expected =
        new ArrayList<>(List.of(told(5, alice, first), told(0, chain.account(3), nothing)));
    assertEquals(expected, seen, "the last one is not final yet");

    chain.mine(1);
    assertEquals(new TokenWatch.Report(1, 3, 0, true), run());
    expected.addAll(List.of(told(8, bob, several), told(8, bob, several), told(9, bob, several)));
    assertEquals(expected, seen);
    assertEquals(new TokenWatch.Report(0, 0, 0, true), run());
  }

  @Test
  void shouldSeeTwoPayersOfOneBlock() {
    chain.call(1, token, TokenCalls.mint(chain.account(1), Wei.of(10)));
    chain.call(1, token, TokenCalls.mint(chain.account(2), Wei.of(20)));
    chain.automine(false);
    TxHash one = chain.send(1, token, pay(receiver, 10));
    TxHash two = chain.send(2, token, pay(receiver, 20));
    chain.mine(1);
    chain.automine(true);
    chain.mine(FINALITY);

    assertEquals(2, run().transfers());

    assertEquals(
        Set.of(
            told(10, chain.account(1), chain.mined(one)),
            told(20, chain.account(2), chain.mined(two))),
        Set.copyOf(seen));
    assertEquals(chain.mined(one).blockNumber(), chain.mined(two).blockNumber());
  }

  @Test
  void shouldSeeTheLargestAmountThereIs() {
    TestChain.Mined minted = chain.call(1, token, TokenCalls.mint(receiver, ALL));
    chain.mine(FINALITY);
    run();
    assertEquals(List.of(told(ALL, Address.ZERO, minted)), seen);
  }

  @Test
  void shouldStopWhereABlockThatWasTakenForFinalIsGone() {
    chain.call(1, token, TokenCalls.mint(receiver, Wei.of(1)));
    chain.mine(FINALITY);
    run();
    chain.reorganise(FINALITY + 1, List.of());
    chain.mine(1);
    assertThrows(ReorganisationTooDeepException.class, this::run);
  }
}
