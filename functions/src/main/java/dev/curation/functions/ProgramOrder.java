package dev.curation.functions;

import dev.curation.campaigns.ProgramAdministration;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.commits.Act;
import dev.curation.errors.InvalidValueException;
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
          "acceptAsset", List.of("asset", "receiver", "firstBlock"),
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
  Map<String, String> carryOut(ProgramAdministration administration) {
    return switch (fields.text("action")) {
      case "acceptAsset" ->
          administration.acceptAsset(
              contract("asset"), receiver(), fields.number("firstBlock", 0), act);
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

  private Address receiver() {
    Address receiver = fields.address("receiver");
    if (receiver.equals(Address.ZERO)) {
      throw new InvalidValueException("receiver", receiver, "must not be the zero address");
    }
    return receiver;
  }
}
