package dev.curation.pools;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.errors.InvalidValueException;
import dev.curation.signing.TypedMessage;
import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * A request to a pool.
 *
 * @param pool the chain whose pool it is
 * @param requestId 1 to 64 letters, digits, {@code _} or {@code -}: the same request under the same
 *     id is done once
 * @param deadline seconds since the epoch, 0 to 2^256-1: the message is void afterwards
 */
public record PoolMessage(ChainId pool, PoolAction action, String requestId, BigInteger deadline) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /**
   * @throws InvalidValueException naming the field
   */
  public PoolMessage {
    if (!ID.matcher(requestId).matches()) {
      throw new InvalidValueException(
          "requestId", requestId, "must be 1 to 64 letters, digits, _ or -");
    }
  }

  /** Unique over everybody's requests to one pool. */
  String name() {
    return action.signer() + ":" + requestId;
  }

  /** The 32 bytes that the wallet signs. */
  public byte[] digest(Address verifyingContract) {
    return action
        .typed()
        .string("requestId", requestId)
        .uint256("deadline", deadline)
        .digest(action.primaryType(), pool, verifyingContract);
  }

  String digestText(Address verifyingContract) {
    return TypedMessage.hex(digest(verifyingContract));
  }
}
