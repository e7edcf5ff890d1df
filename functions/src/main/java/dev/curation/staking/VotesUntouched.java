package dev.curation.staking;

import dev.curation.chain.TxHash;
import dev.curation.staking.StakePowers.Powered;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether new staking events cannot have touched any vote: then the votes need not be read, which
 * is so for almost every stake.
 */
final class VotesUntouched {
  private VotesUntouched() {}

  /**
   * @param before what the user had before the new events
   * @param entries all staking events of the user
   * @param live those that are live, with their power
   */
  static boolean by(Staker before, List<StakingEntry> entries, List<Powered> live) {
    if (before.lastVoteAt() == null) {
      return true;
    }
    Map<TxHash, Integer> ofTx = new HashMap<>();
    entries.forEach(entry -> ofTx.merge(entry.point().tx(), 1, Integer::sum));
    boolean onlyNewOnes =
        entries.stream()
            .filter(entry -> !entry.isApplied())
            .allMatch(
                entry ->
                    !entry.isDeleted()
                        && isBehindAll(entry.point(), before)
                        // A stake that was mined again may back votes that relied on the first.
                        && ofTx.getOrDefault(entry.point().tx(), 0) == 1);
    boolean allBacked =
        live.stream()
            .filter(powered -> !powered.entry().isApplied())
            .allMatch(powered -> powered.power() >= before.votes());
    return onlyNewOnes && allBacked;
  }

  private static boolean isBehindAll(StakePoint point, Staker before) {
    StakePoint newest = before.newest();
    return newest == null || point.isAfter(newest);
  }
}
