package dev.curation.simulator;

import com.google.cloud.functions.HttpFunction;
import dev.curation.functions.BackendSettings;
import dev.curation.functions.Wiring;
import dev.curation.simulation.ProcessKilled;
import dev.curation.simulation.SimulatedDatabase;
import dev.curation.simulation.SimulatedStore;
import dev.curation.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** A project: its database, and the processes that serve its functions. */
final class Site {
  private static final int INSTANCES = 3;

  private final World world;
  private final BackendSettings settings;
  private final SimulatedDatabase database;
  private final SimulatedStore store;
  private final List<Instance> instances = new ArrayList<>();

  Site(World world, BackendSettings settings) {
    this.world = world;
    this.settings = settings;
    this.database = new SimulatedDatabase(world.agenda());
    this.store = new SimulatedStore(database, dev.curation.simulation.Faults.NONE);
  }

  SimulatedDatabase database() {
    return database;
  }

  /** The database without a network between. */
  Store store() {
    return store;
  }

  BackendSettings settings() {
    return settings;
  }

  /** One that lives; a new one where there are too few. */
  Instance instance() {
    instances.removeIf(Instance::isDead);
    if (instances.size() < INSTANCES) {
      instances.add(new Instance(world, settings, this));
    }
    return world.dice().any(instances);
  }

  /** Everything is put up anew, as after a deployment. */
  void restart() {
    instances.forEach(Instance::kill);
  }

  /** Calls a function; where the process dies, nobody answers. */
  void call(
      Function<Wiring, HttpFunction> function, Call call, Consumer<Call.Answer> whenAnswered) {
    run(
        instance -> whenAnswered.accept(told(call, call.to(function.apply(instance.wiring())))),
        () -> whenAnswered.accept(told(call, new Call.Answer(500, "no answer"))));
  }

  private Call.Answer told(Call call, Call.Answer answer) {
    world.tell(() -> call.path() + " " + call.body() + " -> " + answer);
    Throwable thrown = answer.thrown();
    if (thrown != null && !Alarm.isExplained(thrown)) {
      world.fail(new Difference("unexplained: " + thrown, thrown));
    }
    return answer;
  }

  /** Has a process do something, now and then while others go on. */
  void run(Consumer<Instance> work, Runnable whenKilled) {
    Runnable all =
        () -> {
          try {
            work.accept(instance());
          } catch (ProcessKilled e) {
            if (world.isOver()) {
              throw e;
            }
            whenKilled.run();
          }
        };
    // Who may find somebody else in the middle of something must be able to wait.
    if (world.agenda().isBusy() || (world.faults().slow() > 0 && world.dice().oneIn(3))) {
      world.agenda().start(all);
    } else {
      all.run();
    }
  }
}
