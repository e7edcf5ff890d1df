package dev.curation.aggregation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.audit.Audit;
import dev.curation.audit.AuditProgress;
import dev.curation.audit.AuditReport;
import dev.curation.curation.RandomLedger;
import dev.curation.documents.Paths;
import dev.curation.ledger.EventId;
import dev.curation.ledger.LedgerEvent;
import dev.curation.simulation.Faults;
import dev.curation.simulation.Operation;
import dev.curation.simulation.ProcessKilled;
import dev.curation.simulation.Written;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.StoreException;
import dev.curation.store.Write;
import dev.curation.time.BlockHour;
import dev.curation.time.Week;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A random history of one collection and the {@link BookingModel} beside it: events come, go and
 * come back, hours are sealed and reopened, processes die, answers are lost, and in the midst of a
 * run the world moves on. At each quiet point the documents are what the model says.
 */
final class RandomHistory {
  private static final String ROOT = Paths.metadata(World.COLLECTION).path() + "/";
  private static final Instant START = Instant.ofEpochMilli(1_660_000_000_000L);
  private static final int USERS = 4;
  private static final int MOVES = 7;

  private final long seed;
  private final Random random;
  private final RandomLedger facts;
  private final World world;
  private final BookingModel model = new BookingModel();
  private final int hours;

  /** How often each move is made in this history; the first always is at times. */
  private final int[] weights;

  private final List<LedgerEvent> known = new ArrayList<>();

  /** What was sealed, as it was then; by path. */
  private final Map<DocumentPath, Fields> sealed = new LinkedHashMap<>();

  private final List<String> log = new ArrayList<>();

  RandomHistory(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
    this.facts = new RandomLedger(seed);
    this.weights = random.ints(MOVES, 0, 5).toArray();
    weights[0]++;
    this.hours = List.of(6, 60, 24 * 16).get(random.nextInt(3));
    AggregationSettings settings =
        AggregationSettings.DEFAULT
            .withUserDocuments(mode())
            .withFinalityDelay(Duration.ofHours(random.nextBoolean() ? 1 : 24));
    this.world =
        new World(
            random.nextInt(3) == 0
                ? settings
                : settings.withBounds(
                    1 + random.nextInt(8), 1 + random.nextInt(30), 1 + random.nextInt(6)));
    world.now = START;
    world.database.onWritten(ROOT + Paths.LEDGER + "/{event}", this::marked);
    world.database.onWritten(ROOT + Paths.BOOKKEEPING + "/aggregation", this::sealed);
  }

  private UserDocuments mode() {
    return List.of(UserDocuments.values()).get(random.nextInt(3));
  }

  /** An event counts as it is when an aggregation marks it. */
  private void marked(Written written) {
    Fields after = written.after();
    if (after != null && after.flag("isAggregated")) {
      model.entry(written.path().id()).seen(after.bool("isDeleted"));
    }
  }

  private void sealed(Written written) {
    long until = written.after() == null ? 0 : written.after().integer("sealedUntil");
    if (until != model.sealedUntil) {
      log.add("sealed until " + BlockHour.of(until));
      model.sealedUntil(until);
      sealed.clear();
      world.database.snapshot().forEach((path, fields) -> keepIfSealed(path, fields, until));
    }
  }

  private void keepIfSealed(DocumentPath path, Fields fields, long until) {
    String[] names = name(path).split("/", -1);
    boolean isSealed =
        switch (names[0]) {
          case "blocks", Paths.BOOKS -> Long.parseLong(names[1]) < until;
          case "periods" -> new Week(Long.parseLong(names[1])).end() <= until;
          default -> false;
        };
    if (isSealed) {
      sealed.put(path, fields);
    }
  }

  private static String name(DocumentPath path) {
    return path.path()
        .replace(ROOT, "")
        .replace("/" + Paths.BLOCK_USERS, "")
        .replace("/" + Paths.PERIOD_USERS, "")
        .replace(Paths.BLOCKS, "blocks")
        .replace(Paths.PERIODS, "periods");
  }

  /** Runs the history; fails with its steps. */
  void run() {
    try {
      int steps = 10 + random.nextInt(30);
      for (int i = 0; i < steps; i++) {
        step();
        if (random.nextInt(5) == 0) {
          quiet();
        }
      }
      quiet();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("seed " + seed + ": " + e + "\n" + String.join("\n", log), e);
    }
  }

  private void step() {
    if (random.nextBoolean()) {
      move();
    } else {
      tick();
    }
  }

  private void move() {
    int chosen = random.nextInt(Arrays.stream(weights).sum());
    int move = 0;
    while (chosen >= weights[move]) {
      chosen -= weights[move++];
    }
    switch (move) {
      case 0 -> append();
      case 1 -> setDeleted(true);
      case 2 -> setDeleted(false);
      case 3 -> advanceClock();
      case 4 -> advanceWatermark();
      case 5 -> changeMode();
      default -> reopen();
    }
  }

  private void changeMode() {
    world.settings = world.settings.withUserDocuments(mode());
    log.add("mode " + world.settings.userDocuments());
  }

  private void append() {
    List<LedgerEvent> events = new ArrayList<>();
    int most = random.nextInt(4) == 0 ? 40 : 8;
    for (int i = random.nextInt(most); i >= 0; i--) {
      LedgerEvent event =
          !known.isEmpty() && random.nextInt(6) == 0
              ? anyKnown()
              : facts.event("e" + known.size(), USERS, hours);
      if (!known.contains(event)) {
        known.add(event);
        model.append(event);
      }
      events.add(event);
    }
    log.add("append " + events.stream().map(e -> text(e)).toList());
    world.append(events);
  }

  private static String text(LedgerEvent event) {
    return event.id().value()
        + " "
        + event.getClass().getSimpleName()
        + " "
        + event.position().hour();
  }

  private LedgerEvent anyKnown() {
    return known.get(random.nextInt(known.size()));
  }

  private void setDeleted(boolean deleted) {
    for (int i = random.nextInt(3); i >= 0 && !known.isEmpty(); i--) {
      EventId id = anyKnown().id();
      log.add((deleted ? "orphan " : "back ") + id.value());
      Fields fields = Fields.builder().put("isDeleted", deleted).put("isAggregated", false).build();
      DocumentPath path = Paths.event(World.COLLECTION, id.value());
      if (world.database.snapshot().containsKey(path)) {
        world.process().commit(List.of(new Write.Update(path, fields, null)));
      }
    }
  }

  private void advanceClock() {
    int minutes = random.nextInt(4) == 0 ? -random.nextInt(180) : random.nextInt(60 * hours / 3);
    world.now = world.now.plus(Duration.ofMinutes(minutes));
    log.add("clock " + world.now);
  }

  private void advanceWatermark() {
    Instant until = START.plus(Duration.ofMinutes(random.nextInt(60 * hours)));
    log.add("watermark " + until);
    world.delivered(until);
  }

  private void reopen() {
    long back = random.nextInt(hours) * BlockHour.MILLIS;
    long from = BlockHour.of(Math.max(0, model.sealedUntil - back)).start();
    log.add("reopen " + BlockHour.of(from));
    try {
      new Reopening(world.process(), world.clock).reopen(World.COLLECTION, BlockHour.of(from));
    } catch (Reopening.RefusedException e) {
      log.add("refused: " + e.getMessage());
    }
  }

  private void tick() {
    disturbDeliveries();
    Disturbance disturbance = new Disturbance();
    log.add("tick");
    try {
      world.tick(world.process(disturbance));
    } catch (ProcessKilled | StoreException.Unavailable e) {
      log.add("... ended: " + e.getMessage());
    }
    requireNoFailureButOutages();
  }

  private void requireNoFailureButOutages() {
    Object reason = world.metadata().map("failure").get("reason");
    assertTrue(reason == null || reason.toString().startsWith("Unavailable"), "" + reason);
  }

  /** Deliveries are lost, come twice, in another order. */
  private void disturbDeliveries() {
    List<Written> left = new ArrayList<>(world.deliveries);
    world.deliveries.clear();
    for (Written written : left) {
      for (int times = random.nextInt(3); times > 0; times--) {
        world.deliveries.add(written);
      }
    }
    List<Written> shuffled = new ArrayList<>(world.deliveries);
    Collections.shuffle(shuffled, random);
    world.deliveries.clear();
    world.deliveries.addAll(shuffled);
  }

  /** What happens to one process: it dies, an answer is lost, the database is away, others act. */
  private final class Disturbance implements Faults {
    private final int kind = random.nextInt(7);
    private final int at = 1 + random.nextInt(random.nextBoolean() ? 12 : 90);
    private final int again = at + random.nextInt(10);
    private final Faults kill =
        switch (kind) {
          case 0 -> Faults.killBefore(at);
          case 1, 2 -> Faults.killAfter(at);
          default -> Faults.NONE;
        };

    @Override
    public void beforeOperation(Operation operation) {
      kill.beforeOperation(operation);
      boolean isDue = operation.sequence() == at || operation.sequence() == again;
      if ((kind == 3 || kind == 1) && isDue) {
        log.add("... meanwhile, before operation " + operation);
        interfere();
      }
      if (kind == 4 && operation.sequence() >= at && operation.sequence() < again) {
        throw new StoreException.Unavailable("away", null);
      }
    }

    @Override
    public void afterOperation(Operation operation) {
      kill.afterOperation(operation);
      if (kind == 5 && operation.sequence() == at) {
        throw new StoreException.Unavailable("answer lost", null);
      }
    }

    private void interfere() {
      if (random.nextInt(3) > 0) {
        move();
      } else {
        world.now = world.now.plus(Duration.ofMinutes(random.nextInt(5)));
        log.add("... another tick at " + world.now);
        world.tick();
        log.add("... ended");
      }
    }
  }

  /** Everybody rests until nothing is left to do. */
  private void quiet() {
    log.add("quiet");
    world.deliveries.clear();
    for (int i = 0; i < 16 && (i < 1 || !isQuiet()); i++) {
      world.now = world.now.plus(Duration.ofMinutes(30));
      world.tick();
    }
    requireNoFailureButOutages();
    assertTrue(isQuiet(), "still at work: " + world.metadata());
    check();
  }

  private boolean isQuiet() {
    Fields metadata = world.metadata();
    return !metadata.flag("ledgerRequiresAggregation")
        && !metadata.flag("periodsRequireAggregation")
        && !metadata.has("failure")
        && world.ledger().unaggregated(1).isEmpty();
  }

  private void check() {
    Map<String, Map<String, Object>> expected = model.documents();
    Map<DocumentPath, Fields> snapshot = world.database.snapshot();
    sealed.forEach((path, fields) -> assertEquals(fields, snapshot.get(path), "sealed: " + path));
    Map<String, Fields> actual = new TreeMap<>();
    snapshot.forEach((path, fields) -> actual.put(name(path), fields));
    new HistoryCheck(world, model, expected, actual).run();
    if (known.isEmpty()) {
      return;
    }
    AuditReport report =
        new Audit(world.process(), world.clock, 100)
            .run(World.COLLECTION.toString(), AuditProgress.NONE);
    assertTrue(report.isClean(), report.toString());
  }
}
