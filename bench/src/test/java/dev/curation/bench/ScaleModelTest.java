package dev.curation.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.bench.ScaleModel.Limit;
import dev.curation.bench.ScaleModel.Load;
import dev.curation.bench.ScaleModel.Outcome;
import org.junit.jupiter.api.Test;

class ScaleModelTest {
  private static void assertClose(long counted, long modelled) {
    assertEquals(1.0, (double) modelled / counted, 0.03, modelled + " for " + counted);
  }

  /** The writes that {@code ./curation bench ledgers} counted (bench/README.md). */
  @Test
  void shouldWriteWhatWasCountedOfTheBenchLedgers() {
    assertClose(10_215, ScaleModel.writes(10_000, 61, 0));
    assertClose(48_840, ScaleModel.writes(10_000, 61, 37_563 + 984));
    assertClose(113, ScaleModel.writes(100, 1, 0));
    assertClose(1_823, ScaleModel.writes(100, 1, 722 + 985));
    assertClose(50_583, ScaleModel.writes(50_000, 153, 0));
    assertClose(530_873, ScaleModel.writes(50_000, 153, 474_385 + 4_938));
  }

  @Test
  void shouldKeepUpWithAFewEvents() {
    Outcome outcome = ScaleModel.hour(new Load(1, 100, 1, 1_000, false, true));
    assertEquals(0, outcome.appendLag(), 1);
    assertTrue(outcome.worstAge() <= 120, outcome::toString);
  }

  @Test
  void shouldBeHeldUpByTheOneDocumentThatALimitIsAbout() {
    Outcome oneChain = ScaleModel.hour(new Load(1_000, 1_000, 1, 1_000, false, true));
    assertEquals(Limit.CURSOR, oneChain.binding().getFirst());
    assertEquals(0.6 * 3_600, oneChain.appendLag(), 10);

    Outcome hot = ScaleModel.hour(new Load(100, 1, 1, 1_000_000, true, true));
    assertEquals(Limit.LEASE, hot.binding().getFirst());

    Outcome fresh = ScaleModel.hour(new Load(350, 10, 1, 100_000, true, false));
    assertTrue(fresh.binding().contains(Limit.RAMP), fresh::toString);
  }
}
