package dev.curation.functions;

import dev.curation.aggregation.Aggregation;
import dev.curation.aggregation.AggregationSettings;
import dev.curation.aggregation.AggregationTrigger;
import dev.curation.aggregation.LedgerFlagging;
import dev.curation.errors.InvalidValueException;
import dev.curation.firestore.FirestoreStore;
import dev.curation.staking.StakeBook;
import dev.curation.store.Store;
import dev.curation.voting.Voting;
import dev.curation.voting.VotingSettings;
import dev.curation.webhook.WebhookSettings;
import dev.curation.webhook.Webhooks;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The object graph behind the functions. */
public final class Wiring {
  private static final int MOST_DOUBLINGS = 5;
  private static @Nullable Wiring instance;

  private final Store store;
  private final AggregationSettings settings;
  private final InstantSource clock;

  public Wiring(Store store, AggregationSettings settings, InstantSource clock) {
    this.store = store;
    this.settings = settings;
    this.clock = clock;
  }

  /** The graph of this process, connected when the first function asks for it. */
  static synchronized Wiring instance() {
    if (instance == null) {
      instance = fromEnvironment(System.getenv());
    }
    return instance;
  }

  /**
   * Connects to the project that {@code GOOGLE_CLOUD_PROJECT} names, or to its emulator where
   * {@code FIRESTORE_EMULATOR_HOST} is set.
   *
   * @throws InvalidValueException naming the variable that is missing or wrong
   */
  public static Wiring fromEnvironment(Map<String, String> environment) {
    String project = environment.get("GOOGLE_CLOUD_PROJECT");
    if (project == null || project.isBlank()) {
      throw new InvalidValueException(
          "GOOGLE_CLOUD_PROJECT",
          project == null ? "" : project,
          "must name the Google Cloud project");
    }
    AggregationSettings settings = Configuration.aggregation(environment);
    String emulator = environment.get("FIRESTORE_EMULATOR_HOST");
    Store store =
        emulator == null
            ? FirestoreStore.connect(project)
            : FirestoreStore.emulator(project, emulator);
    return new Wiring(store, settings, InstantSource.system());
  }

  public Store store() {
    return store;
  }

  public InstantSource clock() {
    return clock;
  }

  public LedgerFlagging ledgerFlagging() {
    return new LedgerFlagging(store, clock, Wiring::newId);
  }

  public AggregationTrigger aggregationTrigger() {
    Aggregation aggregation = new Aggregation(store, settings, clock, Wiring::newId);
    return new AggregationTrigger(store, aggregation, clock);
  }

  /** No chain has a staking contract yet. */
  public Voting voting() {
    return new Voting(
        store, new VotingSettings(Map.of()), stakeBook(), clock, Wiring::newId, Wiring::pause);
  }

  /** The webhooks' endpoints; no chain is configured. */
  public Webhooks webhooks() {
    return new Webhooks(WebhookSettings.of(Map.of()), Map.of(), clock);
  }

  public StakeBook stakeBook() {
    return new StakeBook(store, chain -> Optional.empty(), clock, Wiring::newId, Wiring::pause);
  }

  /** Which pages may call the functions that front ends use. */
  CrossOrigin crossOrigin() {
    return CrossOrigin.EVERYBODY;
  }

  /** Longer after each attempt, and never the same for two that were at it at once. */
  private static void pause(int attempt) {
    long most = 10L << Math.min(attempt, MOST_DOUBLINGS);
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(most));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String newId() {
    return UUID.randomUUID().toString();
  }
}
