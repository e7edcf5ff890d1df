package dev.curation.voting;

import dev.curation.chain.Address;
import dev.curation.signing.TypedMessage;
import java.math.BigInteger;

/** The EIP-712 digest of a vote message: what the wallet really signs. */
final class VoteDigest {
  private VoteDigest() {}

  /** 32 bytes. */
  static byte[] of(VoteMessage message, Address stakingContract) {
    return new TypedMessage()
        .address("user", message.user())
        .address("collection", message.collection().address())
        .uint256("votes", BigInteger.valueOf(message.votes()))
        .uint256("nonce", message.nonce())
        .uint256("deadline", message.deadline())
        .digest(message.action().primaryType(), message.collection().chainId(), stakingContract);
  }
}
