package dev.curation.functions;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import dev.curation.errors.InvalidValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A part of a setting that is JSON. Every error names the part, as in {@code
 * CURATION_CHAINS[0].staking.address}.
 */
record JsonSetting(String name, JsonElement value) {
  private static final Gson STRICT = new GsonBuilder().setStrictness(Strictness.STRICT).create();

  static JsonSetting parse(String name, String text) {
    try {
      JsonElement value = STRICT.fromJson(text, JsonElement.class);
      return new JsonSetting(name, value == null ? JsonNull.INSTANCE : value);
    } catch (JsonParseException e) {
      InvalidValueException refused = new InvalidValueException(name, text, "must be JSON");
      refused.initCause(e);
      throw refused;
    }
  }

  List<JsonSetting> elements() {
    if (!(value instanceof JsonArray array)) {
      throw refused("must be an array");
    }
    List<JsonSetting> elements = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      elements.add(new JsonSetting(name + "[" + i + "]", array.get(i)));
    }
    return elements;
  }

  /** Refuses members of other names: a misspelt one would be left out silently. */
  void requireMembers(Set<String> known) {
    for (String member : object().keySet()) {
      if (!known.contains(member)) {
        throw new InvalidValueException(name + "." + member, "", "is not known");
      }
    }
  }

  Optional<JsonSetting> optional(String member) {
    JsonElement found = object().get(member);
    return found == null || found.isJsonNull()
        ? Optional.empty()
        : Optional.of(new JsonSetting(name + "." + member, found));
  }

  JsonSetting member(String member) {
    return optional(member)
        .orElseThrow(() -> new InvalidValueException(name + "." + member, "", "is missing"));
  }

  String text() {
    if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
      throw refused("must be a text");
    }
    return value.getAsString();
  }

  boolean bool() {
    if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isBoolean()) {
      throw refused("must be true or false");
    }
    return value.getAsBoolean();
  }

  /** A number, or a text that is one. */
  long number() {
    if (value.isJsonPrimitive() && value.getAsString().matches("[0-9]{1,18}")) {
      return Long.parseLong(value.getAsString());
    }
    throw refused("must be a whole number");
  }

  int smallNumber() {
    long number = number();
    if (number > Integer.MAX_VALUE) {
      throw refused("must be below 2^31");
    }
    return (int) number;
  }

  private JsonObject object() {
    if (!(value instanceof JsonObject object)) {
      throw refused("must be an object");
    }
    return object;
  }

  private InvalidValueException refused(String reason) {
    return new InvalidValueException(name, value, reason);
  }
}
