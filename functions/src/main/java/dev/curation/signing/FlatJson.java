package dev.curation.signing;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.curation.errors.InvalidValueException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
    return read(json, texts, numbers, "", Set.of()).fields();
  }

  /**
   * An object that may hold a list of flat objects.
   *
   * @param fields its own
   * @param items of the list
   */
  public record WithList(Map<String, String> fields, List<Map<String, String>> items) {}

  /**
   * Reads an object that is flat but for one list of flat objects, whose values are strings.
   *
   * @param list name of the list, which need not be there
   * @param itemTexts fields of its objects
   * @throws InvalidValueException naming the field, or {@code body} if it is no such object
   */
  public static WithList read(
      String json, Set<String> texts, Set<String> numbers, String list, Set<String> itemTexts) {
    List<Map<String, String>> items = new ArrayList<>();
    try (JsonReader reader = new JsonReader(new StringReader(json))) {
      reader.setStrictness(Strictness.STRICT);
      Map<String, String> fields = new LinkedHashMap<>();
      boolean isListRead = false;
      reader.beginObject();
      while (reader.hasNext()) {
        String name = reader.nextName();
        if (name.equals(list) && reader.peek() == JsonToken.BEGIN_ARRAY && !isListRead) {
          isListRead = true;
          reader.beginArray();
          while (reader.hasNext()) {
            items.add(item(reader, list + "[" + items.size() + "].", itemTexts));
          }
          reader.endArray();
        } else {
          put(fields, "", name, value(reader, name, texts, numbers));
        }
      }
      reader.endObject();
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new InvalidValueException("body", json, "must be one JSON object");
      }
      return new WithList(fields, List.copyOf(items));
    } catch (IOException | IllegalStateException e) {
      InvalidValueException refused =
          new InvalidValueException("body", json, "must be a JSON object");
      refused.initCause(e);
      throw refused;
    }
  }

  private static Map<String, String> item(JsonReader reader, String place, Set<String> texts)
      throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      if (!texts.contains(name)) {
        throw new InvalidValueException(place + name, null, "is not a field of this message");
      }
      if (reader.peek() != JsonToken.STRING) {
        throw new InvalidValueException(place + name, reader.peek(), "must be a string");
      }
      put(fields, place, name, reader.nextString());
    }
    reader.endObject();
    return fields;
  }

  private static void put(Map<String, String> fields, String place, String name, String value) {
    if (fields.put(name, value) != null) {
      throw new InvalidValueException(place + name, value, "must occur once");
    }
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
