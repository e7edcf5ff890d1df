package dev.curation.voting;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.errors.InvalidValueException;
import dev.curation.signing.FlatJson;
import dev.curation.signing.WalletSignature;
import dev.curation.voting.VoteMessage.Action;
import java.math.BigInteger;
import java.util.Map;
import java.util.Set;

/**
 * A signed vote message as front ends send it: one flat JSON object, nothing missing or unknown.
 */
public record VoteRequest(VoteMessage message, WalletSignature signature) {
  private static final Set<String> TEXTS = Set.of("action", "user", "collection", "signature");
  private static final Set<String> NUMBERS = Set.of("chainId", "votes", "nonce", "deadline");
  private static final BigInteger MOST_VOTES = BigInteger.valueOf(Long.MAX_VALUE);

  /**
   * @param json numbers may be JSON integers or decimal strings
   * @throws InvalidValueException naming the field, or {@code body} if it is no such object
   */
  public static VoteRequest parse(String json) {
    Map<String, String> fields = FlatJson.read(json, TEXTS, NUMBERS);
    ChainId chain = ChainId.parse("chainId", field(fields, "chainId"));
    BigInteger votes = number(fields, "votes");
    if (votes.signum() == 0 || votes.compareTo(MOST_VOTES) > 0) {
      throw new InvalidValueException("votes", votes, "must be 1 to 2^63-1");
    }
    VoteMessage message =
        new VoteMessage(
            action(field(fields, "action")),
            Address.parse("user", field(fields, "user")),
            new CollectionId(chain, Address.parse("collection", field(fields, "collection"))),
            votes.longValueExact(),
            number(fields, "nonce"),
            number(fields, "deadline"));
    return new VoteRequest(message, new WalletSignature(field(fields, "signature")));
  }

  private static Action action(String text) {
    return switch (text) {
      case "vote" -> Action.VOTE;
      case "unvote" -> Action.UNVOTE;
      default -> throw new InvalidValueException("action", text, "must be vote or unvote");
    };
  }

  private static String field(Map<String, String> fields, String name) {
    String text = fields.get(name);
    if (text == null) {
      throw new InvalidValueException(name, null, "is missing");
    }
    return text;
  }

  private static BigInteger number(Map<String, String> fields, String name) {
    String text = field(fields, name);
    // No more digits than 2^256 has: parsing takes time quadratic in them.
    if (!text.matches("0|[1-9][0-9]{0,77}")) {
      throw new InvalidValueException(name, text, "must be a decimal integer");
    }
    return new BigInteger(text);
  }
}
