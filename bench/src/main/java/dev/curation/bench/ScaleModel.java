package dev.curation.bench;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A model, not a measurement: an hour of events over many collections, second by second, against
 * Firestore's published limits and the design's own bounds (docs/scale.md says what each figure is
 * taken from). Without chance: the same load gives the same table.
 */
final class ScaleModel {
  /** What holds events up. */
  enum Limit {
    /** One sustained write per second of the cursor of a chain's poll, 400 facts each. */
    CURSOR("cursor of the poll", 400),
    /** Sequential values of an indexed field: events of one chain. */
    INDEX("sequential index", 500),
    /** The database's ramp: 500 writes per second, half as much again every five minutes. */
    RAMP("500/50/5", 500),
    /** The scan of FlagLedgers: one query after the other, 20 ms each. */
    SCAN("scan for flags", 50),
    /** A run reads all events of the hour again: so many documents per second. */
    READING("reading the hour again", 10_000),
    /** Runs at the same time. */
    INSTANCES("instances", 100),
    /** One sustained write per second of a collection's aggregation document, in each commit. */
    LEASE("aggregation document", 1),
    /** The same of a part of a chain's totals. */
    TOTALS("parts of chain totals", 1);

    private final String label;
    private final double perSecond;

    Limit(String label, double perSecond) {
      this.label = label;
      this.perSecond = perSecond;
    }

    String label() {
      return label;
    }
  }

  /**
   * @param events per second
   * @param chains over which the collections are spread evenly
   * @param curators memberships: curators times collections they vote for
   * @param writesUsers whether documents of users are written, as with all and current
   * @param isWarm whether the database has seen such a load before: then it has no ramp
   */
  record Load(
      double events,
      int collections,
      int chains,
      double curators,
      boolean writesUsers,
      boolean isWarm) {}

  /**
   * @param appendLag by how many seconds the ledgers are behind at the end
   * @param medianAge age of the oldest event that is not aggregated, of the median collection
   * @param worstAge the same of the worst
   * @param writes all in all
   * @param binding what held most back; null: nothing did
   */
  record Outcome(
      double appendLag, double medianAge, double worstAge, double writes, List<Limit> binding) {}

  private static final int SECONDS = 3_600;
  private static final int COMMIT = 499;
  private static final int MOST_EVENTS = 20_000;

  /** Writes of one document at once, after a quiet time: assumed, Firestore names no figure. */
  private static final int BURST = 10;

  private static final int PARTS = 16;
  private static final int PAGE = 700;

  /** Of an event's append, with the entries of who votes: counted with the 10k ledger. */
  private static final double APPEND_WRITES = 1.36;

  /** Of one run. */
  private static final double COMMITS_PER_SECOND = 10;

  private final Load load;
  private final double[] rates;
  private final double[] curators;
  private final double[] aggregated;
  private final boolean[] isAsked;
  private final Deque<Integer> ready = new ArrayDeque<>();
  private final List<Run> running = new ArrayList<>();
  private final double[] totals;
  private final double[] leases;
  private final Map<Limit, Double> held = new EnumMap<>(Limit.class);
  private final Map<Limit, Double> heldRuns = new EnumMap<>(Limit.class);
  private double appended;
  private double writes;
  private double budget;
  private int scanned;

  /** One delivery of the trigger. */
  private static final class Run {
    private final int collection;
    private final double until;
    private double reading;
    private double writes;

    private Run(int collection, double until, double reading, double writes) {
      this.collection = collection;
      this.until = until;
      this.reading = reading;
      this.writes = writes;
    }
  }

  private ScaleModel(Load load) {
    this.load = load;
    this.rates = zipf(load.collections(), load.events());
    this.curators = zipf(load.collections(), load.curators());
    this.aggregated = new double[load.collections()];
    this.isAsked = new boolean[load.collections()];
    this.totals = new double[load.chains() * PARTS];
    this.leases = new double[load.collections()];
    Arrays.fill(totals, BURST);
    Arrays.fill(leases, BURST);
    this.scanned = load.collections();
  }

  /** The share of the n-th largest is 1/n of the largest's. */
  private static double[] zipf(int parts, double sum) {
    double[] shares = new double[parts];
    double harmonic = 0;
    for (int i = 0; i < parts; i++) {
      shares[i] = 1.0 / (i + 1);
      harmonic += shares[i];
    }
    for (int i = 0; i < parts; i++) {
      shares[i] *= sum / harmonic;
    }
    return shares;
  }

  /**
   * What an aggregation writes: marks, block, book and note of each block, users, and some dozen
   * others; one more with each commit.
   *
   * @param users documents of users of blocks and periods
   */
  static long writes(long events, long blocks, long users) {
    long results = events + 3 * blocks + users + 12;
    return results + (results + COMMIT - 1) / COMMIT;
  }

  /** An hour under the load. */
  static Outcome hour(Load load) {
    ScaleModel model = new ScaleModel(load);
    for (int second = 1; second <= SECONDS; second++) {
      model.second(second);
    }
    return model.outcome();
  }

  private void second(int now) {
    double ramp = Limit.RAMP.perSecond * Math.pow(1.5, Math.floorDiv(now, 300));
    budget = load.isWarm() ? Double.MAX_VALUE : ramp;
    append(now);
    scan(now);
    while (running.size() < Limit.INSTANCES.perSecond && !ready.isEmpty()) {
      start(ready.remove());
    }
    refill(totals, Limit.TOTALS.perSecond);
    refill(leases, Limit.LEASE.perSecond);
    heldRuns.clear();
    List<Run> ended = new ArrayList<>();
    for (Run run : running) {
      if (advance(run)) {
        ended.add(run);
      }
    }
    running.removeAll(ended);
    // Whoever waits for an instance waits for what holds those that have one.
    Limit most =
        heldRuns.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .filter(entry -> entry.getValue() > Limit.INSTANCES.perSecond / 2)
            .map(Map.Entry::getKey)
            .orElse(Limit.INSTANCES);
    hold(most, ready.size());
    heldRuns.forEach(this::hold);
  }

  private static void refill(double[] documents, double perSecond) {
    for (int i = 0; i < documents.length; i++) {
      documents[i] = Math.min(BURST, documents[i] + perSecond);
    }
  }

  private void append(int now) {
    double wanted = (now - appended) * load.events();
    double room = wanted;
    Limit limit = null;
    for (Limit each : List.of(Limit.CURSOR, Limit.INDEX, Limit.RAMP)) {
      double most = each == Limit.RAMP ? budget / APPEND_WRITES : each.perSecond * load.chains();
      if (most < room) {
        room = most;
        limit = each;
      }
    }
    if (limit != null) {
      hold(limit, load.collections());
    }
    appended += room / load.events();
    spend(room * APPEND_WRITES);
  }

  private void scan(int now) {
    if (now % 60 == 0 && scanned >= load.collections()) {
      scanned = 0;
    }
    double room = Limit.SCAN.perSecond;
    while (scanned < load.collections() && room > 0) {
      int collection = scanned++;
      if (!isAsked[collection] && (appended - aggregated[collection]) * rates[collection] >= 1) {
        isAsked[collection] = true;
        ready.add(collection);
        room--;
      }
    }
    // Beyond the minute that a tick has.
    hold(Limit.SCAN, now % 60 == 59 ? 60.0 * (load.collections() - scanned) : 0);
  }

  private void start(int collection) {
    double from = aggregated[collection];
    double until = Math.min(appended, from + MOST_EVENTS / rates[collection]);
    long events = (long) ((until - from) * rates[collection]);
    until = from + events / rates[collection];
    long blocks = (long) (until / SECONDS) - (long) (from / SECONDS) + 1;
    double users = load.writesUsers() ? (blocks + 1) * curators[collection] : 0;
    double pages = Math.ceil(curators[collection] / PAGE);
    double hour = Math.floor(from / SECONDS) * SECONDS;
    double reading = 1 + (until - hour) * rates[collection] / Limit.READING.perSecond;
    running.add(
        new Run(collection, until, reading, writes(events, blocks, (long) (users + pages))));
  }

  /** Whether the run has ended. */
  private boolean advance(Run run) {
    if (run.reading > 0) {
      run.reading -= 1;
      if (run.reading > 0) {
        holdRun(Limit.READING);
      }
      return false;
    }
    double commits = Math.min(COMMITS_PER_SECOND, leases[run.collection]);
    double possible = Math.min(commits * (COMMIT + 1), run.writes);
    if (commits < COMMITS_PER_SECOND && possible < run.writes) {
      holdRun(Limit.LEASE);
    }
    if (possible > budget) {
      holdRun(Limit.RAMP);
      possible = budget;
    }
    leases[run.collection] -= possible / (COMMIT + 1);
    run.writes -= possible;
    spend(possible);
    return run.writes < 1 && end(run);
  }

  private boolean end(Run run) {
    int part = run.collection % totals.length;
    if (totals[part] < 1) {
      holdRun(Limit.TOTALS);
      return false;
    }
    totals[part] -= 1;
    aggregated[run.collection] = run.until;
    boolean hasMore = (appended - run.until) * rates[run.collection] > MOST_EVENTS;
    isAsked[run.collection] = hasMore;
    if (hasMore) {
      ready.add(run.collection);
    }
    return true;
  }

  private void spend(double some) {
    writes += some;
    budget = Math.max(0, budget - some);
  }

  private void holdRun(Limit limit) {
    heldRuns.merge(limit, 1.0, Double::sum);
  }

  private void hold(Limit limit, double collectionSeconds) {
    if (collectionSeconds > 0) {
      held.merge(limit, collectionSeconds, Double::sum);
    }
  }

  private Outcome outcome() {
    double[] ages = new double[load.collections()];
    for (int i = 0; i < ages.length; i++) {
      ages[i] = Math.max(0, SECONDS - aggregated[i] - 1 / rates[i]);
    }
    Arrays.sort(ages);
    List<Limit> binding =
        held.entrySet().stream()
            .sorted(Map.Entry.<Limit, Double>comparingByValue().reversed())
            .limit(2)
            .map(Map.Entry::getKey)
            .toList();
    return new Outcome(
        SECONDS - appended, ages[ages.length / 2], ages[ages.length - 1], writes, binding);
  }
}
