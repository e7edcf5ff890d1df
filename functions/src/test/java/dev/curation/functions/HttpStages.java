package dev.curation.functions;

import dev.curation.aggregation.AggregationSettings;
import dev.curation.campaigns.CampaignWorld;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.lanes.LaneAnswers;
import dev.curation.lanes.LaneWorld;
import dev.curation.pools.PoolWorld;
import dev.curation.rewards.RewardsWorld;
import dev.curation.staking.StakeFacts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The functions with worlds behind them, in which samples mean something. */
final class HttpStages {
  private static final Address CONTRACT = new Address("0x" + "d1".repeat(20));

  private HttpStages() {}

  static HttpTarget.Stage managePool() {
    PoolSite site = new PoolSite();
    return new HttpTarget.Stage(
        new ManagePool(site.world.administration(site.world.process())),
        List.of(site.world.database),
        () -> {
          var unused = site.world.pass(Duration.ofHours(6));
        });
  }

  private static LaneWorld laneWorld() {
    LaneWorld world = new LaneWorld();
    world.open(2);
    world.accrual.vote(1, 1);
    world.accrual.vote(2, 3);
    world.accrual.sale(100);
    world.accrual.seal(Duration.ofHours(4));
    var unused = world.transmit();
    world.deliverAll();
    world.accrual.sale(40);
    world.accrual.seal(Duration.ofHours(4));
    unused = world.transmit();
    return world;
  }

  static HttpTarget.Stage manageLane() {
    LaneWorld world = laneWorld();
    Wiring wiring =
        new Wiring(
            Connections.of(world.accrual.process())
                .withPayouts(world.payoutProcess())
                .withMessages(world::channel),
            BackendSettings.of(AggregationSettings.DEFAULT),
            world.accrual.clock);
    return new HttpTarget.Stage(
        new ManageLane(wiring),
        List.of(world.accrual.database, world.payoutDatabase),
        () -> follow(world));
  }

  /** The lane's next transmission, what its other side does, and its figures. */
  private static void follow(LaneWorld world) {
    LaneAnswers answers =
        new LaneAnswers(world.accrual.process(), world.payoutProcess(), world.accrual.clock);
    var unused = world.inbox(world.payoutProcess()).run(LaneWorld.LANE);
    var unused2 = world.transmit();
    for (int i = 0; i < 2; i++) {
      var unused3 = answers.lane(LaneWorld.LANE);
      var unused4 = answers.next(LaneWorld.LANE);
      world.accrual.now = world.accrual.now.plus(Duration.ofHours(30));
    }
  }

  static HttpTarget.Stage lanes() {
    LaneWorld world = laneWorld();
    LaneAnswers answers =
        new LaneAnswers(world.accrual.process(), world.payoutProcess(), world.accrual.clock);
    return new HttpTarget.Stage(
        new Lanes(answers, CrossOrigin.EVERYBODY),
        List.of(world.accrual.database, world.payoutDatabase));
  }

  static HttpTarget.Stage managePrograms() {
    ProgramSite site = new ProgramSite();
    ProgramWiring wiring =
        new ProgramWiring(
            site.world.process(),
            Map.of(CampaignWorld.CHAIN, StakeFacts.CONTRACT),
            Duration.ZERO,
            site.world.clock,
            site.world::id,
            attempt -> {});
    return new HttpTarget.Stage(new ManagePrograms(wiring), List.of(site.world.database));
  }

  static HttpTarget.Stage programs() {
    return new HttpTargets.ProgramRequests().open();
  }

  static HttpTarget.Stage pools() {
    return new HttpTargets.PoolRequests().open();
  }

  static HttpTarget.Stage manageClaims() {
    PoolWorld world = new PoolWorld();
    return new HttpTarget.Stage(new ManageClaims(claimWiring(world)), List.of(world.database));
  }

  static HttpTarget.Stage claims() {
    PoolWorld world = new PoolWorld();
    return new HttpTarget.Stage(new Claims(claimWiring(world)), List.of(world.database));
  }

  /** A chain whose distributor is known, but no node. */
  private static Wiring claimWiring(PoolWorld world) {
    BackendSettings settings =
        BackendSettings.of(AggregationSettings.DEFAULT)
            .with(
                List.of(ClaimSite.setup(new ChainId(1), Optional.of(CONTRACT), List.of())),
                dev.curation.webhook.WebhookSettings.of(Map.of()));
    return new Wiring(world.process(), settings, world.clock);
  }

  static HttpTarget.Stage payoutPlans() {
    PoolWorld world = new PoolWorld();
    Wiring wiring =
        new Wiring(world.process(), BackendSettings.of(AggregationSettings.DEFAULT), world.clock);
    return new HttpTarget.Stage(new PayoutPlans(wiring), List.of(world.database));
  }

  static HttpTarget.Stage rewards() {
    RewardsWorld world = new RewardsWorld().withPrice("2.5");
    dev.curation.chain.CollectionId collection = RewardsWorld.collection(1);
    world.append(
        collection,
        List.of(
            dev.curation.ledger.Facts.vote(0, dev.curation.curation.RandomLedger.user(1), 3),
            dev.curation.ledger.Facts.vote(0, dev.curation.curation.RandomLedger.user(2), 2),
            dev.curation.ledger.Facts.sale(1, 100)));
    world.tick();
    return new HttpTarget.Stage(
        new Rewards(world.api(world.process()), CrossOrigin.EVERYBODY, () -> 0L),
        List.of(world.database));
  }
}
