package dev.curation.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.curation.ledger.LedgerEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The benchmarks' ledgers come to the known figures, so that a benchmark measures the right thing.
 */
class PureWalkTest {
  @ParameterizedTest
  @EnumSource(names = {"SMALL", "LARGE"})
  void shouldComeToTheKnownFigures(BenchLedger ledger) {
    assertEquals(ledger.expected(), PureWalk.of(ledger.read()));
  }

  @Test
  void shouldComeToTheKnownFiguresWithTheIncrementOnTop() {
    List<LedgerEvent> events = new ArrayList<>(BenchLedger.SMALL.read());
    events.addAll(BenchLedger.INCREMENT.read());
    assertEquals(BenchLedger.INCREMENT.expected(), PureWalk.of(events));
  }
}
