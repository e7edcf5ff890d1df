package dev.curation.claims;

import static dev.curation.pools.PoolWorld.person;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.aggregation.World;
import dev.curation.chain.Address;
import dev.curation.claims.RootPublishing.Standing;
import dev.curation.documents.Paths;
import dev.curation.documents.Queries;
import dev.curation.errors.InvalidValueException;
import dev.curation.ledger.Facts;
import dev.curation.merkle.ClaimTree;
import dev.curation.merkle.Entitlement;
import dev.curation.merkle.MerkleTree;
import dev.curation.merkle.NodeHash;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.pools.PoolWorld;
import dev.curation.rewards.ClaimTotals;
import dev.curation.store.Fields;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import dev.curation.time.Week;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** The way of the money: shares of final weeks, into a tree, onto the chain. */
final class ClaimJourneyTest {
  private static final Week FIRST = Week.of(Facts.START);
  private static final Week SECOND = new Week(FIRST.end());
  private static final Duration A_WEEK = Duration.ofDays(7);

  private final ClaimWorld world = new ClaimWorld();

  /** Two curators in the first week, before claims; the same in the second, with them. */
  private void twoWeeks() {
    world.open(null);
    world.pool.vote(1, 1);
    world.pool.vote(2, 3);
    world.pool.sale(100);
    world.pool.seal(A_WEEK);
    world.pool.sale(40);
    world.pool.seal(Duration.ofHours(1));
    world.pool.sale(400);
    world.pool.seal(A_WEEK);
    world.pool.seal(Duration.ofHours(2));
  }

  @Test
  void shouldHoldTheSharesOfAWeekOnceItIsFinal() {
    twoWeeks();

    TreeMaking.Made made = world.make().orElseThrow();

    assertEquals(SECOND, made.period());
    assertTrue(made.isDone());
    assertEquals(Wei.of(110), world.entitled(SECOND, person(1)));
    assertEquals(Wei.of(330), world.entitled(SECOND, person(2)));
    assertTrue(world.make().isEmpty(), "the third week is not over");
  }

  @Test
  void shouldLeaveWhatWasEarnedBeforeToWithdrawals() {
    twoWeeks();
    var unused = world.make();

    world.pool.withdrawShares(1);

    assertEquals("{" + person(1) + "=25}", world.pool.paid().toString());
  }

  @Test
  void shouldAddEachWeekToTheOneBefore() {
    twoWeeks();
    var first = world.make().orElseThrow();
    world.pool.sale(8);
    world.pool.seal(A_WEEK);
    world.pool.seal(Duration.ofHours(2));

    var second = world.make().orElseThrow();

    Week third = new Week(SECOND.end());
    ClaimTree tree = world.tree(third).orElseThrow();
    assertEquals(Wei.of(112), tree.of(person(1)));
    assertEquals(Wei.of(336), tree.of(person(2)));
    assertEquals(first.trees().get("native"), tree.header().previous());
    assertEquals(third, second.period());
  }

  @Test
  void shouldMakeNoTreeOfAWeekInWhichNobodyEarned() {
    twoWeeks();
    var unused = world.make();
    world.pool.seal(A_WEEK);
    world.pool.seal(Duration.ofHours(2));

    TreeMaking.Made made = world.make().orElseThrow();

    assertEquals(Map.of(), made.trees());
    assertTrue(world.tree(made.period()).isEmpty());
  }

  @Test
  void shouldProposeTheRootOnceTheContractIsFunded() {
    twoWeeks();
    var unused = world.make();

    assertEquals(Map.of("native", Wei.of(440)), Map.of("native", world.published().missing()));
    world.distributor.balances.put(Address.ZERO, Wei.of(440));
    assertEquals(Standing.PROPOSED, world.published().standing());
    assertEquals(Standing.ACTIVE, world.published().standing());
    assertEquals(1, world.distributor.transactions.size());
  }

  @Test
  void shouldNotProposeAgainWhatTheGuardianHasRevoked() {
    twoWeeks();
    var unused = world.make();
    world.distributor.balances.put(Address.ZERO, Wei.of(440));
    var proposed = world.published();
    world.distributor.roots.clear();

    assertEquals(Standing.PROPOSED, proposed.standing());
    assertEquals(Standing.REVOKED, world.published().standing());
    assertEquals(1, world.distributor.transactions.size());
  }

  @Test
  void shouldNotProposeALaterTreeByItselfAfterARevocation() {
    twoWeeks();
    var unused = world.make();
    world.distributor.balances.put(Address.ZERO, Wei.of(1000));
    var proposed = world.publish();
    world.distributor.roots.clear();
    world.pool.sale(8);
    world.pool.seal(A_WEEK);
    world.pool.seal(Duration.ofHours(2));
    var second = world.make();

    assertEquals(Standing.REVOKED, world.published().standing());
    var again =
        new ClaimAdministration(world.pool.process(), world.pool.clock, attempt -> {})
            .proposeAgain(PoolWorld.POOL, Denom.NATIVE, ClaimWorld.act("again", "again"));
    assertEquals(Standing.PROPOSED, world.published().standing());
    assertEquals(2, world.distributor.transactions.size());
    assertTrue(second.isPresent());
    assertEquals(1, proposed.size());
    assertEquals("1", again.get("chainId"));
  }

  @Test
  void shouldNotProposeBesideARootThatIsNobodysTree() {
    twoWeeks();
    var unused = world.make();
    world.distributor.balances.put(Address.ZERO, Wei.of(440));
    world.distributor.roots.put(Address.ZERO, new NodeHash("0x" + "e".repeat(64)));

    assertEquals(Standing.FOREIGN_ROOT, world.published().standing());
    assertEquals(0, world.distributor.transactions.size());
  }

  @Test
  void shouldTellWhatCanBeClaimedWithAProofThatHolds() {
    twoWeeks();
    var unused = world.make();
    world.distributor.balances.put(Address.ZERO, Wei.of(440));
    var proposed = world.published();

    Map<String, @Nullable Object> claim = claim(person(2));

    assertEquals("330", claim.get("cumulativeWei"));
    assertEquals("330", claim.get("claimableWei"));
    assertEquals("0", claim.get("claimedWei"));
    ClaimTree tree = world.tree(SECOND).orElseThrow();
    assertEquals(
        tree.proof(person(2)).stream().map(hash -> hash.hex()).toList(), claim.get("proof"));
    assertTrue(
        MerkleTree.verify(
            proposed.root(), new Entitlement(person(2), Wei.of(330)), tree.proof(person(2))));
    assertFalse(
        MerkleTree.verify(
            tree.root(), new Entitlement(person(2), Wei.of(331)), tree.proof(person(2))));
    assertEquals("0", claim(person(9)).get("claimableWei"));
  }

  @Test
  void shouldBeInWhatAUserHas() {
    ClaimTotals totals = new StoredClaimTotals(world.pool.process());
    assertTrue(totals.of(person(2)).isEmpty(), "no chain has claims");
    twoWeeks();
    var unused = world.make();

    assertEquals(
        Optional.of(new ClaimTotals.Totals(Wei.of(330), Wei.ZERO)),
        new StoredClaimTotals(world.pool.process()).of(person(2)));
  }

  @SuppressWarnings("unchecked")
  private Map<String, @Nullable Object> claim(Address account) {
    Object claims = world.claims(account).orElseThrow().get("claims");
    return ((List<Map<String, @Nullable Object>>) Objects.requireNonNull(claims)).getFirst();
  }

  private TreeRecreation.Recreated recreated(@Nullable Week period) {
    return new TreeRecreation(world.pool.process(), world.pool.clock)
        .run(PoolWorld.POOL, Address.ZERO, period, (collection, events) -> {});
  }

  @Test
  void shouldBeMadeAgainFromTheLedgerByteForByte() {
    twoWeeks();
    var first = world.make().orElseThrow();
    world.pool.sale(8);
    world.pool.seal(A_WEEK);
    world.pool.seal(Duration.ofHours(2));
    var second = world.make().orElseThrow();

    assertEquals(second.trees().get("native"), recreated(null).contentHash());
    assertEquals(first.trees().get("native"), recreated(SECOND).contentHash());
  }

  @Test
  void shouldBeFoundOutWhereALedgerWasChanged() {
    twoWeeks();
    var unused = world.make();
    StoredDocument sale =
        world.pool.process().query(Queries.page(World.COLLECTION, Paths.LEDGER, null, 100)).stream()
            .filter(event -> "400".equals(event.fields().get("protocolFeeWei")))
            .findFirst()
            .orElseThrow();
    Fields more = Fields.builder().put("protocolFeeWei", "404").build();
    var unusedTimes =
        world.pool.process().commit(List.of(new Write.Update(sale.path(), more, null)));

    TreeRecreation.Recreated recreated = recreated(null);

    assertFalse(recreated.isSame());
    assertEquals(Wei.of(111), recreated.tree().of(person(1)));
  }

  @Test
  void shouldBeOpenedOnceForAWeekThatHasNotBegun() {
    var refused = Assertions.assertThrows(InvalidValueException.class, () -> world.open(FIRST));
    assertEquals("from", refused.field());
    assertFalse(world.isOpen());
    world.open(SECOND);
    assertTrue(world.isOpen());
  }
}
