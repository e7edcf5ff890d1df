package dev.curation.pools;

import dev.curation.time.BlockHour;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Hours one after another.
 *
 * @param until the first hour after them
 */
record Hours(BlockHour from, BlockHour until) {

  /** The same hours, each once, in their order. */
  static List<Hours> apart(List<Hours> overlapping) {
    List<Hours> sorted =
        overlapping.stream()
            .filter(hours -> hours.from.compareTo(hours.until) < 0)
            .sorted(Comparator.comparing(Hours::from))
            .toList();
    List<Hours> apart = new ArrayList<>();
    for (Hours next : sorted) {
      Hours last = apart.isEmpty() ? null : apart.getLast();
      if (last == null || last.until.compareTo(next.from) < 0) {
        apart.add(next);
      } else if (last.until.compareTo(next.until) < 0) {
        apart.set(apart.size() - 1, new Hours(last.from, next.until));
      }
    }
    return apart;
  }
}
