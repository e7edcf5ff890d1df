package dev.curation.simulator;

import com.google.gson.Gson;
import dev.curation.chain.Address;
import dev.curation.signing.TypedMessage;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Requests about reward programs, as wallets sign them and front ends send them. */
final class ProgramLetters {
  private static final BigInteger NONE = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
  private static final BigInteger FOR_EVER = BigInteger.valueOf(1L << 40);

  private ProgramLetters() {}

  static String create(Offer offer, Address token, String requestId) {
    List<Members> deeds = offer.deeds().stream().map(ProgramLetters::deed).toList();
    Members members =
        new Members()
            .address("creator", offer.creator().address())
            .text("title", "Für alle")
            .text("description", "A program of " + requestId)
            .address("asset", token)
            .number("totalRewardPool", offer.total())
            .number("maxRewardByAddress", offer.cap())
            .address("maxRewardAsset", token)
            .number("programStartMs", offer.start())
            .number("claimPeriods", offer.periods())
            .number("claimPeriodSeconds", offer.periodSeconds())
            .number("maxRolloverClaimPeriods", offer.rollovers())
            .number("expirationOffsetSeconds", offer.offsetSeconds())
            .number("minimumRolloverBps", offer.leastBps())
            .number("minimumRolloverAmount", NONE)
            .list("qualifyingActions", "QualifyingAction", deeds);
    return members.signed(offer.creator(), "CreateProgram", requestId);
  }

  private static Members deed(Offer.Deed deed) {
    return new Members()
        .text("type", deed.type())
        .number("minimumActions", deed.least())
        .number("maximumActions", deed.most())
        .number("minimumStake", deed.leastStake())
        .number("maximumStake", Objects.requireNonNullElse(deed.mostStake(), NONE))
        .number("percentileLow", deed.low())
        .number("percentileHigh", deed.high())
        .text("percentileMetric", deed.metric())
        .text("role", deed.role())
        .number("ownerMultiplier", deed.multiplier());
  }

  static String end(Person person, long program, String requestId) {
    return new Members()
        .address("creator", person.address())
        .number("program", program)
        .signed(person, "EndProgram", requestId);
  }

  /**
   * @param program null: of all
   */
  static String claim(Person person, @Nullable Long program, String requestId) {
    Members members = new Members().address("curator", person.address());
    return program == null
        ? members.signed(person, "ClaimAllRewards", requestId)
        : members.number("program", program).signed(person, "ClaimRewards", requestId);
  }

  static String withdraw(Person person, Address token, BigInteger amount, String requestId) {
    return new Members()
        .address("owner", person.address())
        .address("asset", token)
        .number("amount", amount)
        .signed(person, "WithdrawFunds", requestId);
  }

  /** The members of a message, and of the JSON that tells them: what says nothing is left out. */
  private static final class Members {
    private final TypedMessage typed = new TypedMessage();
    private final Map<String, Object> body = new LinkedHashMap<>();

    Members address(String name, Address value) {
      var unused = typed.address(name, value);
      body.put(name, value.hex());
      return this;
    }

    Members number(String name, long value) {
      return number(name, BigInteger.valueOf(value));
    }

    Members number(String name, BigInteger value) {
      var unused = typed.uint256(name, value);
      if (!value.equals(NONE)) {
        body.put(name, value.toString());
      }
      return this;
    }

    Members text(String name, String value) {
      var unused = typed.string(name, value);
      if (!value.isEmpty()) {
        body.put(name, value);
      }
      return this;
    }

    Members list(String name, String type, List<Members> values) {
      List<TypedMessage> all = values.stream().map(each -> each.typed).toList();
      var unused = typed.structs(name, type, all, all.getFirst());
      body.put(name, values.stream().map(each -> each.body).toList());
      return this;
    }

    String signed(Person person, String type, String requestId) {
      byte[] digest =
          text("requestId", requestId)
              .number("deadline", FOR_EVER)
              .typed
              .digest(type, Setting.CHAIN, Setting.STAKING.address());
      body.put("action", Character.toLowerCase(type.charAt(0)) + type.substring(1));
      body.put("chainId", Setting.CHAIN.toString());
      body.put("signature", person.sign(digest).hex());
      return new Gson().toJson(body);
    }
  }
}
