package dev.curation.simulation;

/** The simulated process is dead. An error, so that no code mistakes it for a failed request. */
public final class ProcessKilled extends Error {
  public ProcessKilled(String message) {
    super(message);
  }
}
