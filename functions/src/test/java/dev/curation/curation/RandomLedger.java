package dev.curation.curation;

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

/** Ledgers from a seed: the same seed, the same ledger. */
public final class RandomLedger {
  private static final long START = 1_660_000_000_000L;
  private static final long HOUR = 3_600_000;

  private final Random random;

  public RandomLedger(long seed) {
    this.random = new Random(seed);
  }

  public static Address user(int number) {
    return new Address(String.format("0x%040x", number + 1));
  }

  /** Events within so many hours; several share a time, a block number or a log index. */
  public List<LedgerEvent> events(int count, int users, int hours) {
    List<LedgerEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(event("e" + i, users, hours));
    }
    return events;
  }

  public LedgerEvent event(String name, int users, int hours) {
    long hour = START / HOUR + random.nextInt(hours);
    // Few distinct times, with both ends of the hour among them, so that order matters.
    long[] minutes = {0, 1, 1_800_000, HOUR - 1};
    long time = hour * HOUR + minutes[random.nextInt(minutes.length)];
    Integer log = random.nextInt(3) == 0 ? null : (Integer) random.nextInt(3);
    ChainPosition position = new ChainPosition(time, time / 12_000 - random.nextInt(2), log, null);
    EventId id = new EventId(name);
    Address user = user(random.nextInt(users));
    return switch (random.nextInt(5)) {
      case 0, 1 -> new Sale(id, position, fee(), SaleFacts.UNKNOWN);
      case 2, 3 -> new VotesAdded(id, position, user, votes(), votesPerToken());
      default -> new VotesRemoved(id, position, user, votes());
    };
  }

  private Wei fee() {
    return switch (random.nextInt(4)) {
      case 0 -> Wei.ZERO;
      case 1 -> Wei.of(random.nextInt(10));
      default -> Wei.of(new BigInteger(random.nextInt(90), random));
    };
  }

  /** Half of the votes come from stakes of a known duration. */
  private VotesPerToken votesPerToken() {
    return random.nextBoolean()
        ? VotesPerToken.ZERO
        : VotesPerToken.ofMillionths(1_000_000 + random.nextInt(3_000_001));
  }

  private Votes votes() {
    return switch (random.nextInt(4)) {
      case 0 -> Votes.of(random.nextInt(3));
      case 1 -> Votes.of(1L << random.nextInt(50));
      default -> Votes.of(random.nextInt(1000));
    };
  }
}
