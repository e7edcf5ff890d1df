package dev.curation.simulator;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole backend, whatever happens. */
class SimulationTest {
  private static final int SEEDS = 200;

  @BeforeAll
  static void listen() {
    Alarm.listen();
  }

  @Test
  void shouldSayInTheEndWhatARecountSaysWhateverHappens() {
    Map<Long, String> failed = new TreeMap<>();
    LongStream.rangeClosed(1, SEEDS)
        .parallel()
        .forEach(
            seed -> {
              try {
                var unused = Simulation.run(Scenario.of(seed));
              } catch (RuntimeException | Error e) {
                synchronized (failed) {
                  failed.put(seed, e.toString());
                }
              }
            });
    assertEquals(Map.of(), failed, "seeds that fail; ./curation simulate --seed N --seeds 1");
  }

  /** What once went wrong, and each kind of run. */
  @ParameterizedTest
  @ValueSource(longs = {154, 2004})
  void shouldDoSoInTheWorldsThatOnceDidNot(long seed) {
    var unused = assertDoesNotThrow(() -> Simulation.run(Scenario.of(seed)));
  }

  @Test
  void shouldDoTheSameAgainFromTheSameSeed() {
    assertEquals(journal(7), journal(7));
    assertNotEquals(journal(7), journal(8));
  }

  private static List<String> journal(long seed) {
    List<String> journal = new ArrayList<>();
    var unused = Simulation.run(Scenario.of(seed), journal::add);
    return journal;
  }
}
