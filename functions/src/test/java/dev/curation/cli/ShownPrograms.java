package dev.curation.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.curation.campaigns.CampaignWorld;
import dev.curation.campaigns.ProgramAction;
import dev.curation.campaigns.ProgramMessage;
import dev.curation.chain.Address;
import dev.curation.documents.ProgramPaths;
import dev.curation.programs.Activity;
import dev.curation.programs.ProgramRequest;
import dev.curation.programs.RequestedAction;
import dev.curation.staking.StakeFacts;
import dev.curation.store.Store;
import dev.curation.store.Write;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import org.web3j.crypto.StructuredDataEncoder;

/**
 * Two reward programs with their documents as the rules write them: one in its second day, with a
 * voter who has all shares, and one that has not started.
 */
record ShownPrograms(Address creator, long startMs) {
  static final String MARKUP = "<img src=x onerror=alert(1)>";
  static final BigInteger POOL = BigInteger.TEN.pow(21).add(BigInteger.ONE);

  /** What the voter's first day earned: half the pool. */
  static final BigInteger REWARD = POOL.shiftRight(1);

  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long HOUR = Duration.ofHours(1).toMillis();

  /** Half an hour into the second day. */
  long nowMs() {
    return startMs + DAY + HOUR / 2;
  }

  static ShownPrograms write(String voter, Store store) {
    CampaignWorld world = new CampaignWorld();
    Address creator = CampaignWorld.person("creator");
    long start = world.now.toEpochMilli() + HOUR;
    ShownPrograms programs = new ShownPrograms(creator, start);
    world.deposit(creator, CampaignWorld.TOKEN, POOL.shiftLeft(1));
    world.reach(world.now.toEpochMilli());
    world.create("creator", programs.request("Votes of two days", start));
    world.create("creator", programs.request(MARKUP, start + 30 * DAY));
    String collection = CampaignWorld.person("collection").hex();
    world.happen(Activity.vote(start + 1, voter, collection, BigInteger.ONE));
    world.happen(Activity.vote(start + DAY, voter, collection, BigInteger.TWO));
    world.requireNoFailures(world.know(programs.nowMs()));
    List<Write> writes =
        world.database.snapshot().entrySet().stream()
            .filter(each -> isShown(each.getKey().path()))
            .<Write>map(each -> new Write.Create(each.getKey(), each.getValue()))
            .toList();
    store.commit(writes);
    return programs;
  }

  /**
   * The message that the page shows is the one whose signature is accepted.
   *
   * @param shown with what is left open in angle brackets, in its order: contract, id, deadline
   */
  static void requireToBeSigned(String shown, String curator) {
    ProgramMessage claim =
        new ProgramMessage(
            CampaignWorld.CHAIN,
            new ProgramAction.ClaimAllRewards(new Address(curator)),
            "claim-1",
            BigInteger.valueOf(1_800_000_000L));
    String filled = shown;
    for (String value :
        List.of(StakeFacts.CONTRACT.address().hex(), claim.requestId(), "1800000000")) {
      filled = filled.replaceFirst("<[^>]*>", value);
    }
    try {
      assertArrayEquals(
          claim.digest(StakeFacts.CONTRACT.address()),
          new StructuredDataEncoder(filled).hashStructuredData());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isShown(String path) {
    return path.startsWith(ProgramPaths.PROGRAMS + "/")
        || path.equals(ProgramPaths.activity(CampaignWorld.CHAIN).path());
  }

  private ProgramRequest request(String title, long start) {
    RequestedAction vote =
        new RequestedAction("VOTE", 0, 5, BigInteger.ZERO, null, 0, 10_000, null, null, 0);
    return new ProgramRequest(
        title,
        MARKUP,
        creator.hex(),
        CampaignWorld.TOKEN.toString(),
        POOL,
        POOL,
        null,
        start,
        2,
        Duration.ofDays(1).toSeconds(),
        1,
        Duration.ofDays(30).toSeconds(),
        1000,
        null,
        List.of(vote));
  }
}
