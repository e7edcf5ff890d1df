package dev.curation.campaigns;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.aggregation.World;
import dev.curation.chain.CollectionId;
import dev.curation.documents.Paths;
import dev.curation.documents.ProgramPaths;
import dev.curation.programs.Activity;
import dev.curation.programs.ProgramRefusedException;
import dev.curation.programs.ProgramRequest;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What programs come to is a matter of facts, not of when they were heard of, or how often. */
class CampaignCadenceTest {
  private static final int HISTORIES = 40;
  private static final int STEPS = 150;
  private static final List<String> OWN =
      List.of("updatedAt", "commit", "feedPage", "feedEntry", "number");

  /**
   * A fact, or something that is asked for.
   *
   * @param knows programs must be as far as the clock before
   */
  private record Step(
      long at, @Nullable Activity fact, boolean knows, Consumer<CampaignWorld> deed) {}

  private static List<Step> script(long seed) {
    CampaignHistory history = new CampaignHistory(seed);
    List<Step> steps = new ArrayList<>();
    List<Long> running = new ArrayList<>();
    int created = 1;
    for (int i = 0; i < STEPS; i++) {
      history.pass();
      long at = history.now;
      String who = history.any(CampaignHistory.USERS);
      int kind = created < 5 && history.oneIn(6) ? -1 : history.random.nextInt(24);
      switch (kind) {
        case -1 -> {
          String creator = history.any(CampaignHistory.CREATORS);
          ProgramRequest request = history.request(creator);
          steps.add(new Step(at, null, false, world -> world.create(creator, request)));
          created++;
          running.add((long) created);
        }
        case 0 -> {
          if (!running.isEmpty()) {
            long program = running.remove(history.random.nextInt(running.size()));
            for (String creator : CampaignHistory.CREATORS) {
              steps.add(
                  new Step(
                      at,
                      null,
                      false,
                      world ->
                          world.submit(
                              creator,
                              new ProgramAction.EndProgram(
                                  CampaignWorld.person(creator), program))));
            }
          }
        }
        case 1, 2 ->
            steps.add(
                new Step(
                    at,
                    null,
                    true,
                    world ->
                        world.submit(
                            who, new ProgramAction.ClaimAllRewards(CampaignWorld.person(who)))));
        case 3 ->
            steps.add(
                new Step(
                    at,
                    null,
                    false,
                    world ->
                        world.submit(
                            "cora",
                            new ProgramAction.WithdrawFunds(
                                CampaignWorld.person("cora"),
                                CampaignHistory.OTHER.address(),
                                BigInteger.TEN))));
        default -> steps.add(new Step(at, history.event(at), false, world -> {}));
      }
    }
    return steps;
  }

  private static CampaignWorld world() {
    CampaignWorld world = new CampaignWorld();
    for (String creator : CampaignHistory.CREATORS) {
      for (CollectionId asset : CampaignHistory.ASSETS) {
        world.deposit(CampaignWorld.person(creator), asset, CampaignHistory.RICH);
      }
    }
    world
        .administration()
        .exclude(CampaignWorld.CHAIN, CampaignWorld.person("pot"), true, world.act());
    world
        .administration()
        .registerOwner(CampaignWorld.TOKEN, CampaignWorld.person("ann"), world.act());
    world.reach(world.now.toEpochMilli());
    // While no program is open nobody hears of anything.
    world.create("carl", CampaignScene.request(world.now.toEpochMilli(), 900));
    return world;
  }

  private static void tryTo(Step step, CampaignWorld world) {
    try {
      step.deed().accept(world);
    } catch (ProgramRefusedException e) {
      // Refused the same way whenever it is asked for; what differs shows in the documents.
    }
  }

  /** Programs hear of everything at once. */
  private static CampaignWorld step(List<Step> steps) {
    CampaignWorld world = world();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      world.requireNoFailures(world.know(step.at()));
      if (step.fact() != null) {
        world.happen(step.fact(), 1_000 + i);
      }
      tryTo(step, world);
    }
    return world;
  }

  /** They hear of things late, in another order and several times. */
  private static CampaignWorld leap(List<Step> steps, Random random) {
    CampaignWorld world = world();
    List<Runnable> waiting = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      Activity fact = step.fact();
      if (fact != null) {
        int number = 1_000 + i;
        for (int times = 1 + random.nextInt(2); times > 0; times--) {
          waiting.add(() -> world.happen(fact, number));
        }
      }
      boolean knows = step.knows() || random.nextInt(20) == 0;
      if (knows) {
        Collections.shuffle(waiting, random);
        waiting.forEach(Runnable::run);
        waiting.clear();
        world.requireNoFailures(world.know(step.at()));
      }
      world.now = Instant.ofEpochMilli(step.at());
      tryTo(step, world);
    }
    waiting.forEach(Runnable::run);
    return world;
  }

  /** All documents but for how far each run came, and what each request was answered. */
  private static Map<String, Map<String, Object>> outcome(CampaignWorld world) {
    Map<String, Map<String, Object>> outcome = new TreeMap<>();
    world.database.snapshot().forEach((path, fields) -> note(path, fields, outcome));
    return outcome;
  }

  private static void note(
      DocumentPath path, Fields fields, Map<String, Map<String, Object>> outcome) {
    String text = path.path();
    if (text.startsWith(Paths.PAYMENTS + "/")) {
      Map<String, Object> paid = new TreeMap<>();
      Fields transfers = fields.map("transfers");
      for (String token : transfers.values().keySet()) {
        Fields each = transfers.map(token);
        paid.put(token, each.string("to") + " " + each.string("amountWei"));
      }
      outcome.put(text, paid);
    } else if (text.contains("/" + ProgramPaths.LOG + "/")) {
      // Claims come where the program was then; the rest is in the order of time.
      outcome.put(
          text.replaceAll("[0-9]+$", "")
              + fields.integer("atMs")
              + fields.string("kind")
              + fields.optionalString("address"),
          kept(fields));
    } else if (!text.contains("/" + ProgramPaths.PAGES + "/")
        && !text.contains("/" + ProgramPaths.REQUESTS + "/")
        && !text.equals(ProgramPaths.activity(CampaignWorld.CHAIN).path())
        && !text.contains("edger/")) {
      outcome.put(text, kept(fields));
    }
  }

  private static Map<String, Object> kept(Fields fields) {
    Map<String, Object> kept = new TreeMap<>(fields.values());
    OWN.forEach(kept::remove);
    return kept;
  }

  @Test
  void shouldComeToTheSameInAnyOrderOfArrivalAndAtAnyPace() {
    int pages = 0;
    for (long seed = 1; seed <= HISTORIES; seed++) {
      List<Step> steps = script(seed);
      CampaignWorld first = step(steps);
      CampaignWorld second = leap(steps, new Random(seed));
      long end = steps.getLast().at() + (seed % 2 == 0 ? 1 : 500 * CampaignHistory.HOUR);
      first.requireNoFailures(first.know(end));
      second.requireNoFailures(second.know(end));
      World.assertSame(outcome(first), outcome(second), "history " + seed);
      CampaignHistory.ASSETS.forEach(second::requireBalanced);
      assertTrue(outcome(first).keySet().stream().anyMatch(path -> path.contains("/accounts/")));
      pages += assertOtherPages(first, second);
    }
    assertTrue(pages > HISTORIES, "pages less: " + pages);
  }

  private static int assertOtherPages(CampaignWorld first, CampaignWorld second) {
    long before = pages(first);
    assertNotEquals(before, pages(second));
    return (int) (before - pages(second));
  }

  private static long pages(CampaignWorld world) {
    return world.document(ProgramPaths.activity(CampaignWorld.CHAIN)).integer("pages");
  }
}
