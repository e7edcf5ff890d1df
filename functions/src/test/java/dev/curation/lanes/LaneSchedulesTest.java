package dev.curation.lanes;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Lanes to which everything happens end where the engine in memory does. */
class LaneSchedulesTest {
  private static final int SCHEDULES = 500;
  private static final int STEPS = 25;

  @Test
  void shouldEndWhereTheEngineInMemoryEndsWhateverHappens() {
    Map<String, Integer> counts = new TreeMap<>();
    for (long seed = 0; seed < SCHEDULES; seed++) {
      LaneSchedule history = new LaneSchedule(seed);
      try {
        history.run(STEPS);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("schedule " + seed, e);
      }
      history.counts.forEach((what, times) -> counts.merge(what, times, Integer::sum));
    }
    for (String order :
        List.of("done refund", "done cancel", "done short", "done release", "done send")) {
      assertTrue(counts.getOrDefault(order, 0) > 3, order + ": " + counts);
    }
  }
}
