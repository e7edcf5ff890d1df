package dev.curation.programs;

import static dev.curation.programs.Asked.ASSET;
import static dev.curation.programs.Asked.HOUR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.curation.money.ConservationException;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** Money that is lost or made is noticed. */
class ProgramEquationsTest {
  private final SmallPrograms programs = SmallPrograms.of(new Asked());
  private final ProgramEquations equations = new ProgramEquations(programs.engine);

  private String failure() {
    String message = assertThrows(ConservationException.class, equations::check).getMessage();
    return String.valueOf(message);
  }

  @Test
  void shouldNoticeMoneyThatComesFromNowhere() {
    equations.check();
    programs.engine.credit("ann", ASSET, BigInteger.ONE);
    assertEquals(
        "supply should be {TOK=%s}, is {TOK=%s}"
            .formatted(SmallPrograms.FUNDS, SmallPrograms.FUNDS.add(BigInteger.ONE)),
        failure());
  }

  @Test
  void shouldNoticeARewardThatWasNotAllocated() {
    programs.vote("ann", "apes");
    programs.at(HOUR);
    equations.check();
    programs.account(1, 1, "ann").close(BigInteger.valueOf(99));
    assertEquals("program 1, period 1: allocated should be 100, is 99", failure());
  }

  @Test
  void shouldNoticeAClaimThatWasNotPaid() {
    programs.vote("ann", "apes");
    programs.at(HOUR);
    assertEquals(BigInteger.valueOf(100), programs.account(1, 1, "ann").claim());
    assertEquals("program 1: claimed should be 0, is 100", failure());
  }

  @Test
  void shouldNoticeSharesThatTheDistributionDoesNotHave() {
    programs.vote("ann", "apes");
    programs.account(1, 1, "ann").earn(1);
    assertEquals("program 1, period 1: shares should be 1, is 2", failure());
  }

  @Test
  void shouldNotBuildAProgramThatPaidMoreThanItAllocated() {
    RewardProgram program = programs.program(1);
    assertThrows(ConservationException.class, () -> program.withClaimed(BigInteger.ONE));
    assertThrows(ConservationException.class, () -> program.closed(BigInteger.valueOf(301)));
  }
}
