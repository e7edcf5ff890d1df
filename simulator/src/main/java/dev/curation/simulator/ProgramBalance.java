package dev.curation.simulator;

import dev.curation.documents.Paths;
import dev.curation.documents.ProgramPaths;
import dev.curation.documents.ProgramQueries;
import dev.curation.store.Fields;
import dev.curation.store.Query;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.util.List;

/** What holds of the money of programs between any two operations. */
final class ProgramBalance {
  private ProgramBalance() {}

  /** All that was deposited is available, held for programs, or owed to somebody. */
  static void check(World world) {
    BigInteger deposited = BigInteger.ZERO;
    BigInteger there = BigInteger.ZERO;
    for (Fields funds : documents(world, ProgramQueries.funds(Campaigns.ASSET))) {
      deposited = deposited.add(wei(funds, "depositedWei"));
      there = there.add(wei(funds, "availableWei"));
    }
    for (Fields program : documents(world, Query.in(ProgramPaths.PROGRAMS))) {
      there = there.add(escrow(program));
      checkProgram(world, program);
    }
    for (StoredDocument payment : world.main().store().query(Query.in(Paths.PAYMENTS))) {
      there = there.add(amount(payment));
    }
    Difference.check(deposited, there, "tokens that are available, held or paid");
  }

  private static BigInteger escrow(Fields program) {
    return wei(program, "totalWei")
        .subtract(wei(program, "claimedWei"))
        .subtract(wei(program, "refundedWei"));
  }

  private static void checkProgram(World world, Fields program) {
    BigInteger allocated = BigInteger.ZERO;
    BigInteger claimed = BigInteger.ZERO;
    long id = program.integer("id");
    for (Fields period : documents(world, ProgramQueries.periods(id, 0, 0))) {
      BigInteger rewards = BigInteger.ZERO;
      for (Fields account :
          documents(world, ProgramQueries.accounts(id, period.integer("period")))) {
        if (account.has("rewardWei")) {
          rewards = rewards.add(wei(account, "rewardWei"));
        }
        if (account.string("status").equals("CLAIMED")) {
          claimed = claimed.add(wei(account, "rewardWei"));
        }
      }
      Difference.check(
          wei(period, "allocatedWei"), rewards, "allocated by " + period + " of " + program);
      allocated = allocated.add(rewards);
    }
    boolean isExpired = program.string("state").equals("EXPIRED");
    Difference.check(wei(program, "claimedWei"), claimed, "claimed of " + program);
    Difference.check(
        wei(program, "totalWei"),
        isExpired
            ? claimed.add(wei(program, "refundedWei"))
            : allocated.add(wei(program, "remainingWei")),
        "the parts of " + program);
  }

  /** What a payment owes of the token. */
  static BigInteger amount(StoredDocument payment) {
    Fields transfers = payment.fields().map("transfers");
    String name = ProgramTreasury.DENOM.name();
    return transfers.has(name) ? wei(transfers.map(name), "amountWei") : BigInteger.ZERO;
  }

  private static List<Fields> documents(World world, Query query) {
    return world.main().store().query(query).stream().map(StoredDocument::fields).toList();
  }

  static BigInteger wei(Fields fields, String name) {
    return new BigInteger(fields.string(name));
  }
}
