package dev.curation.campaigns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.Address;
import dev.curation.firestore.FirestoreStore;
import dev.curation.firestore.TestEmulator;
import dev.curation.programs.ActivityBooks;
import dev.curation.programs.ProgramRequest;
import dev.curation.programs.ProgramState;
import dev.curation.programs.RequestedAction;
import dev.curation.store.Store;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Three programs on Firestore's emulator, from their deposit to their refund. */
class CampaignJourneyTest {
  private static final long HOUR = CampaignHistory.HOUR;

  private static ProgramRequest request(
      long cap, long rollovers, long bps, RequestedAction... actions) {
    return new ProgramRequest(
        "title",
        "description",
        CampaignHistory.hex("carl"),
        CampaignWorld.TOKEN.toString(),
        BigInteger.valueOf(10_000),
        BigInteger.valueOf(cap),
        null,
        CampaignHistory.START + HOUR,
        2,
        3_600,
        rollovers,
        7_200,
        bps,
        null,
        List.of(actions));
  }

  private static RequestedAction action(
      String type, long minimum, long least, long low, @Nullable String role, long multiplier) {
    return new RequestedAction(
        type, minimum, 20, BigInteger.valueOf(least), null, low, 10_000, null, role, multiplier);
  }

  @Test
  void shouldComeToWhatTheEngineInMemoryComesTo() {
    try (Store store =
        FirestoreStore.emulator("campaigns-" + UUID.randomUUID(), TestEmulator.hostPort())) {
      CampaignWorld world = new CampaignWorld(store);
      ActivityBooks books = new ActivityBooks();
      books.exclude(CampaignHistory.hex("pot"));
      world
          .administration()
          .exclude(CampaignWorld.CHAIN, CampaignWorld.person("pot"), true, world.act());
      Address owner = CampaignWorld.person("ann");
      books.registerOwner(owner.hex());
      world.administration().registerOwner(CampaignWorld.TOKEN, owner, world.act());
      List<String> people = new ArrayList<>(CampaignHistory.USERS);
      people.add("carl");
      CampaignMirror mirror = new CampaignMirror(world, books, CampaignWorld.TOKEN, people);
      mirror.fund("carl", BigInteger.valueOf(40_000));
      long now = CampaignHistory.START;
      mirror.create(now, "carl", request(10_000, 2, 1_000, action("VOTE", 2, 0, 2_000, null, 7)));
      mirror.create(now, "carl", request(900, 1, 0, action("SALE", 0, 0, 0, "BOTH", 0)));
      mirror.create(
          now,
          "carl",
          request(
              10_000, 0, 0, action("STAKE", 1, 1, 0, null, 0), action("VOTE", 0, 2, 0, null, 0)));
      CampaignHistory history = new CampaignHistory(7);
      for (int i = 0; i < 400; i++) {
        now += 30_000 + history.random.nextInt(20_000);
        mirror.eventUnknown(now, history.event(now));
        if (i % 100 == 99) {
          now++;
          mirror.compare(now);
          mirror.claim(now, 2, "ben");
          mirror.claimAll(now, "ann");
        }
      }
      mirror.end(now, 1, "carl");
      mirror.claimAll(now, "cat");
      mirror.withdraw(now, "carl", CampaignWorld.TOKEN, BigInteger.valueOf(10_000));
      mirror.compare(now + 1);
      BigInteger claimed = mirror.memory.program(2).program().claimed();
      assertTrue(claimed.signum() > 0, "nothing claimed");
      now += 12 * HOUR;
      mirror.compare(now);
      world.programs().forEach(each -> assertEquals(ProgramState.EXPIRED, each.program().state()));
    }
  }
}
