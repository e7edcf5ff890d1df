package dev.curation.local;

import com.google.cloud.functions.invoker.runner.Invoker;
import dev.curation.documents.Paths;
import dev.curation.errors.InvalidValueException;
import dev.curation.firestore.FirestoreStore;
import dev.curation.functions.BackendSettings;
import dev.curation.functions.ChainSetup;
import dev.curation.functions.Connections;
import dev.curation.functions.ReceiveTokens;
import dev.curation.functions.ReceiveWeights;
import dev.curation.functions.Wiring;
import dev.curation.lanes.LaneChannels;
import dev.curation.store.MeteredStore;
import dev.curation.store.Store;
import dev.curation.store.StoreUsage;
import dev.curation.webhook.WebhookSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The backend on one machine: Google's Firestore emulator with the rules and the trigger, all
 * functions and the page in this process on one port, and the scheduler's tick.
 */
public final class LocalStack implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(LocalStack.class.getName());

  private final FirestoreEmulator emulator;
  private final @Nullable LocalPubSub pubSub;
  private final MeteredStore functionsStore;
  private final @Nullable MeteredStore payouts;
  private final Store store;
  private final Invoker server;
  private final URI functions;
  private final ScheduledExecutorService scheduler;
  private final boolean isListening;
  private final boolean hasClaims;

  /**
   * How to start it.
   *
   * @param project any project id
   * @param firestorePort 0: any free one
   * @param functionsPort 0: any free one
   * @param rules the security rules file
   * @param hosting {@code firebase.json}, which names the page's folder and headers
   * @param tick time between two ticks of the scheduler: polls and payments, flags, pools,
   *     programs, roots of claims, lanes
   * @param clock what the functions take for the time
   * @param readers functions that read topics; none: no Pub/Sub emulator is started
   * @param payouts the side that pays lanes, whose functions answer below {@code /payout}; null:
   *     none
   */
  public record Options(
      String project,
      int firestorePort,
      int functionsPort,
      Path rules,
      Path hosting,
      Duration tick,
      BackendSettings settings,
      InstantSource clock,
      List<TopicReader> readers,
      @Nullable PayoutProject payouts) {
    public Options {
      readers = List.copyOf(readers);
    }

    /** Without Pub/Sub. */
    public Options(
        String project,
        int firestorePort,
        int functionsPort,
        Path rules,
        Path hosting,
        Duration tick,
        BackendSettings settings,
        InstantSource clock) {
      this(
          project,
          firestorePort,
          functionsPort,
          rules,
          hosting,
          tick,
          settings,
          clock,
          List.of(),
          null);
    }

    private Options with(
        BackendSettings newSettings,
        List<TopicReader> newReaders,
        @Nullable PayoutProject newPayouts) {
      return new Options(
          project,
          firestorePort,
          functionsPort,
          rules,
          hosting,
          tick,
          newSettings,
          clock,
          newReaders,
          newPayouts);
    }

    /** The same, with other settings. */
    public Options withSettings(BackendSettings newSettings) {
      return with(newSettings, readers, payouts);
    }

    /** The same, with the Pub/Sub emulator, topics for these functions and their dead letters. */
    public Options withPubSub(List<TopicReader> newReaders) {
      return with(settings, newReaders, payouts);
    }

    /** The same, with lanes that are paid in another project. */
    public Options withLanes(PayoutProject newPayouts) {
      return with(
          settings,
          List.of(
              new TopicReader(LaneChannels.WEIGHTS, "ReceiveWeights", ReceiveWeights::new),
              new TopicReader(LaneChannels.TOKENS, "ReceiveTokens", ReceiveTokens::new)),
          newPayouts);
    }

    /** The same, listening to chains as well. */
    public Options listeningTo(List<ChainSetup> chains, WebhookSettings webhooks) {
      return with(settings.with(chains, webhooks), readers, payouts);
    }

    /** The same, listening to a chain as well. */
    public Options listeningTo(ChainSetup chain, WebhookSettings webhooks) {
      return listeningTo(List.of(chain), webhooks);
    }
  }

  private LocalStack(
      Options options,
      StaticFiles page,
      FirestoreEmulator emulator,
      @Nullable LocalPubSub pubSub,
      int port)
      throws Exception {
    this.emulator = emulator;
    this.pubSub = pubSub;
    this.functionsStore =
        new MeteredStore(FirestoreStore.emulator(options.project(), emulator.hostAndPort()));
    this.store = FirestoreStore.emulator(options.project(), emulator.hostAndPort());
    this.isListening = !options.settings().chains().isEmpty();
    this.hasClaims =
        options.settings().chains().stream()
            .anyMatch(chain -> chain.settings().contracts().distributor().isPresent());
    this.functions = URI.create("http://127.0.0.1:" + port);
    this.payouts =
        options.payouts() == null
            ? null
            : new MeteredStore(
                FirestoreStore.emulator(options.payouts().project(), emulator.hostAndPort()));
    FunctionRouter.serve(wiring(options), payoutWiring(options), page, options.readers());
    this.server =
        new Invoker(
            port, FunctionRouter.class.getName(), "http", LocalStack.class.getClassLoader());
    this.server.startTestServer();
    emulator.control().registerTrigger(FunctionRouter.AGGREGATE_CURATION, Paths.METADATA_PATTERN);
    this.scheduler = Executors.newSingleThreadScheduledExecutor(LocalStack::daemon);
    long millis = options.tick().toMillis();
    var unused =
        scheduler.scheduleWithFixedDelay(this::tickQuietly, millis, millis, TimeUnit.MILLISECONDS);
  }

  private Wiring wiring(Options options) {
    return pubSub == null
        ? new Wiring(functionsStore, options.settings(), options.clock())
        : new Wiring(
            Connections.of(functionsStore)
                .withPayouts(payouts == null ? functionsStore : payouts)
                .withMessages(pubSub::channel),
            options.settings(),
            options.clock());
  }

  /** Whoever pays the lanes publishes too: what it sees arrive on its chain. */
  private @Nullable Wiring payoutWiring(Options options) {
    if (payouts == null || options.payouts() == null) {
      return null;
    }
    Connections connections = Connections.of(payouts);
    return new Wiring(
        pubSub == null ? connections : connections.withMessages(pubSub::channel),
        options.payouts().settings(),
        options.clock());
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "scheduler");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Starts everything; returns when it answers.
   *
   * @throws InvalidValueException if there is no page where {@code hosting} says
   * @throws PortTakenException if another program listens on one of the ports
   * @throws EmulatorMissingException if there is no emulator on this machine
   * @throws EmulatorException if an emulator does not start
   */
  public static LocalStack start(Options options) {
    int port = options.functionsPort() == 0 ? Ports.free() : options.functionsPort();
    Ports.requireFree(port);
    StaticFiles page = StaticFiles.of(options.hosting());
    FirestoreEmulator emulator =
        FirestoreEmulator.start(
            FirestoreEmulator.Options.of(options.project())
                .withPort(options.firestorePort())
                .withRules(options.rules())
                .withFunctions("127.0.0.1:" + port));
    LocalPubSub pubSub = null;
    try {
      if (!options.readers().isEmpty()) {
        pubSub = LocalPubSub.start(options.project(), options.readers(), port);
      }
      return new LocalStack(options, page, emulator, pubSub, port);
    } catch (Exception e) {
      if (pubSub != null) {
        pubSub.close();
      }
      emulator.close();
      throw e instanceof RuntimeException runtime
          ? runtime
          : new EmulatorException("The functions did not start: " + e.getMessage(), e);
    }
  }

  /** The database, as a client of the stack sees it; what it does is not counted. */
  public Store store() {
    return store;
  }

  /** The database as the functions see it: what is done through it is counted. */
  public MeteredStore functionsStore() {
    return functionsStore;
  }

  /**
   * The database of the side that pays lanes.
   *
   * @throws IllegalStateException if the stack was started without it
   */
  public MeteredStore payouts() {
    if (payouts == null) {
      throw new IllegalStateException("The stack was started without lanes");
    }
    return payouts;
  }

  /** What the functions have asked of the database so far. */
  public StoreUsage usage() {
    return functionsStore.usage();
  }

  /** Where the functions answer, and the page. */
  public URI functions() {
    return functions;
  }

  /** Where the emulator answers, as {@code FIRESTORE_EMULATOR_HOST} wants it. */
  public String firestore() {
    return emulator.hostAndPort();
  }

  /**
   * Where the Pub/Sub emulator answers, as {@code PUBSUB_EMULATOR_HOST} wants it.
   *
   * @throws IllegalStateException if the stack was started without it
   */
  public String pubSub() {
    if (pubSub == null) {
      throw new IllegalStateException("The stack was started without Pub/Sub");
    }
    return pubSub.hostAndPort();
  }

  /** Calls FlagLedgers, see {@link #call}. */
  public String tick() {
    return call(FunctionRouter.FLAG_LEDGERS);
  }

  /** Calls PollChain, see {@link #call}. */
  public String poll() {
    return call(FunctionRouter.POLL_CHAIN);
  }

  /** Calls SendPayments, see {@link #call}. */
  public String pay() {
    return call(FunctionRouter.SEND_PAYMENTS);
  }

  /** Calls AdvancePools, see {@link #call}. */
  public String advancePools() {
    return call(FunctionRouter.ADVANCE_POOLS);
  }

  /**
   * Calls a function as the scheduler does, and returns its answer.
   *
   * @throws EmulatorException if it answers anything but 200
   */
  public String call(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(functions.resolve(path))
            .POST(HttpRequest.BodyPublishers.noBody())
            .timeout(Duration.ofMinutes(2))
            .build();
    // A client of its own: the server closes idle connections just when the next tick would use
    // one.
    try (HttpClient client = HttpClient.newHttpClient()) {
      var response = client.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new EmulatorException(
            path + " answered " + response.statusCode() + ": " + response.body(), null);
      }
      return response.body();
    } catch (IOException e) {
      throw new EmulatorException(path + " did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmulatorException("Interrupted while calling " + path, e);
    }
  }

  private void tickQuietly() {
    // A chain that does not answer must not keep the ledgers from being flagged.
    if (isListening) {
      callQuietly(this::poll);
      callQuietly(this::pay);
    }
    callQuietly(this::tick);
    callQuietly(this::advancePools);
    callQuietly(() -> call(FunctionRouter.ADVANCE_PROGRAMS));
    if (hasClaims) {
      callQuietly(() -> call(FunctionRouter.PUBLISH_ROOT));
    }
    if (payouts != null) {
      callQuietly(() -> call(FunctionRouter.TRANSMIT_BATCHES));
      callQuietly(() -> call(FunctionRouter.PAYOUT + FunctionRouter.POLL_CHAIN));
      callQuietly(() -> call(FunctionRouter.PAYOUT + FunctionRouter.SEND_PAYMENTS));
      callQuietly(() -> call(FunctionRouter.PAYOUT + FunctionRouter.SETTLE_LANES));
    }
  }

  private static void callQuietly(Supplier<String> function) {
    try {
      var unused = function.get();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the scheduler''s tick failed: {0}", e.getMessage());
    }
  }

  /** Stops the tick, the functions and the emulator; returns when they are gone. */
  @Override
  public void close() {
    scheduler.shutdownNow();
    if (pubSub != null) {
      pubSub.close();
    }
    try {
      server.stopServer();
    } catch (Exception e) {
      LOG.log(Level.WARNING, "the functions did not stop: {0}", e.getMessage());
    }
    store.close();
    functionsStore.close();
    if (payouts != null) {
      payouts.close();
    }
    emulator.close();
  }
}
