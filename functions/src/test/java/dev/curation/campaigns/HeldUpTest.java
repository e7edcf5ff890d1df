package dev.curation.campaigns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.Address;
import dev.curation.documents.ProgramPaths;
import dev.curation.documents.ProgramQueries;
import dev.curation.errors.InvalidValueException;
import dev.curation.programs.Activity;
import dev.curation.programs.ProgramRefusal;
import dev.curation.programs.ProgramRefusedException;
import dev.curation.programs.ProgramRequest;
import dev.curation.programs.ProgramType;
import dev.curation.programs.RequestedAction;
import dev.curation.staking.StakeFacts;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.MeteredStore;
import dev.curation.store.Store;
import dev.curation.store.Write;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What somebody might try, or what might go wrong elsewhere, to hold programs up. */
class HeldUpTest {
  private static final String CARL = "carl";
  private static final long HOUR = 3_600_000;
  private static final String COLLECTION = StakeFacts.address(0xc011).hex();

  private final CampaignWorld world = new CampaignWorld();
  private final long start = world.now.toEpochMilli();

  private ProgramRequest request(long total) {
    RequestedAction vote =
        new RequestedAction("VOTE", 0, 1_000, BigInteger.ZERO, null, 0, 10_000, null, null, 0);
    return new ProgramRequest(
        "title",
        "description",
        CampaignWorld.person(CARL).hex(),
        CampaignWorld.TOKEN.toString(),
        BigInteger.valueOf(total),
        BigInteger.valueOf(total),
        null,
        start,
        3,
        3_600,
        2,
        7_200,
        1_000,
        null,
        List.of(vote));
  }

  private void open(long total) {
    world.reach(start);
    world.deposit(CampaignWorld.person(CARL), CampaignWorld.TOKEN, BigInteger.valueOf(total));
    world.create(CARL, request(total));
  }

  private void vote(long at, String name) {
    world.happen(Activity.vote(at, CampaignWorld.person(name).hex(), COLLECTION, BigInteger.ONE));
  }

  private Map<DocumentPath, Fields> accounts() {
    Map<DocumentPath, Fields> accounts = new HashMap<>();
    world
        .process()
        .query(ProgramQueries.accounts(1, 1))
        .forEach(found -> accounts.put(found.path(), found.fields()));
    return accounts;
  }

  private ProgramAdvance advance(Store store, int mostKnown) {
    return new ProgramAdvance(
        store,
        new ActivityFeed(store, Duration.ZERO, world.clock, world::id, attempt -> {}),
        world.clock,
        world::id,
        attempt -> {},
        Duration.ofHours(1),
        mostKnown);
  }

  @Test
  void shouldForgetNoCountOfAnAccountThatIsNotKeptInMemory() {
    open(900);
    for (int i = 0; i < 700; i++) {
      vote(start + i, "p" + i % 7);
    }
    world.reach(start + HOUR / 2);
    advance(world.process(), 3).run(CampaignWorld.CHAIN);
    assertEquals(7, accounts().size());
    accounts().values().forEach(account -> assertEquals(100L, account.integer("shares")));
    Fields period = world.document(ProgramPaths.programPeriod(1, 1));
    assertEquals(700L, period.integer("totalShares"));
    assertEquals(7L, period.integer("participants"));
  }

  @Test
  void shouldNotBeTouchedByAnEndThatIsAskedForAgain() {
    open(900);
    world.know(start + HOUR / 2);
    ProgramAction end = new ProgramAction.EndProgram(CampaignWorld.person(CARL), 1);
    Fields first = world.submit(CARL, end);
    Fields before = world.document(ProgramPaths.program(1));
    for (int i = 0; i < 10; i++) {
      assertEquals(first, world.submit(CARL, end));
    }
    assertEquals(before, world.document(ProgramPaths.program(1)));
  }

  @Test
  void shouldGoOnAmongClaimsThatNeverCease() {
    open(900);
    vote(start + 1, "ann");
    world.know(start + HOUR);
    for (int i = 0; i < 450; i++) {
      vote(start + HOUR + i, "p" + i);
    }
    world.reach(start + 2 * HOUR);
    // Before each of the walk's commits somebody writes the program's document, thirty times.
    Store busy = new ClaimedBetween(world, 30);
    ProgramAdvance.Report report = advance(busy, ProgramWalk.MOST_KNOWN).run(CampaignWorld.CHAIN);
    world.requireNoFailures(report);
    assertEquals(3L, world.document(ProgramPaths.program(1)).integer("currentClaimPeriod"));
  }

  @Test
  void shouldLeaveTimeToClaimBehindTheFinalityDelay() {
    world.reach(start);
    world.deposit(CampaignWorld.person(CARL), CampaignWorld.TOKEN, BigInteger.valueOf(900));
    ProgramDesk desk =
        new ProgramDesk(
            world.process(),
            Map.of(CampaignWorld.CHAIN, StakeFacts.CONTRACT),
            Duration.ofHours(1),
            world.clock,
            attempt -> {});
    var refused =
        assertThrows(
            ProgramRefusedException.class,
            () -> desk.submit(world.signed(CARL, CampaignWorld.creation(request(900)), "r")));
    assertEquals(ProgramRefusal.EXPIRATION_OFFSET_RANGE, refused.refusal());
  }

  @Test
  void shouldTakeNoProgramWhereNobodyListens() {
    world.deposit(CampaignWorld.person(CARL), CampaignWorld.TOKEN, BigInteger.valueOf(900));
    var refused = assertThrows(InvalidValueException.class, () -> world.create(CARL, request(900)));
    assertEquals("chainId", refused.field());
  }

  @Test
  void shouldTakeNoProgramBelowTheLeastTotalOfItsToken() {
    world.reach(start);
    world
        .administration()
        .acceptAsset(
            CampaignWorld.TOKEN,
            StakeFacts.address(0x7ea),
            1,
            BigInteger.valueOf(901),
            world.act());
    world.deposit(CampaignWorld.person(CARL), CampaignWorld.TOKEN, BigInteger.valueOf(5_000));
    var refused = assertThrows(InvalidValueException.class, () -> world.create(CARL, request(900)));
    assertEquals("totalRewardPool", refused.field());
    assertEquals(1, world.create(CARL, request(901)));
  }

  @Test
  void shouldReturnTheDepositOfSomebodyWhoCannotSign() {
    Address contract = StakeFacts.address(0xabcd);
    Address owner = CampaignWorld.person("ann");
    world.deposit(contract, CampaignWorld.TOKEN, BigInteger.valueOf(500));
    world
        .administration()
        .returnDeposit(CampaignWorld.TOKEN, contract, owner, BigInteger.valueOf(500), world.act());
    assertEquals(BigInteger.valueOf(500), world.paid(owner, CampaignWorld.TOKEN));
    assertEquals(BigInteger.ZERO, world.funds(contract, CampaignWorld.TOKEN).available());
    assertThrows(
        ProgramRefusedException.class,
        () ->
            world
                .administration()
                .returnDeposit(CampaignWorld.TOKEN, contract, owner, BigInteger.ONE, world.act()));
  }

  @Test
  void shouldKeepNothingOfAClaimOfNothing() {
    open(900);
    world.know(start + HOUR / 2);
    int before = world.database.snapshot().size();
    Fields nothing =
        world.submit("eve", new ProgramAction.ClaimAllRewards(CampaignWorld.person("eve")));
    assertTrue(nothing.map("totals").values().isEmpty());
    assertEquals(before, world.database.snapshot().size());
  }

  @Test
  void shouldReadAndWriteNextToNothingWhereNothingHappens() {
    open(900);
    world.know(start + HOUR / 2);
    MeteredStore store = new MeteredStore(world.process());
    world.reach(start + HOUR / 2 + 60_000);
    advance(store, ProgramWalk.MOST_KNOWN).run(CampaignWorld.CHAIN);
    assertEquals(1, store.usage().writes(), "the feed says how far everything is known");
    assertTrue(store.usage().reads() <= 10, store.usage().toString());
  }

  @Test
  void shouldTellOfAndPayTheOthersWhereAProgramIsDamaged() {
    open(900);
    world.deposit(CampaignWorld.person(CARL), CampaignWorld.TOKEN, BigInteger.valueOf(900));
    world.create(CARL, request(900));
    vote(start + 1, "ann");
    world.know(start + HOUR);
    DocumentPath path = ProgramPaths.program(1);
    Fields whole = world.document(path);
    for (String field : List.of("state", "claimedWei", "title")) {
      Fields damaged = Fields.builder().put(field, "-7").build();
      Fields broken = field.equals("title") ? whole.without(field) : whole.with(damaged);
      world.process().commit(List.of(new Write.Put(path, broken)));
      var items = world.answers().programs(ProgramType.ALL, ProgramAnswers.Key.START, 100).items();
      assertEquals(2, items.size());
      assertEquals(1L, items.get(0).get("id"));
      assertTrue(items.get(0).get("failure") != null, field);
      assertEquals("STARTED", items.get(1).get("state"));
    }
    Fields paid =
        world.submit("ann", new ProgramAction.ClaimAllRewards(CampaignWorld.person("ann")));
    assertEquals(300, total(paid));
  }

  private static long total(Fields result) {
    return Long.parseLong(result.map("programs").map("2").string("totalWei"));
  }
}
