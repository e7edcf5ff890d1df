package dev.curation.audit;

import dev.curation.chain.Address;
import dev.curation.ledger.EventId;
import dev.curation.ledger.LedgerEntry;
import dev.curation.ledger.LedgerEvent.VotesAdded;
import dev.curation.ledger.PastCount;
import dev.curation.money.Votes;
import dev.curation.store.DocumentPath;
import dev.curation.store.StoredDocument;
import dev.curation.time.BlockHour;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where the events of a ledger count by their own marks, and whether these marks can be: an event
 * counts in its own hour, or is booked in a later one that was the earliest open hour once
 * (specs/curation.md, Late events and sealing). Events that are not aggregated count as they last
 * did.
 */
final class Marks {
  /** One event's marks. */
  private record Marked(DocumentPath path, LedgerEntry entry) {}

  private final BlockHour sealedUntil;
  private final Findings findings;
  private final NavigableMap<BlockHour, List<CountedEvent>> events = new TreeMap<>();
  private final SortedSet<Address> curators = new TreeSet<>();

  /** The few whose marks say what a removal took, or that must have none. */
  private final List<Marked> removals = new ArrayList<>();

  private long count;
  private long pending;
  private long changed;

  /**
   * @param sealedUntil the earliest hour that is not sealed
   */
  Marks(BlockHour sealedUntil, Findings findings) {
    this.sealedUntil = sealedUntil;
    this.findings = findings;
  }

  /** What each block counts. */
  NavigableMap<BlockHour, List<CountedEvent>> events() {
    return events;
  }

  /** All who ever voted. */
  SortedSet<Address> curators() {
    return curators;
  }

  long count() {
    return count;
  }

  /** How many events are not aggregated yet. */
  long pending() {
    return pending;
  }

  /** How many of those have counted before, and may have changed since. */
  long changed() {
    return changed;
  }

  void add(StoredDocument document, LedgerEntry entry) {
    count++;
    BlockHour counted = entry.countedIn();
    if (entry.event() instanceof VotesAdded vote) {
      curators.add(vote.user());
    }
    if (entry.isAggregated()) {
      new Check(document, entry).run();
      removals.add(new Marked(document.path(), entry));
    } else {
      pending++;
      changed += counted == null && entry.past().isEmpty() ? 0 : 1;
    }
    for (PastCount past : entry.past()) {
      count(entry, past.countedIn(), past.reversedIn());
    }
    if (counted != null) {
      count(entry, counted, entry.reversedIn());
    }
  }

  private void count(LedgerEntry entry, BlockHour counted, @Nullable BlockHour reversed) {
    put(counted, new CountedEvent(entry.event(), null));
    if (reversed != null) {
      put(reversed, new CountedEvent(entry.event(), counted));
    }
  }

  private void put(BlockHour hour, CountedEvent event) {
    events.computeIfAbsent(hour, any -> new ArrayList<>()).add(event);
  }

  /** Compares what the marks say of removals with what they really took. */
  void checkVotesTaken(History history) {
    for (Marked marked : removals) {
      LedgerEntry entry = marked.entry();
      EventId id = entry.event().id();
      for (PastCount past : entry.past()) {
        findings.require(
            marked.path(),
            "pastCounts." + past.countedIn().id() + ".votesTaken",
            past.votesTaken(),
            history.taken(id, past.countedIn()));
      }
      BlockHour counted = entry.countedIn();
      Votes taken = counted == null ? null : history.taken(id, counted);
      findings.require(marked.path(), "votesTaken", entry.votesTaken(), taken);
    }
  }

  /** Checks the marks of one aggregated event. */
  private final class Check {
    private final StoredDocument document;
    private final LedgerEntry entry;
    private final BlockHour own;

    private Check(StoredDocument document, LedgerEntry entry) {
      this.document = document;
      this.entry = entry;
      this.own = entry.event().position().hour();
    }

    private void run() {
      BlockHour counted = entry.countedIn();
      BlockHour reversed = entry.reversedIn();
      BlockHour before = checkPast();
      Long booked = counted == null || counted.equals(own) ? null : (Long) counted.start();
      require("bookedAt", document.fields().get("bookedAt"), booked);
      if (counted == null) {
        refuseIf(!entry.isDeleted(), "blockStart", null, "its own hour, or a later one");
        refuseIf(before != null, "blockStart", null, "a block, for it has counted before");
        require("reversedAt", document.fields().get("reversedAt"), null);
        return;
      }
      boolean isOwn = counted.equals(own) && before == null;
      boolean isBooked = isLater(counted, before == null ? own : before);
      refuseIf(
          !isOwn && !isBooked,
          "blockStart",
          counted,
          "its own hour, or one that was open when the event came late");
      if (entry.isDeleted()) {
        refuseIf(
            reversed == null || !isLater(reversed, counted),
            "reversedAt",
            reversed,
            "a later block, for the event is deleted");
      } else {
        refuseIf(reversed != null, "reversedAt", reversed, "nothing, for the event stands");
      }
    }

    /** The block that took it back the last time; null: it counts for the first time. */
    private @Nullable BlockHour checkPast() {
      BlockHour before = null;
      for (PastCount past : entry.past()) {
        boolean isOwn = before == null && past.countedIn().equals(own);
        refuseIf(
            !(isOwn || isLater(past.countedIn(), before == null ? own : before))
                || !isLater(past.reversedIn(), past.countedIn()),
            "pastCounts." + past.countedIn().id(),
            past.countedIn(),
            "blocks, one after the other");
        before = past.reversedIn();
      }
      return before;
    }

    /** Whether an event can be booked in the hour: it was the earliest open one at some time. */
    private boolean isLater(BlockHour hour, BlockHour other) {
      return hour.compareTo(other) > 0 && hour.compareTo(sealedUntil) <= 0;
    }

    private void require(String field, @Nullable Object stored, @Nullable Object wanted) {
      findings.require(document.path(), field, stored, wanted);
    }

    private void refuseIf(boolean wrong, String field, @Nullable Object stored, String expected) {
      if (wrong) {
        findings.add(
            new Difference(
                document.path().path(),
                field,
                stored == null ? "nothing" : stored.toString(),
                expected));
      }
    }
  }
}
