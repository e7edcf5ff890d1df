package dev.curation.webhook;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.curation.errors.InvalidValueException;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value somewhere in a delivery, and where. Every method throws {@link InvalidValueException}
 * naming the place, as in {@code event.data.block.logs[3].topics}.
 *
 * @param element null where nothing is, or JSON's null
 */
record JsonValue(String path, @Nullable JsonElement element) {
  private static final int MAX_DEPTH = 64;
  private static final String ROOT = "body";
  private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,18}");
  private static final Pattern HEX = Pattern.compile("0x[0-9a-f]{1,64}");

  /** Reads exactly one JSON value in UTF-8, strictly as RFC 8259 has it, at most 64 levels deep. */
  static JsonValue parse(byte[] bytes) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidValueException(ROOT, "", "must be UTF-8");
    }
    try (JsonReader reader = new JsonReader(new StringReader(text))) {
      reader.setStrictness(Strictness.STRICT);
      reader.setNestingLimit(MAX_DEPTH);
      JsonElement element = JsonParser.parseReader(reader);
      if (reader.peek() == JsonToken.END_DOCUMENT && !element.isJsonNull()) {
        return new JsonValue("", element);
      }
    } catch (JsonParseException | IllegalStateException | IOException e) {
      // The sentence below says it better.
    }
    throw new InvalidValueException(
        ROOT, text, "must be one JSON value of at most " + MAX_DEPTH + " levels");
  }

  boolean isAbsent() {
    return element == null || element.isJsonNull();
  }

  boolean isArray() {
    return element != null && element.isJsonArray();
  }

  boolean isObject() {
    return element != null && element.isJsonObject();
  }

  /** Where a value of that name would be; this must be an object. */
  JsonValue get(String name) {
    if (element == null || !element.isJsonObject()) {
      throw refused("must be an object");
    }
    return new JsonValue(
        path.isEmpty() ? name : path + "." + name, element.getAsJsonObject().get(name));
  }

  List<JsonValue> items() {
    if (element == null || !element.isJsonArray()) {
      throw refused("must be an array");
    }
    List<JsonValue> items = new ArrayList<>();
    for (JsonElement item : element.getAsJsonArray()) {
      items.add(new JsonValue(path + "[" + items.size() + "]", item));
    }
    return items;
  }

  String text() {
    if (element instanceof JsonPrimitive primitive && primitive.isString()) {
      return primitive.getAsString();
    }
    throw refused("must be a text");
  }

  /** False where nothing is. */
  boolean flag() {
    if (isAbsent()) {
      return false;
    }
    if (element instanceof JsonPrimitive primitive && primitive.isBoolean()) {
      return primitive.getAsBoolean();
    }
    throw refused("must be true or false");
  }

  /**
   * An integer from 0 in any of the ways that vendors write one: {@code 17}, {@code "17"}, {@code
   * "0x11"}.
   */
  long number(long max) {
    if (element instanceof JsonPrimitive primitive && !primitive.isBoolean()) {
      String text = primitive.getAsString().toLowerCase(Locale.ROOT);
      BigInteger value = null;
      if (DECIMAL.matcher(text).matches()) {
        value = new BigInteger(text);
      } else if (primitive.isString() && HEX.matcher(text).matches()) {
        value = new BigInteger(text.substring(2), 16);
      }
      if (value != null && value.compareTo(BigInteger.valueOf(max)) <= 0) {
        return value.longValue();
      }
    }
    throw refused("must be an integer, 0 to " + max + ", decimal or hexadecimal with 0x");
  }

  /** Bytes in lower-case hexadecimal digits with {@code 0x}. */
  String hex() {
    String text = text().toLowerCase(Locale.ROOT);
    boolean isHex = text.startsWith("0x") && text.length() % 2 == 0;
    for (int i = 2; isHex && i < text.length(); i++) {
      isHex = Character.digit(text.charAt(i), 16) >= 0 && text.charAt(i) < 128;
    }
    if (!isHex) {
      throw refused("must be 0x and pairs of hex digits");
    }
    return text;
  }

  InvalidValueException refused(String reason) {
    return new InvalidValueException(path.isEmpty() ? ROOT : path, element, reason);
  }
}
