package dev.curation.ledger;

import dev.curation.chain.Address;
import dev.curation.money.Votes;
import dev.curation.money.VotesPerToken;
import dev.curation.money.Wei;
import java.util.Comparator;

/** A fact of the ledger (specs/curation.md, Ledger events). */
public sealed interface LedgerEvent {
  /**
   * Chain order: timestamp, block number, log index, removals before additions, event id
   * (specs/curation.md, Block 1).
   */
  Comparator<LedgerEvent> CHAIN_ORDER =
      Comparator.comparing(LedgerEvent::position, ChainPosition.ORDER)
          .thenComparingInt(LedgerEvent::rank)
          .thenComparing(LedgerEvent::id);

  EventId id();

  ChainPosition position();

  private static int rank(LedgerEvent event) {
    return switch (event) {
      case VotesRemoved removed -> 0;
      case VotesAdded added -> 1;
      case Sale sale -> 2;
    };
  }

  /**
   * A sale of an NFT of the collection.
   *
   * @param protocolFee what the protocol's own fee recipients get from it
   */
  record Sale(EventId id, ChainPosition position, Wei protocolFee, SaleFacts facts)
      implements LedgerEvent {}

  /**
   * A curator's votes for the collection.
   *
   * @param votesPerToken of the stake behind the votes; no money depends on it
   */
  record VotesAdded(
      EventId id, ChainPosition position, Address user, Votes votes, VotesPerToken votesPerToken)
      implements LedgerEvent {

    /** Votes of which nobody knows the stake. */
    public VotesAdded(EventId id, ChainPosition position, Address user, Votes votes) {
      this(id, position, user, votes, VotesPerToken.ZERO);
    }
  }

  /** Votes taken from the collection: by the curator or by an un-stake. */
  record VotesRemoved(EventId id, ChainPosition position, Address user, Votes votes)
      implements LedgerEvent {}
}
