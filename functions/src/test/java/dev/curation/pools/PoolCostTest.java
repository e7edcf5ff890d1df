package dev.curation.pools;

import static dev.curation.pools.PoolWorld.POOL;
import static dev.curation.pools.PoolWorld.nativeWei;
import static dev.curation.pools.PoolWorld.person;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.documents.Paths;
import dev.curation.pools.PoolScene.Deed;
import dev.curation.staking.StakeFacts;
import dev.curation.store.Fields;
import dev.curation.store.MeteredStore;
import dev.curation.store.StoreUsage;
import dev.curation.store.Write;
import dev.curation.withdrawals.Amounts;
import dev.curation.withdrawals.Delegation;
import dev.curation.withdrawals.Operator;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each operation reads and writes, which neither blocks nor delegators make more. */
class PoolCostTest {
  /** One of the reads asks whether the chain's rewards are claimed rather than sent. */
  private static final StoreUsage WITHDRAWAL = new StoreUsage(6, 6, 0, 1);

  private static final int COMMIT = 400;

  private static StoreUsage usage(PoolWorld world, Consumer<MeteredStore> work) {
    MeteredStore store = new MeteredStore(world.process());
    work.accept(store);
    return store.usage();
  }

  private static StoreUsage block(PoolWorld world, long height, boolean bonus) {
    return usage(
        world,
        store ->
            assertTrue(
                world
                    .administration(store)
                    .block(
                        POOL,
                        height,
                        nativeWei(1_000),
                        bonus ? person(PoolScene.OPERATOR) : null,
                        PoolScene.PERCENT)));
  }

  private static void assertBlocksCost(PoolWorld world, long height) {
    assertEquals(new StoreUsage(1, 1, 0, 1), block(world, height, false));
    assertEquals(new StoreUsage(2, 2, 0, 1), block(world, height + 1, true));
  }

  private static StoreUsage withdrawal(PoolWorld world, Deed deed) {
    return usage(world, store -> deed.on(world, store));
  }

  /** Delegators who have one vote each with the operator. */
  private static PoolWorld crowded(int delegators) {
    PoolWorld world = PoolScene.world();
    // Settled, so that who is put in now has a share of nothing that was before.
    world.withdrawOperator(PoolScene.OWNER, PoolScene.OPERATOR);
    PoolDocuments documents =
        PoolDocuments.read(
            world.process(), POOL, List.of(Paths.poolOperator(POOL, person(PoolScene.OPERATOR))));
    Operator operator =
        Objects.requireNonNull(documents.operator(person(PoolScene.OPERATOR).hex()));
    Delegation delegation = new Delegation(BigInteger.ONE, operator.ratioQ(), Amounts.NONE);
    List<Write> writes = new ArrayList<>();
    for (int i = 0; i < delegators; i++) {
      writes.add(
          new Write.Put(
              Paths.poolDelegation(
                  POOL, StakeFacts.address(0x100000 + i), person(PoolScene.OPERATOR)),
              PoolCodec.encode(delegation, 0)));
    }
    writes.add(
        new Write.Merge(
            Paths.poolOperator(POOL, person(PoolScene.OPERATOR)),
            votes("votes", operator.votes(), delegators)));
    writes.add(
        new Write.Merge(
            Paths.pool(POOL), votes("totalVotes", documents.book().totalVotes(), delegators)));
    for (int i = 0; i < writes.size(); i += COMMIT) {
      world.process().commit(writes.subList(i, Math.min(i + COMMIT, writes.size())));
    }
    return world;
  }

  private static Fields votes(String field, BigInteger before, long more) {
    return Fields.builder().put(field, before.add(BigInteger.valueOf(more)).toString()).build();
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 1_000, 100_000})
  void shouldCostTheSameHoweverManyDelegatorsThereAre(int delegators) {
    PoolWorld world = crowded(delegators);
    assertBlocksCost(world, 2);
    assertEquals(WITHDRAWAL, withdrawal(world, Deed.WITHDRAW));
    world.sums();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1_000})
  void shouldCostTheSameHoweverManyBlocksThereWere(int blocks) {
    PoolWorld world = PoolScene.world();
    for (int i = 0; i < blocks; i++) {
      world.administration(world.process()).block(POOL, 2 + i, nativeWei(7), null, BigInteger.ZERO);
    }
    assertBlocksCost(world, 2 + blocks);
    assertEquals(WITHDRAWAL, withdrawal(world, Deed.WITHDRAW));
    world.sums();
  }

  @ParameterizedTest
  @EnumSource(
      value = Deed.class,
      names = {"WITHDRAW", "WITHDRAW_OPERATOR"})
  void shouldReadAndWriteAtMostSixDocumentsForAWithdrawal(Deed deed) {
    StoreUsage usage = withdrawal(PoolScene.world(), deed);
    assertTrue(usage.reads() <= 6 && usage.writes() <= 6 && usage.commits() == 1, "" + usage);
  }

  @Test
  void shouldWriteNothingForARequestThatIsSentAgain() {
    PoolWorld world = PoolScene.world();
    withdrawal(world, Deed.WITHDRAW);
    StoreUsage again = withdrawal(world, Deed.WITHDRAW);
    assertEquals(0, again.writes() + again.commits());
    assertTrue(again.reads() <= 6, "" + again);
  }

  @Test
  void shouldReadThreeDocumentsForEachDelegationOfAWithdrawalOfAll() {
    StoreUsage two = withdrawal(PoolScene.world(), Deed.WITHDRAW_ALL);
    PoolWorld world = PoolScene.world();
    world.delegate(PoolScene.ALICE, PoolScene.IDLE, 1);
    world.pass(PoolScene.HOURS);
    world.sale(1_000);
    world.pass(PoolScene.HOURS);
    StoreUsage three = withdrawal(world, Deed.WITHDRAW_ALL);
    assertEquals(3, three.reads() - two.reads());
    assertEquals(2, three.writes() - two.writes());
  }

  @Test
  void shouldReadTheSameInEachRunWithoutNews() {
    List<StoreUsage> runs = new ArrayList<>();
    PoolWorld world = PoolScene.world();
    for (int hour = 0; hour < 3; hour++) {
      world.seal(PoolScene.HOUR);
      runs.add(usage(world, world::advance));
    }
    assertEquals(0, runs.get(0).writes() + runs.get(0).commits());
    // A collection that is quiet is asked for one block more, by each operator: it might be late.
    assertEquals(runs.get(1), runs.get(2));
    assertEquals(3, runs.get(1).reads() - runs.get(0).reads());
    PoolWorld crowded = crowded(1_000);
    crowded.seal(PoolScene.HOUR);
    assertEquals(runs.get(0), usage(crowded, crowded::advance));
  }
}
