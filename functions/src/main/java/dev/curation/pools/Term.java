package dev.curation.pools;

import dev.curation.chain.Address;
import dev.curation.time.BlockHour;
import org.jspecify.annotations.Nullable;

/**
 * Hours in which a curator is an operator: its shares of these hours come into the pool, those of
 * all others are its own.
 *
 * @param owner who is owed what nobody shares
 * @param since first hour
 * @param until first hour after; null: it still is one
 * @param isTaken whether all shares of these hours came in
 */
record Term(
    Address operator, Address owner, BlockHour since, @Nullable BlockHour until, boolean isTaken) {
  Term ended(BlockHour end) {
    return new Term(operator, owner, since, end, false);
  }

  Term taken() {
    return new Term(operator, owner, since, until, true);
  }

  /** The first hour that is not in the term, of those before an hour. */
  BlockHour endBefore(BlockHour limit) {
    return until != null && until.compareTo(limit) < 0 ? until : limit;
  }
}
