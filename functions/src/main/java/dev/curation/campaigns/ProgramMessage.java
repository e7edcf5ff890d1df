package dev.curation.campaigns;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.errors.InvalidValueException;
import dev.curation.signing.TypedMessage;
import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * A request about reward programs.
 *
 * @param chain of the programs' assets and events
 * @param requestId 1 to 64 letters, digits, {@code _} or {@code -}: the same request under the same
 *     id is done once
 * @param deadline seconds since the epoch, 0 to 2^256-1: the message is void afterwards
 */
public record ProgramMessage(
    ChainId chain, ProgramAction action, String requestId, BigInteger deadline) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /**
   * @throws InvalidValueException naming the field
   */
  public ProgramMessage {
    if (!ID.matcher(requestId).matches()) {
      throw new InvalidValueException(
          "requestId", requestId, "must be 1 to 64 letters, digits, _ or -");
    }
  }

  /** The 32 bytes that the wallet signs. */
  public byte[] digest(Address verifyingContract) {
    return action
        .typed()
        .string("requestId", requestId)
        .uint256("deadline", deadline)
        .digest(action.primaryType(), chain, verifyingContract);
  }

  String digestText(Address verifyingContract) {
    return TypedMessage.hex(digest(verifyingContract));
  }

  /** Under which the payment of the request goes out. */
  String paymentId() {
    return "programs:" + chain + ":" + action.signer() + ":" + requestId;
  }
}
