package dev.curation.campaigns;

import static dev.curation.campaigns.CampaignHistory.HOUR;
import static dev.curation.campaigns.CampaignHistory.START;
import static dev.curation.campaigns.CampaignHistory.hex;
import static dev.curation.campaigns.CampaignHistory.place;
import static dev.curation.campaigns.CampaignScene.ANN;
import static dev.curation.campaigns.CampaignScene.BEN;
import static dev.curation.campaigns.CampaignScene.CREATOR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.Address;
import dev.curation.documents.ProgramPaths;
import dev.curation.programs.Activity;
import dev.curation.programs.ProgramRequest;
import dev.curation.programs.ProgramState;
import dev.curation.programs.RequestedAction;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Write;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Facts that go away, come back, change or cannot be read, and programs that break. */
class ReorganisationTest {
  private final CampaignWorld world = new CampaignWorld();

  /** Program 1 gives shares for votes of whoever has 5 staked, program 2 for any stake. */
  @BeforeEach
  void begin() {
    world.reach(START);
    world.deposit(CampaignWorld.person(CREATOR), CampaignWorld.TOKEN, BigInteger.valueOf(5_000));
    world.create(CREATOR, request(action("VOTE", 5)));
    world.create(CREATOR, request(action("STAKE", 0)));
  }

  private static RequestedAction action(String type, long least) {
    return new RequestedAction(
        type, 0, 1_000, BigInteger.valueOf(least), null, 0, 10_000, null, null, 0);
  }

  private static ProgramRequest request(RequestedAction action) {
    ProgramRequest any = CampaignScene.request(START, 3);
    return new ProgramRequest(
        any.title(),
        any.description(),
        any.creator(),
        any.asset(),
        any.total(),
        any.maxRewardByAddress(),
        null,
        START,
        3,
        3_600,
        0,
        7_200,
        1_000,
        null,
        List.of(action));
  }

  private static Activity stake(long at, String who, long amount) {
    return Activity.stake(at, hex(who), place(10), null, BigInteger.valueOf(amount));
  }

  private void know(long atMs) {
    world.requireNoFailures(world.know(START + atMs));
  }

  private long shares(long program, long period, String who) {
    Fields account =
        world.document(ProgramPaths.programAccount(program, period, CampaignWorld.person(who)));
    return account.values().isEmpty() ? 0 : account.integer("shares");
  }

  private String staked(String who) {
    return world
        .document(ProgramPaths.activityUser(CampaignWorld.CHAIN, CampaignWorld.person(who)))
        .string("stakes");
  }

  private List<String> effects() {
    List<String> effects = new ArrayList<>();
    long pages = world.document(ProgramPaths.activity(CampaignWorld.CHAIN)).integer("pages");
    for (long page = 0; page < pages; page++) {
      ActivityFeed.entries(world.process(), CampaignWorld.CHAIN, page)
          .forEach(entry -> effects.add(entry.effect() + " " + entry.activity().type()));
    }
    return effects;
  }

  private void set(DocumentPath path, String name, @Nullable Object value) {
    Fields fields = Fields.builder().put(name, value).build();
    world.process().commit(List.of(new Write.Update(path, fields, null)));
  }

  @Test
  void shouldTakeNoAccountOfWhatWentAwayBeforeItWasFinal() {
    DocumentPath fact = world.happen(stake(START + 1, ANN, 5));
    world.mark(fact, true);
    know(1_000);
    assertEquals(List.of(), effects());
    assertEquals(0, shares(2, 1, ANN));
    world.mark(fact, false);
    know(2_000);
    assertEquals(List.of("JUDGED STAKE"), effects());
    assertEquals(1, shares(2, 1, ANN));
  }

  @Test
  void shouldLeaveWhatAnEventHasEarnedAndTakeItOutOfTheBooks() {
    DocumentPath fact = world.happen(stake(START + 1, ANN, 5));
    know(1_000);
    assertEquals(1, shares(2, 1, ANN));
    world.mark(fact, true);
    world.happen(CampaignScene.vote(START + 2_000, ANN));
    know(3_000);
    assertEquals(List.of("JUDGED STAKE", "REVERSED STAKE", "JUDGED VOTE"), effects());
    assertEquals(1, shares(2, 1, ANN));
    assertEquals(0, shares(1, 1, ANN));
    assertEquals("{}", staked(ANN));
  }

  @Test
  void shouldNeverJudgeTwiceWhatComesBack() {
    DocumentPath fact = world.happen(stake(START + 1, ANN, 5));
    know(1_000);
    world.mark(fact, true);
    know(2_000);
    world.mark(fact, false);
    world.happen(CampaignScene.vote(START + 3_000, ANN));
    know(4_000);
    assertEquals(
        List.of("JUDGED STAKE", "REVERSED STAKE", "BOOKED STAKE", "JUDGED VOTE"), effects());
    assertEquals(1, shares(2, 1, ANN));
    assertEquals(1, shares(1, 1, ANN));
    world.mark(fact, true);
    world.mark(fact, false);
    know(5_000);
    assertEquals(4, effects().size());
  }

  @Test
  void shouldLeaveAClosedPeriodAsItWas() {
    DocumentPath ann = world.happen(stake(START + 1, ANN, 5));
    world.happen(stake(START + 2, BEN, 5));
    know(HOUR);
    Address address = CampaignWorld.person(ANN);
    world.mark(ann, true);
    know(HOUR + 1_000);
    Fields claimed = world.submit(ANN, new ProgramAction.ClaimRewards(address, 2));
    assertEquals("150", claimed.map("totals").string(CampaignWorld.TOKEN.toString()));
    world.mark(ann, false);
    know(HOUR + 2_000);
    assertEquals(0, shares(2, 2, ANN));
    assertEquals("{\"" + place(10) + "\":{\"\":\"5\"}}", staked(ANN));
    world.requireBalanced(CampaignWorld.TOKEN);
  }

  @Test
  void shouldBookWhatAFactIsCorrectedToAndJudgeItOnce() {
    DocumentPath fact = world.happen(stake(START + 1, ANN, 4));
    know(1_000);
    set(fact, "amountWei", "6");
    world.mark(fact, false);
    world.happen(CampaignScene.vote(START + 2_000, ANN));
    know(3_000);
    assertEquals(
        List.of("JUDGED STAKE", "REVERSED STAKE", "BOOKED STAKE", "JUDGED VOTE"), effects());
    assertEquals(1, shares(1, 1, ANN));
    set(fact, "userAddress", hex(BEN));
    world.mark(fact, false);
    know(4_000);
    assertEquals("{}", staked(ANN));
    assertEquals("{\"" + place(10) + "\":{\"\":\"6\"}}", staked(BEN));
    assertEquals(0, shares(2, 1, BEN));
  }

  @Test
  void shouldTakeStakeThatIsUnlockedOrQuitOutOfTheBooks() {
    world.happen(stake(START + 1, ANN, 9));
    world.happen(stake(START + 2, BEN, 9));
    world.happen(Activity.unStake(START + 3, hex(ANN), place(10), null, BigInteger.valueOf(5)));
    DocumentPath quit =
        world.happen(Activity.unStake(START + 4, hex(BEN), place(10), null, BigInteger.ONE));
    set(quit, "discriminator", "rageQuit");
    set(quit, "toUserWei", "3");
    set(quit, "penaltyWei", "6");
    know(1_000);
    assertEquals("{\"" + place(10) + "\":{\"\":\"4\"}}", staked(ANN));
    assertEquals("{}", staked(BEN));
    assertEquals(1, shares(2, 1, BEN));
    world.happen(CampaignScene.vote(START + 2_000, ANN));
    know(3_000);
    assertEquals(0, shares(1, 1, ANN));
  }

  /** Each is damaged in another way. */
  @Test
  void shouldReportWhatNobodyCanReadAndHoldUpNobody() {
    damage(CampaignScene.vote(START + 1, ANN), "userAddress", "nobody");
    damage(CampaignScene.vote(START + 2, ANN), "collectionAddress", "nowhere");
    damage(CampaignScene.vote(START + 3, ANN), "collectionAddress", null);
    damage(CampaignScene.vote(START + 4, ANN), "votes", "many");
    damage(CampaignScene.vote(START + 5, ANN), "timestamp", START + 5.5);
    damage(stake(START + 6, ANN, 5), "amountWei", "-5");
    damage(stake(START + 7, ANN, 5), "contractAddress", null);
    damage(stake(START + 8, ANN, 5), "discriminator", "what");
    DocumentPath mended = damage(stake(START + 9, ANN, 5), "collectionAddress", "none");
    world.happen(stake(START + 10, ANN, 5));
    world.happen(CampaignScene.vote(START + 11, ANN));
    ProgramAdvance.Report report = world.know(START + 1_000);
    assertEquals(9, report.feed().orElseThrow().malformed());
    assertEquals(2, report.feed().orElseThrow().events());
    assertEquals(1, shares(1, 1, ANN));
    set(mended, "collectionAddress", null);
    assertEquals(8, world.know(START + 2_000).feed().orElseThrow().malformed());
    assertEquals(2, shares(2, 1, ANN));
  }

  private DocumentPath damage(Activity activity, String name, @Nullable Object value) {
    DocumentPath fact = world.happen(activity);
    set(fact, name, value);
    return fact;
  }

  @Test
  void shouldComeBehindAHeapOfFactsThatNobodyCanRead() {
    List<Write> heap = new ArrayList<>();
    DocumentPath one = damage(stake(START + 1, ANN, 5), "amountWei", "many");
    for (int i = 0; i < 20_100; i++) {
      heap.add(
          new Write.Create(
              new DocumentPath(one.path() + "-" + i),
              world
                  .document(one)
                  .with(Fields.builder().put("timestamp", START + 2 + i / 9).build())));
    }
    for (int i = 0; i < heap.size(); i += 500) {
      world.process().commit(heap.subList(i, Math.min(i + 500, heap.size())));
    }
    world.happen(stake(START + 60_000, BEN, 5));
    ProgramAdvance.Report report = world.know(START + HOUR - 1);
    assertEquals(20_101, report.feed().orElseThrow().malformed());
    assertTrue(report.feed().orElseThrow().isDone());
    assertEquals(1, shares(2, 1, BEN));
  }

  private static final List<UnaryOperator<Fields>> DAMAGES =
      List.of(
          fields -> fields.without("state"),
          fields -> fields.with(Fields.builder().put("state", "DREAMING").build()),
          fields -> fields.with(Fields.builder().put("remainingWei", "901").build()),
          fields ->
              fields.with(
                  Fields.builder().put("actions", Fields.builder().put("0", 1L).build()).build()),
          fields -> fields.without("feedPage"),
          fields -> fields.with(Fields.builder().put("feedPage", -7L).build()),
          fields -> fields.without("chainId"),
          fields -> fields.without("asset"),
          fields -> fields.with(Fields.builder().put("chainId", "everywhere").build()));

  @Test
  void shouldGoOnWithTheOthersWhereAProgramIsBroken() {
    DocumentPath path = ProgramPaths.program(1);
    world.happen(stake(START + 1, ANN, 5));
    know(1_000);
    long at = START + 2_000;
    long earned = 1;
    for (UnaryOperator<Fields> damage : DAMAGES) {
      Fields whole = world.document(path);
      world.process().commit(List.of(new Write.Put(path, damage.apply(whole))));
      world.happen(stake(at, ANN, 1));
      ProgramAdvance.Report report = world.know(at + 1);
      String failure = String.valueOf(failure(report, 1));
      // Everybody may read the document: what is wrong with which is for the operator alone.
      assertTrue(failure.startsWith(world.document(path).string("failure") + ": "), failure);
      assertNull(failure(report, 2));
      earned++;
      assertEquals(earned, shares(2, 1, ANN));
      world.process().commit(List.of(new Write.Put(path, whole)));
      at += 1_000;
    }
    world.happen(CampaignScene.vote(at, ANN));
    world.requireNoFailures(world.know(START + 3 * HOUR));
    assertEquals(1, shares(1, 1, ANN));
    assertNull(world.document(path).get("failure"));
    world.programs().forEach(each -> assertEquals(ProgramState.FINISHED, each.program().state()));
  }

  private static @Nullable String failure(ProgramAdvance.Report report, long program) {
    return Objects.requireNonNull(report.programs().get(program)).failure();
  }

  @Test
  void shouldSayWhatIsMissingToAProgramUntilItIsThere() {
    DocumentPath period = ProgramPaths.programPeriod(1, 1);
    world.happen(stake(START + 1, ANN, 5));
    know(1_000);
    Fields whole = world.document(period);
    world.process().commit(List.of(new Write.Delete(period)));
    ProgramAdvance.Report report = world.know(START + HOUR);
    assertTrue(String.valueOf(failure(report, 1)).contains("is missing"));
    assertEquals(2, world.document(ProgramPaths.program(2)).integer("currentClaimPeriod"));
    assertEquals(1, world.document(ProgramPaths.program(1)).integer("currentClaimPeriod"));
    world.process().commit(List.of(new Write.Put(period, whole)));
    know(HOUR + 1);
    assertEquals(2, world.document(ProgramPaths.program(1)).integer("currentClaimPeriod"));
    assertNull(world.document(ProgramPaths.program(1)).get("failure"));
  }
}
