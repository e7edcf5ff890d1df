package dev.curation.functions;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.pools.PoolAdministration;
import dev.curation.pools.PoolSettings;
import dev.curation.withdrawals.Amounts;
import dev.curation.withdrawals.Payment;
import dev.curation.withdrawals.PoolParameters;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An order of a pool's administration: one JSON object, amounts as decimal strings. */
record PoolOrder(JsonObject json) {
  private static final Map<String, List<String>> FIELDS =
      Map.of(
          "block", List.of("height", "fees", "bonusOperator", "bonusRateE18"),
          "settings",
              List.of(
                  "taxE18",
                  "autoWithdrawOnChange",
                  "withdrawAddressEnabled",
                  "blockedAddresses",
                  "minCommissionE18",
                  "maxCommissionE18",
                  "maxCommissionChangeE18"),
          "sweep", List.of("treasury", "requestId"));

  /**
   * @throws InvalidValueException naming the field, or {@code body} if it is no JSON object
   */
  static PoolOrder parse(String body) {
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
    PoolOrder order = new PoolOrder(json.getAsJsonObject());
    List<String> fields = FIELDS.get(order.text("action"));
    if (fields == null) {
      throw new InvalidValueException(
          "action", order.text("action"), "must be block, settings or sweep");
    }
    for (String name : order.json().keySet()) {
      if (!Set.of("action", "chainId").contains(name) && !fields.contains(name)) {
        throw new InvalidValueException(name, order.json().get(name), "is not a field of it");
      }
    }
    return order;
  }

  /**
   * @throws InvalidValueException naming the field
   * @throws dev.curation.withdrawals.RefusedException if the rules refuse it
   */
  Map<String, @Nullable Object> carryOut(PoolAdministration administration) {
    ChainId pool = ChainId.parse("chainId", text("chainId"));
    return switch (text("action")) {
      case "block" -> Map.of("applied", block(administration, pool));
      case "settings" -> {
        administration.set(pool, this::settings);
        yield Map.of("set", true);
      }
      default -> Map.of("payments", sweep(administration, pool));
    };
  }

  private boolean block(PoolAdministration administration, ChainId pool) {
    JsonElement fees = json.get("fees");
    if (fees == null || !fees.isJsonObject()) {
      throw new InvalidValueException("fees", fees, "must be an object of amounts by denom");
    }
    Map<Denom, BigInteger> amounts = new TreeMap<>();
    PoolOrder each = new PoolOrder(fees.getAsJsonObject());
    for (String denom : each.json().keySet()) {
      amounts.put(denom(denom), Wei.parse("fees." + denom, each.text(denom)).value());
    }
    BigInteger height = integer("height");
    if (height.bitLength() > 63) {
      throw new InvalidValueException("height", height, "must be 0 to 2^63-1");
    }
    return administration.block(
        pool,
        height.longValueExact(),
        Amounts.of(amounts),
        json.has("bonusOperator") ? Address.parse("bonusOperator", text("bonusOperator")) : null,
        json.has("bonusRateE18") ? integer("bonusRateE18") : BigInteger.ZERO);
  }

  /** Only what can be paid: the chain's currency, or a token by its address. */
  private static Denom denom(String name) {
    return name.equals(Denom.NATIVE.name())
        ? Denom.NATIVE
        : new Denom(Address.parse("fees." + name, name).hex());
  }

  /** What is not named stays as it is. */
  private PoolSettings settings(PoolSettings before) {
    PoolParameters parameters = before.parameters();
    return new PoolSettings(
        new PoolParameters(
            integer("taxE18", parameters.taxE18()),
            flag("autoWithdrawOnChange", parameters.autoWithdrawOnChange()),
            flag("withdrawAddressEnabled", parameters.withdrawAddressEnabled()),
            json.has("blockedAddresses") ? addresses() : parameters.blockedAddresses()),
        integer("minCommissionE18", before.minCommissionE18()),
        integer("maxCommissionE18", before.maxCommissionE18()),
        integer("maxCommissionChangeE18", before.maxCommissionChangeE18()));
  }

  private Set<String> addresses() {
    JsonElement list = json.get("blockedAddresses");
    if (!list.isJsonArray()) {
      throw new InvalidValueException("blockedAddresses", list, "must be a list of addresses");
    }
    Set<String> addresses = new LinkedHashSet<>();
    for (JsonElement each : list.getAsJsonArray()) {
      String text = each.isJsonPrimitive() ? each.getAsString() : each.toString();
      addresses.add(Address.parse("blockedAddresses", text).hex());
    }
    return addresses;
  }

  private Map<String, String> sweep(PoolAdministration administration, ChainId pool) {
    Address treasury = Address.parse("treasury", text("treasury"));
    if (treasury.equals(Address.ZERO)) {
      throw new InvalidValueException("treasury", treasury, "must not be the zero address");
    }
    String id = text("requestId");
    if (!id.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new InvalidValueException("requestId", id, "must be 1 to 64 letters, digits, _ or -");
    }
    Map<String, String> paid = new LinkedHashMap<>();
    for (Payment payment : administration.sweep(pool, treasury, id)) {
      paid.put(payment.denom().name(), payment.wei().toString());
    }
    return paid;
  }

  private String text(String name) {
    JsonElement value = json.get(name);
    if (value instanceof JsonPrimitive primitive && primitive.isString()) {
      return primitive.getAsString();
    }
    throw new InvalidValueException(name, value, "must be a string");
  }

  private BigInteger integer(String name) {
    return Wei.parse(name, text(name)).value();
  }

  private BigInteger integer(String name, BigInteger otherwise) {
    return json.has(name) ? integer(name) : otherwise;
  }

  private boolean flag(String name, boolean otherwise) {
    JsonElement value = json.get(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof JsonPrimitive primitive && primitive.isBoolean()) {
      return primitive.getAsBoolean();
    }
    throw new InvalidValueException(name, value, "must be true or false");
  }
}
