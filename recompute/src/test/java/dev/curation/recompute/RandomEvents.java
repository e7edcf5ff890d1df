package dev.curation.recompute;

import dev.curation.chain.Address;
import dev.curation.ledger.ChainPosition;
import dev.curation.ledger.EventId;
import dev.curation.ledger.LedgerEvent;
import dev.curation.ledger.LedgerEvent.Sale;
import dev.curation.ledger.LedgerEvent.VotesAdded;
import dev.curation.ledger.LedgerEvent.VotesRemoved;
import dev.curation.ledger.SaleFacts;
import dev.curation.money.Votes;
import dev.curation.money.VotesPerToken;
import dev.curation.money.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Sales, votes and removals from a seed; several share an hour, a user or a place on the chain. */
final class RandomEvents {
  static final long HOUR = 3_600_000;

  /** A Thursday. */
  static final long START = 1_660_176_000_000L;

  private final Random random;

  RandomEvents(long seed) {
    this.random = new Random(seed);
  }

  List<LedgerEvent> events(String name, int count, int users, int hours) {
    List<LedgerEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(event(name + i, users, START + random.nextInt(hours) * HOUR));
    }
    return events;
  }

  /**
   * @param hour start of its hour, milliseconds
   */
  LedgerEvent event(String name, int users, long hour) {
    long time = hour + random.nextInt(4) * 900_000L;
    Integer log = random.nextInt(3) == 0 ? null : (Integer) random.nextInt(3);
    ChainPosition position = new ChainPosition(time, time / 12_000, log, null);
    EventId id = new EventId(name);
    Address user = new Address(String.format("0x%040x", random.nextInt(users) + 1));
    Votes votes = Votes.of(random.nextInt(1_000));
    return switch (random.nextInt(5)) {
      case 0, 1 -> new Sale(id, position, Wei.of(new BigInteger(70, random)), SaleFacts.UNKNOWN);
      case 2, 3 ->
          new VotesAdded(id, position, user, votes, VotesPerToken.of(1 + random.nextInt(4)));
      default -> new VotesRemoved(id, position, user, votes);
    };
  }
}
