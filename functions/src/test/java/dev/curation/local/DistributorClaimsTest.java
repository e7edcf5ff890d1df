package dev.curation.local;

import static dev.curation.local.Distributor.CONTENT;
import static dev.curation.local.Distributor.GUARDIAN;
import static dev.curation.local.Distributor.NATIVE;
import static dev.curation.local.Distributor.OWNER;
import static dev.curation.local.Distributor.PUBLISHER;
import static dev.curation.local.Distributor.STRANGER;
import static dev.curation.local.Distributor.TIMELOCK;
import static dev.curation.local.Distributor.person;
import static dev.curation.local.Distributor.word;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.curation.chain.Address;
import dev.curation.local.Distributor.Sent;
import dev.curation.local.DistributorCalls.Claim;
import dev.curation.money.Wei;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What a claim at the RewardsDistributor pays, to whom, and when it pays nothing. */
class DistributorClaimsTest {
  private static final String CLAIMED = "Claimed(address,address,uint256,uint256)";
  private static final LocalChain LOCAL = LocalChain.start();
  private static final TestChain CHAIN = LOCAL.chain();
  private static final Address ALICE = person(1);
  private static final Address BOB = person(2);

  private final Distributor distributor = Distributor.deploy(LOCAL);
  private final Address token = TestPools.token(CHAIN, 18);
  private final ClaimTree tree = tree(100, 30);

  @AfterAll
  static void stop() {
    LOCAL.close();
  }

  private static ClaimTree tree(long alice, long bob) {
    return ClaimTree.of(Map.of(ALICE, Wei.of(alice), BOB, Wei.of(bob), person(3), Wei.of(7)));
  }

  private void fund(long amount) {
    CHAIN.call(0, token, TokenCalls.mint(distributor.address, Wei.of(amount)));
  }

  private Sent claim(Address account, Claim claim) {
    return distributor.send(STRANGER, DistributorCalls.claim(account, claim));
  }

  private static Claim altered(Claim claim, long cumulative) {
    return new Claim(claim.token(), Wei.of(cumulative), claim.proof());
  }

  private void assertPaid(long paid, Sent sent) {
    assertEquals("", sent.error());
    assertEquals(word(paid), sent.output());
  }

  private void assertHas(long amount, Address account) {
    assertEquals(BigInteger.valueOf(amount), distributor.balance(token, account));
    assertEquals(BigInteger.valueOf(amount), distributor.claimed(token, account));
  }

  @Test
  void shouldPayTheAccountWhoeverSendsTheClaim() {
    fund(1_000);
    distributor.activate(token, tree);
    BigInteger stranger = distributor.balance(token, CHAIN.account(STRANGER));
    Sent sent = claim(ALICE, tree.claim(token, ALICE));
    assertPaid(100, sent);
    assertEquals(
        List.of(List.of(word(ALICE), word(token), word(100), word(100))), sent.events(CLAIMED));
    assertHas(100, ALICE);
    assertEquals(stranger, distributor.balance(token, CHAIN.account(STRANGER)));
    assertEquals(BigInteger.valueOf(900), distributor.balance(token, distributor.address));
    assertEquals(BigInteger.valueOf(100), distributor.totalClaimed(token));
  }

  @Test
  void shouldPayNothingASecondTime() {
    fund(1_000);
    distributor.activate(token, tree);
    claim(ALICE, tree.claim(token, ALICE));
    Sent again = claim(ALICE, tree.claim(token, ALICE));
    assertPaid(0, again);
    assertEquals(List.of(), again.logs());
    assertHas(100, ALICE);
  }

  @Test
  void shouldPayWhatIsNewSinceTheLastClaim() {
    fund(1_000);
    distributor.activate(token, tree);
    claim(ALICE, tree.claim(token, ALICE));
    ClaimTree next = tree(250, 30);
    distributor.activate(token, next);
    assertEquals("InvalidProof", claim(ALICE, tree.claim(token, ALICE)).error());
    Sent sent = claim(ALICE, next.claim(token, ALICE));
    assertPaid(150, sent);
    assertEquals(
        List.of(List.of(word(ALICE), word(token), word(150), word(250))), sent.events(CLAIMED));
    assertHas(250, ALICE);
    assertPaid(30, claim(BOB, next.claim(token, BOB)));
    assertEquals(BigInteger.valueOf(280), distributor.totalClaimed(token));
  }

  @Test
  void shouldPayNobodyTwiceAfterAFallback() {
    fund(1_000);
    distributor.activate(token, tree);
    ClaimTree wrong = tree(250, 30);
    distributor.activate(token, wrong);
    claim(ALICE, wrong.claim(token, ALICE));
    distributor.send(GUARDIAN, DistributorCalls.revokeRoot(token, wrong.root()));
    assertEquals("InvalidProof", claim(ALICE, wrong.claim(token, ALICE)).error());
    Sent below = claim(ALICE, tree.claim(token, ALICE));
    assertPaid(0, below);
    assertEquals(List.of(), below.logs());
    assertHas(250, ALICE);
    assertPaid(30, claim(BOB, tree.claim(token, BOB)));
  }

  @Test
  void shouldPayFromTheVerySecondInWhichARootCounts() {
    fund(1_000);
    distributor.send(PUBLISHER, DistributorCalls.proposeRoot(token, tree.root(), CONTENT));
    Instant activeAt = distributor.now().plus(TIMELOCK);
    CHAIN.nextBlockAt(activeAt.minusSeconds(1));
    assertEquals("InvalidProof", claim(ALICE, tree.claim(token, ALICE)).error());
    CHAIN.nextBlockAt(activeAt);
    assertPaid(100, claim(ALICE, tree.claim(token, ALICE)));
  }

  @Test
  void shouldRefuseEveryForgedProof() {
    fund(1_000);
    distributor.activate(token, tree);
    Claim right = tree.claim(token, ALICE);
    List<String> tampered = new ArrayList<>(right.proof());
    tampered.set(0, "0x" + "1".repeat(64));
    List<String> longer = new ArrayList<>(right.proof());
    longer.add("0x" + "0".repeat(64));
    for (Claim forged :
        List.of(
            altered(right, 101),
            altered(right, 99),
            new Claim(token, right.cumulative(), tampered),
            new Claim(token, right.cumulative(), longer),
            new Claim(token, right.cumulative(), right.proof().subList(1, right.proof().size())),
            new Claim(token, right.cumulative(), List.of()),
            new Claim(token, right.cumulative(), tree.proof(BOB)))) {
      assertEquals("InvalidProof", claim(ALICE, forged).error());
    }
    assertEquals("InvalidProof", claim(BOB, right).error());
    assertEquals("InvalidProof", claim(person(9), right).error());
    Sent otherToken = claim(ALICE, tree.claim(NATIVE, ALICE));
    assertEquals("InvalidProof", otherToken.error());
    assertEquals(
        List.of(word(ALICE), word(NATIVE)),
        Distributor.words("0x" + otherToken.output().substring(10)));
    assertHas(0, ALICE);
  }

  /** The two children of an inner node, taken for account and amount, are 64 bytes as a leaf is. */
  @Test
  void shouldTakeNoInnerNodeForALeaf() {
    BigInteger large = BigInteger.TWO.pow(200);
    Map<Address, Wei> amounts = Map.of(ALICE, Wei.of(large), BOB, Wei.of(large));
    ClaimTree two = ClaimTree.of(amounts);
    distributor.activate(token, two);
    for (Address account : List.of(ALICE, BOB)) {
      String sibling = two.proof(account).getFirst();
      Address forged = new Address("0x" + sibling.substring(26));
      Wei amount = Wei.of(new BigInteger(sibling.substring(2), 16));
      assertEquals("InvalidProof", claim(forged, new Claim(token, amount, List.of())).error());
    }
  }

  @Test
  void shouldPayNothingWithoutARoot() {
    fund(1_000);
    assertEquals("InvalidProof", claim(ALICE, tree.claim(token, ALICE)).error());
    distributor.activate(token, tree);
    distributor.send(GUARDIAN, DistributorCalls.revokeRoot(token, tree.root()));
    assertEquals("InvalidProof", claim(ALICE, tree.claim(token, ALICE)).error());
  }

  @Test
  void shouldPayTheNativeCoin() {
    Address alice = person(100);
    ClaimTree only = ClaimTree.of(Map.of(alice, Wei.of(100)));
    assertEquals("", distributor.sendValue(0, distributor.address, Wei.of(150)).error());
    distributor.activate(NATIVE, only);
    assertPaid(100, claim(alice, only.claim(NATIVE, alice)));
    assertPaid(0, claim(alice, only.claim(NATIVE, alice)));
    assertEquals(BigInteger.valueOf(100), distributor.balance(NATIVE, alice));
    assertEquals(BigInteger.valueOf(50), distributor.balance(NATIVE, distributor.address));
  }

  @Test
  void shouldPayLaterWhatIsNotFundedYet() {
    distributor.activate(token, tree);
    distributor.activate(NATIVE, tree);
    fund(99);
    assertEquals("Panic", claim(ALICE, tree.claim(token, ALICE)).error());
    assertEquals("InsufficientBalance", claim(ALICE, tree.claim(NATIVE, ALICE)).error());
    assertHas(0, ALICE);
    assertPaid(30, claim(BOB, tree.claim(token, BOB)));
    fund(31);
    assertPaid(100, claim(ALICE, tree.claim(token, ALICE)));
  }

  @Test
  void shouldClaimSeveralTokensAtOnce() {
    Address other = TestPools.token(CHAIN, 6);
    fund(1_000);
    CHAIN.call(0, other, TokenCalls.mint(distributor.address, Wei.of(1_000)));
    ClaimTree others = tree(5, 6);
    distributor.activate(token, tree);
    distributor.activate(other, others);
    Claim one = tree.claim(token, ALICE);
    Claim two = others.claim(other, ALICE);
    Sent sent =
        distributor.send(STRANGER, DistributorCalls.claimMany(ALICE, List.of(one, two, one)));
    assertEquals("", sent.error());
    // An array's offset and length stand before what is paid.
    assertEquals(
        List.of(word(100), word(5), word(0)), Distributor.words(sent.output()).subList(2, 5));
    assertEquals(
        List.of(
            List.of(word(ALICE), word(token), word(100), word(100)),
            List.of(word(ALICE), word(other), word(5), word(5))),
        sent.events(CLAIMED));
    assertHas(100, ALICE);
    assertEquals(
        "", distributor.send(STRANGER, DistributorCalls.claimMany(ALICE, List.of())).error());
  }

  @Test
  void shouldPayNoneOfSeveralTokensWhereOneFails() {
    fund(1_000);
    distributor.activate(token, tree);
    ClaimTree others = tree(5, 6);
    distributor.activate(NATIVE, others);
    Claim good = tree.claim(token, ALICE);
    Claim forged = altered(others.claim(NATIVE, ALICE), 6);
    Claim unfunded = others.claim(NATIVE, ALICE);
    Map.of(forged, "InvalidProof", unfunded, "InsufficientBalance")
        .forEach(
            (bad, error) ->
                assertEquals(
                    error,
                    distributor
                        .send(STRANGER, DistributorCalls.claimMany(ALICE, List.of(good, bad)))
                        .error()));
    assertHas(0, ALICE);
    assertEquals(BigInteger.ZERO, distributor.totalClaimed(token));
  }

  @Test
  void shouldRefuseListsOfDifferentLengths() {
    // Word 4 of the arguments is the number of tokens.
    String call = DistributorCalls.claimMany(ALICE, List.of(tree.claim(token, ALICE)));
    int length = 10 + 4 * 64;
    assertEquals(word(1), "0x" + call.substring(length, length + 64));
    String none = call.substring(0, length) + word(0).substring(2) + call.substring(length + 64);
    assertEquals("LengthMismatch", distributor.send(STRANGER, none).error());
  }

  @Test
  void shouldPayNoMoreThan192BitsOfAToken() {
    BigInteger most = BigInteger.TWO.pow(192).subtract(BigInteger.ONE);
    ClaimTree huge =
        ClaimTree.of(
            Map.of(
                ALICE, Wei.of(most), BOB, Wei.of(1), person(3), Wei.of(most.add(BigInteger.ONE))));
    CHAIN.call(0, token, TokenCalls.mint(distributor.address, Wei.of(BigInteger.TWO.pow(193))));
    distributor.activate(token, huge);
    assertEquals(
        "SafeCastOverflowedUintDowncast", claim(person(3), huge.claim(token, person(3))).error());
    assertEquals("", claim(ALICE, huge.claim(token, ALICE)).error());
    assertEquals(most, distributor.totalClaimed(token));
    assertEquals("Panic", claim(BOB, huge.claim(token, BOB)).error());
    distributor.send(PUBLISHER, DistributorCalls.proposeRoot(token, tree.root(), CONTENT));
    assertEquals(most, distributor.totalClaimed(token));
    assertEquals(tree.root(), distributor.pending(token).root());
  }

  @Test
  void shouldGiveNoRoleAWayToUnclaimedMoney() {
    fund(1_000);
    distributor.activate(token, tree);
    String everything = TokenCalls.transfer(CHAIN.account(OWNER), Wei.of(1_000));
    for (int account : new int[] {OWNER, PUBLISHER, GUARDIAN}) {
      for (String call : List.of(everything, "0x853828b6", "0x3ccfd60b", "0x8456cb59", "0x")) {
        String name = call.equals("0x") ? "" : "unknown 0x";
        assertEquals(name, distributor.send(account, call).error());
      }
    }
    assertEquals(BigInteger.valueOf(1_000), distributor.balance(token, distributor.address));
  }
}
