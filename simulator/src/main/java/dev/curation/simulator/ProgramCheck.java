package dev.curation.simulator;

import dev.curation.documents.ProgramPaths;
import dev.curation.documents.ProgramQueries;
import dev.curation.store.Fields;
import dev.curation.store.Query;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Programs, periods, accounts and logs are in the database what a recount says. */
final class ProgramCheck {
  /** Whether a reward of nothing was claimed is nowhere told. */
  private static final String EITHER = "claimed or not";

  private final World world;
  private final ProgramPast past;
  private final ProgramRecount recount;
  private final SortedMap<String, String> expected = new TreeMap<>();
  private final SortedMap<String, String> actual = new TreeMap<>();

  ProgramCheck(World world, ProgramPast past, ProgramRecount recount) {
    this.world = world;
    this.past = past;
    this.recount = recount;
  }

  void check() {
    past.offers().forEach(this::tell);
    recount.programs().values().forEach(this::tell);
    past.receipts("ClaimRewards").forEach(this::tellClaim);
    past.receipts("ClaimAllRewards").forEach(this::tellClaim);
    documents(Query.in(ProgramPaths.PROGRAMS)).forEach(this::read);
    past.offers().keySet().forEach(this::readLog);
    Difference.check(expected, actual, "reward programs");
    recount.programs().values().forEach(this::requireClaimed);
    world.count("figures of programs", expected.size());
  }

  private List<Fields> documents(Query query) {
    return world.main().store().query(query).stream().map(StoredDocument::fields).toList();
  }

  private static String line(@Nullable Object... values) {
    StringBuilder line = new StringBuilder();
    for (Object value : values) {
      line.append(value).append(' ');
    }
    return line.toString();
  }

  private void log(
      long program, SortedMap<String, String> figures, String kind, @Nullable Object... values) {
    String key = "program " + program + " log: " + kind + " " + line(values);
    figures.merge(key, "1", (before, one) -> Integer.toString(Integer.parseInt(before) + 1));
  }

  private void tell(long id, Offer offer) {
    past.receipts("CreateProgram").stream()
        .filter(receipt -> receipt.map("result").integer("program") == id)
        .forEach(
            receipt ->
                log(id, expected, "program_created", receipt.integer("at"), null, null, null));
    Long deleted = past.deleted(id);
    if (deleted != null) {
      log(id, expected, "program_ended", deleted, null, null, null);
      log(id, expected, "program_refunded", deleted, null, null, offer.total());
      world.count("programs deleted");
    }
  }

  private void tellClaim(Fields receipt) {
    Fields claimed = receipt.map("result").map("programs");
    for (String id : claimed.values().keySet()) {
      log(
          Long.parseLong(id),
          expected,
          "rewards_claimed",
          receipt.integer("at"),
          null,
          receipt.string("who"),
          claimed.map(id).string("totalWei"));
    }
  }

  private void tell(ProgramRecount.Counted program) {
    Offer offer = program.offer;
    int run = program.periods.size();
    long planned = program.isEndedEarly ? run : offer.periods();
    long most = program.isEndedEarly ? run : offer.periods() + offer.rollovers();
    expected.put(
        "program " + program.id,
        line(
            program.state(),
            program.isExpired ? BigInteger.ZERO : program.remaining,
            program.claimed,
            program.refunded(),
            run,
            planned,
            most - planned,
            offer.start() + Math.max(run, planned) * offer.periodMillis(),
            offer.start() + most * offer.periodMillis(),
            program.finished));
    if (run > 0) {
      log(program.id, expected, "program_started", offer.start(), null, null, null);
    }
    if (program.isEndedEarly) {
      log(program.id, expected, "program_ended", past.endAsked(program.id), null, null, null);
      world.count("programs ended early");
    }
    for (int i = 0; i < run; i++) {
      tell(program, i + 1, program.periods.get(i));
    }
    if (program.finished != null) {
      log(program.id, expected, "program_finished", program.finished, null, null, null);
    }
    if (program.isExpired) {
      log(
          program.id,
          expected,
          "program_expired",
          program.expiry(),
          null,
          null,
          program.refunded());
    }
    world.count("programs " + program.state());
    world.count("periods that rolled over", (int) Math.max(0, run - offer.periods()));
  }

  private void tell(ProgramRecount.Counted program, long number, ProgramRecount.Period period) {
    if (period.isOver()) {
      log(program.id, expected, "claim_period_ended", period.end(), number, null, null);
    }
    String name = "program " + program.id + " period " + number;
    expected.put(
        name,
        line(
            period.pool(),
            period.allocated(),
            period.shares(),
            period.accounts().size(),
            period.isOver()));
    period
        .accounts()
        .forEach(
            (address, account) ->
                expected.put(
                    name + " of " + address,
                    line(
                        account.counts,
                        account.shares,
                        period.isOver() ? account.reward : null,
                        status(program, period, account))));
    world.count("accounts of periods", period.accounts().size());
  }

  private static String status(
      ProgramRecount.Counted program,
      ProgramRecount.Period period,
      ProgramRecount.Account account) {
    if (!period.isOver()) {
      return "UNCLAIMABLE";
    }
    if (account.shares > 0 && account.reward.signum() == 0) {
      return EITHER;
    }
    if (account.isClaimed) {
      return "CLAIMED";
    }
    return program.isExpired ? "EXPIRED" : "CLAIMABLE";
  }

  /** When people have asked for everything all rewards are paid, unless it was too late. */
  private void requireClaimed(ProgramRecount.Counted program) {
    for (ProgramRecount.Period period : program.periods) {
      boolean isLong = period.isOver() && !program.isExpired && isKnownLong(period);
      period
          .accounts()
          .forEach(
              (address, account) ->
                  Difference.check(
                      !isLong || account.isClaimed || account.reward.signum() == 0,
                      address + " could not claim of program " + program.id));
      world.count(
          "rewards claimed",
          (int) period.accounts().values().stream().filter(each -> each.isClaimed).count());
    }
  }

  private boolean isKnownLong(ProgramRecount.Period period) {
    return period.end() < past.until() - 2 * 24 * 3_600_000L;
  }

  private void read(Fields program) {
    long id = program.integer("id");
    actual.put(
        "program " + id,
        line(
            program.string("state"),
            program.string("remainingWei"),
            program.string("claimedWei"),
            program.string("refundedWei"),
            program.integer("currentClaimPeriod"),
            program.integer("claimPeriods"),
            program.integer("maxRolloverClaimPeriods"),
            program.integer("expectedEndMs"),
            program.integer("programEndMaxMs"),
            program.optionalInteger("actualEndMs")));
    Difference.check(program.get("failure") == null, "a program stands still: " + program);
    for (Fields period : documents(ProgramQueries.periods(id, 0, 0))) {
      read(id, period);
    }
  }

  private void read(long id, Fields period) {
    String name = "program " + id + " period " + period.integer("period");
    actual.put(
        name,
        line(
            period.string("poolWei"),
            period.string("allocatedWei"),
            period.integer("totalShares"),
            period.integer("participants"),
            period.bool("ended")));
    for (Fields account : documents(ProgramQueries.accounts(id, period.integer("period")))) {
      String reward = account.optionalString("rewardWei");
      boolean isEither = account.integer("shares") > 0 && Objects.equals(reward, "0");
      actual.put(
          name + " of " + account.string("address"),
          line(
              new TreeMap<>(account.map("counters").values()),
              account.integer("shares"),
              reward,
              isEither ? EITHER : account.string("status")));
    }
  }

  private void readLog(long program) {
    for (Fields entry : documents(ProgramQueries.log(program, -1, 0))) {
      boolean isNothing =
          entry.string("kind").equals("rewards_claimed") && entry.string("amountWei").equals("0");
      if (!isNothing) {
        log(
            program,
            actual,
            entry.string("kind"),
            entry.integer("atMs"),
            entry.optionalInteger("period"),
            entry.optionalString("address"),
            entry.optionalString("amountWei"));
      }
    }
  }
}
