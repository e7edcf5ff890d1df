package dev.curation.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.Address;
import dev.curation.errors.InvalidValueException;
import dev.curation.ledger.LedgerEvent.Sale;
import dev.curation.ledger.LedgerEvent.VotesAdded;
import dev.curation.ledger.LedgerEvent.VotesRemoved;
import dev.curation.money.Votes;
import dev.curation.money.Wei;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** (timestamp, blockNumber, logIndex, removals before additions, eventId). */
class ChainOrderTest {
  private static VotesAdded added(String id, long time, long block, @Nullable Integer log) {
    ChainPosition position = new ChainPosition(time, block, log, null);
    return new VotesAdded(new EventId(id), position, Address.ZERO, Votes.of(1));
  }

  private static VotesRemoved removed(String id, long time, long block, @Nullable Integer log) {
    ChainPosition position = new ChainPosition(time, block, log, null);
    return new VotesRemoved(new EventId(id), position, Address.ZERO, Votes.of(1));
  }

  private static Sale sale(String id, long time, long block, @Nullable Integer log) {
    ChainPosition position = new ChainPosition(time, block, log, null);
    return new Sale(new EventId(id), position, Wei.of(1), SaleFacts.UNKNOWN);
  }

  private static final List<LedgerEvent> ORDERED =
      List.of(
          added("z", 1, 9, 9),
          added("y", 2, 1, 9),
          added("x", 2, 2, 0),
          added("w", 2, 2, 1),
          removed("v", 2, 2, 2),
          added("b", 2, 2, 2),
          added("c", 2, 2, 2),
          sale("a", 2, 2, 2),
          removed("f", 2, 2, null),
          removed("g", 2, 2, null),
          added("e", 2, 2, null),
          sale("d", 2, 2, null),
          added("a0", 2, 3, 0),
          added("a1", 3, 0, null));

  @Test
  void shouldSortByTimeBlockLogRemovalsFirstAndId() {
    Random random = new Random(4);
    for (int i = 0; i < 200; i++) {
      List<LedgerEvent> shuffled = new ArrayList<>(ORDERED);
      Collections.shuffle(shuffled, random);
      shuffled.sort(LedgerEvent.CHAIN_ORDER);
      assertEquals(ORDERED, shuffled);
    }
  }

  @Test
  void shouldPutAnEventWithoutALogBehindTheLogsOfItsBlockNumber() {
    LedgerEvent lastLog = sale("z", 1, 7, Integer.MAX_VALUE - 1);
    LedgerEvent withoutLog = removed("a", 1, 7, null);
    LedgerEvent nextBlock = removed("a", 1, 8, 0);
    assertTrue(LedgerEvent.CHAIN_ORDER.compare(lastLog, withoutLog) < 0);
    assertTrue(LedgerEvent.CHAIN_ORDER.compare(withoutLog, nextBlock) < 0);
  }

  @Test
  void shouldRefusePositionsBelowZero() {
    assertThrows(InvalidValueException.class, () -> new ChainPosition(-1, 0, 0, null));
    assertThrows(InvalidValueException.class, () -> new ChainPosition(0, -1, 0, null));
    assertThrows(InvalidValueException.class, () -> new ChainPosition(0, 0, -1, null));
  }
}
