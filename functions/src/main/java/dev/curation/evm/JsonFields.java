package dev.curation.evm;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Wei;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Fields of a node's answer. Every method throws {@link InvalidValueException} naming the field.
 */
final class JsonFields {
  private JsonFields() {}

  static JsonObject object(String field, JsonElement value) {
    if (!value.isJsonObject()) {
      throw new InvalidValueException(field, value, "must be an object");
    }
    return value.getAsJsonObject();
  }

  static JsonArray array(String field, JsonElement value) {
    if (!value.isJsonArray()) {
      throw new InvalidValueException(field, value, "must be an array");
    }
    return value.getAsJsonArray();
  }

  static JsonElement required(JsonObject object, String field) {
    JsonElement value = object.get(field);
    if (value == null) {
      throw new InvalidValueException(field, null, "is missing");
    }
    return value;
  }

  static String text(JsonObject object, String field) {
    return text(field, required(object, field));
  }

  static String text(String field, JsonElement value) {
    if (!(value instanceof JsonPrimitive primitive) || !primitive.isString()) {
      throw new InvalidValueException(field, value, "must be a text");
    }
    return primitive.getAsString();
  }

  /** A quantity as Ethereum's JSON-RPC writes it, {@code 0x1f}: 0 to 2^63 - 1. */
  static long quantity(JsonObject object, String field) {
    return quantity(field, required(object, field));
  }

  static long quantity(String field, JsonElement value) {
    String text = text(field, value);
    if (!text.matches("0x0*[0-9a-fA-F]{1,16}") || text.length() > 66) {
      throw new InvalidValueException(field, text, "must be 0x and hex digits");
    }
    try {
      return Long.parseLong(text, 2, text.length(), 16);
    } catch (NumberFormatException e) {
      throw new InvalidValueException(field, text, "must be below 2^63");
    }
  }

  /** A quantity, or a word of 32 bytes: 0 to 2^256 - 1. */
  static Wei amount(String field, JsonElement value) {
    String text = text(field, value);
    if (!text.matches("0x[0-9a-fA-F]{1,64}")) {
      throw new InvalidValueException(field, text, "must be 0x and 1 to 64 hex digits");
    }
    return Wei.of(new BigInteger(text.substring(2), 16));
  }

  /** A plain JSON integer, such as the id of an answer. */
  static long number(JsonObject object, String field) {
    JsonElement value = required(object, field);
    try {
      return value.getAsJsonPrimitive().getAsBigDecimal().longValueExact();
    } catch (IllegalStateException | ArithmeticException | NumberFormatException e) {
      throw new InvalidValueException(field, value, "must be an integer");
    }
  }

  /** False where the field is missing. */
  static boolean flag(JsonObject object, String field) {
    @Nullable JsonElement value = object.get(field);
    if (value == null) {
      return false;
    }
    if (!(value instanceof JsonPrimitive primitive) || !primitive.isBoolean()) {
      throw new InvalidValueException(field, value, "must be true or false");
    }
    return primitive.getAsBoolean();
  }
}
