package dev.curation.lanes;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.curation.chain.LaneId;
import dev.curation.commits.ContentHash;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Denom;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.util.Set;

/** The fields of a message: exactly those named. */
record MessageFields(JsonObject json) {
  /**
   * @throws InvalidValueException naming the field that is missing or superfluous, or {@code body}
   */
  static MessageFields parse(String body, String... names) {
    JsonObject object;
    try (JsonReader json = new JsonReader(new StringReader(body))) {
      json.setStrictness(Strictness.STRICT);
      object = object(json);
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw new InvalidValueException("body", body, "must be one JSON object");
      }
    } catch (JsonParseException | IOException | IllegalStateException e) {
      InvalidValueException refused =
          new InvalidValueException("body", body, "must be a JSON object");
      refused.initCause(e);
      throw refused;
    }
    Set<String> known = Set.of(names);
    for (String name : object.keySet()) {
      if (!known.contains(name)) {
        throw new InvalidValueException(name, object.get(name), "is not a field of it");
      }
    }
    return new MessageFields(object);
  }

  /** As Gson reads it, but no name twice: others might read the first where we read the last. */
  private static JsonObject object(JsonReader json) throws IOException {
    JsonObject object = new JsonObject();
    json.beginObject();
    while (json.hasNext()) {
      String name = json.nextName();
      if (object.has(name)) {
        throw new InvalidValueException(name, "twice", "must be there once");
      }
      object.add(
          name,
          json.peek() == JsonToken.BEGIN_OBJECT ? object(json) : JsonParser.parseReader(json));
    }
    json.endObject();
    return object;
  }

  String string(String name) {
    JsonElement value = json.get(name);
    if (value instanceof JsonPrimitive primitive && primitive.isString()) {
      return primitive.getAsString();
    }
    throw new InvalidValueException(name, value, "must be a string");
  }

  long integer(String name, long least, long most) {
    JsonElement value = json.get(name);
    if (value instanceof JsonPrimitive primitive
        && primitive.isNumber()
        && primitive.getAsString().matches("0|[1-9][0-9]{0,18}")) {
      BigInteger number = new BigInteger(primitive.getAsString());
      if (number.bitLength() <= 63
          && number.longValueExact() >= least
          && number.longValueExact() <= most) {
        return number.longValueExact();
      }
    }
    throw new InvalidValueException(
        name, value, "must be a whole number from " + least + " to " + most);
  }

  BigInteger digits(String name) {
    String text = string(name);
    if (!text.matches("0|[1-9][0-9]{0,95}")) {
      throw new InvalidValueException(name, text, "must be a whole number, digits only");
    }
    return new BigInteger(text);
  }

  String hash(String name) {
    String text = string(name);
    if (!text.matches("[0-9a-f]{64}")) {
      throw new InvalidValueException(name, text, "must be 64 hex digits");
    }
    return text;
  }

  /** A JSON object, as compact text. */
  String object(String name) {
    JsonElement value = json.get(name);
    if (value == null || !value.isJsonObject()) {
      throw new InvalidValueException(name, value, "must be an object");
    }
    return value.toString();
  }

  LaneId lane() {
    return LaneId.parse("laneId", string("laneId"));
  }

  Denom denom() {
    Denom denom = new Denom(string("denom"));
    if (denom.name().matches("__.*__")) {
      throw new InvalidValueException("denom", denom, "must not be a name of the database's own");
    }
    return denom;
  }

  /**
   * Whether the message is as it was sent.
   *
   * @param content its other fields
   * @throws InvalidValueException naming {@code hash}
   */
  void requireHash(String content) {
    if (!hash("hash").equals(ContentHash.of(content))) {
      throw new InvalidValueException(
          "hash", hash("hash"), "is not that of the other fields: the message was altered");
    }
  }
}
