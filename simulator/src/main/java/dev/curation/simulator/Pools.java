package dev.curation.simulator;

import dev.curation.chain.Address;
import dev.curation.functions.AdvancePools;
import java.math.BigInteger;
import java.time.Duration;

/** Some people become operators, others place votes with them, and all withdraw what they earn. */
final class Pools implements Feature {
  private static final BigInteger MOST = BigInteger.valueOf(100);

  private final World world;
  private final Rewards rewards;
  private final PoolRequests requests;
  private final PoolOrders orders;
  private final PoolLog log;
  private final PoolPeople people;
  private int rounds;

  Pools(World world, Rewards rewards, Cron cron) {
    this.world = world;
    this.rewards = rewards;
    this.requests = new PoolRequests(world);
    this.orders = new PoolOrders(world);
    this.log = new PoolLog(world.main(), world.agenda());
    this.people = new PoolPeople(world, requests);
    cron.add(world.main(), AdvancePools::new, Duration.ofHours(1));
  }

  PoolRequests requests() {
    return requests;
  }

  /** Soon there are operators, and people who trust them. */
  @Override
  public void plan() {
    for (Person operator : people.operators()) {
      world
          .agenda()
          .after(Duration.ofMinutes(world.dice().between(90, 600)), () -> people.create(operator));
    }
    for (Person person : world.people()) {
      world
          .agenda()
          .after(
              Duration.ofMinutes(world.dice().between(600, 1_200)), () -> people.delegate(person));
    }
  }

  @Override
  public void act() {
    for (int i = world.dice().below(3); i >= 0; i--) {
      if (world.dice().oneIn(8)) {
        orders.any();
      } else {
        people.act();
      }
    }
  }

  PoolRecount recount() {
    return new PoolRecount(
        rewards.recounts(),
        new PoolFacts(world.main(), requests, log),
        new Ways(world.main().store()),
        log,
        orders);
  }

  @Override
  public void checkAlways() {
    new PoolCheck(world, log).always(recount());
  }

  @Override
  public void settle() {
    orders.open();
    rounds++;
    for (Person operator : people.operators()) {
      for (Person owner : world.people()) {
        if (owner.hex().equals(people.stored(operator).optionalString("owner"))) {
          requests.settle(PoolPeople.ofOperator(owner, operator, Address.ZERO), rounds == 1);
        }
      }
    }
    for (Person person : world.people()) {
      requests.settle(PoolPeople.ofAll(person, Address.ZERO, MOST), rounds == 1);
    }
    orders.sweep();
  }

  @Override
  public void check() {
    requests.check();
    new PoolFacts(world.main(), requests, log).check();
    new PoolCheck(world, log).inTheEnd(recount(), rewards.recounts());
  }
}
