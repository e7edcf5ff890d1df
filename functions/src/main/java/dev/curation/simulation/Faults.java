package dev.curation.simulation;

/**
 * What goes wrong around the operations of one handle. A hook that throws makes the operation fail
 * with what it throws. May be called by several threads.
 */
public interface Faults {
  /** Nothing goes wrong. */
  Faults NONE = new Faults() {};

  /** To throw means that the operation does not happen. */
  default void beforeOperation(Operation operation) {}

  /** To throw means that the database has answered, yes or no, but the answer is lost. */
  default void afterOperation(Operation operation) {}

  /** The process dies in place of its n-th writing operation, counted from 1. */
  static Faults killBefore(int n) {
    return new Kill(n, true);
  }

  /** The process dies when its n-th writing operation is over, counted from 1. */
  static Faults killAfter(int n) {
    return new Kill(n, false);
  }
}
