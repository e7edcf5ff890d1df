package dev.curation.simulation;

/** Kills the process at one writing operation, and keeps it dead. */
final class Kill implements Faults {
  private final int target;
  private final boolean before;
  private int writing;
  private long doomed;
  private boolean dead;

  Kill(int target, boolean before) {
    if (target < 1) {
      throw new IllegalArgumentException("operations count from 1, not " + target);
    }
    this.target = target;
    this.before = before;
  }

  @Override
  public synchronized void beforeOperation(Operation operation) {
    requireAlive();
    if (operation.isWriting() && ++writing == target) {
      doomed = operation.sequence();
      dieIf(before);
    }
  }

  @Override
  public synchronized void afterOperation(Operation operation) {
    requireAlive();
    dieIf(operation.sequence() == doomed);
  }

  private void dieIf(boolean condition) {
    dead = dead || condition;
    requireAlive();
  }

  private void requireAlive() {
    if (dead) {
      throw new ProcessKilled(
          "killed " + (before ? "before" : "after") + " writing operation " + target);
    }
  }
}
