package dev.curation.rewards;

import static dev.curation.aggregation.World.COLLECTION;
import static dev.curation.ledger.Facts.HOUR;
import static dev.curation.ledger.Facts.sale;
import static dev.curation.ledger.Facts.unvote;
import static dev.curation.ledger.Facts.vote;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.curation.aggregation.UserDocuments;
import dev.curation.chain.Address;
import dev.curation.curation.RandomLedger;
import dev.curation.documents.Paths;
import dev.curation.ledger.Facts;
import dev.curation.ledger.LedgerEvent;
import dev.curation.replay.CryptoPunksSales;
import dev.curation.store.Fields;
import dev.curation.time.BlockHour;
import dev.curation.time.Week;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each amount follows from its explanation, step by step, and is the one that is stored. */
class ExplanationsTest {
  private static final int USERS = 5;
  private static final String BASE = "collections/" + COLLECTION;

  private static RewardsWorld world() {
    RewardsWorld world = new RewardsWorld();
    world.settings =
        world.settings.withUserDocuments(UserDocuments.ALL).withFinalityDelay(Duration.ofHours(1));
    return world;
  }

  /** What happens late, is taken back, or is more than there is. */
  private static RewardsWorld random(long seed) {
    Random random = new Random(seed);
    int hours = random.nextBoolean() ? 30 : 24 * 16;
    List<LedgerEvent> events = new RandomLedger(seed).events(50, USERS, hours);
    RewardsWorld world = world();
    Instant start = Instant.ofEpochMilli(1_660_000_000_000L);
    List<LedgerEvent> shuffled = new ArrayList<>(events);
    Collections.shuffle(shuffled, random);
    int next = 0;
    while (next < shuffled.size()) {
      int end = Math.min(shuffled.size(), next + 1 + random.nextInt(15));
      world.append(shuffled.subList(next, end));
      world.now = start.plus(Duration.ofHours((long) hours * end / shuffled.size() + 2));
      if (random.nextInt(3) > 0) {
        world.orphan(shuffled.get(random.nextInt(end)));
      }
      world.delivered(world.now.minus(Duration.ofHours(random.nextInt(10))));
      world.tick();
      next = end;
    }
    world.now = world.now.plus(Duration.ofHours(1));
    world.tick();
    return world;
  }

  private static List<Long> starts(RewardsWorld world, String list) {
    List<Long> starts = new ArrayList<>();
    String cursor = "";
    JsonElement next;
    do {
      JsonObject page = world.get(BASE + "/" + list + "?limit=50" + cursor);
      page.getAsJsonArray("items")
          .forEach(item -> starts.add(item.getAsJsonObject().get("timestamp").getAsLong()));
      next = page.get("next");
      cursor = next.isJsonNull() ? "" : "&cursor=" + next.getAsString();
    } while (!next.isJsonNull());
    return starts.reversed();
  }

  /** All hours and weeks of all users, and of one who never voted. */
  private static int check(RewardsWorld world) {
    ExplanationCheck check = new ExplanationCheck(world::get);
    Map<Address, Map<String, BigInteger>> before = new HashMap<>();
    int reversals = 0;
    for (long start : starts(world, "blocks")) {
      BlockHour hour = new BlockHour(start);
      BigInteger shared = BigInteger.ZERO;
      BigInteger votes = BigInteger.ZERO;
      Map<String, BigInteger> last = Map.of();
      for (int number = 0; number <= USERS; number++) {
        Address user = RandomLedger.user(number);
        String address = BASE + "/blocks/" + start + "/users/" + user.hex();
        last = check.block(address);
        checkStored(world.document(Paths.blockUser(COLLECTION, hour, user)), last, address);
        checkFollows(world.get(address), before.getOrDefault(user, Map.of()), address);
        before.put(user, last);
        shared = shared.add(result(last, "shareWei"));
        votes = votes.add(result(last, "votes"));
      }
      reversals += last.containsKey("takenBackWei") ? 1 : 0;
      assertEquals(last.get("potWei"), shared.add(result(last, "carryWei")), "all of " + hour);
      Fields block = world.document(Paths.block(COLLECTION, hour));
      assertEquals(block.integer("numCuratorVotes"), votes.longValueExact(), "votes of " + hour);
    }
    for (long start : starts(world, "periods")) {
      for (int number = 0; number <= USERS; number++) {
        Address user = RandomLedger.user(number);
        BigInteger amount = check.period(BASE + "/periods/" + start + "/users/" + user.hex());
        Fields stored = world.document(Paths.periodUser(COLLECTION, new Week(start), user));
        assertEquals(
            stored.has("periodProtocolFeesAccruedWei")
                ? stored.string("periodProtocolFeesAccruedWei")
                : "0",
            amount.toString());
      }
    }
    return reversals;
  }

  private static void checkStored(Fields user, Map<String, BigInteger> results, String address) {
    if (user.equals(Fields.EMPTY)) {
      assertEquals(BigInteger.ZERO, results.get("votes"), address);
      return;
    }
    assertEquals(user.string("blockProtocolFeesAccruedWei"), text(results, "shareWei"), address);
    assertEquals(user.string("totalProtocolFeesAccruedWei"), text(results, "totalWei"), address);
    assertEquals(user.integer("votes"), result(results, "votes").longValueExact(), address);
  }

  private static BigInteger result(Map<String, BigInteger> results, String name) {
    return Objects.requireNonNull(results.get(name));
  }

  private static String text(Map<String, BigInteger> results, String name) {
    return result(results, name).toString();
  }

  /** What a block begins with is what the one before has left. */
  private static void checkFollows(
      JsonObject explanation, Map<String, BigInteger> before, String address) {
    Map<String, String> origins =
        Map.of("carryBeforeWei", "carryWei", "totalBeforeWei", "totalWei", "votesBefore", "votes");
    for (JsonElement step : explanation.getAsJsonArray("steps")) {
      JsonObject operands = step.getAsJsonObject().getAsJsonObject("operands");
      origins.forEach(
          (operand, origin) -> {
            if (operands.has(operand)) {
              BigInteger wanted = before.getOrDefault(origin, BigInteger.ZERO);
              assertEquals(wanted, operands.get(operand).getAsBigInteger(), address);
            }
          });
      if (operands.has("shortfallBeforeWei")) {
        BigInteger owed = before.getOrDefault("owedWei", BigInteger.ZERO);
        BigInteger takenBack = before.getOrDefault("takenBackWei", BigInteger.ZERO);
        BigInteger wanted = operands.get("shortfallBeforeWei").getAsBigInteger();
        assertEquals(owed.subtract(takenBack), wanted, address);
      }
    }
  }

  @Test
  void shouldExplainAllAmountsOfRandomHistories() {
    int reversals = 0;
    for (int seed = 0; seed < 50; seed++) {
      try {
        reversals += check(random(seed));
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
    assertTrue(reversals > 10, "only " + reversals + " blocks that take something back");
  }

  /** The fees were shared out before they turned out to be none. */
  @Test
  void shouldExplainAShortfallAndAVoteTakenBack() {
    RewardsWorld world = world();
    Address alice = RandomLedger.user(0);
    Address bob = RandomLedger.user(1);
    LedgerEvent taken = sale(1, 1_000);
    LedgerEvent.VotesAdded vote = vote(2, bob, 3);
    world.append(vote(0, alice, 2), taken, vote, unvote(3, alice, 9));
    world.append(sale(HOUR, 1));
    world.now = Instant.ofEpochMilli(Facts.at(4 * HOUR));
    world.delivered(world.now);
    world.tick();
    world.orphan(taken, vote);
    world.append(sale(5 * HOUR, 300), sale(6 * HOUR, 900), vote(6 * HOUR, alice, 1));
    world.now = Instant.ofEpochMilli(Facts.at(7 * HOUR));
    world.tick();
    assertTrue(check(world) >= 3);
    JsonObject reversal = world.get(BASE + "/blocks/" + Facts.at(3 * HOUR) + "/users/" + bob.hex());
    assertEquals(2, reversal.getAsJsonArray("reversals").size());
    assertTrue(
        reversal
            .getAsJsonArray("voteEvents")
            .get(0)
            .getAsJsonObject()
            .get("isReversal")
            .getAsBoolean());
  }

  @Test
  void shouldExplainRealSales() {
    RewardsWorld world = RewardsWorld.ofCryptoPunks();
    ExplanationCheck check = new ExplanationCheck(world::get);
    String punks = "collections/" + CryptoPunksSales.COLLECTION;
    BigInteger all = BigInteger.ZERO;
    JsonObject curators = world.get(punks + "/curators?limit=3&sort=earnings");
    for (JsonElement curator : curators.getAsJsonArray("items")) {
      String user = curator.getAsJsonObject().get("userAddress").getAsString();
      BigInteger sum = BigInteger.ZERO;
      for (JsonElement period : world.get(punks + "/periods").getAsJsonArray("items")) {
        long start = period.getAsJsonObject().get("timestamp").getAsLong();
        sum = sum.add(check.period(punks + "/periods/" + start + "/users/" + user));
      }
      String total = curator.getAsJsonObject().get("totalProtocolFeesAccruedWei").getAsString();
      assertEquals(total, sum.toString());
      all = all.add(sum);
    }
    assertTrue(all.signum() > 0);
  }
}
