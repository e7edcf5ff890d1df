package dev.curation.lanes;

import static dev.curation.pools.PoolWorld.person;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.curation.pools.PoolAnswers;
import dev.curation.pools.PoolWorld;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each share is paid locally or through the lane, never both and never neither. */
class LaneOrLocalTest {
  private final LaneWorld world = new LaneWorld();

  /** What a curator can withdraw where the fees are earned. */
  private BigInteger local(int curator) {
    return new PoolAnswers(world.accrual.process())
        .shares(PoolWorld.COLLECTION, person(curator))
        .map(shares -> new BigInteger(shares.string("earnedWei")))
        .orElse(BigInteger.ZERO);
  }

  private BigInteger through(int curator) {
    return new BigInteger(world.paid(curator).orElse("0"));
  }

  private void earn(long wei) {
    world.accrual.sale(wei);
    world.accrual.seal(Duration.ofHours(4));
  }

  private void transmit() {
    for (int i = 0; i < 2; i++) {
      var unused = world.transmit();
      world.deliverAll();
    }
  }

  @Test
  void shouldPayLocallyBeforeTheLaneAndAfterItAndThroughItBetween() {
    world.accrual.vote(1, 1);
    world.accrual.vote(2, 3);
    earn(1_000);
    assertEquals(BigInteger.valueOf(250), local(1));
    world.open(1);
    earn(400);
    transmit();
    assertEquals(BigInteger.valueOf(250), local(1));
    assertEquals(BigInteger.valueOf(750), local(2));
    assertEquals(BigInteger.valueOf(100), through(1));
    assertEquals(BigInteger.valueOf(300), through(2));
    var closed = world.administration().close(LaneWorld.LANE, world.act());
    world.accrual.seal(Duration.ofHours(2));
    earn(8);
    transmit();
    assertEquals(BigInteger.valueOf(252), local(1), closed.toString());
    assertEquals(BigInteger.valueOf(756), local(2));
    assertEquals(BigInteger.valueOf(100), through(1));
    assertEquals(BigInteger.valueOf(300), through(2));
  }

  @Test
  void shouldTakeWhatWaitedForVotesThroughTheLaneThatTheyFound() {
    earn(1_000);
    world.open(1);
    world.accrual.vote(1, 1);
    world.accrual.seal(Duration.ofHours(4));
    transmit();
    assertEquals(BigInteger.ZERO, local(1));
    assertEquals(BigInteger.valueOf(1_000), through(1));
  }

  @Test
  void shouldNotBringTheSharesOfALaneIntoThePoolOfAnOperator() {
    world.accrual.stake(3, 40);
    world.accrual.create(1, 2, "0");
    world.accrual.delegate(3, 1, 30);
    world.accrual.pass(Duration.ofHours(6));
    world.accrual.vote(1, 1);
    world.accrual.sale(1_000);
    world.accrual.pass(Duration.ofHours(6));
    BigInteger before = world.accrual.sums().book().receivedWei().get(LaneWorld.DENOM);
    assertEquals(BigInteger.valueOf(1_000), before);
    world.open(1);
    world.accrual.sale(400);
    world.accrual.pass(Duration.ofHours(6));
    transmit();
    var later = world.accrual.pass(Duration.ofHours(6));
    assertEquals(BigInteger.ZERO, later.intake().value());
    assertEquals(before, world.accrual.sums().book().receivedWei().get(LaneWorld.DENOM));
    assertEquals(List.of("400"), List.of(world.paid(1).orElse("0")));
  }
}
