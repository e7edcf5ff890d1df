package dev.curation.bench;

import dev.curation.programs.Activity;
import dev.curation.programs.ActivityBooks;
import dev.curation.programs.Judgement;
import dev.curation.programs.MemoryPrograms;
import dev.curation.programs.ProgramRequest;
import dev.curation.programs.QualifyingAction;
import dev.curation.programs.RequestedAction;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Ten programs of three actions each, and a day of events of 1,000 users and 200 collections, the
 * popular of which have most: of 100 events 40 are votes, 15 votes taken back, 20 sales, 18 stakes
 * and 7 stakes taken back. Votes must be for collections of a percentile band, stakes and sales
 * need a stake, owners of collections have their votes multiplied.
 */
final class ProgramsMix {
  static final int EVENTS = 100_000;
  static final int PROGRAMS = 10;
  static final long START = 1_700_000_000_000L;
  static final String CREATOR = address(9_999_999);
  static final String ASSET = "1:" + address(8_888_888);
  static final BigInteger TOTAL = BigInteger.TEN.pow(24);

  private static final int USERS = 1_000;
  private static final int COLLECTIONS = 200;
  private static final int OWNERS = 50;
  private static final long BETWEEN_MS = 864;
  private static final long SEED = 7;
  private static final int PERCENT = 100;
  static final List<String> PEOPLE = addresses(1, USERS);
  private static final List<String> FAVOURITES = addresses(1_000_000, COLLECTIONS);
  private static final List<String> CONTRACTS = addresses(7_000_000, 2);

  private final List<Activity> events = events();

  static String address(int number) {
    return String.format("0x%040x", number);
  }

  private static List<String> addresses(int first, int many) {
    return IntStream.range(first, first + many).mapToObj(ProgramsMix::address).toList();
  }

  /**
   * Runs the day from its beginning; each program closes its periods on the way.
   *
   * @param sink is given what becomes of each event
   */
  MemoryPrograms run(Consumer<Judgement> sink) {
    ActivityBooks books = new ActivityBooks();
    owners().forEach(books::registerOwner);
    MemoryPrograms engine = new MemoryPrograms(books);
    engine.credit(CREATOR, ASSET, TOTAL.multiply(BigInteger.valueOf(PROGRAMS)));
    for (int i = 0; i < PROGRAMS; i++) {
      engine.create(START, program(3 + i, 4, actions(i)));
    }
    for (Activity event : events) {
      engine.event(event.timestampMs(), event, sink);
    }
    return engine;
  }

  /** Who owns a collection. */
  static List<String> owners() {
    return IntStream.range(0, OWNERS).mapToObj(i -> PEOPLE.get(i * USERS / OWNERS)).toList();
  }

  /** The first events, spread over a day. */
  static List<Activity> spread(int many) {
    SplittableRandom random = new SplittableRandom(SEED);
    long between = EVENTS * BETWEEN_MS / many;
    return IntStream.range(0, many).mapToObj(i -> event(random, START + i * between)).toList();
  }

  /**
   * @param periods of two hours
   */
  static ProgramRequest program(int periods, int rollovers, List<RequestedAction> actions) {
    return new ProgramRequest(
        "title",
        "description",
        CREATOR,
        ASSET,
        TOTAL,
        TOTAL,
        null,
        START,
        periods,
        7_200,
        rollovers,
        86_400,
        ProgramRequest.DEFAULT_ROLLOVER_BPS,
        null,
        actions);
  }

  static List<RequestedAction> actions(int program) {
    long most = 20L + program;
    long low = 500L * program;
    String metric = program % 3 == 0 ? "STAKE" : "VOTES";
    String role = program % 2 == 0 ? "BOTH" : "SELLER";
    return List.of(
        action("VOTE", most, 0, low, metric, null, 10L * program),
        action("STAKE", most, 50 + program, 0, null, null, 0),
        action("SALE", most, 10L * program, 0, null, role, 0));
  }

  /**
   * An action that counts from the first time on.
   *
   * @param stake least stake held, in tokens
   * @param low least percentile, in basis points
   */
  static RequestedAction action(
      String type,
      long most,
      long stake,
      long low,
      @Nullable String metric,
      @Nullable String role,
      long multiplier) {
    return new RequestedAction(
        type, 1, most, tokens(stake), null, low, QualifyingAction.WHOLE, metric, role, multiplier);
  }

  private static BigInteger tokens(long number) {
    return BigInteger.TEN.pow(18).multiply(BigInteger.valueOf(number));
  }

  private static List<Activity> events() {
    SplittableRandom random = new SplittableRandom(SEED);
    List<Activity> events = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      events.add(event(random, START + i * BETWEEN_MS));
    }
    return List.copyOf(events);
  }

  private static Activity event(SplittableRandom random, long at) {
    int kind = random.nextInt(PERCENT);
    String user = popular(random, PEOPLE);
    String collection = popular(random, FAVOURITES);
    String contract = CONTRACTS.get(random.nextInt(CONTRACTS.size()));
    BigInteger amount = tokens(1L + random.nextInt(PERCENT));
    if (kind < 40) {
      return Activity.vote(at, user, collection, BigInteger.valueOf(1L + random.nextInt(PERCENT)));
    }
    if (kind < 55) {
      return Activity.unVote(
          at, user, collection, BigInteger.valueOf(1L + random.nextInt(PERCENT)));
    }
    if (kind < 75) {
      return Activity.sale(at, user, popular(random, PEOPLE), collection);
    }
    String favoured = random.nextBoolean() ? collection : null;
    return kind < 93
        ? Activity.stake(at, user, contract, favoured, amount)
        : Activity.unStake(at, user, contract, favoured, amount);
  }

  /** The lesser of two even choices: the first tenth has a fifth of all. */
  private static String popular(SplittableRandom random, List<String> names) {
    int many = names.size();
    return names.get(Math.min(random.nextInt(many), random.nextInt(many)));
  }
}
