package dev.curation.aggregation;

import dev.curation.ledger.LedgerEvent;
import dev.curation.ledger.LedgerEvent.Sale;
import dev.curation.ledger.LedgerEvent.VotesAdded;
import dev.curation.ledger.LedgerEvent.VotesRemoved;
import dev.curation.time.BlockHour;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where each event counts, and all documents that follow, written only from the specification: what
 * is sealed is a list of bookings; what is open is thought out anew each time; the results are
 * computed from the first hour on. Fields that money depends on.
 */
final class BookingModel {
  /** An event: counted, taken back, counted once more, ... */
  static final class Entry {
    final LedgerEvent event;

    /** Whether an aggregation has seen the event, and whether it was on the chain then. */
    private boolean isSeen;

    private boolean isSeenDeleted;

    /** Sealed hours: at even places it counts, at odd ones it is taken back. */
    final List<Long> sealed = new ArrayList<>();

    /** What a removal took where it counted last; null: all it asked for. */
    @Nullable Long taken;

    Entry(LedgerEvent event) {
      this.event = event;
    }

    /** An aggregation has seen the event. */
    void seen(boolean deleted) {
      isSeen = true;
      isSeenDeleted = deleted;
    }

    /** Sealed and open hours. */
    List<Long> bookings(long sealedUntil) {
      List<Long> all = new ArrayList<>(sealed);
      boolean counts = sealed.size() % 2 == 1;
      if (isSeen && counts == isSeenDeleted) {
        long own = event.position().hour().start();
        all.add(sealed.isEmpty() ? Math.max(own, sealedUntil) : sealedUntil);
      }
      return all;
    }

    /** The hour in which it counted last; null: it does not count. */
    @Nullable Long lastCount(long sealedUntil) {
      List<Long> all = bookings(sealedUntil);
      return all.isEmpty() ? null : all.get((all.size() - 1) / 2 * 2);
    }

    /** The hour in which that was taken back; null: it was not. */
    @Nullable Long lastReversal(long sealedUntil) {
      List<Long> all = bookings(sealedUntil);
      return !all.isEmpty() && all.size() % 2 == 0 ? all.getLast() : null;
    }
  }

  private record Booking(Entry entry, boolean isReversal) {}

  private static final Comparator<LedgerEvent> CHAIN_ORDER =
      Comparator.<LedgerEvent>comparingLong(e -> e.position().timestamp())
          .thenComparingLong(e -> e.position().blockNumber())
          .thenComparingLong(
              e -> e.position().logIndex() == null ? Long.MAX_VALUE : e.position().logIndex())
          .thenComparingInt(e -> e instanceof VotesRemoved ? 0 : e instanceof VotesAdded ? 1 : 2)
          .thenComparing(e -> e.id().value());

  final Map<String, Entry> entries = new TreeMap<>();
  long sealedUntil;

  void append(LedgerEvent event) {
    entries.putIfAbsent(event.id().value(), new Entry(event));
  }

  Entry entry(String id) {
    Entry entry = entries.get(id);
    if (entry == null) {
      throw new AssertionError("no event " + id);
    }
    return entry;
  }

  /** An aggregation that ends seals; a reopening unseals. */
  void sealedUntil(long until) {
    for (Entry entry : entries.values()) {
      List<Long> bookings = entry.bookings(sealedUntil);
      entry.sealed.clear();
      bookings.stream().filter(hour -> hour < until).forEach(entry.sealed::add);
    }
    sealedUntil = until;
  }

  private final Map<String, Map<String, Object>> documents = new TreeMap<>();
  private final Map<String, BigInteger> votes = new TreeMap<>();
  private final Map<String, BigInteger> totals = new HashMap<>();
  private final Map<String, long[]> votedAt = new HashMap<>();
  private BigInteger fees = BigInteger.ZERO;
  private BigInteger carry = BigInteger.ZERO;
  private BigInteger shortfall = BigInteger.ZERO;

  /** All documents by path: {@code blocks/h}, {@code blocks/h/user}, {@code periods/w/user}. */
  Map<String, Map<String, Object>> documents() {
    documents.clear();
    votes.clear();
    totals.clear();
    votedAt.clear();
    fees = BigInteger.ZERO;
    carry = BigInteger.ZERO;
    shortfall = BigInteger.ZERO;
    TreeMap<Long, List<Booking>> hours = new TreeMap<>();
    for (Entry entry : entries.values()) {
      entry.taken = null;
      List<Long> bookings = entry.bookings(sealedUntil);
      for (int i = 0; i < bookings.size(); i++) {
        hours
            .computeIfAbsent(bookings.get(i), hour -> new ArrayList<>())
            .add(new Booking(entry, i % 2 == 1));
      }
    }
    hours.forEach(this::block);
    return documents;
  }

  private void block(long hour, List<Booking> bookings) {
    bookings.sort(
        Comparator.comparing((Booking booking) -> booking.entry().event, CHAIN_ORDER)
            .thenComparing(Booking::isReversal));
    BigInteger blockFees = BigInteger.ZERO;
    BigInteger reversed = BigInteger.ZERO;
    for (Booking booking : bookings) {
      if (booking.entry().event instanceof Sale sale) {
        BigInteger fee = sale.protocolFee().value();
        blockFees = booking.isReversal() ? blockFees : blockFees.add(fee);
        reversed = booking.isReversal() ? reversed.add(fee) : reversed;
      } else {
        vote(booking);
      }
    }
    BigInteger pot = carry.add(blockFees).subtract(shortfall).subtract(reversed);
    shortfall = pot.negate().max(BigInteger.ZERO);
    pot = pot.max(BigInteger.ZERO);
    BigInteger all = sum(votes.values());
    carry = pot;
    fees = fees.add(blockFees);
    for (Map.Entry<String, BigInteger> each : votes.entrySet()) {
      if (each.getValue().signum() > 0) {
        BigInteger share = each.getValue().multiply(pot).divide(all);
        carry = carry.subtract(share);
        user(hour, each.getKey(), each.getValue(), share);
      }
    }
    boolean corrected = reversed.signum() > 0 || shortfall.signum() > 0;
    Map<String, Object> block =
        document(
            "blocks/" + hour,
            "blockProtocolFeesAccruedWei",
            blockFees.toString(),
            "totalProtocolFeesAccruedWei",
            fees.toString(),
            "arbitrageProtocolFeesAccruedWei",
            carry.toString(),
            "numCuratorVotes",
            all.longValueExact(),
            "isAggregated",
            true);
    if (corrected) {
      block.put("reversedProtocolFeesWei", reversed.toString());
      block.put("shortfallWei", shortfall.toString());
    }
    String period = "periods/" + BlockHour.of(hour).week().start();
    document(
        period,
        "periodProtocolFeesAccruedWei",
        accrued(period).add(blockFees).toString(),
        "totalProtocolFeesAccruedWei",
        fees.toString());
  }

  private void vote(Booking booking) {
    Entry entry = booking.entry();
    if (entry.event instanceof VotesAdded added) {
      BigInteger count = BigInteger.valueOf(added.votes().count());
      if (booking.isReversal()) {
        take(added.user().hex(), count);
      } else {
        votes.merge(added.user().hex(), count, BigInteger::add);
        long time = added.position().timestamp();
        long[] times = votedAt.computeIfAbsent(added.user().hex(), u -> new long[] {time, time});
        times[0] = Math.min(times[0], time);
        times[1] = Math.max(times[1], time);
      }
    } else if (entry.event instanceof VotesRemoved removed) {
      long asked = removed.votes().count();
      if (booking.isReversal()) {
        long taken = entry.taken == null ? asked : entry.taken;
        votes.merge(removed.user().hex(), BigInteger.valueOf(taken), BigInteger::add);
      } else {
        long taken = take(removed.user().hex(), BigInteger.valueOf(asked)).longValueExact();
        entry.taken = taken == asked ? null : (Long) taken;
      }
    }
  }

  private BigInteger take(String user, BigInteger asked) {
    BigInteger held = votes.getOrDefault(user, BigInteger.ZERO);
    BigInteger taken = asked.min(held);
    votes.put(user, held.subtract(taken));
    return taken;
  }

  private void user(long hour, String user, BigInteger held, BigInteger share) {
    BigInteger total = totals.getOrDefault(user, BigInteger.ZERO).add(share);
    totals.put(user, total);
    long[] times = votedAt.getOrDefault(user, new long[2]);
    document(
        "blocks/" + hour + "/" + user,
        "votes",
        held.longValueExact(),
        "blockProtocolFeesAccruedWei",
        share.toString(),
        "totalProtocolFeesAccruedWei",
        total.toString(),
        "firstVotedAt",
        times[0],
        "lastVotedAt",
        times[1]);
    String period = "periods/" + BlockHour.of(hour).week().start() + "/" + user;
    document(
        period,
        "periodProtocolFeesAccruedWei",
        accrued(period).add(share).toString(),
        "totalProtocolFeesAccruedWei",
        total.toString());
  }

  private BigInteger accrued(String period) {
    Map<String, Object> before = documents.getOrDefault(period, Map.of());
    return new BigInteger((String) before.getOrDefault("periodProtocolFeesAccruedWei", "0"));
  }

  private static BigInteger sum(Collection<BigInteger> numbers) {
    return numbers.stream().reduce(BigInteger.ZERO, BigInteger::add);
  }

  private Map<String, Object> document(String path, Object... fields) {
    Map<String, Object> document = new TreeMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      document.put((String) fields[i], fields[i + 1]);
    }
    documents.put(path, document);
    return document;
  }
}
