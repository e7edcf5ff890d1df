package dev.curation.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackOffTest {
  @Test
  void shouldWaitAnyTimeUpToAMostThatDoublesToItsEnd() {
    List<Duration> pauses = new ArrayList<>();
    BackOff backOff = BackOff.exponential(Duration.ofMillis(20), 2, new Random(7), pauses::add);
    List<Long> mosts = new ArrayList<>();
    for (int attempt : new int[] {1, 2, 3, 4, 40}) {
      pauses.clear();
      for (int i = 0; i < 5_000; i++) {
        backOff.after(attempt);
      }
      List<Long> millis = pauses.stream().map(Duration::toMillis).sorted().toList();
      assertEquals(0, millis.getFirst());
      mosts.add(millis.getLast());
    }
    assertEquals(List.of(20L, 40L, 80L, 80L, 80L), mosts);
  }
}
