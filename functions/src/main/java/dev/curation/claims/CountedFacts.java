package dev.curation.claims;

import dev.curation.chain.CollectionId;
import dev.curation.commits.ContentHash;
import dev.curation.documents.Queries;
import dev.curation.ledger.Ledger;
import dev.curation.ledger.LedgerEntry;
import dev.curation.ledger.LedgerEvent;
import dev.curation.ledger.LedgerEvent.Sale;
import dev.curation.ledger.LedgerEvent.VotesAdded;
import dev.curation.ledger.LedgerEvent.VotesRemoved;
import dev.curation.ledger.PastCount;
import dev.curation.store.Query;
import dev.curation.store.Store;
import dev.curation.time.BlockHour;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The hash of the facts that some sealed blocks count: a line for each event and each reversal, in
 * the order of hours and ids, with all that the rules read of it. What happens to an event later
 * does not change what it counted.
 */
final class CountedFacts {
  /** Events of one read. */
  private static final long SLICE = 24 * BlockHour.MILLIS;

  private CountedFacts() {}

  /**
   * Reads each event once, and each that ever counted twice.
   *
   * @param to the first hour behind
   * @return SHA-256, in hex
   */
  static String hash(Store store, CollectionId collection, BlockHour from, BlockHour to) {
    MessageDigest digest = ContentHash.sha256();
    SortedSet<String> past = past(store, collection, from, to);
    for (BlockHour start = from; start.compareTo(to) < 0; ) {
      BlockHour sliceEnd = BlockHour.of(start.start() + SLICE);
      BlockHour end = sliceEnd.compareTo(to) < 0 ? sliceEnd : to;
      SortedSet<String> lines = new TreeSet<>(past.subSet(hour(start), hour(end)));
      add(lines, store, Queries.eventsCountedBetween(collection, start, end), start, end);
      add(lines, store, Queries.eventsReversedBetween(collection, start, end), start, end);
      lines.forEach(line -> digest.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
      start = end;
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Lines of events that counted, were taken back, and counted again since. */
  private static SortedSet<String> past(
      Store store, CollectionId collection, BlockHour from, BlockHour to) {
    SortedSet<String> lines = new TreeSet<>();
    add(lines, store, Queries.eventsWithPastCounts(collection), from, to);
    return lines;
  }

  private static void add(
      SortedSet<String> lines, Store store, Query query, BlockHour from, BlockHour to) {
    store.query(query).stream().map(Ledger::entry).forEach(e -> add(lines, e, from, to));
  }

  /** The lines of an event in hours; there twice, a line is there once. */
  static void add(SortedSet<String> lines, LedgerEntry entry, BlockHour from, BlockHour to) {
    add(lines, entry.event(), '+', entry.countedIn(), from, to);
    add(lines, entry.event(), '-', entry.reversedIn(), from, to);
    for (PastCount past : entry.past()) {
      add(lines, entry.event(), '+', past.countedIn(), from, to);
      add(lines, entry.event(), '-', past.reversedIn(), from, to);
    }
  }

  private static void add(
      SortedSet<String> lines,
      LedgerEvent event,
      char sign,
      @Nullable BlockHour hour,
      BlockHour from,
      BlockHour to) {
    if (hour != null && hour.compareTo(from) >= 0 && hour.compareTo(to) < 0) {
      lines.add(hour(hour) + " " + sign + " " + event.id() + " " + said(event));
    }
  }

  /** All of one width, so that lines sort by it. */
  private static String hour(BlockHour hour) {
    return String.format("%013d", hour.start());
  }

  private static String said(LedgerEvent event) {
    String what =
        switch (event) {
          case Sale sale -> "sale " + sale.protocolFee();
          case VotesAdded added -> "votesAdded " + added.user() + " " + added.votes().count();
          case VotesRemoved gone -> "votesRemoved " + gone.user() + " " + gone.votes().count();
        };
    return event.position().timestamp()
        + " "
        + event.position().blockNumber()
        + " "
        + event.position().logIndex()
        + " "
        + what;
  }
}
