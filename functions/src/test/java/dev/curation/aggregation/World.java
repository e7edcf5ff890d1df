package dev.curation.aggregation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.curation.apr.TokenPrices;
import dev.curation.chain.CollectionId;
import dev.curation.documents.Paths;
import dev.curation.ledger.EventId;
import dev.curation.ledger.Ledger;
import dev.curation.ledger.LedgerEvent;
import dev.curation.ledger.Watermark;
import dev.curation.simulation.Faults;
import dev.curation.simulation.SimulatedDatabase;
import dev.curation.simulation.SimulatedStore;
import dev.curation.simulation.Written;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.MeteredStore;
import dev.curation.store.Store;
import dev.curation.store.StoreUsage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A simulated database with its clock, its trigger's deliveries and processes that come and go. */
public class World {
  public static final CollectionId COLLECTION =
      CollectionId.parse("1:0xc0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0");

  /** Longer than any lease. */
  private static final Duration LONG = Duration.ofMinutes(30);

  /** More deliveries than any test needs: beyond it, deliveries cause deliveries for ever. */
  private static final int ENDLESS = 2_000;

  public Instant now = Instant.parse("2022-10-01T00:00:00Z");
  public final InstantSource clock = () -> now;
  public final SimulatedDatabase database = new SimulatedDatabase(clock);
  public final Deque<Written> deliveries = new ArrayDeque<>();
  public AggregationSettings settings;
  private final TokenPrices prices;
  private int runs;

  public World(AggregationSettings settings) {
    this(settings, TokenPrices.NONE);
  }

  private World(AggregationSettings settings, TokenPrices prices) {
    this.settings = settings;
    this.prices = prices;
    database.onWritten(Paths.METADATA_PATTERN, deliveries::add);
  }

  public static World withUserDocuments(UserDocuments mode) {
    return new World(AggregationSettings.DEFAULT.withUserDocuments(mode));
  }

  public static World withPrice(TokenPrices prices) {
    return new World(AggregationSettings.DEFAULT, prices);
  }

  /** What a new process does its work on. */
  public Store process() {
    return process(Faults.NONE);
  }

  public Store process(Faults faults) {
    return new SimulatedStore(database, faults);
  }

  public Ledger ledger() {
    return new Ledger(process(), COLLECTION);
  }

  public void append(List<? extends LedgerEvent> events) {
    ledger().append(events, now.toEpochMilli());
  }

  public void append(LedgerEvent... events) {
    append(Arrays.asList(events));
  }

  public void orphan(LedgerEvent... events) {
    List<EventId> ids = Arrays.stream(events).map(LedgerEvent::id).toList();
    ledger().orphan(ids, now.toEpochMilli());
  }

  /** The only source has delivered everything up to the time. */
  public void delivered(Instant until) {
    new Watermark(process(), COLLECTION).advance("chain", until.toEpochMilli());
  }

  public LedgerFlagging flagging(Store store) {
    return new LedgerFlagging(store, clock, () -> "request-" + ++runs);
  }

  public AggregationTrigger trigger(Store store) {
    return new AggregationTrigger(store, aggregation(store), clock);
  }

  public Aggregation aggregation(Store store) {
    return new Aggregation(store, settings, prices, clock, () -> "run-" + ++runs);
  }

  /** A tick of the scheduler and all deliveries it causes, in a process without faults. */
  public StoreUsage tick() {
    MeteredStore store = new MeteredStore(process());
    tick(store);
    return store.usage();
  }

  public void tick(Store store) {
    flagging(store).run();
    deliverAll(store);
  }

  public void deliverAll(Store store) {
    AggregationTrigger trigger = trigger(store);
    for (int i = 0; !deliveries.isEmpty(); i++) {
      if (i > ENDLESS) {
        throw new AssertionError("deliveries cause deliveries without end");
      }
      deliver(trigger, deliveries.remove());
    }
  }

  public static AggregationTrigger.Outcome deliver(AggregationTrigger trigger, Written written) {
    Fields after = written.after();
    return trigger.written(written.path().path(), after == null ? Fields.EMPTY : after);
  }

  /** Time passes and the scheduler ticks until nothing is left to do. */
  public void recover() {
    deliveries.clear();
    for (int i = 0; i < 4; i++) {
      now = now.plus(LONG);
      tick();
    }
  }

  /**
   * Everything that facts decide: the documents without the lease, the metadata, the times of
   * writing and of reopening.
   */
  public Map<String, Map<String, Object>> facts() {
    TreeMap<String, Map<String, Object>> facts = new TreeMap<>();
    for (Map.Entry<DocumentPath, Fields> each : database.snapshot().entrySet()) {
      DocumentPath path = each.getKey();
      boolean varies =
          path.equals(Paths.metadata(COLLECTION))
              || path.equals(Paths.aggregation(COLLECTION))
              || each.getValue().values().keySet().equals(Set.of("reopenedAt"));
      if (!varies) {
        TreeMap<String, Object> fields = new TreeMap<>();
        each.getValue()
            .without("updatedAt")
            .values()
            .forEach((name, value) -> putUnlessNull(fields, name, value));
        facts.put(path.path(), fields);
      }
    }
    return facts;
  }

  private static void putUnlessNull(Map<String, Object> fields, String name, Object value) {
    if (value != null) {
      fields.put(name, value);
    }
  }

  public Fields metadata() {
    return document(Paths.metadata(COLLECTION));
  }

  /** The fields of a document; none where it is missing. */
  public Fields document(DocumentPath path) {
    return Objects.requireNonNullElse(database.snapshot().get(path), Fields.EMPTY);
  }

  /** The results in the naive implementation's form: only the fields that it computes. */
  public Map<String, Map<String, Object>> results(Map<String, Map<String, Object>> like) {
    TreeMap<String, Map<String, Object>> results = new TreeMap<>();
    String root = Paths.metadata(COLLECTION).path() + "/";
    facts()
        .forEach(
            (path, fields) -> {
              String name =
                  path.replace(root, "")
                      .replace("/curationBlockUserRewards", "")
                      .replace("/curationPeriodUsers", "")
                      .replace("curationBlockRewards", "blocks")
                      .replace("curationPeriods", "periods");
              if (name.startsWith("blocks/") || name.startsWith("periods/")) {
                Map<String, Object> wanted = like.getOrDefault(name, Map.of());
                TreeMap<String, Object> kept = new TreeMap<>(fields);
                kept.keySet().retainAll(wanted.keySet());
                results.put(name, kept);
              }
            });
    return results;
  }

  /** Fails with the first document that differs. */
  public static void assertSame(
      Map<String, Map<String, Object>> expected,
      Map<String, Map<String, Object>> actual,
      String message) {
    TreeSet<String> paths = new TreeSet<>(expected.keySet());
    paths.addAll(actual.keySet());
    for (String path : paths) {
      assertEquals(expected.get(path), actual.get(path), message + ": " + path);
    }
  }
}
