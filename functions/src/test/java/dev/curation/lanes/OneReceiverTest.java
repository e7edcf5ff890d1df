package dev.curation.lanes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.curation.campaigns.ProgramAdministration;
import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Denom;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A transfer of a token to an account is for a lane or for reward programs, and never for both. */
class OneReceiverTest {
  private static final Address TOKEN = new Address("0x" + "7c".repeat(20));
  private static final CollectionId ASSET = new CollectionId(LaneWorld.LANE.payoutChain(), TOKEN);

  private final LaneWorld world = new LaneWorld();

  private void accept(Address receiver) {
    new ProgramAdministration(
            world.payoutProcess(), world.accrual.clock, world.accrual::id, attempt -> {})
        .acceptAsset(ASSET, receiver, 0, BigInteger.ZERO, world.act());
  }

  private void openLane() {
    world
        .payoutAdministration()
        .open(
            new PayoutLane(
                LaneWorld.LANE,
                LaneWorld.SENDER,
                LaneWorld.RECEIVER,
                new TreeMap<>(Map.of(LaneWorld.DENOM, new Denom(TOKEN.hex()))),
                null,
                24,
                0),
            world.act());
  }

  @Test
  void shouldFundNoProgramsWhereALaneIsPaid() {
    openLane();
    var refused = assertThrows(InvalidValueException.class, () -> accept(LaneWorld.RECEIVER));
    assertEquals("receiver", refused.field());
    accept(LaneWorld.SENDER);
  }

  @Test
  void shouldPayNoLaneWhereProgramsAreFunded() {
    accept(LaneWorld.RECEIVER);
    var refused = assertThrows(InvalidValueException.class, this::openLane);
    assertEquals("receiver", refused.field());
  }
}
