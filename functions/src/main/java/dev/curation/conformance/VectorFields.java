package dev.curation.conformance;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.curation.errors.InvalidValueException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of an object in a vector. What is missing or of another kind is an {@link
 * InvalidValueException} that names the field.
 */
record VectorFields(String where, JsonObject json) {
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,1000}");

  static VectorFields of(String where, @Nullable JsonElement json) {
    if (json instanceof JsonObject object) {
      return new VectorFields(where, object);
    }
    throw new InvalidValueException(where, json, "must be an object");
  }

  VectorFields object(String name) {
    return of(path(name), json.get(name));
  }

  List<VectorFields> objects(String name) {
    List<VectorFields> objects = new ArrayList<>();
    for (JsonElement each : list(name)) {
      objects.add(of(path(name) + "[" + objects.size() + "]", each));
    }
    return objects;
  }

  JsonArray list(String name) {
    if (json.get(name) instanceof JsonArray list) {
      return list;
    }
    throw new InvalidValueException(path(name), json.get(name), "must be a list");
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    list(name).forEach(each -> texts.add(text(path(name), each)));
    return texts;
  }

  String text(String name) {
    return text(path(name), json.get(name));
  }

  private static String text(String where, @Nullable JsonElement value) {
    if (value instanceof JsonPrimitive primitive && primitive.isString()) {
      return primitive.getAsString();
    }
    throw new InvalidValueException(where, value, "must be a text");
  }

  @Nullable String optionalText(String name) {
    return json.has(name) ? text(name) : null;
  }

  /** A decimal number of any size, as a text. */
  BigInteger amount(String name) {
    String text = text(name);
    if (!INTEGER.matcher(text).matches()) {
      throw new InvalidValueException(path(name), text, "must be a decimal integer");
    }
    return new BigInteger(text);
  }

  @Nullable BigInteger optionalAmount(String name) {
    return json.has(name) ? amount(name) : null;
  }

  /** A number of 64 bits. */
  long number(String name) {
    return number(path(name), json.get(name));
  }

  long number(String name, long otherwise) {
    return json.has(name) ? number(name) : otherwise;
  }

  /** The numbers of a list of two; null: there is none. */
  long @Nullable [] optionalPair(String name) {
    if (!json.has(name)) {
      return null;
    }
    JsonArray pair = list(name);
    if (pair.size() != 2) {
      throw new InvalidValueException(path(name), pair, "must be two numbers");
    }
    return new long[] {number(path(name), pair.get(0)), number(path(name), pair.get(1))};
  }

  private static long number(String where, @Nullable JsonElement value) {
    if (value instanceof JsonPrimitive primitive
        && primitive.isNumber()
        && INTEGER.matcher(primitive.getAsString()).matches()) {
      BigInteger number = new BigInteger(primitive.getAsString());
      if (number.bitLength() < Long.SIZE) {
        return number.longValue();
      }
    }
    throw new InvalidValueException(where, value, "must be an integer of 64 bits");
  }

  boolean flag(String name) {
    if (json.get(name) instanceof JsonPrimitive primitive && primitive.isBoolean()) {
      return primitive.getAsBoolean();
    }
    throw new InvalidValueException(path(name), json.get(name), "must be true or false");
  }

  private String path(String name) {
    return where.isEmpty() ? name : where + "." + name;
  }
}
