package dev.curation.programs;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A random life of some programs, refused operations included; the same seed gives the same. */
final class RandomPrograms {
  /** One operation, to be done on any engine. */
  record Step(String text, Function<ProgramsEngine, List<String>> on) {}

  private static final long START = 1_700_000_000_000L;
  private static final long HOUR = 3_600_000;
  private static final long TEN_MINUTES = 600_000;
  private static final List<String> USERS =
      List.of("ann", "ben", "cat", "dan", "eve", "fay", "pot");
  private static final List<String> CREATORS = List.of("carl", "cora");
  private static final List<String> ASSETS = List.of("APE", "TOK");
  private static final List<String> COLLECTIONS = List.of("apes", "bots", "cats", "dogs", "elks");
  private static final List<String> CONTRACTS = List.of("s1", "s2");
  private static final BigInteger RICH = BigInteger.TEN.pow(32);

  private final Random random;
  private final int programs;
  private int created;
  private long now = START;

  RandomPrograms(long seed) {
    random = new Random(seed);
    programs = 2 + random.nextInt(5);
  }

  static void found(ProgramsEngine engine) {
    engine.exclude("pot");
    engine.registerOwner("ann");
    engine.registerOwner("dan");
    for (String creator : CREATORS) {
      engine.credit(creator, "APE", RICH);
      engine.credit(creator, "TOK", BigInteger.valueOf(100_000));
    }
  }

  Step next() {
    pass();
    long at = now;
    if (created < programs && random.nextInt(6) == 0) {
      created++;
      ProgramRequest request = request();
      return new Step(at + " create " + request, engine -> engine.create(at, request));
    }
    long id = 1L + random.nextInt(programs + 1);
    String who = any(USERS);
    return switch (random.nextInt(30)) {
      case 0 -> {
        String by = random.nextInt(5) == 0 ? who : any(CREATORS);
        yield new Step(at + " end " + id + by, engine -> engine.end(at, id, by));
      }
      case 1, 2 -> {
        String by = random.nextInt(10) == 0 ? " " : who;
        yield new Step(at + " claim " + id + by, engine -> engine.claim(at, id, by));
      }
      case 3 -> {
        String by = random.nextInt(10) == 0 ? "" : who;
        yield new Step(at + " claimAll " + by, engine -> engine.claimAll(at, by));
      }
      case 4 -> {
        ProgramType type = any(List.of(ProgramType.values()));
        yield new Step(at + " programs " + type, engine -> engine.programs(at, type));
      }
      case 5 -> {
        ClaimStatus status = random.nextBoolean() ? null : any(Arrays.asList(ClaimStatus.values()));
        yield new Step(at + " claims " + who + status, engine -> engine.claims(at, who, status));
      }
      case 6 -> {
        long period = random.nextInt(5);
        yield new Step(
            at + " period " + id + period, engine -> engine.distribution(at, id, period));
      }
      case 7 -> {
        long when = random.nextInt(3) == 0 ? at - 1 - random.nextInt(1000) : at;
        yield new Step(when + " tick", engine -> engine.tick(when));
      }
      case 8 -> {
        ProgramRequest wrong = wrong(request());
        yield new Step(at + " wrong " + wrong, engine -> engine.create(at, wrong));
      }
      default -> {
        Activity event = event();
        yield new Step(at + " " + event, engine -> engine.event(at, event));
      }
    };
  }

  private void pass() {
    switch (random.nextInt(12)) {
      case 0, 1 -> now = (now / TEN_MINUTES + 1) * TEN_MINUTES;
      case 2 -> now = (now / HOUR + 1) * HOUR - random.nextInt(2);
      case 3 -> now += random.nextInt(40) == 0 ? 200 * HOUR : HOUR / 2;
      case 4 -> now += random.nextInt(20) == 0 ? HOUR * random.nextInt(30) : 1;
      default -> now += random.nextInt(3) * 60_000L;
    }
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private boolean oneIn(int many) {
    return random.nextInt(many) == 0;
  }

  private BigInteger amount(int most) {
    return BigInteger.valueOf(1 + random.nextInt(most));
  }

  private Activity event() {
    long at = oneIn(12) ? now - random.nextInt((int) (2 * HOUR)) : now;
    String who = any(USERS);
    String collection = any(COLLECTIONS);
    BigInteger few = BigInteger.valueOf(random.nextInt(4));
    String maybe = oneIn(3) ? null : collection;
    return switch (random.nextInt(9)) {
      case 0 -> Activity.unVote(at, who, collection, few);
      case 1 -> Activity.unStake(at, who, any(CONTRACTS), maybe, few);
      case 2, 3 -> Activity.stake(at, who, any(CONTRACTS), maybe, few);
      case 4, 5 -> Activity.sale(at, who, any(USERS), collection);
      default -> Activity.vote(at, who, collection, few);
    };
  }

  private ProgramRequest request() {
    String asset = any(ASSETS);
    long periods = 1L + random.nextInt(4);
    BigInteger small = BigInteger.valueOf(periods + random.nextInt(2_000));
    BigInteger total =
        asset.equals("APE") && random.nextBoolean()
            ? small.multiply(BigInteger.TEN.pow(27)).add(small)
            : small;
    BigInteger cap = oneIn(3) ? total.divide(BigInteger.valueOf(7)).max(BigInteger.ONE) : total;
    List<RequestedAction> actions = new ArrayList<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      actions.add(action());
    }
    BigInteger rollover = oneIn(3) ? total.divide(amount(20)) : null;
    long bps = oneIn(2) ? 1_000 : random.nextInt(3) * 5_000;
    return new ProgramRequest(
        "title",
        "description",
        any(CREATORS),
        asset,
        total,
        cap,
        oneIn(4) ? asset : null,
        oneIn(3) ? now : (now / TEN_MINUTES + 1 + random.nextInt(9)) * TEN_MINUTES,
        periods,
        3_600 + 600L * random.nextInt(9),
        random.nextInt(4),
        3_600L * (1 + random.nextInt(12)),
        bps,
        rollover,
        actions);
  }

  private RequestedAction action() {
    String type = any(List.of("VOTE", "VOTE", "STAKE", "SALE"));
    BigInteger least = oneIn(2) ? BigInteger.ZERO : BigInteger.valueOf(random.nextInt(4));
    long low = oneIn(2) ? 0 : random.nextInt(4) * 2_000L;
    long high = oneIn(2) ? 10_000 : low + random.nextInt(3) * 2_000L;
    long minimum = random.nextInt(3);
    return new RequestedAction(
        type,
        minimum,
        Math.max(1, minimum + random.nextInt(6)),
        least,
        type.equals("STAKE") && oneIn(3) ? least.add(BigInteger.valueOf(random.nextInt(6))) : null,
        low,
        high,
        oneIn(3) ? "STAKE" : oneIn(2) ? "VOTES" : null,
        type.equals("SALE") && !oneIn(3) ? any(List.of("BUYER", "SELLER", "BOTH")) : null,
        type.equals("VOTE") ? any(List.of(0L, 0L, 1L, 7L, 1_000_000L)) : 0);
  }

  /** Something of it is not allowed, or perhaps two things. */
  private ProgramRequest wrong(ProgramRequest request) {
    ProgramRequest once = Change.values()[random.nextInt(Change.values().length)].in(request);
    return oneIn(3) ? Change.values()[random.nextInt(Change.values().length)].in(once) : once;
  }

  /** What may be wrong. */
  private enum Change {
    TITLE,
    TOTAL,
    CAP,
    CAP_ASSET,
    START,
    PERIODS,
    SECONDS,
    ROLLOVER,
    OFFSET,
    BPS,
    AMOUNT,
    NO_ACTIONS,
    MANY_ACTIONS,
    ACTION,
    FUNDS;

    private boolean is(Change other) {
      return this == other;
    }

    ProgramRequest in(ProgramRequest r) {
      RequestedAction first = r.actions().isEmpty() ? null : r.actions().get(0);
      return new ProgramRequest(
          is(TITLE) ? "\t " : r.title(),
          r.description(),
          r.creator(),
          r.asset(),
          is(TOTAL) ? BigInteger.ZERO : is(FUNDS) ? RICH.multiply(RICH) : r.total(),
          is(CAP) ? r.total().add(BigInteger.ONE) : r.maxRewardByAddress(),
          is(CAP_ASSET) ? "WETH" : r.maxRewardAsset(),
          is(START) ? r.programStartMs() - 10 * HOUR : r.programStartMs(),
          is(PERIODS) ? 10_001 : r.claimPeriods(),
          is(SECONDS) ? 3_599 : r.claimPeriodSeconds(),
          is(ROLLOVER) ? -1 : r.maxRolloverClaimPeriods(),
          is(OFFSET) ? 315_360_001 : r.expirationOffsetSeconds(),
          is(BPS) ? 10_001 : r.minimumRolloverBps(),
          is(AMOUNT) ? BigInteger.ONE.negate() : r.minimumRolloverAmount(),
          actions(r.actions(), first));
    }

    private List<RequestedAction> actions(
        List<RequestedAction> actions, @Nullable RequestedAction first) {
      if (is(NO_ACTIONS) || first == null) {
        return List.of();
      }
      if (is(MANY_ACTIONS)) {
        return Collections.nCopies(17, first);
      }
      if (!is(ACTION)) {
        return actions;
      }
      List<RequestedAction> changed = new ArrayList<>(actions);
      changed.add(
          new RequestedAction(
              first.type(),
              first.minimumActions(),
              first.maximumActions(),
              first.minimumStake(),
              first.maximumStake(),
              first.percentileLow(),
              first.percentileLow() - 1,
              first.percentileMetric(),
              first.role(),
              3));
      return changed;
    }
  }
}
