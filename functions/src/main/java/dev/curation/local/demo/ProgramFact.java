package dev.curation.local.demo;

import java.math.BigInteger;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, for whoever counts it again.
 *
 * @param at milliseconds since the epoch
 * @param logIndex the greatest there is where no log backs it
 * @param user voter, staker or buyer
 * @param seller of a sale; null otherwise
 * @param collection null: a stake
 * @param amount votes, or 10^-18 tokens; 0 of a sale
 */
record ProgramFact(
    Kind kind,
    long at,
    long block,
    int logIndex,
    String id,
    String user,
    @Nullable String seller,
    @Nullable String collection,
    BigInteger amount) {
  /** The order in which everybody sees them (specs/programs.md, 5). */
  static final Comparator<ProgramFact> ORDER =
      Comparator.comparingLong(ProgramFact::at)
          .thenComparingLong(ProgramFact::block)
          .thenComparingInt(ProgramFact::logIndex)
          .thenComparing(ProgramFact::id);

  /** What it is. */
  enum Kind {
    VOTE,
    UNVOTE,
    STAKE,
    UNSTAKE,
    SALE
  }
}
