package dev.curation.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;

/** One run: some days of people, chains and faults, then calm, then the reckoning. */
final class Simulation {
  private static final Duration AN_HOUR = Duration.ofHours(1);

  /** Until the last week of the run is final, and its claims are made. */
  private static final Duration AFTERWARDS = Duration.ofDays(11);

  private static final int ROUNDS = 6;

  private Simulation() {}

  /**
   * What came of a run.
   *
   * @param counts how often what happened
   */
  record Result(Scenario scenario, SortedMap<String, Integer> counts) {}

  /**
   * @throws Difference if something is not as it has to be
   */
  static Result run(Scenario scenario) {
    return run(scenario, World.SILENT);
  }

  /**
   * @param journal is told what happens, line by line
   */
  static Result run(Scenario scenario, Consumer<String> journal) {
    try (World world = new World(scenario, journal)) {
      Cron cron = new Cron(world);
      List<Feature> features = new ArrayList<>();
      features.add(new Market(world));
      features.add(new Crowd(world));
      features.add(new Vendors(world));
      Rewards rewards = new Rewards(world);
      features.add(rewards);
      Pools pools = new Pools(world, rewards, cron);
      features.add(new Claiming(world, cron, pools));
      features.add(pools);
      features.add(new OwnShares(world, pools));
      features.add(new Payments(world, cron));
      world.payout().ifPresent(there -> features.add(new Lanes(world, there, cron, rewards)));
      features.add(new Campaigns(world, cron));
      features.add(cron);
      features.forEach(Feature::plan);
      live(world, features, scenario);
      settle(world, features, cron);
      features.forEach(Feature::check);
      return new Result(scenario, world.counts());
    }
  }

  private static void live(World world, List<Feature> features, Scenario scenario) {
    long end = world.agenda().millis() + Duration.ofDays(scenario.days()).toMillis();
    act(world, features, end, scenario.acts());
    world.agenda().runUntil(end);
    world.requireUnharmed();
  }

  /** People act again and again until a time; sometimes many at once, sometimes nobody for long. */
  private static void act(World world, List<Feature> features, long end, int acts) {
    Dice dice = world.dice();
    long wait = dice.oneIn(3) ? dice.between(1, 2_000) : dice.between(60_000, 3 * 3_600_000L);
    world
        .agenda()
        .after(
            Duration.ofMillis(wait),
            () -> {
              world.requireUnharmed();
              if (world.agenda().millis() < end && acts > 0) {
                dice.any(features).act();
                if (dice.oneIn(40)) {
                  features.forEach(Feature::checkAlways);
                }
                if (world.faults().kills() > 0 && dice.oneIn(80)) {
                  world.count("deployments");
                  dice.any(world.sites()).restart();
                }
                act(world, features, end, acts - 1);
              }
            });
  }

  /** Nothing goes wrong any more, everything becomes final, and everybody asks for everything. */
  private static void settle(World world, List<Feature> features, Cron cron) {
    world.calm();
    pass(world, Duration.ofHours(4));
    cron.stop();
    wait(world, cron);
    for (int round = 0; round < 3; round++) {
      features.forEach(Feature::settle);
      pass(world, AN_HOUR);
      rounds(world, cron, ROUNDS);
      if (round == 0 && world.hasClaims()) {
        // What was asked for just now is in a tree once its week is final.
        wait(world, cron);
      }
      features.forEach(Feature::checkAlways);
    }
    rounds(world, cron, ROUNDS);
    world.requireUnharmed();
  }

  private static void wait(World world, Cron cron) {
    for (long left = AFTERWARDS.toHours(); left > 0; left -= 12) {
      pass(world, AN_HOUR.multipliedBy(12));
      rounds(world, cron, 1);
    }
  }

  private static void rounds(World world, Cron cron, int count) {
    for (int i = 0; i < count; i++) {
      cron.callAll();
      pass(world, Duration.ofMinutes(11));
    }
  }

  private static void pass(World world, Duration duration) {
    world.agenda().runUntil(world.agenda().millis() + duration.toMillis());
  }
}
