package dev.curation.rewards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.aggregation.UserDocuments;
import dev.curation.aggregation.World;
import dev.curation.apr.FixedPrice;
import dev.curation.curation.NaiveCuration;
import dev.curation.curation.RandomLedger;
import dev.curation.ledger.LedgerEvent;
import dev.curation.store.Fields;
import dev.curation.time.Week;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever user documents are written, the answers are what the naive rules say. */
class RandomRewardsTest {
  private static final int SEEDS = 40;
  private static final int USERS = 6;
  private static final String ID = World.COLLECTION.toString();

  @ParameterizedTest
  @EnumSource
  void shouldAnswerWhatTheNaiveRulesSay(UserDocuments mode) {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      int hours = List.of(5, 80, 24 * 25).get(random.nextInt(3));
      List<LedgerEvent> events =
          new RandomLedger(seed).events(1 + random.nextInt(120), USERS, hours);
      World world = World.withUserDocuments(mode);
      world.append(events);
      if (random.nextBoolean()) {
        // Some of it is sealed: those weeks have user documents in every mode.
        world.delivered(sometimeIn(events, random));
      }
      world.tick();
      new Check(seed, world, events).run();
      long last = events.stream().mapToLong(e -> e.position().timestamp()).max().orElseThrow();
      world.now = Instant.ofEpochMilli(last).plus(Duration.ofHours(random.nextInt(200)));
      new Check(seed, world, events).yields(world.now.toEpochMilli());
    }
  }

  private static Instant sometimeIn(List<LedgerEvent> events, Random random) {
    LedgerEvent event = events.get(random.nextInt(events.size()));
    return Instant.ofEpochMilli(event.position().timestamp());
  }

  /** One world against the naive documents of its events. */
  private static final class Check {
    private final String seed;
    private final List<LedgerEvent> events;
    private final Asking asking;
    private final Map<String, Map<String, Object>> naive;
    private final TreeSet<Long> blocks = new TreeSet<>();

    private Check(int seed, World world, List<LedgerEvent> events) {
      this.seed = "seed " + seed + ": ";
      this.events = events;
      this.asking = new Asking(world, new FixedPrice(BigDecimal.ONE));
      this.naive = NaiveCuration.documents(events);
      naive.keySet().stream()
          .filter(name -> name.matches("blocks/\\d+"))
          .forEach(name -> blocks.add(Long.parseLong(name.substring("blocks/".length()))));
    }

    private void run() {
      Map<String, String> totals = totals(naive);
      for (int i = 0; i < USERS; i++) {
        user(RandomLedger.user(i).hex(), totals);
      }
      collection();
      history("blocks", "blockProtocolFeesAccruedWei");
      history("periods", "periodProtocolFeesAccruedWei");
      curators(totals);
      asOf();
    }

    /** By user: the total after the last block that lists the user. */
    private static Map<String, String> totals(Map<String, Map<String, Object>> documents) {
      TreeMap<String, String> totals = new TreeMap<>();
      TreeMap<String, Long> last = new TreeMap<>();
      documents.forEach(
          (name, fields) -> {
            String[] names = name.split("/", -1);
            if (names[0].equals("blocks") && names.length == 3) {
              long hour = Long.parseLong(names[1]);
              if (last.getOrDefault(names[2], -1L) < hour) {
                last.put(names[2], hour);
                totals.put(names[2], (String) fields.get("totalProtocolFeesAccruedWei"));
              }
            }
          });
      return totals;
    }

    private void user(String user, Map<String, String> totals) {
      Fields answer = asking.get("users/" + user);
      assertEquals(
          totals.getOrDefault(user, "0"),
          answer.string("totalProtocolFeesAccruedWei"),
          seed + user);
      assertEquals(
          new BigInteger(answer.string("totalProtocolFeesAccruedWei")),
          new BigInteger(answer.string("pendingWei"))
              .add(new BigInteger(answer.string("sealedWei"))));
      TreeMap<Long, String> weeks = new TreeMap<>();
      naive.forEach(
          (name, fields) -> {
            if (name.matches("periods/\\d+/" + user)) {
              weeks.put(
                  Long.parseLong(name.split("/", -1)[1]),
                  (String) fields.get("periodProtocolFeesAccruedWei"));
            }
          });
      List<String> expected = new ArrayList<>();
      weeks.descendingMap().forEach((week, wei) -> expected.add(week + " " + wei));
      List<String> found = new ArrayList<>();
      for (Fields week : asking.all("users/" + user + "/periods")) {
        found.add(week.integer("timestamp") + " " + week.string("periodProtocolFeesAccruedWei"));
      }
      assertEquals(expected, found, seed + user);
    }

    private void collection() {
      Fields answer = asking.get("collections/" + ID);
      BigInteger fees = BigInteger.ZERO;
      for (Map.Entry<String, Map<String, Object>> each : naive.entrySet()) {
        if (each.getKey().matches("blocks/\\d+")) {
          Object wei = each.getValue().get("blockProtocolFeesAccruedWei");
          fees = fees.add(new BigInteger((String) wei));
        }
      }
      assertEquals(fees.toString(), answer.string("totalProtocolFeesAccruedWei"), seed);
      BigInteger carry = new BigInteger(answer.string("carryWei"));
      assertEquals(fees, new BigInteger(answer.string("distributedWei")).add(carry), seed);
    }

    private void history(String kind, String field) {
      TreeMap<Long, Object> expected = new TreeMap<>();
      naive.forEach(
          (name, fields) -> {
            if (name.matches(kind + "/\\d+")) {
              expected.put(Long.parseLong(name.split("/", -1)[1]), fields.get(field));
            }
          });
      List<String> wanted = new ArrayList<>();
      expected.descendingMap().forEach((start, wei) -> wanted.add(start + " " + wei));
      List<String> found = new ArrayList<>();
      for (Fields each : asking.all("collections/" + ID + "/" + kind)) {
        found.add(each.integer("timestamp") + " " + each.string(field));
      }
      assertEquals(wanted, found, seed + kind);
    }

    private void curators(Map<String, String> totals) {
      List<Fields> byEarnings = asking.all("collections/" + ID + "/curators", "sort", "earnings");
      BigInteger before = null;
      TreeSet<String> seen = new TreeSet<>();
      for (Fields curator : byEarnings) {
        String user = curator.string("userAddress");
        assertTrue(seen.add(user), seed + user + " twice");
        String total = curator.string("totalProtocolFeesAccruedWei");
        assertEquals(totals.getOrDefault(user, "0"), total, seed + user);
        BigInteger wei = new BigInteger(total);
        assertTrue(before == null || before.compareTo(wei) >= 0, seed + "not sorted");
        before = wei;
      }
      assertTrue(seen.containsAll(totals.keySet()), seed + seen);
    }

    /** Of the last seven days: what the hours one by one give. */
    private void yields(long now) {
      long end = now - now % 3_600_000 + 3_600_000;
      for (int i = 0; i < USERS; i++) {
        String user = RandomLedger.user(i).hex();
        Fields answer = asking.get("users/" + user + "/collections/" + ID + "/apr");
        if (answer.has("trailing7Days")) {
          Fields apr = answer.map("trailing7Days");
          checkWindow(user, apr, end - 168 * 3_600_000L, end, 168);
          long week = Week.of(now).start();
          checkWindow(user, answer.map("period"), week, end, (end - week) / 3_600_000);
          checkWindow(user, answer.map("block"), end - 3_600_000, end, 1);
        }
      }
    }

    private void checkWindow(String user, Fields apr, long from, long end, long hours) {
      BigInteger interest = BigInteger.ZERO;
      BigInteger voteHours = BigInteger.ZERO;
      long held = 0;
      for (long hour = 0; hour < end; hour = next(hour, from)) {
        if (naive.containsKey("blocks/" + hour)) {
          Map<String, Object> share = naive.getOrDefault("blocks/" + hour + "/" + user, Map.of());
          held = (long) share.getOrDefault("votes", 0L);
          if (hour >= from && !share.isEmpty()) {
            String wei = (String) share.get("blockProtocolFeesAccruedWei");
            interest = interest.add(new BigInteger(wei));
          }
        }
        voteHours = hour < from ? voteHours : voteHours.add(BigInteger.valueOf(held));
      }
      assertEquals(interest.toString(), apr.string("interestWei"), seed + user + apr);
      BigDecimal mean =
          new BigDecimal(voteHours).divide(BigDecimal.valueOf(hours), new MathContext(18));
      assertEquals(0, mean.compareTo(new BigDecimal(apr.string("votes"))), seed + user + apr);
    }

    /** The next hour; before the window, the next that has a block. */
    private long next(long hour, long from) {
      if (hour >= from) {
        return hour + 3_600_000;
      }
      Long block = blocks.higher(hour);
      return block == null || block > from ? from : block;
    }

    /** As of an hour: what the events before it give. */
    private void asOf() {
      long at = events.get(events.size() / 2).position().timestamp();
      long hour = at - at % 3_600_000;
      Map<String, Map<String, Object>> past =
          NaiveCuration.documents(
              events.stream().filter(event -> event.position().timestamp() < hour).toList());
      Map<String, String> totals = totals(past);
      for (int i = 0; i < USERS; i++) {
        String user = RandomLedger.user(i).hex();
        Fields answer = asking.get("users/" + user, "at", at);
        String expected = totals.getOrDefault(user, "0");
        assertEquals(expected, answer.string("totalProtocolFeesAccruedWei"), seed + user);
      }
      Fields collection = asking.get("collections/" + ID, "at", Instant.ofEpochMilli(at));
      BigInteger distributed =
          totals.values().stream().map(BigInteger::new).reduce(BigInteger.ZERO, BigInteger::add);
      assertEquals(distributed.toString(), collection.string("distributedWei"), seed);
      BigInteger sum = BigInteger.ZERO;
      for (Fields curator : asking.all("collections/" + ID + "/curators", "at", at)) {
        sum = sum.add(new BigInteger(curator.string("totalProtocolFeesAccruedWei")));
      }
      assertEquals(distributed, sum, seed);
    }
  }
}
