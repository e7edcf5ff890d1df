package dev.curation.local;

import static dev.curation.local.Distributor.CONTENT;
import static dev.curation.local.Distributor.GUARDIAN;
import static dev.curation.local.Distributor.NATIVE;
import static dev.curation.local.Distributor.PUBLISHER;
import static dev.curation.local.Distributor.STRANGER;
import static dev.curation.local.Distributor.TIMELOCK;
import static dev.curation.local.Distributor.person;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.Address;
import dev.curation.local.Distributor.Sent;
import dev.curation.local.DistributorCalls.Claim;
import dev.curation.money.Wei;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.Hash;

/**
 * What transactions with the RewardsDistributor cost in all, in gas, the 21,000 of any transaction
 * included. The leaves lie as deep as those of a tree of 1,000,000 accounts: proofs of 20 hashes.
 *
 * <pre>
 * claim of an ERC-20 token, the account's first   104,873
 * the same, of the native coin                    104,711
 * a later claim                                    70,691
 * a claim of nothing new                           49,770
 * three tokens at once, first claims              273,117
 * proposing a token's first root                   95,766
 * proposing a later one                            67,360
 * revoking the current one                         55,443
 * </pre>
 *
 * What pays tokens includes 2,100 per token for TestToken's mode, which ordinary ones have not. A
 * claim of nothing costs what the network asks at least for its call data. docs/claims.md has the
 * same figures.
 */
class DistributorGasTest {
  private static final int ACCOUNTS = 1_000_000;
  private static final Wei FIRST = Wei.of(BigInteger.TEN.pow(18).multiply(BigInteger.valueOf(123)));
  private static final Wei MORE = Wei.of(BigInteger.TEN.pow(18).multiply(BigInteger.valueOf(234)));
  private static final Wei FUNDS = Wei.of(BigInteger.TEN.pow(24));
  private static final Address ALICE =
      new Address("0x" + Hash.sha3String("Alice").substring(2, 2 + 40));
  private static final LocalChain LOCAL = LocalChain.start();
  private static final TestChain CHAIN = LOCAL.chain();
  private static final Distributor DISTRIBUTOR = Distributor.deploy(LOCAL);

  // Zeros in addresses are cheaper: each test finds the same addresses, whichever ran before.
  private static String fresh = CHAIN.snapshot();
  private final Address token = fundedToken();

  @BeforeEach
  void giveCoin() {
    CHAIN.setBalance(DISTRIBUTOR.address, FUNDS);
  }

  @AfterEach
  void forget() {
    CHAIN.revert(fresh);
    fresh = CHAIN.snapshot();
  }

  @AfterAll
  static void stop() {
    LOCAL.close();
  }

  private static Address fundedToken() {
    Address token = TestPools.token(CHAIN, 18);
    CHAIN.call(0, token, TokenCalls.mint(DISTRIBUTOR.address, FUNDS));
    return token;
  }

  /** How deep the deepest leaves lie: as the array of 2n - 1 nodes has its last one. */
  private static int depth(int accounts) {
    return 31 - Integer.numberOfLeadingZeros(2 * accounts - 1);
  }

  /** Other leaves and nodes of the tree are hashes like any others. */
  private static List<String> siblings() {
    return IntStream.range(0, depth(ACCOUNTS))
        .mapToObj(i -> Hash.sha3String("sibling " + i))
        .toList();
  }

  private static Claim claim(Address token, Wei cumulative) {
    return new Claim(token, cumulative, siblings());
  }

  private static String root(Claim claim) {
    return claim.proof().stream()
        .reduce(ClaimTree.leaf(ALICE, claim.cumulative()), ClaimTree::parent);
  }

  private static Sent propose(Claim claim) {
    return DISTRIBUTOR.send(
        PUBLISHER, DistributorCalls.proposeRoot(claim.token(), root(claim), CONTENT));
  }

  private static Claim active(Address token, Wei cumulative) {
    Claim claim = claim(token, cumulative);
    assertEquals("", propose(claim).error());
    CHAIN.mineAt(DISTRIBUTOR.now().plus(TIMELOCK));
    return claim;
  }

  private static Sent send(Claim claim) {
    return DISTRIBUTOR.send(STRANGER, DistributorCalls.claim(ALICE, claim));
  }

  private static void assertGas(long expected, Sent sent) {
    assertEquals("", sent.error());
    assertEquals(expected, sent.gas());
  }

  @Test
  void shouldNeedProofsOf20Hashes() {
    assertEquals(20, depth(ACCOUNTS));
    ClaimTree small = Distributor.tree(1_000, i -> Wei.of(i + 1));
    int deepest =
        IntStream.range(0, 1_000).map(i -> small.proof(person(i)).size()).max().orElseThrow();
    assertEquals(deepest, depth(1_000));
  }

  @Test
  void shouldPayAFirstClaimForAtMost105000() {
    Sent sent = send(active(token, FIRST));
    assertGas(104_873, sent);
    assertTrue(sent.gas() <= 105_000);
    assertEquals(FIRST.value(), DISTRIBUTOR.balance(token, ALICE));
  }

  @Test
  void shouldPayALaterClaimForLess() {
    send(active(token, FIRST));
    assertGas(70_691, send(active(token, MORE)));
    assertEquals(MORE.value(), DISTRIBUTOR.balance(token, ALICE));
  }

  @Test
  void shouldCostLittleToClaimNothing() {
    Claim claim = active(token, FIRST);
    send(claim);
    assertGas(49_770, send(claim));
  }

  @Test
  void shouldPayAFirstClaimOfTheNativeCoin() {
    assertGas(104_711, send(active(NATIVE, FIRST)));
  }

  @Test
  void shouldPayThreeTokensInOneTransaction() {
    List<Claim> claims =
        List.of(active(token, FIRST), active(fundedToken(), FIRST), active(fundedToken(), FIRST));
    assertGas(273_117, DISTRIBUTOR.send(STRANGER, DistributorCalls.claimMany(ALICE, claims)));
  }

  @Test
  void shouldProposeATokensFirstRoot() {
    assertGas(95_766, propose(claim(token, FIRST)));
  }

  @Test
  void shouldProposeALaterRoot() {
    send(active(token, FIRST));
    send(active(token, MORE));
    assertGas(67_360, propose(claim(token, FUNDS)));
  }

  @Test
  void shouldRevokeTheCurrentRoot() {
    active(token, FIRST);
    Claim later = active(token, MORE);
    assertGas(55_443, DISTRIBUTOR.send(GUARDIAN, DistributorCalls.revokeRoot(token, root(later))));
  }
}
