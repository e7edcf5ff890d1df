package dev.curation.simulator;

/** A part of the backend: what people do with it, what calls it, and what has to hold. */
interface Feature {
  /** Writes down what happens in a run, before it begins. */
  void plan();

  /** Something that happens now, by chance; called again and again until people go home. */
  default void act() {}

  /**
   * What has to hold at any moment, between any two operations, of what is stored.
   *
   * @throws Difference if it does not
   */
  default void checkAlways() {}

  /** People ask for all that they are owed; called some times, when everything is final. */
  default void settle() {}

  /**
   * What has to hold in the end.
   *
   * @throws Difference if it does not
   */
  void check();
}
