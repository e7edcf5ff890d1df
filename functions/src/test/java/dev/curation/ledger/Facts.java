package dev.curation.ledger;

import dev.curation.chain.Address;
import dev.curation.ledger.LedgerEvent.Sale;
import dev.curation.ledger.LedgerEvent.VotesAdded;
import dev.curation.ledger.LedgerEvent.VotesRemoved;
import dev.curation.money.Votes;
import dev.curation.money.Wei;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Events for tests, each with an id of its own; times count minutes from a Sunday midnight. */
public final class Facts {
  public static final long START = Instant.parse("2022-09-04T00:00:00Z").toEpochMilli();
  public static final long MINUTE = 60_000;
  public static final int HOUR = 60;
  public static final int WEEK = 7 * 24 * HOUR;
  private static final AtomicInteger IDS = new AtomicInteger();

  private Facts() {}

  public static long at(int minutes) {
    return START + minutes * MINUTE;
  }

  private static EventId id() {
    return new EventId("fact-" + IDS.incrementAndGet());
  }

  private static ChainPosition position(int minutes) {
    return position(minutes, 100_000L + minutes, 0);
  }

  public static ChainPosition position(int minutes, long block, @Nullable Integer log) {
    return new ChainPosition(at(minutes), block, log, null);
  }

  public static Sale sale(int minutes, long fee) {
    return sale(minutes, Wei.of(fee));
  }

  public static Sale sale(int minutes, Wei fee) {
    return new Sale(id(), position(minutes), fee, SaleFacts.UNKNOWN);
  }

  public static VotesAdded vote(int minutes, Address user, long votes) {
    return vote(position(minutes), user, votes);
  }

  public static VotesAdded vote(ChainPosition position, Address user, long votes) {
    return new VotesAdded(id(), position, user, Votes.of(votes));
  }

  public static VotesRemoved unvote(int minutes, Address user, long votes) {
    return unvote(position(minutes), user, votes);
  }

  public static VotesRemoved unvote(ChainPosition position, Address user, long votes) {
    return new VotesRemoved(id(), position, user, Votes.of(votes));
  }
}
