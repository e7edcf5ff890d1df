package dev.curation.programs;

import static dev.curation.programs.Asked.CREATOR;
import static dev.curation.programs.Asked.HOUR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** What a program's clock may do in which state, and where a period is worth beginning. */
class ProgramClockTest {
  private static void assertNotNow(Runnable step) {
    assertThrows(IllegalStateException.class, step::run);
  }

  @Test
  void shouldStartOnceOnly() {
    RewardProgram started = SmallPrograms.of(new Asked()).program(1);
    assertNotNow(started::started);
    assertNotNow(started::expired);
  }

  @Test
  void shouldHaveNoPeriodBeforeItsStart() {
    RewardProgram pending =
        SmallPrograms.of(Asked.with(asked -> asked.start = Asked.START + HOUR)).program(1);
    assertNotNow(pending::distribution);
    assertNotNow(() -> pending.closed(BigInteger.ZERO));
    assertNotNow(pending::endedEarly);
    assertNotNow(pending::periodEndMs);
  }

  @Test
  void shouldHaveNoPeriodAfterItsEnd() {
    RewardProgram finished = SmallPrograms.of(new Asked()).at(3 * HOUR).program(1);
    assertEquals(ProgramState.FINISHED, finished.state());
    assertNotNow(finished::distribution);
    assertNotNow(() -> finished.closed(BigInteger.ZERO));
    assertNotNow(finished::endedEarly);
  }

  /** 300 are left after two periods in which nobody did anything, less 100 of the third. */
  @Test
  void shouldBeginAPeriodIfExactlyTheLeastIsLeftAndNoneForLess() {
    for (long least : new long[] {200, 201}) {
      SmallPrograms programs =
          SmallPrograms.of(
              Asked.with(
                  asked -> {
                    asked.rollover = 1;
                    asked.leastRollover = BigInteger.valueOf(least);
                  }));
      programs.at(2 * HOUR).vote("ann", "apes");
      programs.at(3 * HOUR);
      assertEquals(
          least == 200 ? ProgramState.STARTED : ProgramState.FINISHED, programs.program(1).state());
    }
  }

  @Test
  void shouldTakeNothingAsTheLeastThatMustBeLeft() {
    SmallPrograms programs =
        SmallPrograms.of(Asked.with(asked -> asked.leastRollover = BigInteger.ZERO));
    assertEquals(BigInteger.ZERO, programs.program(1).terms().minimumRolloverAmount());
    assertEquals(BigInteger.valueOf(300), programs.at(3 * HOUR).program(1).remaining());
    programs.at(3 * HOUR + 86_400_000);
    assertEquals(SmallPrograms.FUNDS, programs.balance(CREATOR));
  }
}
