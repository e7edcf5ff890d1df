package dev.curation.rewards;

import dev.curation.chain.Address;
import dev.curation.money.Wei;
import java.util.Optional;

/** What a user has claimed by Merkle proof, and still can, of the chains' own currencies. */
public interface ClaimTotals {
  /** Where nothing is claimed. */
  ClaimTotals NONE = user -> Optional.empty();

  /**
   * @param claimable final, by the newest trees, and not claimed; whether or not their roots are in
   *     force
   */
  record Totals(Wei claimable, Wei claimed) {}

  /** Empty where no chain's rewards are claimed. */
  Optional<Totals> of(Address user);
}
