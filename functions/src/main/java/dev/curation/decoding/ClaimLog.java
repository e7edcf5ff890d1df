package dev.curation.decoding;

import dev.curation.chain.Address;
import dev.curation.chain.ChainLog;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Wei;

/** The event of the contract that pays Merkle claims. */
final class ClaimLog {
  private static final EventSignature CLAIMED =
      new EventSignature(
          "Claimed(address,address,uint256,uint256)",
          "0x2f6639d24651730c7bf57c95ddbf96d66d11477e4ec626876f92c22e5f365e68",
          3);

  private ClaimLog() {}

  static boolean is(ChainLog log) {
    return !log.topics().isEmpty() && log.topics().get(0).equals(CLAIMED.topic0());
  }

  /**
   * @throws InvalidValueException naming the field, if the log is damaged
   */
  static Decoded.Claimed read(ChainLog log) {
    CLAIMED.requireTopics(log);
    Address account = EventSignature.address("account", log, 1);
    Address token = EventSignature.address("token", log, 2);
    AbiWords data = new AbiWords(log.dataBytes());
    Wei amount = Wei.of(data.uint("amount", 0));
    Wei cumulative = Wei.of(data.uint("cumulative", 1));
    if (amount.compareTo(cumulative) > 0) {
      throw new InvalidValueException("amount", amount, "must not exceed the cumulative amount");
    }
    return new Decoded.Claimed(log, account, token, amount, cumulative);
  }
}
