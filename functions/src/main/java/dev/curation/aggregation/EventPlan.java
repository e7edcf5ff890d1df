package dev.curation.aggregation;

import dev.curation.curation.Booking;
import dev.curation.ledger.EventId;
import dev.curation.ledger.Ledger;
import dev.curation.ledger.LedgerEntry;
import dev.curation.money.Votes;
import dev.curation.store.Write;
import dev.curation.time.BlockHour;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The events that a run takes into account, by the block that counts them.
 *
 * @param from the first hour whose results may change; null: none do
 * @param bookings what each block from then on counts
 * @param entries the entries to mark with each block: those it counts, or takes back
 * @param loose entries that no block from then on counts
 * @param horizon the first hour that the run must leave to the next, for not all of its events were
 *     read; null: there is none
 * @param mayHaveMore whether the ledger may hold more events that are not aggregated
 */
record EventPlan(
    @Nullable BlockHour from,
    NavigableMap<BlockHour, List<Booking>> bookings,
    Map<BlockHour, List<LedgerEntry>> entries,
    List<LedgerEntry> loose,
    BlockHour sealedUntil,
    @Nullable BlockHour horizon,
    boolean mayHaveMore) {

  /**
   * Reads the events that are not aggregated and, from the first hour they touch, those that are.
   *
   * @param stale the hour from which an earlier run left results stale
   */
  static EventPlan read(
      Ledger ledger, BlockHour sealedUntil, @Nullable BlockHour stale, int maxEvents) {
    List<LedgerEntry> fresh = new ArrayList<>(ledger.unaggregated(maxEvents));
    boolean mayHaveMore = fresh.size() == maxEvents;
    BlockHour from = earliest(stale, fresh, sealedUntil);
    Counted counted = Counted.read(ledger, from, maxEvents);
    // Another event's turn comes later, but it moves from an hour read here to one before it.
    List<LedgerEntry> before = counted.movingBefore(from, fresh, sealedUntil);
    while (!before.isEmpty()) {
      fresh.addAll(before);
      from = earliest(stale, fresh, sealedUntil);
      counted = Counted.read(ledger, from, maxEvents);
      before = counted.movingBefore(from, fresh, sealedUntil);
    }
    EventPlan plan =
        new EventPlan(
            from,
            new TreeMap<>(),
            new TreeMap<>(),
            new ArrayList<>(),
            sealedUntil,
            counted.horizon(),
            mayHaveMore);
    Map<EventId, LedgerEntry> all = new LinkedHashMap<>();
    counted.entries().forEach(entry -> all.put(entry.event().id(), entry));
    // Not what an index said a moment later, but what was read first: its update time guards it.
    fresh.forEach(entry -> all.put(entry.event().id(), entry));
    all.values().forEach(plan::place);
    return plan;
  }

  private static @Nullable BlockHour earliest(
      @Nullable BlockHour stale, List<LedgerEntry> fresh, BlockHour sealedUntil) {
    return Stream.concat(
            Stream.ofNullable(stale), fresh.stream().flatMap(e -> touched(e, sealedUntil)))
        .min(BlockHour::compareTo)
        .orElse(null);
  }

  /**
   * The events already counted or taken back from an hour on, as many as one delivery reads.
   *
   * @param horizon the first hour of which not all may have been read
   */
  private record Counted(List<LedgerEntry> entries, @Nullable BlockHour horizon) {

    private static Counted read(Ledger ledger, @Nullable BlockHour from, int maxEvents) {
      if (from == null) {
        return new Counted(List.of(), null);
      }
      List<LedgerEntry> entries = new ArrayList<>(ledger.reversedSince(from));
      for (int limit = maxEvents; ; limit *= 2) {
        List<LedgerEntry> counted = ledger.countedSince(from, limit);
        if (counted.size() < limit) {
          entries.addAll(counted);
          return new Counted(entries, null);
        }
        BlockHour last = counted.getLast().countedIn();
        if (!Objects.equals(last, counted.getFirst().countedIn())) {
          entries.addAll(counted);
          return new Counted(entries, last);
        }
        // One hour at least is read whole, however large it is.
      }
    }

    /** Those not aggregated, and not among the fresh ones, that change an hour before. */
    private List<LedgerEntry> movingBefore(
        @Nullable BlockHour from, List<LedgerEntry> fresh, BlockHour sealedUntil) {
      Set<EventId> known = fresh.stream().map(e -> e.event().id()).collect(Collectors.toSet());
      return entries.stream()
          .filter(entry -> !entry.isAggregated() && known.add(entry.event().id()))
          .filter(e -> touched(e, sealedUntil).anyMatch(h -> from != null && h.compareTo(from) < 0))
          .toList();
    }
  }

  /** Whether the hour is left to the next run. */
  boolean isBeyondHorizon(BlockHour hour) {
    return horizon != null && hour.compareTo(horizon) >= 0;
  }

  /** The open hours whose results the event changes: those it counts in, and counted in. */
  private static Stream<BlockHour> touched(LedgerEntry entry, BlockHour sealedUntil) {
    Placement to = Placement.of(entry, sealedUntil);
    return Stream.of(entry.countedIn(), entry.reversedIn(), to.countedIn(), to.reversedIn())
        .filter(Objects::nonNull)
        .filter(hour -> hour.compareTo(sealedUntil) >= 0);
  }

  private void place(LedgerEntry entry) {
    Placement placement = Placement.of(entry, sealedUntil);
    BlockHour counted = recomputed(placement.countedIn());
    BlockHour reversed = recomputed(placement.reversedIn());
    BlockHour last = reversed != null ? reversed : counted;
    if (last == null) {
      loose.add(entry);
    } else if (!isBeyondHorizon(last)) {
      if (counted != null) {
        book(counted, Booking.of(entry.event()));
      }
      if (reversed != null) {
        book(reversed, Booking.reversalOf(entry.event(), placement.votesTaken()));
      }
      entries.computeIfAbsent(last, hour -> new ArrayList<>()).add(entry);
    }
  }

  private @Nullable BlockHour recomputed(@Nullable BlockHour hour) {
    return hour != null && from != null && hour.compareTo(from) >= 0 ? hour : null;
  }

  private void book(BlockHour hour, Booking booking) {
    bookings.computeIfAbsent(hour, any -> new ArrayList<>()).add(booking);
  }

  /**
   * The writes that mark the entries of a block.
   *
   * @param clamped what the block's removals really took, where it was less than they asked for
   */
  List<Write> marks(
      Ledger ledger, List<LedgerEntry> marked, Map<EventId, Votes> clamped, long now) {
    List<Write> writes = new ArrayList<>();
    for (LedgerEntry entry : marked) {
      Placement placement = Placement.of(entry, sealedUntil);
      Votes taken = votesTaken(entry, placement, clamped);
      if (!entry.isAggregated()
          || !placement.isMarkedOn(entry)
          || !Objects.equals(taken, entry.votesTaken())) {
        writes.add(
            ledger.mark(
                entry,
                placement.countedIn(),
                placement.reversedIn(),
                taken,
                placement.past(),
                now));
      }
    }
    return writes;
  }

  private @Nullable Votes votesTaken(
      LedgerEntry entry, Placement placement, Map<EventId, Votes> clamped) {
    if (placement.countedIn() == null) {
      return null;
    }
    boolean isSealed = recomputed(placement.countedIn()) == null;
    return isSealed ? placement.votesTaken() : clamped.get(entry.event().id());
  }
}
