package dev.curation.local.demo;

import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.ledger.ChainPosition;
import dev.curation.ledger.EventId;
import dev.curation.ledger.LedgerEvent;
import dev.curation.ledger.SaleFacts;
import dev.curation.local.demo.ProgramFact.Kind;
import dev.curation.money.Votes;
import dev.curation.money.Wei;
import dev.curation.replay.CryptoPunksSales;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What happens in January 2021, day by day: the real sales of CryptoPunks with the votes of their
 * holders, and beside them votes, stakes and sales of people with wallets, which are made up.
 */
final class ProgramMonth {
  static final Instant START = Instant.parse("2021-01-01T00:00:00Z");
  static final int DAYS = 31;
  static final long DAY = Duration.ofDays(1).toMillis();

  /** Of which one may be the registered owner. */
  static final List<CollectionId> SIMULATED =
      IntStream.rangeClosed(1, 5)
          .mapToObj(i -> new Address("0x" + ("c" + i).repeat(20)))
          .map(address -> new CollectionId(CryptoPunksSales.COLLECTION.chainId(), address))
          .toList();

  /** Ethereum's block at the beginning of the month, about. */
  private static final long FIRST_BLOCK = 11_565_000;

  private static final long BLOCK = 13_000;
  private static final int DEEDS_A_DAY = 24;
  private static final int FIRST_HOUR = 2;
  private static final int HOURS = 20;

  private final RandomGenerator random;
  private final List<String> people;
  private final List<LedgerEvent> real;
  private final Map<String, Long> held = new HashMap<>();
  private final Map<String, Long> staked = new HashMap<>();
  private int ids;

  /**
   * @param people with wallets
   * @param sales of CryptoPunks, all there are
   */
  ProgramMonth(RandomGenerator random, List<String> people, List<LedgerEvent> sales) {
    this.random = random;
    this.people = people;
    this.real = sales;
  }

  /**
   * A day.
   *
   * @param ledger of each collection, real events and made-up ones
   * @param stakes to be made on the chain, by their times
   */
  record Day(Map<CollectionId, List<LedgerEvent>> ledger, List<Stake> stakes) {}

  /**
   * @param tokens whole ones; negative: taken back
   */
  record Stake(long at, int person, long tokens) {}

  static long at(int day) {
    return START.toEpochMilli() + day * DAY;
  }

  /**
   * @param number from 0
   */
  Day day(int number) {
    Day day = new Day(new LinkedHashMap<>(), new ArrayList<>());
    long begin = at(number);
    for (LedgerEvent event : real) {
      long time = event.position().timestamp();
      if (time >= begin && time < begin + DAY) {
        add(day, CryptoPunksSales.COLLECTION, event);
      }
    }
    TreeSet<Long> times = new TreeSet<>();
    while (times.size() < DEEDS_A_DAY + people.size()) {
      times.add(begin + 1_000 * (FIRST_HOUR * 3_600 + random.nextLong(HOURS * 3_600)));
    }
    int next = 0;
    for (long time : times) {
      // On the first day everybody stakes something before anything else.
      if (number == 0 && next < people.size()) {
        stake(day, time, next, 50 + random.nextLong(400));
      } else if (next < DEEDS_A_DAY) {
        happen(day, time);
      }
      next++;
    }
    return day;
  }

  private static void add(Day day, CollectionId collection, LedgerEvent event) {
    day.ledger().computeIfAbsent(collection, any -> new ArrayList<>()).add(event);
  }

  private void happen(Day day, long time) {
    int person = random.nextInt(people.size());
    switch (random.nextInt(6)) {
      case 0, 1 -> {
        long has = staked.getOrDefault(people.get(person), 0L);
        boolean takes = has > 0 && random.nextInt(4) == 0;
        stake(day, time, person, takes ? -1 - random.nextLong(has) : 10 + random.nextLong(150));
      }
      case 2, 3, 4 -> vote(day, time, people.get(person));
      default -> sell(day, time, people.get(person), people.get(random.nextInt(people.size())));
    }
  }

  private void stake(Day day, long time, int person, long tokens) {
    staked.merge(people.get(person), tokens, Long::sum);
    day.stakes().add(new Stake(time, person, tokens));
  }

  private void vote(Day day, long time, String person) {
    int chosen = random.nextInt(SIMULATED.size() + 1);
    CollectionId collection =
        chosen == SIMULATED.size() ? CryptoPunksSales.COLLECTION : SIMULATED.get(chosen);
    String key = person + collection;
    long has = held.getOrDefault(key, 0L);
    boolean takes = has > 0 && random.nextInt(4) == 0;
    long votes = 1 + random.nextLong(takes ? has : 30);
    held.merge(key, takes ? -votes : votes, Long::sum);
    Address user = new Address(person);
    add(
        day,
        collection,
        takes
            ? new LedgerEvent.VotesRemoved(id("unvote"), position(time), user, Votes.of(votes))
            : new LedgerEvent.VotesAdded(id("vote"), position(time), user, Votes.of(votes)));
  }

  /** Now and then somebody trades with itself. */
  private void sell(Day day, long time, String buyer, String seller) {
    SaleFacts facts =
        new SaleFacts(new Address(buyer), new Address(seller), null, null, null, "demo");
    Wei fee = Wei.of(BigInteger.valueOf(1 + random.nextLong(1_000_000_000_000_000L)));
    add(
        day,
        SIMULATED.get(random.nextInt(SIMULATED.size())),
        new LedgerEvent.Sale(id("sale"), position(time), fee, facts));
  }

  private EventId id(String kind) {
    return new EventId(String.format(Locale.ROOT, "demo-%s-%05d", kind, ++ids));
  }

  private static ChainPosition position(long time) {
    return new ChainPosition(time, FIRST_BLOCK + (time - START.toEpochMilli()) / BLOCK, null, null);
  }

  /** An event of a collection as whoever counts again wants it. */
  static ProgramFact fact(CollectionId collection, LedgerEvent event) {
    return switch (event) {
      case LedgerEvent.VotesAdded added ->
          fact(Kind.VOTE, collection, event, added.user(), null, added.votes().count());
      case LedgerEvent.VotesRemoved removed ->
          fact(Kind.UNVOTE, collection, event, removed.user(), null, removed.votes().count());
      case LedgerEvent.Sale sale ->
          fact(
              Kind.SALE,
              collection,
              event,
              Objects.requireNonNull(sale.facts().buyer()),
              Objects.requireNonNull(sale.facts().seller()).hex(),
              0);
    };
  }

  private static ProgramFact fact(
      Kind kind,
      CollectionId collection,
      LedgerEvent event,
      Address user,
      @Nullable String seller,
      long amount) {
    return new ProgramFact(
        kind,
        event.position().timestamp(),
        event.position().blockNumber(),
        Integer.MAX_VALUE,
        event.id().value(),
        user.hex(),
        seller,
        collection.address().hex(),
        BigInteger.valueOf(amount));
  }
}
