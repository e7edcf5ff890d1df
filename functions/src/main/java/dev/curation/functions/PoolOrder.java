package dev.curation.functions;

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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An order of a pool's administration: one JSON object, amounts as decimal strings. */
record PoolOrder(OrderFields fields) {
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
    PoolOrder order = new PoolOrder(OrderFields.parse(body));
    List<String> known = FIELDS.get(order.fields.text("action"));
    if (known == null) {
      throw new InvalidValueException(
          "action", order.fields.text("action"), "must be block, settings or sweep");
    }
    Set<String> all = new HashSet<>(known);
    all.addAll(List.of("action", "chainId"));
    order.fields.requireOnly(all);
    return order;
  }

  /**
   * @throws InvalidValueException naming the field
   * @throws dev.curation.withdrawals.RefusedException if the rules refuse it
   */
  Map<String, @Nullable Object> carryOut(PoolAdministration administration) {
    ChainId pool = ChainId.parse("chainId", fields.text("chainId"));
    return switch (fields.text("action")) {
      case "block" -> Map.of("applied", block(administration, pool));
      case "settings" -> {
        administration.set(pool, this::settings);
        yield Map.of("set", true);
      }
      default -> Map.of("payments", sweep(administration, pool));
    };
  }

  private boolean block(PoolAdministration administration, ChainId pool) {
    OrderFields fees = fields.object("fees");
    Map<Denom, BigInteger> amounts = new TreeMap<>();
    for (String denom : fees.json().keySet()) {
      amounts.put(
          OrderFields.payable("fees." + denom, denom),
          Wei.parse("fees." + denom, fees.text(denom)).value());
    }
    return administration.block(
        pool,
        fields.number("height"),
        Amounts.of(amounts),
        fields.optionalAddress("bonusOperator"),
        fields.integer("bonusRateE18", BigInteger.ZERO));
  }

  /** What is not named stays as it is. */
  private PoolSettings settings(PoolSettings before) {
    PoolParameters parameters = before.parameters();
    return new PoolSettings(
        new PoolParameters(
            fields.integer("taxE18", parameters.taxE18()),
            fields.flag("autoWithdrawOnChange", parameters.autoWithdrawOnChange()),
            fields.flag("withdrawAddressEnabled", parameters.withdrawAddressEnabled()),
            fields.has("blockedAddresses") ? addresses() : parameters.blockedAddresses()),
        fields.integer("minCommissionE18", before.minCommissionE18()),
        fields.integer("maxCommissionE18", before.maxCommissionE18()),
        fields.integer("maxCommissionChangeE18", before.maxCommissionChangeE18()));
  }

  private Set<String> addresses() {
    return fields.addresses("blockedAddresses").stream()
        .map(Address::hex)
        .collect(Collectors.toUnmodifiableSet());
  }

  private Map<String, String> sweep(PoolAdministration administration, ChainId pool) {
    Address treasury = fields.address("treasury");
    if (treasury.equals(Address.ZERO)) {
      throw new InvalidValueException("treasury", treasury, "must not be the zero address");
    }
    String id = fields.text("requestId");
    if (!id.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new InvalidValueException("requestId", id, "must be 1 to 64 letters, digits, _ or -");
    }
    Map<String, String> paid = new LinkedHashMap<>();
    for (Payment payment : administration.sweep(pool, treasury, id)) {
      paid.put(payment.denom().name(), payment.wei().toString());
    }
    return paid;
  }
}
