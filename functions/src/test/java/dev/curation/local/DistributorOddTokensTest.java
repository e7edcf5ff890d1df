package dev.curation.local;

import static dev.curation.local.Distributor.NATIVE;
import static dev.curation.local.Distributor.STRANGER;
import static dev.curation.local.Distributor.person;
import static dev.curation.local.Distributor.word;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.curation.chain.Address;
import dev.curation.local.Distributor.Sent;
import dev.curation.local.DistributorCalls.Claim;
import dev.curation.money.Wei;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.web3j.abi.datatypes.DynamicBytes;

/** Tokens and receivers that do not behave: the RewardsDistributor pays nobody twice. */
class DistributorOddTokensTest {
  private static final String CLAIMED = "Claimed(address,address,uint256,uint256)";
  private static final LocalChain LOCAL = LocalChain.start();
  private static final TestChain CHAIN = LOCAL.chain();
  private static final Address ALICE = person(1);

  private final Distributor distributor = Distributor.deploy(LOCAL);
  private final ClaimTree tree = ClaimTree.of(Map.of(ALICE, Wei.of(100), person(2), Wei.of(30)));

  @AfterAll
  static void stop() {
    LOCAL.close();
  }

  /** A token that returns nothing, with 1,000 of it in the distributor. */
  private Address odd(long feeBps) {
    Address token = CHAIN.deploy("TestOddToken", word(feeBps).substring(2));
    CHAIN.call(0, token, TokenCalls.mint(distributor.address, Wei.of(1_000)));
    distributor.activate(token, tree);
    return token;
  }

  private Sent claim(Address account, Claim claim) {
    return distributor.send(STRANGER, DistributorCalls.claim(account, claim));
  }

  private static void setCallback(Address caller, Address target, String data) {
    byte[] bytes = HexFormat.of().parseHex(data, 2, data.length());
    CHAIN.call(
        0,
        caller,
        CallData.of(
            "setCallback(address,bytes)",
            List.of(new org.web3j.abi.datatypes.Address(target.hex()), new DynamicBytes(bytes))));
  }

  private void assertBalance(long amount, Address token, Address account) {
    assertEquals(BigInteger.valueOf(amount), distributor.balance(token, account));
  }

  private void assertClaimed(long amount, Address token, Address account) {
    assertEquals(BigInteger.valueOf(amount), distributor.claimed(token, account));
    assertEquals(BigInteger.valueOf(amount), distributor.totalClaimed(token));
  }

  @Test
  void shouldPayATokenThatReturnsNothing() {
    Address token = odd(0);
    assertEquals(word(100), claim(ALICE, tree.claim(token, ALICE)).output());
    assertBalance(100, token, ALICE);
    assertClaimed(100, token, ALICE);
  }

  @Test
  void shouldCountWhatWasSentOfATokenThatTakesAFee() {
    Address token = odd(500);
    Sent sent = claim(ALICE, tree.claim(token, ALICE));
    assertEquals(
        List.of(List.of(word(ALICE), word(token), word(100), word(100))), sent.events(CLAIMED));
    assertBalance(95, token, ALICE);
    assertBalance(900, token, distributor.address);
    assertClaimed(100, token, ALICE);
    assertEquals(word(0), claim(ALICE, tree.claim(token, ALICE)).output());
  }

  @Test
  void shouldPayOnceWhenATokenClaimsAgainWhileItIsMoved() {
    Address token = odd(0);
    Claim claim = tree.claim(token, ALICE);
    for (String call :
        List.of(
            DistributorCalls.claim(ALICE, claim),
            DistributorCalls.claimMany(ALICE, List.of(claim, claim)))) {
      setCallback(token, distributor.address, call);
      String before = CHAIN.snapshot();
      assertEquals(word(100), claim(ALICE, claim).output());
      assertBalance(100, token, ALICE);
      assertClaimed(100, token, ALICE);
      CHAIN.revert(before);
    }
  }

  /** Within the payment of one account, the other is paid in full too, and both once. */
  @Test
  void shouldPayEachOnceWhenATokenClaimsForSomebodyElseMeanwhile() {
    Address token = odd(0);
    Address other = odd(0);
    setCallback(
        token,
        distributor.address,
        DistributorCalls.claim(person(2), tree.claim(other, person(2))));
    Claim claim = tree.claim(token, ALICE);
    Sent sent =
        distributor.send(STRANGER, DistributorCalls.claimMany(ALICE, List.of(claim, claim)));
    assertEquals(2, sent.events(CLAIMED).size());
    assertBalance(100, token, ALICE);
    assertBalance(30, other, person(2));
    assertClaimed(100, token, ALICE);
    assertClaimed(30, other, person(2));
  }

  @Test
  void shouldChangeNothingWhenATokenRevertsReturnsFalseOrIsNone() {
    Address token = TestPools.token(CHAIN, 18);
    CHAIN.call(0, token, TokenCalls.mint(distributor.address, Wei.of(1_000)));
    distributor.activate(token, tree);
    Claim claim = tree.claim(token, ALICE);
    CHAIN.call(0, token, TokenCalls.setMode(TokenCalls.Mode.REVERTING));
    assertEquals("Error", claim(ALICE, claim).error());
    CHAIN.call(0, token, TokenCalls.setMode(TokenCalls.Mode.REFUSING));
    assertEquals("SafeERC20FailedOperation", claim(ALICE, claim).error());
    assertClaimed(0, token, ALICE);
    CHAIN.call(0, token, TokenCalls.setMode(TokenCalls.Mode.HONEST));
    assertEquals("", claim(ALICE, claim).error());

    Address none = person(77);
    distributor.activate(none, tree);
    assertEquals("SafeERC20FailedOperation", claim(ALICE, tree.claim(none, ALICE)).error());
    assertClaimed(0, none, ALICE);
  }

  private ClaimTree nativeTree(Address receiver) {
    ClaimTree both = ClaimTree.of(Map.of(receiver, Wei.of(100), person(200), Wei.of(30)));
    distributor.activate(NATIVE, both);
    distributor.sendValue(0, distributor.address, Wei.of(1_000));
    return both;
  }

  @Test
  void shouldKeepTheClaimOfAReceiverThatRefusesUntilItTakesTheCoin() {
    Address receiver = CHAIN.deploy("TestReceiver");
    ClaimTree both = nativeTree(receiver);
    assertEquals("Error", claim(receiver, both.claim(NATIVE, receiver)).error());
    assertClaimed(0, NATIVE, receiver);
    assertEquals("", claim(person(200), both.claim(NATIVE, person(200))).error());
    setCallback(receiver, ALICE, "0x");
    assertEquals(word(100), claim(receiver, both.claim(NATIVE, receiver)).output());
    assertBalance(100, NATIVE, receiver);
  }

  @Test
  void shouldPayOnceWhenAReceiverClaimsAgainOnReceipt() {
    Address receiver = CHAIN.deploy("TestReceiver");
    ClaimTree both = nativeTree(receiver);
    Claim claim = both.claim(NATIVE, receiver);
    setCallback(
        receiver, distributor.address, DistributorCalls.claimMany(receiver, List.of(claim, claim)));
    Sent sent = claim(receiver, claim);
    assertEquals(word(100), sent.output());
    assertEquals(1, sent.events(CLAIMED).size());
    assertBalance(100, NATIVE, receiver);
    assertBalance(900, NATIVE, distributor.address);
    assertClaimed(100, NATIVE, receiver);
  }
}
