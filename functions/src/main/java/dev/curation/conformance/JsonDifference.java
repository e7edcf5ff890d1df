package dev.curation.conformance;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares two JSON values whole: no field may be missing, none may be added. */
final class JsonDifference {
  private JsonDifference() {}

  /**
   * @param where names the value in the answer
   */
  static Optional<String> first(String where, JsonElement actual, JsonElement expected) {
    SortedMap<String, String> left = new TreeMap<>();
    SortedMap<String, String> right = new TreeMap<>();
    flatten(where, actual, left);
    flatten(where, expected, right);
    TreeSet<String> paths = new TreeSet<>(left.keySet());
    paths.addAll(right.keySet());
    for (String path : paths) {
      String found = left.getOrDefault(path, "missing");
      String wanted = right.getOrDefault(path, "not there");
      if (!found.equals(wanted)) {
        return Optional.of(path + " is " + found + ", expected " + wanted);
      }
    }
    return Optional.empty();
  }

  private static void flatten(String path, JsonElement value, Map<String, String> into) {
    switch (value) {
      case JsonObject object -> {
        into.put(path, "an object");
        object.entrySet().forEach(e -> flatten(path + "." + e.getKey(), e.getValue(), into));
      }
      case JsonArray array -> {
        into.put(path, "a list of " + array.size());
        for (int i = 0; i < array.size(); i++) {
          flatten(path + "[" + i + "]", array.get(i), into);
        }
      }
      default -> into.put(path, value.toString());
    }
  }
}
