package dev.curation.lanes;

import static dev.curation.pools.PoolWorld.person;

import dev.curation.commits.Act;
import dev.curation.documents.Paths;
import dev.curation.money.Wei;
import dev.curation.pools.PoolWorld;
import dev.curation.settlement.LaneParameters;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.time.BlockHour;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lanes in the middle of their lives, and what may be done with them next. */
final class LaneScene {
  private static final Lane.Route ROUTE =
      new Lane.Route(new dev.curation.chain.Address(LaneWorld.TOKEN.name()), LaneWorld.RECEIVER);
  private static final Act ACT = new Act("the-order", "olga@example.org", "a test", "the order");
  private static final Duration HOURS = Duration.ofHours(4);

  private LaneScene() {}

  /** What is done, in a process of each side. */
  interface Doing {
    @Nullable Object on(LaneWorld world, Store accrual, Store payout);
  }

  /** Something that is done with a lane. */
  @SuppressWarnings("ImmutableEnumChecker") // What makes a scene holds nothing.
  enum Deed {
    TRANSMIT(LaneScene::earned, (world, a, p) -> run(world, a, p)),
    TRANSMIT_AGAIN(LaneScene::earnedAgain, (world, a, p) -> run(world, a, p)),
    TRANSMIT_BY_PAYMENT(LaneScene::earnedWithRoute, (world, a, p) -> run(world, a, p)),
    SEND(
        LaneScene::home,
        (world, a, p) ->
            world
                .administration(a, p)
                .send(LaneWorld.LANE, LaneWorld.DENOM, 1, Wei.of(30), "by-hand", ACT)),
    SEND_ALL(
        LaneScene::home,
        (world, a, p) ->
            world.administration(a, p).send(LaneWorld.LANE, LaneWorld.DENOM, 1, null, null, ACT)),
    REFUND(LaneScene::sent, (world, a, p) -> refund(world, a, p)),
    REFUND_PAYMENT(LaneScene::sentByPayment, (world, a, p) -> refund(world, a, p)),
    CANCEL(LaneScene::home, (world, a, p) -> cancel(world, a, p)),
    CANCEL_NEVER_SEEN(LaneScene::homeUnseen, (world, a, p) -> cancel(world, a, p)),
    RESEND(
        LaneScene::sent,
        (world, a, p) ->
            world.administration(a, p).resendWeights(LaneWorld.LANE, LaneWorld.DENOM, 1, ACT)),
    SET(
        LaneScene::sent,
        (world, a, p) ->
            world.administration(a, p).set(LaneWorld.LANE, before -> parameters(3, false), ACT)),
    OPEN(
        LaneWorld::new,
        (world, a, p) ->
            world
                .administration(a, p)
                .open(
                    LaneWorld.LANE,
                    parameters(1, false),
                    LaneWorld.SENDER,
                    null,
                    BlockHour.of(world.accrual.now.toEpochMilli()).next(),
                    ACT)),
    CLOSE(LaneScene::sent, (world, a, p) -> world.administration(a, p).close(LaneWorld.LANE, ACT)),
    WEIGHTS(LaneScene::tokensCame, (world, a, p) -> deliver(world, p, LaneChannels.WEIGHTS)),
    TOKENS(LaneScene::weightsCame, (world, a, p) -> deliver(world, p, LaneChannels.TOKENS)),
    LATE_TOKENS(LaneScene::refunded, (world, a, p) -> deliver(world, p, LaneChannels.TOKENS)),
    INBOX_RUN(
        LaneScene::allWaits,
        (world, a, p) -> {
          world.inbox(p).run(LaneWorld.LANE);
          return null;
        }),
    SETTLE_SHORT(
        LaneScene::weightsCame,
        (world, a, p) ->
            world.payoutAdministration(a, p).settleShort(LaneWorld.LANE, LaneWorld.DENOM, 1, ACT)),
    RELEASE(
        LaneScene::surplus,
        (world, a, p) ->
            world
                .payoutAdministration(a, p)
                .releaseSurplus(LaneWorld.LANE, LaneWorld.DENOM, Wei.of(7), ACT)),
    SWEEP(
        LaneScene::closed,
        (world, a, p) ->
            world
                .payoutAdministration(a, p)
                .sweepExcess(LaneWorld.LANE, LaneWorld.DENOM, person(9), ACT)),
    CURATORS(
        LaneScene::sent,
        (world, a, p) ->
            world
                .payoutAdministration(a, p)
                .curators(LaneWorld.LANE, Set.of(person(1)), Set.of(person(2)), ACT)),
    PAYOUT_SET(
        LaneScene::sent,
        (world, a, p) ->
            world.payoutAdministration(a, p).set(LaneWorld.LANE, LaneScene::nothing, ACT));

    private final java.util.function.Supplier<LaneWorld> scene;
    private final Doing doing;

    Deed(java.util.function.Supplier<LaneWorld> scene, Doing doing) {
      this.scene = scene;
      this.doing = doing;
    }

    LaneWorld scene() {
      return scene.get();
    }

    @Nullable Object on(LaneWorld world, Store accrual, Store payout) {
      return doing.on(world, accrual, payout);
    }
  }

  static LaneParameters parameters(long blocks, boolean isPaused) {
    return new LaneParameters(blocks, BigInteger.TEN.pow(17), null, isPaused);
  }

  static PayoutLane nothing(PayoutLane lane) {
    return paying(lane, Set.of());
  }

  static PayoutLane everything(PayoutLane lane) {
    return paying(lane, null);
  }

  private static PayoutLane paying(
      PayoutLane lane, @Nullable Set<dev.curation.money.Denom> payoutDenoms) {
    return new PayoutLane(
        lane.id(),
        lane.sender(),
        lane.receiver(),
        lane.tokens(),
        payoutDenoms,
        lane.tokenTimeoutHours(),
        lane.firstBlock());
  }

  private static @Nullable Object run(LaneWorld world, Store accrual, Store payout) {
    world.transmission(accrual, payout).run(LaneWorld.LANE);
    return null;
  }

  private static Object refund(LaneWorld world, Store accrual, Store payout) {
    return world
        .administration(accrual, payout)
        .refund(LaneWorld.LANE, LaneWorld.DENOM, transferId(1), ACT);
  }

  private static Object cancel(LaneWorld world, Store accrual, Store payout) {
    return world
        .administration(accrual, payout)
        .cancelBatch(LaneWorld.LANE, LaneWorld.DENOM, 1, ACT);
  }

  static String transferId(int attempt) {
    return LaneWorld.LANE + "|" + LaneWorld.DENOM + "|1|" + attempt;
  }

  /** All that was published on a channel, in one process. */
  private static @Nullable Object deliver(LaneWorld world, Store payout, String topic) {
    LaneInbox inbox = world.inbox(payout);
    for (LaneWorld.Published each : List.copyOf(world.published)) {
      if (each.topic().equals(topic)) {
        String unused =
            topic.equals(LaneChannels.WEIGHTS)
                ? inbox.weights(each.body())
                : inbox.tokens(each.body());
      }
    }
    return null;
  }

  static void deliverAll(LaneWorld world, String topic) {
    var unused = deliver(world, world.payoutProcess(), topic);
  }

  /** Five curators have earned 100 wei, and a fraction each. */
  static LaneWorld earned() {
    return earned(null);
  }

  private static LaneWorld earnedWithRoute() {
    return earned(ROUTE);
  }

  private static LaneWorld earned(Lane.@Nullable Route route) {
    LaneWorld world = new LaneWorld();
    world.open(1, route);
    for (int each = 1; each <= 5; each++) {
      world.accrual.vote(each, 2 * each - 1);
    }
    world.accrual.sale(100);
    world.accrual.seal(HOURS);
    return world;
  }

  static LaneWorld sent() {
    LaneWorld world = earned();
    var unused = world.transmit();
    return world;
  }

  private static LaneWorld sentByPayment() {
    LaneWorld world = earnedWithRoute();
    var unused = world.transmit();
    return world;
  }

  /** A batch is settled but not confirmed, another is due, and more is held. */
  private static LaneWorld earnedAgain() {
    LaneWorld world = sent();
    world.deliverAll();
    set(world, parameters(2, false));
    for (int hour = 0; hour < 6; hour++) {
      world.accrual.sale(37 + hour);
      world.accrual.seal(Duration.ofMinutes(60));
    }
    return world;
  }

  static void set(LaneWorld world, LaneParameters parameters) {
    var unused = world.administration().set(LaneWorld.LANE, before -> parameters, world.act());
  }

  /** All wei of the batch wait to be sent; its weights have arrived. */
  static LaneWorld home() {
    LaneWorld world = sent();
    deliverAll(world, LaneChannels.WEIGHTS);
    world.published.clear();
    return takenBack(world);
  }

  private static LaneWorld homeUnseen() {
    LaneWorld world = sent();
    world.published.clear();
    return takenBack(world);
  }

  private static LaneWorld takenBack(LaneWorld world) {
    set(world, parameters(1, true));
    var unused =
        world.administration().refund(LaneWorld.LANE, LaneWorld.DENOM, transferId(1), world.act());
    return world;
  }

  private static LaneWorld refunded() {
    LaneWorld world = sent();
    return takenBack(world);
  }

  static LaneWorld tokensCame() {
    LaneWorld world = sent();
    deliverAll(world, LaneChannels.TOKENS);
    return world;
  }

  static LaneWorld weightsCame() {
    LaneWorld world = sent();
    deliverAll(world, LaneChannels.WEIGHTS);
    return world;
  }

  /** Three batches are here, one of them cancelled, and may be paid from now on. */
  private static LaneWorld allWaits() {
    LaneWorld world = sent();
    var unusedFirst =
        world.payoutAdministration().set(LaneWorld.LANE, LaneScene::nothing, world.act());
    for (int batch = 2; batch <= 3; batch++) {
      world.accrual.sale(50 + batch);
      world.accrual.seal(Duration.ofHours(2));
      if (batch == 2) {
        Set<String> before = Set.copyOf(world.published.stream().map(m -> m.body()).toList());
        var unused = world.transmit();
        world.published.removeIf(
            each -> each.topic().equals(LaneChannels.TOKENS) && !before.contains(each.body()));
      } else {
        var unused = world.transmit();
      }
    }
    world.deliverAll();
    set(world, parameters(1, true));
    var unusedRefunded =
        world
            .administration()
            .refund(
                LaneWorld.LANE,
                LaneWorld.DENOM,
                LaneWorld.LANE + "|" + LaneWorld.DENOM + "|2|1",
                world.act());
    var unusedCancelled =
        world.administration().cancelBatch(LaneWorld.LANE, LaneWorld.DENOM, 2, world.act());
    var unusedGone =
        world
            .payoutAdministration()
            .curators(LaneWorld.LANE, Set.of(), Set.of(person(4)), world.act());
    var unusedLast =
        world.payoutAdministration().set(LaneWorld.LANE, LaneScene::everything, world.act());
    return world;
  }

  /** A gift came from the lane's sender. */
  static LaneWorld surplus() {
    LaneWorld world = sent();
    world.deliverAll();
    world.tokens("gift", 11, LaneWorld.SENDER);
    return world;
  }

  /** Closed, all is settled, and what a curator forfeited is left. */
  static LaneWorld closed() {
    LaneWorld world = sent();
    var unusedGone =
        world
            .payoutAdministration()
            .curators(LaneWorld.LANE, Set.of(), Set.of(person(4)), world.act());
    world.deliverAll();
    var unusedClosed = world.administration().close(LaneWorld.LANE, world.act());
    return world;
  }

  /** A lane whose curators hold much, in several pages; no votes gave it to them. */
  static LaneWorld holding(int curators, BigInteger weiEach) {
    LaneWorld world = new LaneWorld();
    world.open(1);
    world.accrual.vote(1, 1);
    world.accrual.seal(HOURS);
    BigInteger each = weiEach.multiply(dev.curation.settlement.Atto.PER_WEI);
    TreeMap<String, BigInteger> held = new TreeMap<>();
    for (int i = 1; i <= curators; i++) {
      held.put(String.format("0x%040x", i), each.add(BigInteger.valueOf(i)));
    }
    BigInteger atto = LaneBooks.sum(held);
    Wei fees = dev.curation.settlement.Atto.wholeWei(atto).plus(Wei.of(1));
    BigInteger pool = dev.curation.settlement.Atto.of(fees).subtract(atto);
    Wei none = Wei.ZERO;
    List<String> pages = CuratorPages.encode(held);
    AccrualDocument document =
        AccrualDocument.EMPTY
            .with(
                new dev.curation.settlement.AccrualBook(
                    fees, none, pool, atto, none, none, none, none, 1))
            .withPages(pages.size());
    Store store = world.accrual.process();
    PageWrites.groups(
            pages,
            page ->
                dev.curation.documents.LanePaths.holdings(LaneWorld.LANE, LaneWorld.DENOM, 1, page))
        .forEach(store::commit);
    store.commit(
        List.of(
            new dev.curation.store.Write.Create(
                dev.curation.documents.LanePaths.accrual(LaneWorld.LANE, LaneWorld.DENOM),
                document.encode(world.accrual.now.toEpochMilli()))));
    return world;
  }

  /** All that facts decide, in both databases, without the names of commits. */
  static Map<String, Map<String, Object>> facts(LaneWorld world) {
    Map<String, Map<String, Object>> facts = new TreeMap<>();
    world
        .accrual
        .facts()
        .forEach(
            (path, fields) -> {
              if (!path.contains("curationLedger")) {
                facts.put("accrual " + path, without(fields));
              }
            });
    Fields payouts = world.accrual.document(Paths.payouts(PoolWorld.COLLECTION));
    facts.put("accrual payouts", without(payouts.values()));
    for (Map.Entry<DocumentPath, Fields> each : world.payoutDatabase.snapshot().entrySet()) {
      facts.put("payout " + each.getKey(), without(each.getValue().values()));
    }
    return facts;
  }

  private static Map<String, Object> without(Map<String, Object> fields) {
    Map<String, Object> kept = new TreeMap<>();
    fields.forEach(
        (name, value) -> {
          if (value != null && !Set.of("commit", "updatedAt").contains(name)) {
            kept.put(name, value);
          }
        });
    return kept;
  }
}
