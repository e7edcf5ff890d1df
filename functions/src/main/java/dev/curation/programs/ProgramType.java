package dev.curation.programs;

import java.util.EnumSet;
import java.util.Set;

/** Which programs are asked for (specs/programs.md, 9). */
public enum ProgramType {
  ALL(EnumSet.allOf(ProgramState.class)),
  PENDING(EnumSet.of(ProgramState.PENDING)),
  ACTIVE(EnumSet.of(ProgramState.STARTED)),
  OUTSTANDING(EnumSet.of(ProgramState.PENDING, ProgramState.STARTED)),
  FINISHED(EnumSet.of(ProgramState.FINISHED, ProgramState.EXPIRED));

  @SuppressWarnings("ImmutableEnumChecker") // A copy that cannot be changed.
  private final Set<ProgramState> states;

  ProgramType(Set<ProgramState> states) {
    this.states = Set.copyOf(states);
  }

  public boolean includes(ProgramState state) {
    return states.contains(state);
  }
}
