package dev.curation.pools;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.errors.InvalidValueException;
import dev.curation.signing.FlatJson;
import dev.curation.signing.SignedFields;
import dev.curation.signing.WalletSignature;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A signed request as front ends send it: one flat JSON object of strings. Amounts are decimal
 * strings only: a JSON number may have lost its last digits on its way.
 */
public record PoolRequest(PoolMessage message, WalletSignature signature) {
  private static final Set<String> OPTIONAL = Set.of("to", "after");
  private static final Map<String, List<String>> MEMBERS =
      Map.ofEntries(
          Map.entry("createOperator", List.of("operator", "owner", "commissionE18")),
          Map.entry("removeOperator", List.of("owner", "operator")),
          Map.entry("setCommission", List.of("owner", "operator", "rateE18")),
          Map.entry("delegate", List.of("curator", "operator", "votes")),
          Map.entry("undelegate", List.of("curator", "operator", "votes")),
          Map.entry("redelegate", List.of("curator", "source", "target", "votes")),
          Map.entry("withdraw", List.of("curator", "operator", "to")),
          Map.entry("withdrawAll", List.of("curator", "to", "after", "maxDelegations")),
          Map.entry("withdrawOperator", List.of("owner", "operator", "to")),
          Map.entry("withdrawShares", List.of("curator", "collection", "to")),
          Map.entry("setWithdrawAddress", List.of("person", "withdrawAddress")));

  /**
   * @throws InvalidValueException naming the field, or {@code body} if it is no such object
   */
  public static PoolRequest parse(String json) {
    Set<String> known = new HashSet<>(SignedFields.COMMON);
    MEMBERS.values().forEach(known::addAll);
    SignedFields reader = new SignedFields(FlatJson.read(json, known, Set.of()), "");
    String action = reader.text("action");
    List<String> members = MEMBERS.get(action);
    if (members == null) {
      throw new InvalidValueException(
          "action",
          action,
          "must be one of " + String.join(", ", MEMBERS.keySet().stream().sorted().toList()));
    }
    reader.requireOnly(action, members, OPTIONAL);
    PoolMessage message =
        new PoolMessage(
            ChainId.parse("chainId", reader.text("chainId")),
            action(action, reader),
            reader.text("requestId"),
            reader.integer("deadline"));
    return new PoolRequest(message, new WalletSignature(reader.text("signature")));
  }

  private static PoolAction action(String action, SignedFields reader) {
    return switch (action) {
      case "createOperator" ->
          new PoolAction.CreateOperator(
              reader.address("operator"), reader.address("owner"), reader.integer("commissionE18"));
      case "removeOperator" ->
          new PoolAction.RemoveOperator(reader.address("owner"), reader.address("operator"));
      case "setCommission" ->
          new PoolAction.SetCommission(
              reader.address("owner"), reader.address("operator"), reader.integer("rateE18"));
      case "delegate" ->
          new PoolAction.Delegate(
              reader.address("curator"), reader.address("operator"), reader.integer("votes"));
      case "undelegate" ->
          new PoolAction.Undelegate(
              reader.address("curator"), reader.address("operator"), reader.integer("votes"));
      case "redelegate" ->
          new PoolAction.Redelegate(
              reader.address("curator"),
              reader.address("source"),
              reader.address("target"),
              reader.integer("votes"));
      case "withdraw" ->
          new PoolAction.Withdraw(
              reader.address("curator"), reader.address("operator"), optional(reader, "to"));
      case "withdrawAll" ->
          new PoolAction.WithdrawAll(
              reader.address("curator"),
              optional(reader, "to"),
              optional(reader, "after"),
              upTo(reader, "maxDelegations", PoolDesk.MOST_DELEGATIONS));
      case "withdrawOperator" ->
          new PoolAction.WithdrawOperator(
              reader.address("owner"), reader.address("operator"), optional(reader, "to"));
      case "withdrawShares" ->
          new PoolAction.WithdrawShares(
              reader.address("curator"), reader.address("collection"), optional(reader, "to"));
      case "setWithdrawAddress" ->
          new PoolAction.SetWithdrawAddress(
              reader.address("person"), reader.address("withdrawAddress"));
      default -> throw new IllegalStateException("an action without a reader: " + action);
    };
  }

  private static @Nullable Address optional(SignedFields reader, String name) {
    return reader.has(name) ? reader.address(name) : null;
  }

  private static BigInteger upTo(SignedFields reader, String name, int most) {
    BigInteger value = reader.integer(name);
    if (value.signum() == 0 || value.compareTo(BigInteger.valueOf(most)) > 0) {
      throw new InvalidValueException(name, value, "must be 1 to " + most);
    }
    return value;
  }
}
