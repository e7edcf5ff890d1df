package dev.curation.staking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.errors.InvalidValueException;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ProportionalSharesTest {
  @Test
  void shouldGiveWhatIsLeftToTheLargestRemainders() {
    assertEquals(
        Map.of("a", 1L, "b", 3L, "c", 1L),
        ProportionalShares.of(5, new TreeMap<>(Map.of("a", 2L, "b", 5L, "c", 2L))));
  }

  @Test
  void shouldLetTheNameDecideBetweenEqualRemainders() {
    assertEquals(
        Map.of("a", 1L, "b", 1L, "c", 0L),
        ProportionalShares.of(2, new TreeMap<>(Map.of("c", 4L, "b", 4L, "a", 4L))));
  }

  @Test
  void shouldRefuseMoreThanThereIs() {
    assertThrows(
        InvalidValueException.class,
        () -> ProportionalShares.of(3, new TreeMap<>(Map.of("a", 2L))));
  }

  @Test
  void shouldSumUpToTheAmountAndNeverExceedAPartForRandomNumbersOfAllSizes() {
    Random random = new Random(5);
    for (int round = 0; round < 2_000; round++) {
      Map<String, Long> parts = new TreeMap<>();
      long most = (Long.MAX_VALUE - 1) >> random.nextInt(62);
      long whole = 0;
      for (int i = 0; i < 1 + random.nextInt(6); i++) {
        long part = random.nextLong(most - whole + 1);
        whole += part;
        parts.put("c" + i, part);
      }
      long amount = random.nextLong(whole + 1);
      Map<String, Long> shares = ProportionalShares.of(amount, parts);
      assertEquals(amount, shares.values().stream().mapToLong(Long::longValue).sum());
      shares.forEach(
          (name, share) -> assertTrue(share <= parts.getOrDefault(name, 0L), name + " " + share));
    }
  }
}
