package dev.curation.campaigns;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.errors.InvalidValueException;
import dev.curation.programs.ProgramRefusal;
import dev.curation.programs.ProgramRefusedException;
import dev.curation.programs.ProgramRequest;
import dev.curation.programs.RequestedAction;
import dev.curation.signing.FlatJson;
import dev.curation.signing.SignedFields;
import dev.curation.signing.WalletSignature;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A signed request about programs as front ends send it: a JSON object of strings; of a new program
 * with a list of objects of strings, its actions. Numbers are decimal strings only: a JSON number
 * may have lost its last digits on its way.
 */
public record SignedProgramMessage(ProgramMessage message, WalletSignature signature) {
  private static final String ACTIONS = "qualifyingActions";

  /** What may be left out. */
  private static final Set<String> OPTIONAL =
      Set.of("maxRewardAsset", "minimumRolloverBps", "minimumRolloverAmount");

  private static final Map<String, List<String>> MEMBERS =
      new TreeMap<>(
          Map.of(
              "createProgram",
              List.of(
                  "creator",
                  "title",
                  "description",
                  "asset",
                  "totalRewardPool",
                  "maxRewardByAddress",
                  "maxRewardAsset",
                  "programStartMs",
                  "claimPeriods",
                  "claimPeriodSeconds",
                  "maxRolloverClaimPeriods",
                  "expirationOffsetSeconds",
                  "minimumRolloverBps",
                  "minimumRolloverAmount"),
              "endProgram",
              List.of("creator", "program"),
              "claimRewards",
              List.of("curator", "program"),
              "claimAllRewards",
              List.of("curator"),
              "withdrawFunds",
              List.of("owner", "asset", "amount")));

  private static final Set<String> ACTION_MEMBERS =
      Set.of(
          "type",
          "minimumActions",
          "maximumActions",
          "minimumStake",
          "maximumStake",
          "percentileLow",
          "percentileHigh",
          "percentileMetric",
          "role",
          "ownerMultiplier");

  /**
   * @throws InvalidValueException naming the field, or {@code body} if it is no such object
   * @throws dev.curation.programs.ProgramRefusedException {@code INVALID_ADDRESS}
   */
  public static SignedProgramMessage parse(String json) {
    Set<String> known = new HashSet<>(SignedFields.COMMON);
    MEMBERS.values().forEach(known::addAll);
    FlatJson.WithList read = FlatJson.read(json, known, Set.of(), ACTIONS, ACTION_MEMBERS);
    SignedFields reader = new SignedFields(read.fields(), "");
    String action = reader.text("action");
    List<String> members = MEMBERS.get(action);
    if (members == null) {
      throw new InvalidValueException(
          "action", action, "must be one of " + String.join(", ", MEMBERS.keySet()));
    }
    reader.requireOnly(action, members, OPTIONAL);
    if (!action.equals("createProgram") && !read.items().isEmpty()) {
      throw new InvalidValueException(ACTIONS, "a list", "is not a field of " + action);
    }
    ChainId chain = ChainId.parse("chainId", reader.text("chainId"));
    ProgramMessage message =
        new ProgramMessage(
            chain,
            action(action, chain, reader, read.items()),
            reader.text("requestId"),
            reader.integer("deadline"));
    return new SignedProgramMessage(message, new WalletSignature(reader.text("signature")));
  }

  private static ProgramAction action(
      String action, ChainId chain, SignedFields reader, List<Map<String, String>> items) {
    return switch (action) {
      case "createProgram" -> create(chain, reader, items);
      case "endProgram" ->
          new ProgramAction.EndProgram(person(reader, "creator"), reader.number("program"));
      case "claimRewards" ->
          new ProgramAction.ClaimRewards(person(reader, "curator"), reader.number("program"));
      case "claimAllRewards" -> new ProgramAction.ClaimAllRewards(person(reader, "curator"));
      case "withdrawFunds" ->
          new ProgramAction.WithdrawFunds(
              person(reader, "owner"), reader.address("asset"), reader.positive("amount"));
      default -> throw new IllegalStateException("an action without a reader: " + action);
    };
  }

  private static ProgramAction create(
      ChainId chain, SignedFields reader, List<Map<String, String>> items) {
    Address creator = person(reader, "creator");
    Address token = reader.address("asset");
    Address maxToken = reader.has("maxRewardAsset") ? reader.address("maxRewardAsset") : token;
    List<RequestedAction> actions = new ArrayList<>();
    for (Map<String, String> item : items) {
      actions.add(requested(new SignedFields(item, ACTIONS + "[" + actions.size() + "].")));
    }
    return new ProgramAction.CreateProgram(
        creator,
        token,
        maxToken,
        new ProgramRequest(
            reader.unicode("title"),
            reader.unicode("description"),
            creator.hex(),
            new CollectionId(chain, token).toString(),
            reader.integer("totalRewardPool"),
            reader.integer("maxRewardByAddress"),
            new CollectionId(chain, maxToken).toString(),
            reader.number("programStartMs"),
            reader.number("claimPeriods"),
            reader.number("claimPeriodSeconds"),
            reader.number("maxRolloverClaimPeriods"),
            reader.number("expirationOffsetSeconds"),
            reader.number("minimumRolloverBps", ProgramRequest.DEFAULT_ROLLOVER_BPS),
            optional(reader, "minimumRolloverAmount"),
            actions));
  }

  private static RequestedAction requested(SignedFields reader) {
    return new RequestedAction(
        reader.text("type"),
        reader.number("minimumActions"),
        reader.number("maximumActions"),
        reader.has("minimumStake") ? reader.integer("minimumStake") : BigInteger.ZERO,
        optional(reader, "maximumStake"),
        reader.number("percentileLow", 0),
        reader.number("percentileHigh", 10_000),
        reader.has("percentileMetric") ? reader.text("percentileMetric") : null,
        reader.has("role") ? reader.text("role") : null,
        reader.number("ownerMultiplier", 0));
  }

  /** Somebody who signs. */
  private static Address person(SignedFields reader, String name) {
    String text = reader.text(name);
    try {
      return reader.address(name);
    } catch (InvalidValueException e) {
      ProgramRefusedException refused = ProgramRefusal.INVALID_ADDRESS.of(name, text);
      refused.initCause(e);
      throw refused;
    }
  }

  private static @Nullable BigInteger optional(SignedFields reader, String name) {
    if (!reader.has(name)) {
      return null;
    }
    BigInteger amount = reader.integer(name);
    if (amount.equals(ProgramAction.NO_AMOUNT)) {
      throw new InvalidValueException(
          reader.place() + name, amount, "stands for none: leave it out");
    }
    return amount;
  }
}
