package dev.curation.staking;

/** What passes before something is tried again that others were at as well. */
public interface Pause {
  /**
   * @param attempt from 1: how often it has been tried already
   */
  void after(int attempt);
}
