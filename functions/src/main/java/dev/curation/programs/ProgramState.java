package dev.curation.programs;

/** Where a program stands (specs/programs.md, 4). */
public enum ProgramState {
  PENDING,
  STARTED,
  FINISHED,
  EXPIRED;

  /** Whether it is still to come or under way. */
  public boolean isOutstanding() {
    return this == PENDING || this == STARTED;
  }
}
