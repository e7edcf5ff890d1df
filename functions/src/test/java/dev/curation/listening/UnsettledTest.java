package dev.curation.listening;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.Address;
import dev.curation.decoding.ContractSet;
import dev.curation.decoding.StakingContract;
import dev.curation.documents.Paths;
import dev.curation.ledger.Watermark;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Write;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A user's stake cannot be settled: what may be missing of it is not taken for complete. */
class UnsettledTest {
  private static final Address STAKER = ListeningWorld.address(0x57a4e);
  private static final Address USER = ListeningWorld.address(0xa11ce);
  private static final DocumentPath DAMAGED =
      Paths.stakingEvent(ListeningWorld.CHAIN, STAKER, "damaged");

  private final ListeningWorld world = new ListeningWorld();

  @BeforeEach
  void damage() {
    ContractSet contracts = world.settings.contracts();
    world.settings =
        new ChainSettings(
            new ContractSet(
                contracts.chain(),
                contracts.wrappedNative(),
                contracts.exchanges(),
                Optional.of(new StakingContract(STAKER, true))),
            0,
            20,
            OptionalLong.of(0));
    world.mineEmpty(60);
    Fields damaged =
        Fields.builder().put("userAddress", USER.hex()).put("isApplied", false).build();
    world.store().commit(List.of(new Write.Put(DAMAGED, damaged)));
  }

  private OptionalLong watermark() {
    return Watermark.of(List.of(world.store().get(Paths.chainWatermark(ListeningWorld.CHAIN))));
  }

  private long timeOf(long block) {
    return world.chain.headers(List.of(block)).getFirst().orElseThrow().timestamp();
  }

  @Test
  void shouldHoldTheWatermarkOfAPollAndReadOn() {
    ChainPoll.Report report = world.poll();
    assertFalse(report.isDone());
    assertEquals(61, report.nextBlock());
    assertEquals(OptionalLong.empty(), watermark());
  }

  @Test
  void shouldNotEndABackfillUntilItIsSettled() {
    UnsettledException e = assertThrows(UnsettledException.class, () -> world.backfill(5, 40, 2));
    assertTrue(String.valueOf(e.getMessage()).contains(USER.hex()), e.getMessage());
    assertEquals(OptionalLong.of(timeOf(5)), watermark());

    world.store().commit(List.of(new Write.Delete(DAMAGED)));
    world.backfill(5, 40, 2);
    assertEquals(OptionalLong.empty(), watermark());
  }

  @Test
  void shouldStopHalvingRangesWhenTimeIsUpAndGoOnWithTheSmallerOnes() {
    world.store().commit(List.of(new Write.Delete(DAMAGED)));
    world.chain.refuse(
        (from, to) -> {
          world.pass(30);
          return to - from > 2;
        });
    assertFalse(world.poll().isDone());
    long span = world.all(Paths.CURSORS).getFirst().fields().integer("span");
    assertTrue(span < 100, "span " + span);
    world.chain.refuse((from, to) -> to - from > 2);
    assertTrue(world.poll().isDone());
  }
}
