package dev.curation.payments;

import dev.curation.chain.Address;
import dev.curation.money.Wei;
import java.util.List;

/**
 * What became of a transaction that is in a block.
 *
 * @param isSuccess false: it was reverted, and moved nothing
 * @param tokens what the token contracts say they moved
 */
public record Receipt(long blockNumber, boolean isSuccess, List<Moved> tokens) {
  public Receipt {
    tokens = List.copyOf(tokens);
  }

  /** An ERC-20 {@code Transfer} event. */
  public record Moved(Address token, Address from, Address to, Wei amount) {}

  /**
   * Whether exactly the amount went where it should. The chain sees to it for its own currency; a
   * token's contract must say so, as one can do nothing without reverting.
   */
  boolean proves(Transfer transfer, Address from) {
    return isSuccess
        && (Denoms.isNative(transfer.denom())
            || tokens.stream()
                .filter(moved -> moved.token().equals(Denoms.token(transfer.denom())))
                .anyMatch(
                    moved ->
                        moved.from().equals(from)
                            && moved.to().equals(transfer.to())
                            && moved.amount().equals(transfer.amount())));
  }
}
