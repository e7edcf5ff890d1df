package dev.curation.lanes;

import dev.curation.money.Wei;
import dev.curation.pools.PoolWorld;
import dev.curation.settlement.LaneParameters;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A lane to which everything happens that the rules provide for. */
final class LaneHistories {
  final LaneWorld world = new LaneWorld();

  /**
   * Several batches, with a forfeit, a refund, a cancellation, too little money and outside money.
   */
  static LaneWorld eventful() {
    LaneHistories history = new LaneHistories();
    history.open();
    history.forfeit();
    history.refundThatArrivesAfterAll();
    history.cancel();
    history.shortSettlementWithSurplus();
    history.newParameters();
    history.outsideMoney();
    history.underWay();
    return history.world;
  }

  void open() {
    world.open(1);
    world.accrual.vote(1, 1);
    world.accrual.vote(2, 2);
    world.accrual.vote(3, 4);
    earn(100);
    world.transmit();
    world.deliverAll();
    world.transmit();
  }

  void earn(long wei) {
    world.accrual.sale(wei);
    world.accrual.seal(Duration.ofHours(3));
  }

  void forfeit() {
    world
        .payoutAdministration()
        .curators(LaneWorld.LANE, Set.of(), Set.of(PoolWorld.person(3)), world.act());
    earn(1_001);
    world.transmit();
    world.deliverAll();
    world
        .payoutAdministration()
        .curators(LaneWorld.LANE, Set.of(PoolWorld.person(3)), Set.of(), world.act());
  }

  /** Makes a batch, delivers its weights, and takes the transfer of its wei back. */
  private LaneWorld.Published makeAndRefund(long wei) {
    earn(wei);
    world.transmit();
    List<LaneWorld.Published> sent = List.copyOf(world.published);
    world.published.clear();
    world.deliver(weights(sent));
    world.administration().refund(LaneWorld.LANE, LaneWorld.DENOM, id(seq(), 1), world.act());
    return tokens(sent);
  }

  private long seq() {
    return world.accrualDocument().book().nextSeq() - 1;
  }

  static String id(long seq, int attempt) {
    return LaneWorld.LANE + "|" + LaneWorld.DENOM + "|" + seq + "|" + attempt;
  }

  private static LaneWorld.Published weights(List<LaneWorld.Published> sent) {
    return sent.stream()
        .filter(each -> each.topic().equals(LaneChannels.WEIGHTS))
        .findFirst()
        .get();
  }

  private static LaneWorld.Published tokens(List<LaneWorld.Published> sent) {
    return sent.stream().filter(each -> each.topic().equals(LaneChannels.TOKENS)).findFirst().get();
  }

  void refundThatArrivesAfterAll() {
    LaneWorld.Published late = makeAndRefund(77);
    world.transmit();
    world.deliverAll();
    world.deliver(late);
    world.transmit();
  }

  void cancel() {
    makeAndRefund(503);
    world.administration().cancelBatch(LaneWorld.LANE, LaneWorld.DENOM, seq(), world.act());
    earn(11);
    world.transmit();
    world.deliverAll();
    world.transmit();
  }

  void shortSettlementWithSurplus() {
    makeAndRefund(91);
    long seq = seq();
    world
        .administration()
        .send(LaneWorld.LANE, LaneWorld.DENOM, seq, Wei.of(40), null, world.act());
    world.transmit();
    List<LaneWorld.Published> both = List.copyOf(world.published);
    world.published.clear();
    world.deliver(
        both.stream().filter(each -> each.body().contains("\"40\"")).findFirst().orElseThrow());
    world.payoutAdministration().settleShort(LaneWorld.LANE, LaneWorld.DENOM, seq, world.act());
    both.forEach(world::deliver);
    world
        .payoutAdministration()
        .releaseSurplus(LaneWorld.LANE, LaneWorld.DENOM, Wei.of(20), world.act());
    world.transmit();
  }

  void newParameters() {
    world
        .administration()
        .set(
            LaneWorld.LANE,
            before ->
                new LaneParameters(
                    2, new BigInteger("100000000000000000"), null, before.isPaused()),
            world.act());
    earn(1_009);
    world.transmit();
    world.deliverAll();
    world.accrual.vote(4, 9);
    earn(333);
    world.transmit();
    world.deliverAll();
    world.transmit();
  }

  void outsideMoney() {
    world.deliver(
        new LaneWorld.Published(
            LaneChannels.TOKENS,
            new TokensMessage(
                    LaneWorld.LANE, LaneWorld.DENOM, "a-gift", Wei.of(7), LaneWorld.SENDER)
                .encode()));
    world.deliver(
        new LaneWorld.Published(
            LaneChannels.TOKENS,
            new TokensMessage(
                    LaneWorld.LANE, LaneWorld.DENOM, "a-stranger", Wei.of(5), LaneWorld.RECEIVER)
                .encode()));
  }

  /** The newest batch is on its way, and somebody holds what comes after it. */
  void underWay() {
    earn(640);
    world.accrual.sale(13);
    world.transmit();
    world.deliver(weights(world.published));
    world
        .administration()
        .set(
            LaneWorld.LANE,
            before -> new LaneParameters(1, before.redistributionFractionE18(), null, true),
            world.act());
    earn(210);
    world.transmit();
  }
}
