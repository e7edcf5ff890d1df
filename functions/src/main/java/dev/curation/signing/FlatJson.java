package dev.curation.signing;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.curation.errors.InvalidValueException;
import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads one flat JSON object: no field twice, none unknown. */
public final class FlatJson {
  private FlatJson() {}

  /**
   * @param texts fields whose values are strings
   * @param numbers fields whose values may be JSON numbers as well
   * @throws InvalidValueException naming the field, or {@code body} if it is no such object
   */
  public static Map<String, String> read(String json, Set<String> texts, Set<String> numbers) {
    Map<String, String> fields = new LinkedHashMap<>();
    try (JsonReader reader = new JsonReader(new StringReader(json))) {
      reader.setStrictness(Strictness.STRICT);
      reader.beginObject();
      while (reader.hasNext()) {
        String name = reader.nextName();
        String value = value(reader, name, texts, numbers);
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

  private static String value(
      JsonReader reader, String name, Set<String> texts, Set<String> numbers) throws IOException {
    boolean number = numbers.contains(name);
    if (!number && !texts.contains(name)) {
      throw new InvalidValueException(name, null, "is not a field of this message");
    }
    JsonToken token = reader.peek();
    if (token == JsonToken.STRING || (number && token == JsonToken.NUMBER)) {
      return reader.nextString();
    }
    throw new InvalidValueException(
        name, token, number ? "must be an integer or a decimal string" : "must be a string");
  }
}
