package dev.curation.campaigns;

import dev.curation.chain.ChainId;
import dev.curation.money.Wei;
import dev.curation.programs.AccountState;
import dev.curation.programs.ClaimStatus;
import dev.curation.programs.Distribution;
import dev.curation.programs.LogEntry;
import dev.curation.programs.ProgramState;
import dev.curation.programs.ProgramTerms;
import dev.curation.programs.RewardProgram;
import dev.curation.store.Fields;
import java.math.BigInteger;
import java.util.SortedMap;
import java.util.TreeMap;

/** Programs, periods and account states as fields (docs/data-model.md, rewardPrograms). */
final class ProgramCodec {
  private ProgramCodec() {}

  static Fields.Builder encode(RewardProgram program) {
    ProgramTerms terms = program.terms();
    return Fields.builder()
        .put("id", terms.id())
        .put("title", terms.title())
        .put("description", terms.description())
        .put("creator", terms.creator())
        .put("asset", terms.asset())
        .put("totalWei", terms.total().toString())
        .put("remainingWei", program.remaining().toString())
        .put("claimedWei", program.claimed().toString())
        .put("refundedWei", program.refunded().toString())
        .put("maxRewardByAddressWei", terms.maxRewardByAddress().toString())
        .put("minimumRolloverAmountWei", terms.minimumRolloverAmount().toString())
        .put("claimPeriodSeconds", terms.claimPeriodSeconds())
        .put("claimPeriods", program.claimPeriods())
        .put("plannedClaimPeriods", terms.plannedClaimPeriods())
        .put("maxRolloverClaimPeriods", program.maxRolloverClaimPeriods())
        .put("currentClaimPeriod", program.currentClaimPeriod())
        .put("programStartMs", terms.programStartMs())
        .put("expectedEndMs", program.expectedEndMs())
        .put("programEndMaxMs", program.programEndMaxMs())
        .put("claimPeriodEndMs", program.claimPeriodEndMs())
        .put("actualEndMs", program.actualEndMs())
        .put("expirationOffsetSeconds", terms.expirationOffsetSeconds())
        .put("state", program.state().name())
        .put("actions", ActionCodec.encode(terms.actions()));
  }

  static RewardProgram program(Fields fields) {
    ProgramTerms terms =
        new ProgramTerms(
            fields.integer("id"),
            fields.string("title"),
            fields.string("description"),
            fields.string("creator"),
            fields.string("asset"),
            wei(fields, "totalWei"),
            wei(fields, "maxRewardByAddressWei"),
            wei(fields, "minimumRolloverAmountWei"),
            fields.integer("claimPeriodSeconds"),
            fields.integer("plannedClaimPeriods"),
            fields.integer("programStartMs"),
            fields.integer("expirationOffsetSeconds"),
            ActionCodec.decode(fields.map("actions")));
    return new RewardProgram(
        terms,
        ProgramState.valueOf(fields.string("state")),
        wei(fields, "remainingWei"),
        wei(fields, "claimedWei"),
        wei(fields, "refundedWei"),
        fields.integer("claimPeriods"),
        fields.integer("maxRolloverClaimPeriods"),
        fields.integer("currentClaimPeriod"),
        fields.integer("expectedEndMs"),
        fields.integer("programEndMaxMs"),
        fields.optionalInteger("claimPeriodEndMs"),
        fields.optionalInteger("actualEndMs"));
  }

  static BigInteger wei(Fields fields, String name) {
    return Wei.parse(name, fields.string(name)).value();
  }

  static Fields encode(Distribution period) {
    return Fields.builder()
        .put("program", period.program())
        .put("period", period.period())
        .put("poolWei", period.pool().toString())
        .put("allocatedWei", period.allocated().toString())
        .put("totalShares", period.totalShares())
        .put("participants", period.participants())
        .put("ended", period.ended())
        .build();
  }

  static Distribution distribution(Fields fields) {
    return new Distribution(
        fields.integer("program"),
        fields.integer("period"),
        wei(fields, "poolWei"),
        wei(fields, "allocatedWei"),
        fields.integer("totalShares"),
        fields.integer("participants"),
        fields.bool("ended"));
  }

  static Fields encode(ChainId chain, long program, long period, AccountState account) {
    Fields.Builder counters = Fields.builder();
    account.counters().forEach((action, count) -> counters.put(action.toString(), count));
    BigInteger reward = account.reward();
    return Fields.builder()
        .put("chainId", chain.toString())
        .put("program", program)
        .put("period", period)
        .put("address", account.address())
        .put("counters", counters.build())
        .put("shares", account.shares())
        .put("hasShares", account.shares() > 0)
        .put("status", account.status().name())
        .put("rewardWei", reward == null ? null : reward.toString())
        .build();
  }

  /**
   * @param actions how many qualifying actions the program lists
   */
  static AccountState account(Fields fields, int actions) {
    SortedMap<Integer, Long> counters = new TreeMap<>();
    Fields counted = fields.map("counters");
    for (String action : counted.values().keySet()) {
      counters.put(Integer.parseInt(action), counted.integer(action));
    }
    return new AccountState(
        fields.string("address"),
        actions,
        counters,
        fields.integer("shares"),
        ClaimStatus.valueOf(fields.string("status")),
        fields.has("rewardWei") ? wei(fields, "rewardWei") : null);
  }

  static Fields encode(long number, LogEntry entry, long now) {
    BigInteger amount = entry.amount();
    return Fields.builder()
        .put("number", number)
        .put("kind", entry.kind().text())
        .put("program", entry.program())
        .put("atMs", entry.atMs())
        .putIfPresent("period", entry.period() == 0 ? null : entry.period())
        .putIfPresent("address", entry.address())
        .putIfPresent("amountWei", amount == null ? null : amount.toString())
        .put("updatedAt", now)
        .build();
  }
}
