package dev.curation.functions;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.claims.ClaimAdministration;
import dev.curation.commits.Act;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Denom;
import dev.curation.node.NodeException;
import dev.curation.time.Week;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * An order of whoever operates claims.
 *
 * @param act under which it is recorded
 */
record ClaimOrder(OrderFields fields, Act act) {
  private static final List<String> COMMON = List.of("action", "requestId", "why", "who");

  /** What may be ordered, and the fields of each. */
  private static final Map<String, List<String>> FIELDS =
      Map.of("open", List.of("chainId", "from"), "proposeAgain", List.of("chainId", "token"));

  /**
   * @param body as it came
   * @param who orders it
   * @throws InvalidValueException naming the field
   */
  static ClaimOrder of(OrderFields fields, String body, String who) {
    String action = fields.text("action");
    List<String> known = FIELDS.get(action);
    if (known == null) {
      throw new InvalidValueException(
          "action", action, "must be one of " + String.join(", ", new TreeSet<>(FIELDS.keySet())));
    }
    Set<String> all = new HashSet<>(known);
    all.addAll(COMMON);
    fields.requireOnly(all);
    return new ClaimOrder(fields, new Act(fields.text("requestId"), who, fields.text("why"), body));
  }

  /**
   * @throws InvalidValueException naming the field
   */
  Map<String, String> carryOut(ClaimWiring claims) {
    ChainId chain = ChainId.parse("chainId", fields.text("chainId"));
    Address contract =
        claims
            .contract(chain)
            .orElseThrow(
                () ->
                    new InvalidValueException(
                        "chainId", chain, "has no distributor in CURATION_CHAINS"));
    ClaimAdministration administration = claims.administration();
    return switch (fields.text("action")) {
      case "open" -> {
        requireContract(claims, chain, contract);
        yield administration.open(
            chain, contract, fields.isNull("from") ? null : new Week(fields.time("from")), act);
      }
      case "proposeAgain" -> administration.proposeAgain(chain, denom(), act);
      default -> throw new IllegalStateException("an order without a desk: " + fields);
    };
  }

  /** Rewards would be locked for good in trees that no contract pays. */
  private static void requireContract(ClaimWiring claims, ChainId chain, Address contract) {
    try {
      var unused =
          claims
              .distributor(chain)
              .orElseThrow(
                  () -> new InvalidValueException("chainId", chain, "has no CURATION_RPC_" + chain))
              .state(Address.ZERO);
    } catch (NodeException.Refused | InvalidValueException e) {
      throw new InvalidValueException(
          "chainId", chain, "has no RewardsDistributor at " + contract + ": " + e.getMessage());
    }
  }

  private Denom denom() {
    Address token = fields.address("token");
    return token.equals(Address.ZERO) ? Denom.NATIVE : new Denom(token.hex());
  }
}
