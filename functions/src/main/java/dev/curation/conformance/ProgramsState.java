package dev.curation.conformance;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.curation.programs.AccountState;
import dev.curation.programs.Claimed;
import dev.curation.programs.Distribution;
import dev.curation.programs.Judgement;
import dev.curation.programs.LogEntry;
import dev.curation.programs.MemoryProgram;
import dev.curation.programs.MemoryPrograms;
import dev.curation.programs.Outcome;
import dev.curation.programs.ProgramTerms;
import dev.curation.programs.RewardProgram;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reward programs as the vectors write them. */
final class ProgramsState {
  private ProgramsState() {}

  static JsonObject of(Judgement judgement) {
    JsonObject json = new JsonObject();
    json.addProperty("program", judgement.program());
    json.addProperty("outcome", judgement.outcome().name());
    if (judgement.outcome() != Outcome.LATE) {
      json.addProperty("action", judgement.action());
      json.addProperty("user", judgement.user());
    }
    if (judgement.isCounted()) {
      json.addProperty("period", judgement.period());
      json.addProperty("count", judgement.count());
      json.addProperty("shares", judgement.shares());
    }
    return json;
  }

  static JsonObject of(MemoryPrograms.Claim claim) {
    JsonObject json = new JsonObject();
    json.addProperty("program", claim.program());
    json.addProperty("period", claim.period());
    json.addProperty("status", claim.status().name());
    json.addProperty("reward", claim.reward().toString());
    json.addProperty("provisional", claim.isProvisional());
    return json;
  }

  static void put(Claimed claimed, JsonObject into) {
    into.addProperty("program", claimed.program());
    into.addProperty("total", claimed.total().toString());
    JsonArray periods = new JsonArray();
    for (Claimed.Period each : claimed.periods()) {
      JsonObject period = new JsonObject();
      period.addProperty("period", each.period());
      period.addProperty("shares", each.shares());
      period.addProperty("reward", each.reward().toString());
      periods.add(period);
    }
    into.add("periods", periods);
  }

  static void put(MemoryPrograms engine, List<Claimed> paid, JsonObject into) {
    SortedMap<String, BigInteger> totals = new TreeMap<>();
    JsonArray programs = new JsonArray();
    for (Claimed claimed : paid) {
      RewardProgram program = engine.program(claimed.program()).program();
      totals.merge(program.terms().asset(), claimed.total(), BigInteger::add);
      JsonObject json = new JsonObject();
      put(claimed, json);
      programs.add(json);
    }
    into.add("totals", texts(totals));
    into.add("programs", programs);
  }

  /** What a vector has under {@code final}. */
  static JsonObject end(MemoryPrograms engine) {
    JsonArray programs = new JsonArray();
    JsonArray periods = new JsonArray();
    JsonArray accounts = new JsonArray();
    for (MemoryProgram each : engine.programs().values()) {
      programs.add(of(each.program()));
      for (Distribution period : each.distributions()) {
        periods.add(of(period));
        new TreeMap<>(each.accounts(period.period()))
            .values()
            .forEach(account -> accounts.add(of(period, account)));
      }
    }
    JsonObject json = new JsonObject();
    json.add("programs", programs);
    json.add("periods", periods);
    json.add("accounts", accounts);
    json.add("balances", balances(engine));
    JsonArray log = new JsonArray();
    engine.log().forEach(entry -> log.add(of(entry)));
    json.add("log", log);
    return json;
  }

  private static JsonObject of(RewardProgram program) {
    ProgramTerms terms = program.terms();
    JsonObject json = new JsonObject();
    json.addProperty("id", program.id());
    json.addProperty("creator", terms.creator());
    json.addProperty("asset", terms.asset());
    json.addProperty("total", terms.total().toString());
    json.addProperty("remaining", program.remaining().toString());
    json.addProperty("claimed", program.claimed().toString());
    json.addProperty("refunded", program.refunded().toString());
    json.addProperty("maxRewardByAddress", terms.maxRewardByAddress().toString());
    json.addProperty("minimumRolloverAmount", terms.minimumRolloverAmount().toString());
    json.addProperty("claimPeriodSeconds", terms.claimPeriodSeconds());
    json.addProperty("claimPeriods", program.claimPeriods());
    json.addProperty("plannedClaimPeriods", terms.plannedClaimPeriods());
    json.addProperty("maxRolloverClaimPeriods", program.maxRolloverClaimPeriods());
    json.addProperty("currentClaimPeriod", program.currentClaimPeriod());
    json.addProperty("programStartMs", terms.programStartMs());
    json.addProperty("expectedEndMs", program.expectedEndMs());
    json.addProperty("programEndMaxMs", program.programEndMaxMs());
    json.addProperty("claimPeriodEndMs", program.claimPeriodEndMs());
    json.addProperty("actualEndMs", program.actualEndMs());
    json.addProperty("expirationOffsetSeconds", terms.expirationOffsetSeconds());
    json.addProperty("state", program.state().name());
    return json;
  }

  private static JsonObject of(Distribution period) {
    JsonObject json = new JsonObject();
    json.addProperty("program", period.program());
    json.addProperty("period", period.period());
    json.addProperty("pool", period.pool().toString());
    json.addProperty("allocated", period.allocated().toString());
    json.addProperty("totalShares", period.totalShares());
    json.addProperty("ended", period.ended());
    return json;
  }

  private static JsonObject of(Distribution period, AccountState account) {
    JsonObject json = new JsonObject();
    json.addProperty("program", period.program());
    json.addProperty("period", period.period());
    json.addProperty("user", account.address());
    json.addProperty("shares", account.shares());
    json.addProperty("status", account.status().name());
    BigInteger reward = account.reward();
    json.addProperty("reward", reward == null ? null : reward.toString());
    JsonObject counters = new JsonObject();
    account.counters().forEach((action, count) -> counters.addProperty("" + action, count));
    json.add("counters", counters);
    return json;
  }

  private static JsonObject balances(MemoryPrograms engine) {
    JsonObject json = new JsonObject();
    engine
        .balances()
        .forEach(
            (user, own) ->
                own.forEach((asset, amount) -> json.addProperty(user + "/" + asset, "" + amount)));
    return json;
  }

  private static JsonElement of(LogEntry entry) {
    JsonArray json = new JsonArray();
    json.add(entry.kind().text());
    json.add(entry.program());
    switch (entry.kind()) {
      case CLAIM_PERIOD_ENDED -> {
        json.add(entry.period());
        json.add(entry.atMs());
      }
      case PROGRAM_REFUNDED, PROGRAM_EXPIRED -> {
        json.add(entry.atMs());
        json.add(String.valueOf(entry.amount()));
      }
      case REWARDS_CLAIMED -> {
        json.add(entry.address());
        json.add(String.valueOf(entry.amount()));
      }
      case PROGRAM_CREATED, PROGRAM_STARTED, PROGRAM_ENDED, PROGRAM_FINISHED ->
          json.add(entry.atMs());
    }
    return json;
  }

  /** What a vector has under {@code invariants}. */
  static JsonObject invariants(MemoryPrograms engine) {
    JsonObject escrow = new JsonObject();
    engine
        .programs()
        .forEach((id, each) -> escrow.addProperty("" + id, each.program().escrow().toString()));
    JsonObject json = new JsonObject();
    json.add("escrow", escrow);
    json.add("supply", texts(engine.supply()));
    return json;
  }

  private static JsonObject texts(Map<String, BigInteger> amounts) {
    JsonObject json = new JsonObject();
    amounts.forEach((name, amount) -> json.addProperty(name, amount.toString()));
    return json;
  }
}
