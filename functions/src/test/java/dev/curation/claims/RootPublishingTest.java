package dev.curation.claims;

import static dev.curation.pools.PoolWorld.POOL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.Address;
import dev.curation.claims.RootPublishing.Published;
import dev.curation.claims.RootPublishing.Standing;
import dev.curation.errors.InvalidValueException;
import dev.curation.merkle.NodeHash;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** When a root is proposed, when it is not, and why. */
final class RootPublishingTest {
  private final ClaimScene scene = new ClaimScene();
  private final SimulatedDistributor distributor = scene.world.distributor;

  private Published publish(Denom denom) {
    return Objects.requireNonNull(scene.world.publish().get(denom.name()));
  }

  private Standing standing() {
    return publish(Denom.NATIVE).standing();
  }

  @Test
  void shouldSayWhatTheContractLacks() {
    scene.made();
    distributor.balances.put(Address.ZERO, Wei.of(496));
    Published published = publish(Denom.NATIVE);
    assertEquals(Standing.UNDERFUNDED, published.standing());
    assertEquals(Wei.of(1), published.missing());
    assertEquals(0, distributor.transactions.size());
    distributor.balances.put(Address.ZERO, Wei.of(497));
    assertEquals(Standing.PROPOSED, standing());
    assertEquals(Standing.UNDERFUNDED, publish(ClaimScene.TOKEN).standing(), "for itself");
  }

  @Test
  void shouldProposeNothingWithoutAKey() {
    scene.made().funded();
    distributor.canPropose = false;
    assertEquals(Standing.NO_PUBLISHER, standing());
    assertEquals(0, distributor.transactions.size());
  }

  @Test
  void shouldSendAgainWhatTheNodesHaveForgotten() {
    scene.made().funded();
    distributor.minesAtOnce = false;
    assertEquals(Standing.PROPOSED, standing());
    distributor.drop();
    assertEquals(Standing.PROPOSED, standing());
    distributor.mine();
    assertEquals(Standing.ACTIVE, standing());
  }

  @Test
  void shouldWaitBehindTheTimelock() {
    scene.made().funded();
    distributor.hasTimelock = true;
    assertEquals(Standing.PROPOSED, standing());
    assertEquals(Standing.PENDING, standing());
    distributor.activate();
    assertEquals(Standing.ACTIVE, standing());
  }

  /** With a timelock of more than a week no root would ever be in force. */
  @Test
  void shouldNotPutANewerRootInThePlaceOfOneBehindItsTimelock() {
    scene.funded();
    distributor.hasTimelock = true;
    var unused = scene.world.make();
    NodeHash first = scene.root(Denom.NATIVE);
    assertEquals(Standing.PROPOSED, standing());
    scene.made();
    assertEquals(Standing.QUEUED, standing());
    assertEquals(first, distributor.pending.get(Address.ZERO));
    distributor.activate();
    assertEquals(Standing.PROPOSED, standing());
    assertEquals(first, distributor.roots.get(Address.ZERO));
    assertEquals(scene.root(Denom.NATIVE), distributor.pending.get(Address.ZERO));
  }

  @Test
  void shouldReplaceAPendingRootThatIsOfNoTree() {
    scene.made().funded();
    distributor.hasTimelock = true;
    distributor.pending.put(Address.ZERO, new NodeHash("0x" + "66".repeat(32)));
    assertEquals(Standing.PROPOSED, standing());
    assertEquals(scene.root(Denom.NATIVE), distributor.pending.get(Address.ZERO));
  }

  @Test
  void shouldProposeARevokedRootAgainOnlyWhenTold() {
    scene.made().funded();
    assertEquals(Standing.PROPOSED, standing());
    distributor.roots.clear();
    assertEquals(Standing.REVOKED, standing());
    ClaimAdministration administration =
        new ClaimAdministration(scene.world.pool.process(), scene.world.pool.clock, attempt -> {});
    administration.proposeAgain(POOL, Denom.NATIVE, ClaimWorld.act("again", "again"));
    assertEquals(Standing.PROPOSED, standing());
    assertEquals(Standing.ACTIVE, standing());
    var refused =
        assertThrows(
            InvalidValueException.class,
            () ->
                administration.proposeAgain(
                    POOL, new Denom("0x" + "99".repeat(20)), ClaimWorld.act("x", "x")));
    assertEquals("token", refused.field());
  }

  @Test
  void shouldKnowARootThatSomebodyElseHasProposed() {
    scene.made().funded();
    distributor.roots.put(Address.ZERO, scene.root(Denom.NATIVE));
    assertEquals(Standing.ACTIVE, standing());
    distributor.roots.clear();
    assertEquals(Standing.REVOKED, standing());
  }

  @Test
  void shouldLookAfterTheOthersWhereATokenFails() {
    scene.made().funded();
    distributor.broken.add(ClaimScene.TOKEN_ADDRESS);
    var published = scene.world.publish();
    assertEquals(
        Standing.FAILED, Objects.requireNonNull(published.get(ClaimScene.TOKEN.name())).standing());
    assertTrue(
        String.valueOf(Objects.requireNonNull(published.get(ClaimScene.TOKEN.name())).error())
            .contains("reverted"));
    assertEquals(Standing.PROPOSED, Objects.requireNonNull(published.get("native")).standing());
  }

  @Test
  void shouldPublishToNoOtherContractThanThatOfTheTrees() {
    scene.made().funded();
    distributor.address = new Address("0x" + "d2".repeat(20));
    var refused = assertThrows(InvalidValueException.class, scene.world::publish);
    assertEquals("distributor", refused.field());
    assertEquals(0, distributor.transactions.size());
  }
}
