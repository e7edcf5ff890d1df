package dev.curation.curation;

import dev.curation.chain.Address;
import dev.curation.ledger.Facts;
import dev.curation.ledger.LedgerEvent;
import dev.curation.time.BlockHour;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Blocks one after the other, from the empty book on. Hours count from a Sunday midnight. */
final class Walk {
  static final Address ALICE = RandomLedger.user(1);
  static final Address BOB = RandomLedger.user(2);
  static final Address CAROL = RandomLedger.user(3);

  CuratorBook before = CuratorBook.EMPTY;
  CuratorBook book = CuratorBook.EMPTY;

  static BlockHour hour(int hours) {
    return BlockHour.of(Facts.at(hours * Facts.HOUR));
  }

  /** The block of the events, which lie within one hour. */
  BlockEvents.Outcome block(LedgerEvent... events) {
    Set<BlockHour> hours =
        Arrays.stream(events).map(e -> e.position().hour()).collect(Collectors.toSet());
    if (hours.size() != 1) {
      throw new IllegalArgumentException("events of several hours: " + hours);
    }
    return block(events[0].position().hour(), Arrays.stream(events).map(Booking::of).toList());
  }

  BlockEvents.Outcome block(BlockHour hour, List<Booking> bookings) {
    BlockEvents.Outcome outcome = BlockEvents.apply(book, hour, bookings);
    CuratorBook after = book.after(outcome.changes());
    before = book;
    book = after;
    return outcome;
  }

  CuratorAccount account(Address user) {
    return Objects.requireNonNull(book.account(user));
  }

  long votes(Address user) {
    return account(user).votes().count();
  }

  String share(Address user) {
    return account(user).blockAccrued().toString();
  }

  String total(Address user) {
    return account(user).totalAccrued().toString();
  }

  String carry() {
    return book.totals().carry().toString();
  }
}
