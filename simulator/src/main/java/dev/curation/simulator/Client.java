package dev.curation.simulator;

import com.google.cloud.functions.HttpFunction;
import dev.curation.functions.Wiring;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Somebody's program that calls functions: it sends the very same request again until it is told
 * what came of it.
 */
final class Client {
  private final World world;
  private final Site site;

  Client(World world, Site site) {
    this.world = world;
    this.site = site;
  }

  /**
   * @param whenAnswered hears the first answer that is no failure of ours
   */
  void ask(Function<Wiring, HttpFunction> function, Call call, Consumer<Call.Answer> whenAnswered) {
    if (world.dice().happens(world.faults().doubled())) {
      // Twice at once; both are the same to whoever asks.
      world.agenda().after(Duration.ofMillis(world.dice().below(500)), () -> send(function, call));
    }
    site.call(
        function,
        call,
        answer -> {
          if (answer.isOurFault()) {
            world.count("requests sent again");
            world
                .agenda()
                .after(
                    Duration.ofSeconds(world.dice().between(1, 120)),
                    () -> ask(function, call, whenAnswered));
          } else {
            whenAnswered.accept(answer);
          }
        });
  }

  private void send(Function<Wiring, HttpFunction> function, Call call) {
    site.call(function, call, answer -> {});
  }
}
