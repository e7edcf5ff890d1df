package dev.curation.functions;

import dev.curation.campaigns.ProgramAdministration;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.commits.Act;
import dev.curation.errors.InvalidValueException;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * An order of whoever operates reward programs.
 *
 * @param act under which it is recorded
 */
record ProgramOrder(OrderFields fields, Act act) {
  private static final List<String> COMMON = List.of("action", "requestId", "why", "who");

  /** What may be ordered, and the fields of each. */
  private static final Map<String, List<String>> FIELDS =
      Map.of(
          "acceptAsset", List.of("asset", "receiver", "firstBlock", "minimumTotalWei"),
          "returnDeposit", List.of("asset", "owner", "to", "amountWei"),
          "exclude", List.of("chainId", "address", "isExcluded"),
          "registerOwner", List.of("collection", "owner"));

  /**
   * @param body as it came
   * @param who orders it
   * @throws InvalidValueException naming the field
   */
  static ProgramOrder of(OrderFields fields, String body, String who) {
    String action = fields.text("action");
    List<String> known = FIELDS.get(action);
    if (known == null) {
      throw new InvalidValueException(
          "action", action, "must be one of " + String.join(", ", new TreeSet<>(FIELDS.keySet())));
    }
    Set<String> all = new HashSet<>(known);
    all.addAll(COMMON);
    fields.requireOnly(all);
    return new ProgramOrder(
        fields, new Act(fields.text("requestId"), who, fields.text("why"), body));
  }

  /**
   * @throws InvalidValueException naming the field
   */
  Map<String, String> carryOut(ProgramWiring programs) {
    ProgramAdministration administration = programs.administration();
    return switch (fields.text("action")) {
      case "acceptAsset" ->
          administration.acceptAsset(
              asset(programs),
              account("receiver"),
              fields.number("firstBlock"),
              fields.integer("minimumTotalWei", BigInteger.ZERO),
              act);
      case "returnDeposit" ->
          administration.returnDeposit(
              contract("asset"), fields.address("owner"), account("to"), amount(), act);
      case "exclude" ->
          administration.exclude(
              ChainId.parse("chainId", fields.text("chainId")),
              fields.address("address"),
              fields.flag("isExcluded", true),
              act);
      case "registerOwner" ->
          administration.registerOwner(
              contract("collection"), fields.isNull("owner") ? null : fields.address("owner"), act);
      default -> throw new IllegalStateException("an order without a desk: " + fields);
    };
  }

  private CollectionId contract(String name) {
    try {
      return CollectionId.parse(fields.text(name));
    } catch (InvalidValueException e) {
      throw new InvalidValueException(name, e.value(), e.reason());
    }
  }

  /** Messages name the staking contract: without one nobody could lock what was deposited. */
  private CollectionId asset(ProgramWiring programs) {
    CollectionId asset = contract("asset");
    if (!programs.contracts().containsKey(asset.chainId())) {
      throw new InvalidValueException(
          "asset", asset, "is on a chain without a staking contract in CURATION_CHAINS");
    }
    return asset;
  }

  private Address account(String name) {
    Address account = fields.address(name);
    if (account.equals(Address.ZERO)) {
      throw new InvalidValueException(name, account, "must not be the zero address");
    }
    return account;
  }

  private BigInteger amount() {
    BigInteger amount = fields.integer("amountWei");
    if (amount.signum() == 0) {
      throw new InvalidValueException("amountWei", amount, "must be above 0");
    }
    return amount;
  }
}
