package dev.curation.simulator;

import java.util.List;
import java.util.Set;

/**
 * What goes wrong in a run, and how often of 1000 times.
 *
 * @param rpc calls of a node that fail
 * @param database operations of the database that fail, before they happen or behind it
 * @param repeated commits that the client sends twice, because the first answer was lost
 * @param kills operations at which the process dies
 * @param slow operations during which others go on
 * @param reorganisations blocks that are replaced by others, and how many with them at most
 * @param lost webhooks and messages that never come
 * @param doubled webhooks, messages, triggers and calls that come twice
 * @param skew how far the clocks of processes are off at most, milliseconds
 */
record Faults(
    int rpc,
    int database,
    int repeated,
    int kills,
    int slow,
    int reorganisations,
    int depth,
    int lost,
    int doubled,
    long skew) {
  /** The names of those that a run can do without. */
  static final List<String> NAMES =
      List.of(
          "rpc",
          "database",
          "repeated",
          "kills",
          "slow",
          "reorganisations",
          "lost",
          "doubled",
          "skew");

  static final Faults NONE = new Faults(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Some runs are calm in one respect or another; most are not. */
  static Faults of(Dice dice) {
    return new Faults(
        dice.oneIn(6) ? 0 : 50,
        dice.oneIn(4) ? 0 : 1 + dice.below(30),
        dice.oneIn(4) ? 0 : 1 + dice.below(30),
        dice.oneIn(4) ? 0 : 1 + dice.below(8),
        dice.oneIn(6) ? 0 : 10 + dice.below(60),
        dice.oneIn(5) ? 0 : 50,
        dice.oneIn(2) ? 5 : 250,
        dice.oneIn(3) ? 0 : dice.below(150),
        dice.oneIn(3) ? 0 : dice.below(200),
        dice.oneIn(3) ? 0 : dice.below(60_000));
  }

  /** The same, but for some that do not happen. */
  Faults without(Set<String> names) {
    return new Faults(
        names.contains("rpc") ? 0 : rpc,
        names.contains("database") ? 0 : database,
        names.contains("repeated") ? 0 : repeated,
        names.contains("kills") ? 0 : kills,
        names.contains("slow") ? 0 : slow,
        names.contains("reorganisations") ? 0 : reorganisations,
        depth,
        names.contains("lost") ? 0 : lost,
        names.contains("doubled") ? 0 : doubled,
        names.contains("skew") ? 0 : skew);
  }
}
