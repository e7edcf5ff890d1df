package dev.curation.store;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Few values, each with a trap: so that they often meet their like. */
final class RandomValues {
  private static final List<Object> COMPARABLE =
      List.of(
          0L,
          0.0,
          1L,
          1.0,
          1.5,
          -1L,
          Long.MAX_VALUE,
          0x1p63,
          0x1.fffffffffffffp62,
          Double.NEGATIVE_INFINITY,
          "",
          "a",
          "a\uFFEE",
          "a\uD83D\uDE00",
          true,
          false,
          Bytes.of(new byte[] {1}),
          Bytes.of(new byte[] {-1}),
          StoreUnderTest.fields().values(),
          StoreUnderTest.fields("x", 1L).values(),
          StoreUnderTest.fields("x", 1L, "y", 2L).values());

  private static final List<@Nullable Object> OTHERS =
      Arrays.asList(null, Double.NaN, -0.0, StoreUnderTest.fields("y", null).values());

  private final Random random;

  RandomValues(Random random) {
    this.random = random;
  }

  <T extends @Nullable Object> T of(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** A value that a query may compare with. */
  Object comparable() {
    return of(COMPARABLE);
  }

  /** Values for some of the fields, at times for none. */
  Fields some(List<String> names) {
    Fields.Builder builder = Fields.builder();
    for (String name : names) {
      if (random.nextInt(3) > 0) {
        builder.put(name, random.nextInt(5) == 0 ? of(OTHERS) : comparable());
      }
    }
    return builder.build();
  }
}
