package dev.curation.lanes;

import com.google.gson.JsonObject;
import dev.curation.chain.Address;
import dev.curation.chain.LaneId;
import dev.curation.commits.ContentHash;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Denom;
import dev.curation.money.Wei;

/**
 * A message of the token channel: wei have arrived (specs/settlement.md, Messages).
 *
 * @param transferId unique for ever: of a transfer seen on the payout chain its transaction
 * @param source who sent them, on the payout chain
 */
public record TokensMessage(
    LaneId lane, Denom denom, String transferId, Wei amount, Address source) {
  /**
   * @throws InvalidValueException naming the field
   */
  public TokensMessage {
    requireId(transferId);
  }

  /**
   * @throws InvalidValueException if it cannot name a transfer
   */
  static String requireId(String transferId) {
    if (!transferId.matches("[A-Za-z0-9_:|-]{1,300}") || transferId.matches("__.*__")) {
      throw new InvalidValueException(
          "transferId", transferId, "must be 1 to 300 letters, digits, _, :, | or -");
    }
    return transferId;
  }

  /**
   * @throws InvalidValueException naming the field
   */
  static TokensMessage parse(String body) {
    MessageFields fields =
        MessageFields.parse(body, "amountWei", "denom", "hash", "laneId", "source", "transferId");
    TokensMessage message =
        new TokensMessage(
            fields.lane(),
            fields.denom(),
            fields.string("transferId"),
            Wei.parse("amountWei", fields.string("amountWei")),
            Address.parse("source", fields.string("source")));
    fields.requireHash(message.content());
    return message;
  }

  private String content() {
    return String.join(
        " ", lane.toString(), denom.name(), transferId, amount.toString(), source.hex());
  }

  public String encode() {
    JsonObject json = new JsonObject();
    json.addProperty("laneId", lane.toString());
    json.addProperty("denom", denom.name());
    json.addProperty("transferId", transferId);
    json.addProperty("amountWei", amount.toString());
    json.addProperty("source", source.hex());
    json.addProperty("hash", ContentHash.of(content()));
    return json.toString();
  }
}
