package dev.curation.voting;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.errors.InvalidValueException;
import dev.curation.signing.WalletSignature;
import dev.curation.voting.VoteMessage.Action;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.util.HashMap;
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
    Map<String, String> fields = read(json);
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

  private static Map<String, String> read(String json) {
    Map<String, String> fields = new HashMap<>();
    try (JsonReader reader = new JsonReader(new StringReader(json))) {
      reader.setStrictness(Strictness.STRICT);
      reader.beginObject();
      while (reader.hasNext()) {
        String name = reader.nextName();
        String value = value(reader, name);
        if (fields.put(name, value) != null) {
          throw new InvalidValueException(name, value, "must occur once");
        }
      }
      reader.endObject();
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new InvalidValueException("body", json, "must be one JSON object");
      }
    } catch (IOException | IllegalStateException e) {
      InvalidValueException refused =
          new InvalidValueException("body", json, "must be a JSON object");
      refused.initCause(e);
      throw refused;
    }
    return fields;
  }

  private static String value(JsonReader reader, String name) throws IOException {
    boolean number = NUMBERS.contains(name);
    if (!number && !TEXTS.contains(name)) {
      throw new InvalidValueException(name, null, "is not a field of a vote");
    }
    JsonToken token = reader.peek();
    if (token == JsonToken.STRING || (number && token == JsonToken.NUMBER)) {
      return reader.nextString();
    }
    throw new InvalidValueException(
        name, token, number ? "must be an integer or a decimal string" : "must be a string");
  }
}
