package dev.curation.simulator;

import com.google.cloud.functions.HttpFunction;
import dev.curation.functions.FlagLedgers;
import dev.curation.functions.PollChain;
import dev.curation.functions.Wiring;
import dev.curation.simulation.Written;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What the platform calls: scheduled functions about as often as was asked for, and the trigger's
 * function at least once for each write of a collection's metadata, in any order.
 */
final class Cron implements Feature {
  private static final int MOST_DELIVERIES = 4;

  private final World world;
  private final List<Job> jobs = new ArrayList<>();
  private boolean isStopped;

  private record Job(Site site, Function<Wiring, HttpFunction> function, Duration every) {}

  Cron(World world) {
    this.world = world;
    Duration poll = Duration.ofMinutes(world.dice().between(15, 120));
    add(world.main(), PollChain::new, poll);
    add(world.main(), FlagLedgers::new, Duration.ofMinutes(30));
    world
        .main()
        .database()
        .onWritten(
            "collections/{id}/curationCollection/curationMetadata", written -> wrote(written, 1));
  }

  /** Has a function called from now on. */
  void add(Site site, Function<Wiring, HttpFunction> function, Duration every) {
    jobs.add(new Job(site, function, every));
  }

  @Override
  public void plan() {
    jobs.forEach(job -> world.agenda().after(job.every(), () -> call(job)));
  }

  private void call(Job job) {
    if (isStopped) {
      return;
    }
    run(job);
    if (world.dice().happens(world.faults().doubled())) {
      world.agenda().after(Duration.ofMillis(world.dice().below(3_000)), () -> run(job));
    }
    long jitter = world.dice().below(60_000);
    world.agenda().after(job.every().plusMillis(jitter), () -> call(job));
  }

  private void run(Job job) {
    job.site().call(job.function(), Call.post("/", ""), answer -> {});
  }

  /** From now on nothing is called by the clock. */
  void stop() {
    isStopped = true;
  }

  /** Everything is called once, in this order. */
  void callAll() {
    jobs.forEach(this::run);
  }

  private void wrote(Written written, int delivery) {
    requireExplained(written);
    Dice dice = world.dice();
    int times = dice.happens(world.faults().doubled()) ? 2 : 1;
    for (int i = 0; i < times; i++) {
      boolean isLate = dice.happens(world.faults().lost());
      Duration wait = Duration.ofMillis(dice.between(10, isLate ? 3_600_000 : 3_000));
      world.agenda().after(wait, () -> deliver(written, delivery));
    }
  }

  /** What an aggregation fails with is recorded there. */
  private void requireExplained(Written written) {
    Object failure = written.after() == null ? null : written.after().get("failure");
    if (failure instanceof Map<?, ?> fields) {
      String reason = String.valueOf(fields.get("reason"));
      if (!Alarm.isExplained(reason.substring(0, Math.max(0, reason.indexOf(':'))))) {
        world.fail(new Difference("unexplained: an aggregation failed: " + reason));
      }
    }
  }

  private void deliver(Written written, int delivery) {
    var after = written.after();
    if (after == null) {
      return;
    }
    Runnable again =
        () -> {
          if (delivery < MOST_DELIVERIES) {
            wrote(written, delivery + 1);
          }
        };
    world
        .main()
        .run(
            instance -> {
              try {
                var unused =
                    instance.wiring().aggregationTrigger().written(written.path().path(), after);
              } catch (dev.curation.store.StoreException e) {
                again.run();
              }
            },
            again);
  }

  @Override
  public void check() {}
}
