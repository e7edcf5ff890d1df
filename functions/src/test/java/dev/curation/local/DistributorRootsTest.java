package dev.curation.local;

import static dev.curation.local.Distributor.CONTENT;
import static dev.curation.local.Distributor.GUARDIAN;
import static dev.curation.local.Distributor.NATIVE;
import static dev.curation.local.Distributor.NO_ROOT;
import static dev.curation.local.Distributor.OWNER;
import static dev.curation.local.Distributor.PUBLISHER;
import static dev.curation.local.Distributor.STRANGER;
import static dev.curation.local.Distributor.TIMELOCK;
import static dev.curation.local.Distributor.word;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.curation.chain.Address;
import dev.curation.local.Distributor.Pending;
import dev.curation.local.Distributor.Sent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Who may set and revoke roots of the RewardsDistributor, and from which second on they count. */
class DistributorRootsTest {
  private static final String A = "0x" + "a".repeat(64);
  private static final String B = "0x" + "b".repeat(64);
  private static final String C = "0x" + "c".repeat(64);
  private static final String PROPOSED = "RootProposed(address,bytes32,bytes32,uint64)";
  private static final String REVOKED = "RootRevoked(address,bytes32,bytes32)";
  private static final Address OTHER = new Address("0x" + "7".repeat(40));

  private static final LocalChain LOCAL = LocalChain.start();
  private static final TestChain CHAIN = LOCAL.chain();

  private final Distributor distributor = Distributor.deploy(LOCAL);

  @AfterAll
  static void stop() {
    LOCAL.close();
  }

  private Sent propose(String root) {
    return distributor.send(PUBLISHER, DistributorCalls.proposeRoot(NATIVE, root, CONTENT));
  }

  private Sent revoke(String root) {
    return distributor.send(GUARDIAN, DistributorCalls.revokeRoot(NATIVE, root));
  }

  private void activate(String root) {
    assertEquals("", propose(root).error());
    CHAIN.mineAt(distributor.now().plus(TIMELOCK));
    assertEquals(root, distributor.root(NATIVE));
  }

  /** What falls back to what. */
  private void assertRevoked(String root, String fallenBackTo) {
    Sent sent = revoke(root);
    assertEquals("", sent.error());
    assertEquals(List.of(List.of(word(NATIVE), root, fallenBackTo)), sent.events(REVOKED));
    assertEquals(fallenBackTo, distributor.root(NATIVE));
  }

  @Test
  void shouldHaveNoRootAtFirst() {
    assertEquals(NO_ROOT, distributor.root(NATIVE));
    assertEquals(Pending.NONE, distributor.pending(NATIVE));
  }

  @Test
  void shouldSayWhatIsProposedAndWhenItCounts() {
    Sent sent = propose(A);
    long activeAt = distributor.now().plus(TIMELOCK).getEpochSecond();
    assertEquals(List.of(List.of(word(NATIVE), A, CONTENT, word(activeAt))), sent.events(PROPOSED));
    assertEquals(new Pending(A, CONTENT, activeAt), distributor.pending(NATIVE));
    assertEquals(NO_ROOT, distributor.root(NATIVE));
  }

  @Test
  void shouldCountFromTheVerySecondWithoutATransaction() {
    propose(A);
    Instant activeAt = distributor.now().plus(TIMELOCK);
    CHAIN.mineAt(activeAt.minusSeconds(1));
    assertEquals(NO_ROOT, distributor.root(NATIVE));
    assertEquals(A, distributor.pending(NATIVE).root());
    CHAIN.mineAt(activeAt);
    assertEquals(A, distributor.root(NATIVE));
    assertEquals(Pending.NONE, distributor.pending(NATIVE));
  }

  @Test
  void shouldKeepTheRootsOfTokensApart() {
    activate(A);
    assertEquals(NO_ROOT, distributor.root(OTHER));
    distributor.send(PUBLISHER, DistributorCalls.proposeRoot(OTHER, A, CONTENT));
    assertEquals(A, distributor.pending(OTHER).root());
    assertEquals(Pending.NONE, distributor.pending(NATIVE));
    assertEquals(
        "RootNotRevocable",
        distributor.send(GUARDIAN, DistributorCalls.revokeRoot(OTHER, B)).error());
  }

  @Test
  void shouldGiveAReplacementItsOwnWholeTimelock() {
    propose(A);
    Instant first = distributor.now().plus(TIMELOCK);
    CHAIN.nextBlockAt(first.minusSeconds(1));
    propose(B);
    CHAIN.mineAt(first);
    assertEquals(NO_ROOT, distributor.root(NATIVE));
    assertEquals(B, distributor.pending(NATIVE).root());
    CHAIN.mineAt(first.minusSeconds(1).plus(TIMELOCK));
    assertEquals(B, distributor.root(NATIVE));
  }

  @Test
  void shouldTakeADuePendingRootBeforeTheNextIsProposed() {
    propose(A);
    CHAIN.nextBlockAt(distributor.now().plus(TIMELOCK));
    propose(B);
    assertEquals(A, distributor.root(NATIVE));
    assertEquals(B, distributor.pending(NATIVE).root());
  }

  @Test
  void shouldRefuseTheZeroRootAndOneThatIsPendingOrCurrent() {
    assertEquals("ZeroRoot", propose(NO_ROOT).error());
    propose(A);
    Pending pending = distributor.pending(NATIVE);
    assertEquals("RootAlreadyProposed", propose(A).error());
    assertEquals(pending, distributor.pending(NATIVE), "a repetition must not begin again");
    distributor.later(TIMELOCK);
    assertEquals("RootAlreadyProposed", propose(A).error());
    assertEquals(A, distributor.root(NATIVE));
    assertEquals("RootAlreadyProposed", propose(A).error());
  }

  @Test
  void shouldKeepTheCurrentRootWhenThePendingOneIsRevoked() {
    activate(A);
    propose(B);
    assertRevoked(B, A);
    assertEquals(Pending.NONE, distributor.pending(NATIVE));
    CHAIN.mineAt(distributor.now().plus(TIMELOCK));
    assertEquals(A, distributor.root(NATIVE));
    assertEquals("RootNotRevocable", revoke(B).error());
  }

  @Test
  void shouldFallBackToThePreviousRootAndThenToNone() {
    activate(A);
    activate(B);
    activate(C);
    assertRevoked(C, B);
    assertRevoked(B, NO_ROOT);
    assertEquals("RootNotRevocable", revoke(A).error());
    assertEquals("ZeroRoot", revoke(NO_ROOT).error());
  }

  @Test
  void shouldFallBackFromTheSecondInWhichARootCounts() {
    activate(A);
    propose(B);
    distributor.later(TIMELOCK);
    assertRevoked(B, A);
  }

  @Test
  void shouldRevokeNothingElseWhenTheGuardianComesLate() {
    activate(A);
    propose(B);
    distributor.later(TIMELOCK);
    assertEquals("RootNotRevocable", revoke(A).error());
    assertEquals(B, distributor.root(NATIVE));
  }

  @Test
  void shouldLeaveThePendingRootPendingWhenTheCurrentOneIsRevoked() {
    activate(A);
    activate(B);
    propose(C);
    Pending pending = distributor.pending(NATIVE);
    assertRevoked(B, A);
    assertEquals(pending, distributor.pending(NATIVE));
    CHAIN.mineAt(Instant.ofEpochSecond(pending.activeAt()));
    assertEquals(C, distributor.root(NATIVE));
    assertRevoked(C, A);
  }

  @Test
  void shouldNotLetARootBecomeItsOwnFallback() {
    activate(A);
    activate(B);
    propose(A);
    assertRevoked(B, A);
    assertEquals(Pending.NONE, distributor.pending(NATIVE));
    CHAIN.mineAt(distributor.now().plus(TIMELOCK));
    assertRevoked(A, NO_ROOT);
  }

  @Test
  void shouldTakeARevokedRootAgainOnlyAfterTheWholeTimelock() {
    activate(A);
    assertRevoked(A, NO_ROOT);
    propose(A);
    Instant activeAt = distributor.now().plus(TIMELOCK);
    CHAIN.mineAt(activeAt.minusSeconds(1));
    assertEquals(NO_ROOT, distributor.root(NATIVE));
    CHAIN.mineAt(activeAt);
    assertEquals(A, distributor.root(NATIVE));
    assertRevoked(A, NO_ROOT);
  }

  @Test
  void shouldLetEachRoleDoItsOwnOnly() {
    propose(A);
    for (int account : new int[] {OWNER, GUARDIAN, STRANGER}) {
      assertEquals(
          "NotPublisher",
          distributor.send(account, DistributorCalls.proposeRoot(NATIVE, B, CONTENT)).error());
    }
    for (int account : new int[] {OWNER, PUBLISHER, STRANGER}) {
      assertEquals(
          "NotGuardian", distributor.send(account, DistributorCalls.revokeRoot(NATIVE, A)).error());
    }
    Address self = CHAIN.account(STRANGER);
    for (int account : new int[] {PUBLISHER, GUARDIAN, STRANGER}) {
      for (String call :
          List.of(
              DistributorCalls.setPublisher(self),
              DistributorCalls.setGuardian(self),
              DistributorCalls.transferOwnership(self))) {
        assertEquals("OwnableUnauthorizedAccount", distributor.send(account, call).error());
      }
    }
    assertEquals(A, distributor.pending(NATIVE).root());
  }

  @Test
  void shouldLetTheOwnerNameAnotherPublisherAndGuardian() {
    propose(A);
    Address next = CHAIN.account(STRANGER);
    Sent publisher = distributor.send(OWNER, DistributorCalls.setPublisher(next));
    assertEquals(List.of(List.of(word(next))), publisher.events("PublisherSet(address)"));
    Sent guardian = distributor.send(OWNER, DistributorCalls.setGuardian(next));
    assertEquals(List.of(List.of(word(next))), guardian.events("GuardianSet(address)"));
    assertEquals(next, distributor.role("publisher"));
    assertEquals(next, distributor.role("guardian"));
    assertEquals("NotPublisher", propose(B).error());
    assertEquals("NotGuardian", revoke(A).error());
    assertEquals(A, distributor.pending(NATIVE).root());
    assertEquals("", distributor.send(STRANGER, DistributorCalls.revokeRoot(NATIVE, A)).error());
    String proposal = DistributorCalls.proposeRoot(NATIVE, B, CONTENT);
    assertEquals("", distributor.send(STRANGER, proposal).error());
  }

  @Test
  void shouldPassOwnershipInTwoStepsAndNeverToNobody() {
    Address next = CHAIN.account(STRANGER);
    distributor.send(OWNER, DistributorCalls.transferOwnership(next));
    assertEquals(CHAIN.account(OWNER), distributor.role("owner"));
    assertEquals(next, distributor.role("pendingOwner"));
    String accept = DistributorCalls.acceptOwnership();
    assertEquals("OwnableUnauthorizedAccount", distributor.send(PUBLISHER, accept).error());
    assertEquals("", distributor.send(STRANGER, accept).error());
    assertEquals(next, distributor.role("owner"));
    assertEquals(
        "OwnableInvalidOwner",
        distributor.send(STRANGER, CallData.of("renounceOwnership()", List.of())).error());
    for (String call :
        List.of(
            DistributorCalls.setPublisher(Address.ZERO),
            DistributorCalls.setGuardian(Address.ZERO))) {
      assertEquals("ZeroAddress", distributor.send(STRANGER, call).error());
    }
  }

  @Test
  void shouldHaveATimelockOfAnHourTo30Days() throws IOException {
    assertEquals(
        word(TIMELOCK.toSeconds()),
        distributor.view(distributor.address, CallData.of("timelock()", List.of())));
    Address self = CHAIN.account(0);
    assertDeployment("InvalidTimelock", self, self, self, Duration.ofHours(1).minusSeconds(1));
    assertDeployment("", self, self, self, Duration.ofHours(1));
    assertDeployment("", self, self, self, Duration.ofDays(30));
    assertDeployment("InvalidTimelock", self, self, self, Duration.ofDays(30).plusSeconds(1));
  }

  @Test
  void shouldHaveSomebodyForEachRole() throws IOException {
    Address self = CHAIN.account(0);
    assertDeployment("OwnableInvalidOwner", Address.ZERO, self, self, TIMELOCK);
    assertDeployment("ZeroAddress", self, Address.ZERO, self, TIMELOCK);
    assertDeployment("ZeroAddress", self, self, Address.ZERO, TIMELOCK);
  }

  private void assertDeployment(
      String error, Address owner, Address publisher, Address guardian, Duration timelock)
      throws IOException {
    String arguments = DistributorCalls.constructor(owner, publisher, guardian, timelock);
    assertEquals(error, distributor.deployment(arguments).error());
  }
}
