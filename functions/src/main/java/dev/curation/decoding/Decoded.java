package dev.curation.decoding;

import dev.curation.chain.Address;
import dev.curation.chain.ChainLog;
import dev.curation.money.Wei;
import java.util.List;

/** What a log tells. */
public sealed interface Decoded {
  ChainLog log();

  /**
   * A sale: of one collection, or a bundle of several.
   *
   * @param sales one per collection, in order of first appearance: the index is the position inside
   *     the log; not empty
   */
  record Sold(ChainLog log, List<CollectionSale> sales) implements Decoded {
    public Sold {
      sales = List.copyOf(sales);
    }
  }

  /**
   * An exchange changed its protocol fee.
   *
   * @param bps basis points from the next log on, 0 to 10000
   */
  record FeeRateChanged(ChainLog log, int bps) implements Decoded {}

  /** A user's stake changed. */
  record Staking(ChainLog log, StakingEvent event) implements Decoded {}

  /**
   * A Merkle claim was paid.
   *
   * @param token its address; {@link Address#ZERO}: the chain's own currency
   * @param amount paid now
   * @param cumulative paid to the account in all, this one included
   */
  record Claimed(ChainLog log, Address account, Address token, Wei amount, Wei cumulative)
      implements Decoded {}

  /**
   * A damaged log of a known contract and event.
   *
   * @param field of the event, or {@code topics} or {@code data}
   * @param reason names field and value
   */
  record Rejected(ChainLog log, String field, String reason) implements Decoded, TokenLog {}

  /** No fact of the ledger: another event, another contract, or no sale of its own. */
  record Ignored(ChainLog log) implements Decoded {}
}
