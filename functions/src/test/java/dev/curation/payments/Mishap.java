package dev.curation.payments;

import dev.curation.simulation.Faults;
import dev.curation.simulation.Operation;

/**
 * Does something before or after the n-th thing that a process asks of the database or the chain,
 * counted from 1 over both.
 */
final class Mishap implements Faults {
  private final long at;
  private final boolean after;
  private final Runnable action;
  private long asked;
  boolean happened;

  private Mishap(long at, boolean after, Runnable action) {
    this.at = at;
    this.after = after;
    this.action = action;
  }

  static Mishap none() {
    return new Mishap(0, false, () -> {});
  }

  static Mishap before(long at, Runnable action) {
    return new Mishap(at, false, action);
  }

  static Mishap after(long at, Runnable action) {
    return new Mishap(at, true, action);
  }

  void before() {
    asked++;
    run(!after);
  }

  void after() {
    run(after);
  }

  @Override
  public void beforeOperation(Operation operation) {
    before();
  }

  @Override
  public void afterOperation(Operation operation) {
    after();
  }

  private void run(boolean now) {
    if (now && asked == at && !happened) {
      happened = true;
      action.run();
    }
  }
}
