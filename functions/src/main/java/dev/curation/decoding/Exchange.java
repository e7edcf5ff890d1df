package dev.curation.decoding;

import dev.curation.chain.Address;
import dev.curation.errors.InvalidValueException;
import java.util.Set;

/**
 * An exchange contract.
 *
 * @param feeRecipients the protocol's own; read where the event tells who got what (Seaport)
 * @param protocolFeeBps basis points of the price, 0 to 10000: the rate where the event tells no
 *     fee, until the contract changes it
 */
public record Exchange(
    Address address, ExchangeKind kind, Set<Address> feeRecipients, int protocolFeeBps) {
  public static final int DEFAULT_PROTOCOL_FEE_BPS = 250;
  static final int MAX_BPS = 10_000;

  /**
   * @throws InvalidValueException if the rate is not 0 to 10000
   */
  public Exchange {
    feeRecipients = Set.copyOf(feeRecipients);
    requireRate(protocolFeeBps);
  }

  static int requireRate(int bps) {
    if (bps < 0 || bps > MAX_BPS) {
      throw new InvalidValueException("protocolFeeBps", bps, "must be 0 to " + MAX_BPS);
    }
    return bps;
  }
}
