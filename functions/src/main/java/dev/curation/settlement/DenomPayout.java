package dev.curation.settlement;

import dev.curation.money.ConservationException;
import dev.curation.money.Wei;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A lane's payout side in one denomination, with all messages and settlements (specs/settlement.md,
 * 4). An operation gives a new one, so a refused operation changes nothing.
 *
 * @param inbox by {@link InboxEntry#key}
 * @param weights that have come, by number
 * @param cancelled numbers that are passed over
 * @param settlements in order
 * @param paid by curator; no zeros
 */
public record DenomPayout(
    PayoutBook book,
    SortedMap<String, InboxEntry> inbox,
    SortedMap<Long, Batch> weights,
    SortedSet<Long> cancelled,
    List<Settlement> settlements,
    SortedMap<String, Wei> paid) {
  static final DenomPayout EMPTY =
      new DenomPayout(
          PayoutBook.EMPTY,
          new TreeMap<>(),
          new TreeMap<>(),
          new TreeSet<>(),
          List.of(),
          new TreeMap<>());

  /**
   * @throws ConservationException if the entries do not add up to what the book says
   */
  public DenomPayout {
    inbox = Collections.unmodifiableSortedMap(new TreeMap<>(inbox));
    weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
    cancelled = Collections.unmodifiableSortedSet(new TreeSet<>(cancelled));
    settlements = List.copyOf(settlements);
    paid = Collections.unmodifiableSortedMap(new TreeMap<>(paid));
    MemoryLane.requireSum(
        "received", sum(inbox.values(), InboxEntry.State.CREDITED), book.received());
    MemoryLane.requireSum(
        "quarantine", sum(inbox.values(), InboxEntry.State.QUARANTINED), book.quarantine());
    Wei sum = Wei.ZERO;
    for (Wei each : paid.values()) {
      sum = sum.plus(each);
    }
    MemoryLane.requireSum("paid", sum, book.paid());
  }

  private static Wei sum(Collection<InboxEntry> inbox, InboxEntry.State state) {
    Wei sum = Wei.ZERO;
    for (InboxEntry entry : inbox) {
      sum = entry.state() == state ? sum.plus(entry.amount()) : sum;
    }
    return sum;
  }

  public boolean isSettled(long seq) {
    return seq <= book.settledThrough() && !cancelled.contains(seq);
  }

  /** Whether weights are here that are neither settled nor cancelled. */
  public boolean hasOpenBatch() {
    return weights.tailMap(book.settledThrough() + 1).keySet().stream()
        .anyMatch(seq -> !cancelled.contains(seq));
  }

  DenomPayout withBook(PayoutBook newBook) {
    return new DenomPayout(newBook, inbox, weights, cancelled, settlements, paid);
  }

  /** With what is known of a transfer now. */
  DenomPayout withEntry(String transferId, InboxEntry.Arrival arrival) {
    InboxEntry entry = arrival.entry();
    PayoutBook after =
        switch (arrival.note()) {
          case DUPLICATE -> book;
          case CREDITED -> book.withCredited(entry.amount());
          case LATE_AFTER_REFUND, UNKNOWN_SOURCE -> book.withQuarantined(entry.amount());
        };
    return withEntry(transferId, entry, after);
  }

  /** With a tombstone (3.3). */
  DenomPayout withBuried(String transferId) {
    return withEntry(transferId, InboxEntry.bury(inbox.get(transferId), transferId), book);
  }

  private DenomPayout withEntry(String transferId, InboxEntry entry, PayoutBook after) {
    SortedMap<String, InboxEntry> entries = new TreeMap<>(inbox);
    entries.put(transferId, entry);
    return new DenomPayout(after, entries, weights, cancelled, settlements, paid);
  }

  DenomPayout withWeights(Batch batch) {
    SortedMap<Long, Batch> all = new TreeMap<>(weights);
    all.put(batch.seq(), batch);
    return new DenomPayout(book, inbox, all, cancelled, settlements, paid);
  }

  DenomPayout withCancelled(long seq) {
    SortedSet<Long> all = new TreeSet<>(cancelled);
    all.add(seq);
    return new DenomPayout(book, inbox, weights, all, settlements, paid);
  }

  /**
   * With all that can be settled now, strictly by number (4.3).
   *
   * @param isAllowed whether the denomination is paid out; cancelled numbers are stepped over
   *     anyhow
   */
  DenomPayout withDue(boolean isAllowed, Predicate<String> isActive) {
    DenomPayout now = this;
    Optional<DenomPayout> next = step(isAllowed, isActive);
    while (next.isPresent()) {
      now = next.get();
      next = now.step(isAllowed, isActive);
    }
    return now;
  }

  private Optional<DenomPayout> step(boolean isAllowed, Predicate<String> isActive) {
    long head = book.settledThrough() + 1;
    if (cancelled.contains(head)) {
      return Optional.of(withBook(book.withPassed(head)));
    }
    Batch batch = weights.get(head);
    if (!isAllowed || batch == null || book.unapplied().compareTo(batch.totalTokens()) < 0) {
      return Optional.empty();
    }
    return Optional.of(with(Settlement.of(book, batch, isActive)));
  }

  /** With the head settled for what there is (4.4). */
  DenomPayout withShort(long seq, Predicate<String> isActive) {
    Batch batch = weights.get(seq);
    if (batch == null || seq != book.settledThrough() + 1) {
      throw LaneRefusal.NOT_HEAD.of("seq", seq);
    }
    return with(Settlement.ofShort(book, batch, isActive));
  }

  private DenomPayout with(Settlement.Settled settled) {
    List<Settlement> all = new ArrayList<>(settlements);
    all.add(settled.settlement());
    SortedMap<String, Wei> sums = new TreeMap<>(paid);
    settled.settlement().paid().forEach((curator, wei) -> sums.merge(curator, wei, Wei::plus));
    return new DenomPayout(settled.after(), inbox, weights, cancelled, all, sums);
  }
}
