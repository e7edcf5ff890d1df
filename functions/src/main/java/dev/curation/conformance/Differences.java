package dev.curation.conformance;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.curation.store.Fields;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares what is stored with what a vector expects. */
final class Differences {
  private Differences() {}

  /**
   * The first expected field that a document has not; further fields are allowed.
   *
   * @param where names the document in the answer
   */
  static Optional<String> inFields(String where, JsonObject expected, Fields actual) {
    for (Map.Entry<String, JsonElement> field : expected.entrySet()) {
      Object value = actual.get(field.getKey());
      if (!matches(field.getValue(), value)) {
        return Optional.of(
            where + "." + field.getKey() + " is " + value + ", expected " + field.getValue());
      }
    }
    return Optional.empty();
  }

  /** The first name that only one side has. */
  static Optional<String> inNames(
      String where, Collection<String> expected, Collection<String> actual) {
    TreeSet<String> missing = new TreeSet<>(expected);
    missing.removeAll(actual);
    if (!missing.isEmpty()) {
      return Optional.of(where + " lacks " + missing.first());
    }
    TreeSet<String> surplus = new TreeSet<>(actual);
    surplus.removeAll(expected);
    return surplus.isEmpty()
        ? Optional.empty()
        : Optional.of(where + " has " + surplus.first() + ", which is not expected");
  }

  static boolean matches(JsonElement expected, @Nullable Object actual) {
    if (!(expected instanceof JsonPrimitive primitive) || actual == null) {
      return expected.isJsonNull() && actual == null;
    }
    return switch (actual) {
      case String text -> primitive.isString() && primitive.getAsString().equals(text);
      case Boolean flag -> primitive.isBoolean() && primitive.getAsBoolean() == flag;
      case Long number ->
          primitive.isNumber()
              && new BigDecimal(primitive.getAsString()).compareTo(BigDecimal.valueOf(number)) == 0;
      case Double number -> primitive.isNumber() && primitive.getAsDouble() == number;
      default -> false;
    };
  }
}
