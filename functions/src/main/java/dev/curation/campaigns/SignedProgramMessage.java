package dev.curation.campaigns;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.errors.InvalidValueException;
import dev.curation.programs.ProgramRefusal;
import dev.curation.programs.ProgramRequest;
import dev.curation.programs.RequestedAction;
import dev.curation.signing.FlatJson;
import dev.curation.signing.WalletSignature;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A signed request about programs as front ends send it: a JSON object of strings; of a new program
 * with a list of objects of strings, its actions. Numbers are decimal strings only: a JSON number
 * may have lost its last digits on its way.
 */
public record SignedProgramMessage(ProgramMessage message, WalletSignature signature) {
  private static final String ACTIONS = "qualifyingActions";
  private static final Pattern INTEGER = Pattern.compile("0|[1-9][0-9]{0,77}");
  private static final Set<String> COMMON =
      Set.of("action", "chainId", "requestId", "deadline", "signature");

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
    Set<String> known = new HashSet<>(COMMON);
    MEMBERS.values().forEach(known::addAll);
    FlatJson.WithList read = FlatJson.read(json, known, Set.of(), ACTIONS, ACTION_MEMBERS);
    Reader reader = new Reader(read.fields(), "");
    String action = reader.text("action");
    List<String> members = MEMBERS.get(action);
    if (members == null) {
      throw new InvalidValueException(
          "action", action, "must be one of " + String.join(", ", MEMBERS.keySet()));
    }
    reader.requireOnly(action, members);
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
      String action, ChainId chain, Reader reader, List<Map<String, String>> items) {
    return switch (action) {
      case "createProgram" -> create(chain, reader, items);
      case "endProgram" ->
          new ProgramAction.EndProgram(reader.person("creator"), reader.number("program"));
      case "claimRewards" ->
          new ProgramAction.ClaimRewards(reader.person("curator"), reader.number("program"));
      case "claimAllRewards" -> new ProgramAction.ClaimAllRewards(reader.person("curator"));
      case "withdrawFunds" ->
          new ProgramAction.WithdrawFunds(
              reader.person("owner"), reader.address("asset"), reader.positive("amount"));
      default -> throw new IllegalStateException("an action without a reader: " + action);
    };
  }

  private static ProgramAction create(
      ChainId chain, Reader reader, List<Map<String, String>> items) {
    Address creator = reader.person("creator");
    Address token = reader.address("asset");
    Address maxToken = reader.has("maxRewardAsset") ? reader.address("maxRewardAsset") : token;
    List<RequestedAction> actions = new ArrayList<>();
    for (Map<String, String> item : items) {
      actions.add(requested(new Reader(item, ACTIONS + "[" + actions.size() + "].")));
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
            reader.optional("minimumRolloverAmount"),
            actions));
  }

  private static RequestedAction requested(Reader reader) {
    return new RequestedAction(
        reader.text("type"),
        reader.number("minimumActions"),
        reader.number("maximumActions"),
        reader.has("minimumStake") ? reader.integer("minimumStake") : BigInteger.ZERO,
        reader.optional("maximumStake"),
        reader.number("percentileLow", 0),
        reader.number("percentileHigh", 10_000),
        reader.has("percentileMetric") ? reader.text("percentileMetric") : null,
        reader.has("role") ? reader.text("role") : null,
        reader.number("ownerMultiplier", 0));
  }

  /**
   * Reads the fields of one object.
   *
   * @param place before the names of its fields
   */
  private record Reader(Map<String, String> fields, String place) {
    void requireOnly(String action, List<String> members) {
      for (String name : new TreeSet<>(fields.keySet())) {
        if (!COMMON.contains(name) && !members.contains(name)) {
          throw new InvalidValueException(name, fields.get(name), "is not a field of " + action);
        }
      }
      members.stream().filter(name -> !OPTIONAL.contains(name)).forEach(this::text);
    }

    boolean has(String name) {
      return fields.containsKey(name);
    }

    String text(String name) {
      String text = fields.get(name);
      if (text == null) {
        throw new InvalidValueException(place + name, null, "is missing");
      }
      return text;
    }

    /** Half a character cannot be signed or stored as it is. */
    String unicode(String name) {
      String text = text(name);
      if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
        throw new InvalidValueException(place + name, text, "must be Unicode");
      }
      return text;
    }

    Address address(String name) {
      return Address.parse(place + name, text(name));
    }

    /** Somebody who signs. */
    Address person(String name) {
      try {
        Address address = address(name);
        if (!address.equals(Address.ZERO)) {
          return address;
        }
      } catch (InvalidValueException e) {
        // The refusal below says the same, with the code of the rules.
      }
      throw ProgramRefusal.INVALID_ADDRESS.of(name, text(name));
    }

    /** No more digits than 2^256 has: parsing takes time quadratic in them. */
    BigInteger integer(String name) {
      String text = text(name);
      if (INTEGER.matcher(text).matches()) {
        BigInteger value = new BigInteger(text);
        if (value.bitLength() <= 256) {
          return value;
        }
      }
      throw new InvalidValueException(
          place + name, text, "must be a decimal integer of 0 to 2^256-1");
    }

    BigInteger positive(String name) {
      BigInteger value = integer(name);
      if (value.signum() == 0) {
        throw new InvalidValueException(place + name, value, "must be above 0");
      }
      return value;
    }

    @Nullable BigInteger optional(String name) {
      if (!has(name)) {
        return null;
      }
      BigInteger amount = integer(name);
      if (amount.equals(ProgramAction.NO_AMOUNT)) {
        throw new InvalidValueException(place + name, amount, "stands for none: leave it out");
      }
      return amount;
    }

    long number(String name) {
      BigInteger value = integer(name);
      if (value.bitLength() > 63) {
        throw new InvalidValueException(place + name, value, "must be below 2^63");
      }
      return value.longValueExact();
    }

    long number(String name, long otherwise) {
      return has(name) ? number(name) : otherwise;
    }
  }
}
