package dev.curation.functions;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.curation.chain.Address;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of an operator's order: one JSON object, amounts as decimal strings. */
record OrderFields(JsonObject json) {
  private static final long END_OF_TIME = 253_402_300_800_000L;

  /**
   * @throws InvalidValueException naming {@code body}, if it is no JSON object
   */
  static OrderFields parse(String body) {
    JsonElement json;
    try {
      json = JsonParser.parseString(body);
    } catch (JsonParseException e) {
      InvalidValueException refused = new InvalidValueException("body", body, "must be JSON");
      refused.initCause(e);
      throw refused;
    }
    if (!json.isJsonObject()) {
      throw new InvalidValueException("body", body, "must be a JSON object");
    }
    return new OrderFields(json.getAsJsonObject());
  }

  boolean has(String name) {
    return json.has(name);
  }

  boolean isNull(String name) {
    return json.has(name) && json.get(name).isJsonNull();
  }

  /**
   * @throws InvalidValueException naming a field that is not one of these
   */
  void requireOnly(Set<String> known) {
    for (String name : json.keySet()) {
      if (!known.contains(name)) {
        throw new InvalidValueException(name, json.get(name), "is not a field of it");
      }
    }
  }

  String text(String name) {
    JsonElement value = json.get(name);
    if (value instanceof JsonPrimitive primitive && primitive.isString()) {
      return primitive.getAsString();
    }
    throw new InvalidValueException(name, value, "must be a string");
  }

  BigInteger integer(String name) {
    return Wei.parse(name, text(name)).value();
  }

  BigInteger integer(String name, BigInteger otherwise) {
    return json.has(name) ? integer(name) : otherwise;
  }

  /** A decimal string, below 2^63. */
  long number(String name) {
    BigInteger number = integer(name);
    if (number.bitLength() > 63) {
      throw new InvalidValueException(name, number, "must be 0 to 2^63-1");
    }
    return number.longValueExact();
  }

  long number(String name, long otherwise) {
    return json.has(name) ? number(name) : otherwise;
  }

  /** Milliseconds since the epoch, before the year 10000, so that no sum of times overflows. */
  long time(String name) {
    long time = number(name);
    if (time >= END_OF_TIME) {
      throw new InvalidValueException(name, time, "must be before the year 10000");
    }
    return time;
  }

  boolean flag(String name, boolean otherwise) {
    JsonElement value = json.get(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof JsonPrimitive primitive && primitive.isBoolean()) {
      return primitive.getAsBoolean();
    }
    throw new InvalidValueException(name, value, "must be true or false");
  }

  Address address(String name) {
    return Address.parse(name, text(name));
  }

  @Nullable Address optionalAddress(String name) {
    return json.has(name) ? address(name) : null;
  }

  /** None where the field is missing. */
  Set<Address> addresses(String name) {
    Set<Address> addresses = new LinkedHashSet<>();
    for (String each : texts(name)) {
      addresses.add(Address.parse(name, each));
    }
    return addresses;
  }

  /** None where the field is missing. */
  Set<String> texts(String name) {
    Set<String> texts = new LinkedHashSet<>();
    JsonElement list = json.get(name);
    if (list == null) {
      return texts;
    }
    if (!list.isJsonArray()) {
      throw new InvalidValueException(name, list, "must be a list");
    }
    for (JsonElement each : list.getAsJsonArray()) {
      if (!(each instanceof JsonPrimitive primitive) || !primitive.isString()) {
        throw new InvalidValueException(name, each, "must hold strings");
      }
      texts.add(primitive.getAsString());
    }
    return texts;
  }

  /** An object of strings. */
  OrderFields object(String name) {
    JsonElement value = json.get(name);
    if (value == null || !value.isJsonObject()) {
      throw new InvalidValueException(name, value, "must be an object");
    }
    return new OrderFields(value.getAsJsonObject());
  }

  /** A list of objects; none where the field is missing. */
  List<OrderFields> objects(String name) {
    List<OrderFields> objects = new ArrayList<>();
    JsonElement list = json.get(name);
    if (list == null) {
      return objects;
    }
    if (!list.isJsonArray()) {
      throw new InvalidValueException(name, list, "must be a list");
    }
    for (JsonElement each : list.getAsJsonArray()) {
      if (!each.isJsonObject()) {
        throw new InvalidValueException(name, each, "must hold objects");
      }
      objects.add(new OrderFields(each.getAsJsonObject()));
    }
    return objects;
  }

  /** Only what can be paid: the chain's currency, or a token by its address. */
  static Denom payable(String field, String name) {
    return name.equals(Denom.NATIVE.name())
        ? Denom.NATIVE
        : new Denom(Address.parse(field, name).hex());
  }
}
