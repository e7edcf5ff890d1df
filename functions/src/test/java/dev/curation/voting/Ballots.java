package dev.curation.voting;

import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.signing.WalletSignature;
import dev.curation.staking.StakeFacts;
import dev.curation.voting.VoteMessage.Action;
import java.math.BigInteger;
import java.util.HexFormat;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Sign;

/** Signed votes for tests. */
public final class Ballots {
  /** Later than any test. */
  private static final long DEADLINE = 4_000_000_000L;

  private Ballots() {}

  public static VoteRequest of(
      ECKeyPair key, Action action, CollectionId collection, long votes, long nonce) {
    return of(key, action, collection, votes, nonce, DEADLINE);
  }

  /**
   * @param deadline seconds since the epoch
   */
  public static VoteRequest of(
      ECKeyPair key,
      Action action,
      CollectionId collection,
      long votes,
      long nonce,
      long deadline) {
    VoteMessage message =
        new VoteMessage(
            action,
            StakeFacts.userOf(key),
            collection,
            votes,
            BigInteger.valueOf(nonce),
            BigInteger.valueOf(deadline));
    return new VoteRequest(message, sign(message, StakeFacts.CONTRACT.address(), key));
  }

  /** A vote that another staking contract backs. */
  public static VoteRequest of(
      ECKeyPair key,
      Address contract,
      Action action,
      CollectionId collection,
      long votes,
      long nonce) {
    VoteMessage message =
        new VoteMessage(
            action,
            StakeFacts.userOf(key),
            collection,
            votes,
            BigInteger.valueOf(nonce),
            BigInteger.valueOf(DEADLINE));
    return new VoteRequest(message, sign(message, contract, key));
  }

  public static WalletSignature sign(VoteMessage message, Address contract, ECKeyPair key) {
    Sign.SignatureData data = Sign.signMessage(VoteDigest.of(message, contract), key, false);
    HexFormat hex = HexFormat.of();
    return new WalletSignature(
        "0x"
            + hex.formatHex(data.getR())
            + hex.formatHex(data.getS())
            + hex.formatHex(data.getV()));
  }
}
