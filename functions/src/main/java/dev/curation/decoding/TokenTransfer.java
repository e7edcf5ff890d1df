package dev.curation.decoding;

import dev.curation.chain.Address;
import dev.curation.chain.ChainLog;
import dev.curation.chain.LogId;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Wei;

/**
 * An ERC-20 transfer, as the token itself tells it.
 *
 * @param token the contract
 * @param from who paid; {@link Address#ZERO} where the amount was minted
 * @param amount in the token's smallest unit; may be 0
 */
public record TokenTransfer(
    LogId id, Address token, Address from, Address to, Wei amount, long blockNumber)
    implements TokenLog {
  /** The first topic of the event. */
  public static final String TOPIC =
      "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";

  static final EventSignature SIGNATURE =
      new EventSignature("Transfer(address,address,uint256)", TOPIC, 3);

  /**
   * Reads a log. Only the standard event is a transfer: both addresses indexed, and one word of
   * data. That of an NFT has the same first topic, and its token id for a fourth one.
   */
  public static TokenLog read(ChainLog log) {
    try {
      return standard(log);
    } catch (InvalidValueException e) {
      return LogDecoder.rejected(log, e);
    }
  }

  private static TokenTransfer standard(ChainLog log) {
    if (log.topics().isEmpty() || !log.topics().getFirst().equals(TOPIC)) {
      throw new InvalidValueException("topics", log.topics(), "must begin with that of Transfer");
    }
    SIGNATURE.requireTopics(log);
    AbiWords data = new AbiWords(log.dataBytes());
    if (data.words() != 1) {
      throw new InvalidValueException("data", data.words(), "must be one word");
    }
    return new TokenTransfer(
        log.id(),
        log.contract(),
        EventSignature.address("from", log, 1),
        EventSignature.address("to", log, 2),
        Wei.of(data.uint("amount", 0)),
        log.blockNumber());
  }
}
