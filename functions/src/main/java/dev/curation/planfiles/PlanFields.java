package dev.curation.planfiles;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.curation.errors.InvalidValueException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of an object in a plan file. What is missing, unknown or of another kind is an
 * {@link InvalidValueException} that names the field.
 */
record PlanFields(String where, JsonObject json) {
  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,999})");

  static PlanFields of(String where, @Nullable JsonElement json) {
    if (json instanceof JsonObject object) {
      return new PlanFields(where, object);
    }
    throw wrong(where, json, "must be an object");
  }

  private static InvalidValueException wrong(
      String where, @Nullable JsonElement value, String reason) {
    return new InvalidValueException(
        where.isEmpty() ? "plan" : where,
        value == null ? "" : value,
        value == null ? "is missing; " + reason : reason);
  }

  /** This object has no other fields than these. */
  PlanFields only(String... known) {
    for (String name : json.keySet()) {
      if (!Arrays.asList(known).contains(name)) {
        throw new InvalidValueException(
            path(name), name, "is no field; known: " + String.join(", ", known));
      }
    }
    return this;
  }

  boolean has(String name) {
    return json.has(name);
  }

  PlanFields object(String name) {
    return of(path(name), json.get(name));
  }

  /** By name, in an order of its own; empty where there is none. */
  <T> SortedMap<String, T> optionalMap(String name, Function<PlanFields, T> reader) {
    SortedMap<String, T> map = new TreeMap<>();
    if (has(name)) {
      PlanFields all = object(name);
      all.json.keySet().forEach(key -> map.put(key, reader.apply(all.object(key))));
    }
    return map;
  }

  SortedMap<String, BigInteger> optionalAmounts(String name) {
    SortedMap<String, BigInteger> map = new TreeMap<>();
    if (has(name)) {
      PlanFields all = object(name);
      all.json.keySet().forEach(key -> map.put(key, all.amount(key)));
    }
    return map;
  }

  SortedMap<String, String> optionalTexts(String name) {
    SortedMap<String, String> map = new TreeMap<>();
    if (has(name)) {
      PlanFields all = object(name);
      all.json.keySet().forEach(key -> map.put(key, all.text(key)));
    }
    return map;
  }

  private JsonArray list(String name) {
    if (json.get(name) instanceof JsonArray list) {
      return list;
    }
    throw wrong(path(name), json.get(name), "must be a list");
  }

  <T> List<T> objects(String name, Function<PlanFields, T> reader) {
    List<T> objects = new ArrayList<>();
    for (JsonElement each : list(name)) {
      objects.add(reader.apply(of(path(name) + "[" + objects.size() + "]", each)));
    }
    return objects;
  }

  <T> List<T> optionalObjects(String name, Function<PlanFields, T> reader) {
    return has(name) ? objects(name, reader) : List.of();
  }

  List<String> optionalList(String name) {
    List<String> texts = new ArrayList<>();
    if (has(name)) {
      for (JsonElement each : list(name)) {
        texts.add(text(path(name) + "[" + texts.size() + "]", each));
      }
    }
    return texts;
  }

  String text(String name) {
    return text(path(name), json.get(name));
  }

  private static String text(String where, @Nullable JsonElement value) {
    if (value instanceof JsonPrimitive primitive && primitive.isString()) {
      return primitive.getAsString();
    }
    throw wrong(where, value, "must be a text");
  }

  <E extends Enum<E>> E oneOf(String name, Class<E> type) {
    String text = text(name);
    for (E each : type.getEnumConstants()) {
      if (each.name().equals(text)) {
        return each;
      }
    }
    throw new InvalidValueException(
        path(name), text, "must be one of " + Arrays.toString(type.getEnumConstants()));
  }

  <E extends Enum<E>> E oneOf(String name, E otherwise) {
    return has(name) ? oneOf(name, otherwise.getDeclaringClass()) : otherwise;
  }

  boolean flag(String name, boolean otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    if (json.get(name) instanceof JsonPrimitive primitive && primitive.isBoolean()) {
      return primitive.getAsBoolean();
    }
    throw wrong(path(name), json.get(name), "must be true or false");
  }

  /** Digits as a text, or an integer. */
  BigInteger amount(String name) {
    JsonElement value = json.get(name);
    if (value instanceof JsonPrimitive primitive
        && !primitive.isBoolean()
        && INTEGER.matcher(primitive.getAsString()).matches()) {
      return new BigInteger(primitive.getAsString());
    }
    throw wrong(path(name), value, "must be a decimal integer in smallest units");
  }

  BigInteger amount(String name, long otherwise) {
    return has(name) ? amount(name) : BigInteger.valueOf(otherwise);
  }

  /** An integer of 64 bits. */
  long number(String name) {
    JsonElement value = json.get(name);
    if (value instanceof JsonPrimitive primitive
        && primitive.isNumber()
        && INTEGER.matcher(primitive.getAsString()).matches()) {
      BigInteger number = new BigInteger(primitive.getAsString());
      if (number.bitLength() < Long.SIZE) {
        return number.longValue();
      }
    }
    throw wrong(path(name), value, "must be an integer of 64 bits");
  }

  /** An integer of 32 bits. */
  int small(String name) {
    long number = number(name);
    if (number < Integer.MIN_VALUE || number > Integer.MAX_VALUE) {
      throw new InvalidValueException(path(name), number, "must be an integer of 32 bits");
    }
    return (int) number;
  }

  int small(String name, int otherwise) {
    return has(name) ? small(name) : otherwise;
  }

  String path(String name) {
    return where.isEmpty() ? name : where + "." + name;
  }
}
