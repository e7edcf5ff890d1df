package dev.curation.lanes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.curation.documents.Paths;
import dev.curation.pools.PoolWorld;
import dev.curation.store.Fields;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Fees of a collection arrive with its curators on the other chain. */
class LaneJourneyTest {
  @Test
  void shouldPayCuratorsOnTheOtherChain() {
    LaneWorld world = new LaneWorld();
    world.open(1);
    world.accrual.vote(1, 1);
    world.accrual.vote(2, 2);
    world.accrual.vote(3, 5);
    world.accrual.sale(80);
    world.accrual.seal(Duration.ofHours(4));
    Transmission.Report report = world.transmit();
    assertEquals(1, report.batches(), report.toString());
    assertEquals(2, world.published.size());
    world.deliverAll();
    assertEquals(Optional.of("10"), world.paid(1));
    assertEquals(Optional.of("20"), world.paid(2));
    assertEquals(Optional.of("50"), world.paid(3));
    assertEquals("80", world.payoutDocument().book().paid().toString());
    Fields account =
        world
            .payoutProcess()
            .get(Paths.poolAccount(LaneWorld.PAYOUT_CHAIN, PoolWorld.person(3)))
            .orElseThrow()
            .fields();
    assertEquals("50" + "0".repeat(36), account.map("creditQ").string(LaneWorld.TOKEN.name()));
    assertEquals(1, world.transmit().delivered());
    assertEquals("80", world.accrualDocument().book().delivered().toString());
  }

  @Test
  void shouldPayWhatACollectionHeldThatBecameQuiet() {
    LaneWorld world = new LaneWorld();
    world.open(24);
    world.accrual.vote(1, 1);
    world.accrual.sale(80);
    world.accrual.seal(Duration.ofHours(4));
    assertEquals(0, world.transmit().batches());
    world.accrual.seal(Duration.ofHours(40));
    // Nothing happens that would seal its hours: this run asks for it.
    assertEquals(0, world.transmit().batches());
    var unused = world.accrual.tick();
    assertEquals(1, world.transmit().batches());
    world.deliverAll();
    assertEquals(Optional.of("80"), world.paid(1));
    assertEquals(0, world.transmit().batches());
  }
}
