package dev.curation.export;

import dev.curation.ledger.ChainPosition;
import dev.curation.ledger.LedgerEntry;
import dev.curation.ledger.LedgerEvent;
import dev.curation.ledger.LedgerEvent.Sale;
import dev.curation.ledger.LedgerEvent.VotesAdded;
import dev.curation.ledger.LedgerEvent.VotesRemoved;
import dev.curation.ledger.PastCount;
import dev.curation.ledger.SaleFacts;
import dev.curation.money.Votes;
import dev.curation.money.Wei;
import dev.curation.time.BlockHour;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * That a block counts an event, or takes it back.
 *
 * @param votesTaken what a removal really took, where that is less than it asked for
 */
record CountedEvent(
    BlockHour hour, boolean isReversal, LedgerEvent event, @Nullable Votes votesTaken) {
  /** The order in which events count. */
  static final Comparator<CountedEvent> ORDER =
      Comparator.comparing(CountedEvent::hour)
          .thenComparing(CountedEvent::event, LedgerEvent.CHAIN_ORDER)
          .thenComparing(CountedEvent::isReversal);

  /** All blocks that count an event or take it back, by its marks. */
  static List<CountedEvent> of(LedgerEntry entry) {
    List<CountedEvent> counts = new ArrayList<>();
    for (PastCount past : entry.past()) {
      add(counts, entry.event(), past.countedIn(), past.reversedIn(), past.votesTaken());
    }
    if (entry.countedIn() != null) {
      add(counts, entry.event(), entry.countedIn(), entry.reversedIn(), entry.votesTaken());
    }
    return counts;
  }

  private static void add(
      List<CountedEvent> counts,
      LedgerEvent event,
      BlockHour counted,
      @Nullable BlockHour reversed,
      @Nullable Votes taken) {
    counts.add(new CountedEvent(counted, false, event, taken));
    if (reversed != null) {
      counts.add(new CountedEvent(reversed, true, event, taken));
    }
  }

  /** The fee that it adds to its block's, or takes back. */
  Wei fee() {
    return event instanceof Sale sale ? sale.protocolFee() : Wei.ZERO;
  }

  private String counts() {
    return isReversal ? "reversed" : "counted";
  }

  private String discriminator() {
    return switch (event) {
      case Sale sale -> "sale";
      case VotesAdded added -> "votesAdded";
      case VotesRemoved removed -> "votesRemoved";
    };
  }

  /**
   * The line of the ledger's hash: all that a rule reads, separated by single spaces; a minus where
   * there is nothing (docs/audit.md, Ledger hash).
   */
  String canonical() {
    ChainPosition position = event.position();
    StringJoiner line = new StringJoiner(" ", "", "\n");
    line.add(hour.id()).add(counts()).add(event.id().value()).add(discriminator());
    line.add(Long.toString(position.timestamp())).add(Long.toString(position.blockNumber()));
    line.add(Objects.toString(position.logIndex(), "-"));
    line.add(Objects.toString(position.txHash(), "-"));
    switch (event) {
      case Sale sale -> line.add(sale.protocolFee().toString());
      case VotesAdded vote ->
          line.add(vote.user().hex())
              .add(vote.votes().toString())
              .add(vote.votesPerToken().toString());
      case VotesRemoved vote ->
          line.add(vote.user().hex())
              .add(vote.votes().toString())
              .add((votesTaken == null ? vote.votes() : votesTaken).toString());
    }
    return line.toString();
  }

  Row row() {
    ChainPosition position = event.position();
    SaleFacts facts = event instanceof Sale sale ? sale.facts() : SaleFacts.UNKNOWN;
    return Row.of(
        hour.start(),
        counts(),
        event.id(),
        discriminator(),
        position.timestamp(),
        position.blockNumber(),
        position.logIndex() == null ? null : (Long) (long) position.logIndex(),
        position.txHash(),
        event instanceof Sale sale ? sale.protocolFee() : null,
        user(),
        votes(),
        event instanceof VotesAdded vote ? vote.votesPerToken() : null,
        votesTaken,
        facts.buyer(),
        facts.seller(),
        facts.tokenId(),
        facts.price(),
        facts.paymentToken(),
        facts.source());
  }

  private @Nullable Object user() {
    return switch (event) {
      case Sale sale -> null;
      case VotesAdded vote -> vote.user();
      case VotesRemoved vote -> vote.user();
    };
  }

  private @Nullable Votes votes() {
    return switch (event) {
      case Sale sale -> null;
      case VotesAdded vote -> vote.votes();
      case VotesRemoved vote -> vote.votes();
    };
  }
}
