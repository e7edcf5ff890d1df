package dev.curation.programs;

import static dev.curation.programs.Asked.CREATOR;
import static dev.curation.programs.Asked.HOUR;
import static dev.curation.programs.Asked.START;
import static dev.curation.programs.SmallPrograms.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever is asked or done at an instant, the clock has been there first. */
class MemoryProgramsTest {
  private final SmallPrograms programs = SmallPrograms.of(new Asked());

  @Test
  void shouldTellThePeriodsAsTheyStandAtTheInstant() {
    assertFalse(programs.engine.distribution(START, 1, 1).ended());
    assertTrue(programs.engine.distribution(START + HOUR, 1, 1).ended());
  }

  @Test
  void shouldTellClaimsAsTheyStandAtTheInstant() {
    programs.vote("ann", "apes");
    MemoryPrograms.Claim open = programs.engine.claims(START, "ann", null).get(0);
    assertTrue(open.isProvisional());
    assertEquals(BigInteger.valueOf(100), open.reward());
    MemoryPrograms.Claim closed = programs.engine.claims(START + HOUR, "ann", null).get(0);
    assertFalse(closed.isProvisional());
    assertEquals(ClaimStatus.CLAIMABLE, closed.status());
  }

  @Test
  void shouldNotEndAProgramThatIsOverAtTheInstant() {
    assertRefused(
        ProgramRefusal.INCORRECT_STATE, () -> programs.engine.end(START + 3 * HOUR, 1, CREATOR));
    assertEquals(ProgramState.FINISHED, programs.program(1).state());
  }

  @Test
  void shouldTellProgramsAsTheyStandAtTheInstant() {
    assertEquals(1, programs.engine.programs(START, ProgramType.ACTIVE).size());
    assertEquals(List.of(), programs.engine.programs(START + 3 * HOUR, ProgramType.ACTIVE));
  }

  @Test
  void shouldListNoClaimOfWhoDidTooLittle() {
    SmallPrograms twice = SmallPrograms.of(Asked.forActions(action -> action.minimum = 2));
    assertEquals(List.of(Outcome.BELOW_MINIMUM_ACTIONS), twice.vote("ann", "apes"));
    assertEquals(List.of(), twice.engine.claims(START, "ann", null));
    assertEquals(List.of(Outcome.GRANTED), twice.vote("ann", "apes"));
    assertEquals(1, twice.engine.claims(START, "ann", null).size());
  }
}
