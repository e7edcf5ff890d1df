package dev.curation.campaigns;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.programs.Activity;
import dev.curation.programs.ActivityBooks;
import dev.curation.programs.ClaimStatus;
import dev.curation.programs.Distribution;
import dev.curation.programs.MemoryProgram;
import dev.curation.programs.ProgramState;
import dev.curation.staking.StakeFacts;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Documents come to what the engine in memory comes to, whatever happens. */
class CampaignHistoriesTest {
  private static final int HISTORIES = 120;
  private static final int STEPS = 120;
  private static final int BETWEEN = 6;
  private static final List<String> CROWD = IntStream.range(0, 450).mapToObj(i -> "p" + i).toList();

  /** One random life. */
  private static final class Life {
    private final CampaignHistory history;
    private final int programs;
    private final CampaignMirror mirror;
    private final ActivityBooks books = new ActivityBooks();
    private final boolean isCrowded;
    private int created;

    private Life(long seed) {
      history = new CampaignHistory(seed);
      programs = 2 + history.random.nextInt(4);
      isCrowded = seed % 15 == 0;
      List<String> people = new ArrayList<>(CampaignHistory.USERS);
      people.addAll(CampaignHistory.CREATORS);
      people.addAll(isCrowded ? CROWD : List.of());
      CampaignWorld world = new CampaignWorld();
      mirror = new CampaignMirror(world, books, CampaignWorld.TOKEN, people);
      exclude("pot");
      own("ann");
      own("dan");
      for (String creator : CampaignHistory.CREATORS) {
        for (CollectionId asset : CampaignHistory.ASSETS) {
          mirror.fund(creator, asset, CampaignHistory.RICH);
        }
      }
    }

    private void exclude(String name) {
      Address address = CampaignWorld.person(name);
      books.exclude(address.hex());
      mirror.world.administration().exclude(CampaignWorld.CHAIN, address, true, mirror.world.act());
    }

    /** Each has a collection of its own: whoever loses the last one is no owner any more. */
    private void own(String name) {
      int collection = 100 + CampaignHistory.USERS.indexOf(name);
      books.registerOwner(CampaignHistory.hex(name));
      mirror
          .world
          .administration()
          .registerOwner(
              new CollectionId(CampaignWorld.CHAIN, StakeFacts.address(0x100_000L + collection)),
              CampaignWorld.person(name),
              mirror.world.act());
    }

    private void step() {
      history.pass();
      if (created < programs && history.oneIn(5)) {
        created++;
        // What happens at the very moment of the start counts, so nothing did before the request.
        history.now++;
        String creator = history.any(CampaignHistory.CREATORS);
        mirror.create(history.now, creator, history.request(creator));
        return;
      }
      long at = history.now;
      long id = 1L + history.random.nextInt(programs + 1);
      String who = history.any(CampaignHistory.USERS);
      switch (history.random.nextInt(30)) {
        case 0 ->
            mirror.end(at, id, history.oneIn(5) ? who : history.any(CampaignHistory.CREATORS));
        case 1, 2, 3 -> mirror.claim(at, id, who);
        case 4, 5 -> mirror.claimAll(at, who);
        case 6 -> withdraw(at);
        case 7, 8 -> late();
        case 9 -> changePeople(who);
        case 10 -> burst();
        case 11, 12 -> crowd();
        default -> mirror.event(at, history.event(at));
      }
    }

    private void withdraw(long at) {
      BigInteger amount =
          history.oneIn(3)
              ? CampaignHistory.RICH
              : BigInteger.valueOf(1 + history.random.nextInt(9));
      mirror.withdraw(
          at, history.any(CampaignHistory.CREATORS), history.any(CampaignHistory.ASSETS), amount);
    }

    /** All that was known is in the feed, so it is the next there; without programs it waits. */
    private void late() {
      long at = ++history.now;
      mirror.memory.tick(at);
      if (mirror.memory.programs().values().stream()
          .allMatch(each -> each.program().state() == ProgramState.EXPIRED)) {
        return;
      }
      long ago = 1L + history.random.nextInt((int) (3 * CampaignHistory.HOUR));
      mirror.event(at, history.event(at - ago));
      history.now++;
      mirror.know(history.now);
    }

    private void changePeople(String who) {
      history.now++;
      mirror.know(history.now);
      if (history.oneIn(3)) {
        exclude(who);
      } else {
        own(who);
      }
    }

    /** More than a page of events, over the ends of periods, of which nobody hears until then. */
    private void burst() {
      for (int i = 0; i < 170; i++) {
        history.now += 40_000L * history.random.nextInt(3);
        mirror.eventUnknown(history.now, history.event(history.now));
      }
    }

    private void crowd() {
      if (isCrowded) {
        mirror.know(history.now);
        for (String name : CROWD) {
          mirror.eventUnknown(
              history.now,
              Activity.vote(
                  history.now,
                  CampaignHistory.hex(name),
                  CampaignHistory.place(0),
                  BigInteger.ONE));
        }
      }
    }

    private void compare() {
      mirror.compare(++history.now);
    }

    private void note(Set<String> seen) {
      for (MemoryProgram each : mirror.memory.programs().values()) {
        seen.add(each.program().state().name());
        for (Distribution period : each.distributions()) {
          if (period.period() > each.program().terms().plannedClaimPeriods()) {
            seen.add("rollover");
          }
          if (period.participants() > 400 && period.ended()) {
            seen.add("crowd");
          }
          each.accounts(period.period()).values().stream()
              .map(account -> account.status())
              .filter(status -> status != ClaimStatus.UNCLAIMABLE)
              .forEach(status -> seen.add(status.name()));
        }
      }
      mirror.memory.log().forEach(entry -> seen.add(entry.kind().text()));
    }
  }

  @Test
  void shouldStoreWhatTheEngineComputesInRandomHistories() {
    Set<String> seen = new TreeSet<>();
    for (long seed = 1; seed <= HISTORIES; seed++) {
      Life life = new Life(seed);
      for (int i = 1; i <= STEPS; i++) {
        try {
          life.step();
          life.mirror.requireBalanced();
          if (i % BETWEEN == 0) {
            life.compare();
            life.note(seen);
          }
        } catch (RuntimeException | AssertionError e) {
          throw new AssertionError("history " + seed + ", step " + i, e);
        }
      }
    }
    Set<String> wanted =
        Set.of(
            "PENDING",
            "STARTED",
            "FINISHED",
            "EXPIRED",
            "CLAIMABLE",
            "CLAIMED",
            "rollover",
            "crowd",
            "program_ended",
            "program_refunded",
            "program_expired",
            "rewards_claimed");
    assertTrue(seen.containsAll(wanted), seen.toString());
  }
}
