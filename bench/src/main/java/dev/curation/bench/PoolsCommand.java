package dev.curation.bench;

import com.google.gson.Gson;
import dev.curation.errors.InvalidValueException;
import dev.curation.firestore.FirestoreStore;
import dev.curation.local.FirestoreEmulator;
import dev.curation.pools.PoolBooks;
import dev.curation.store.Store;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One pool under the requests of many clients. */
@Command(
    name = "pools",
    description = {
      "Many clients ask one pool on a fresh Firestore emulator at once: withdrawals, fee blocks,"
          + " repeated requests, delegations. Four instances of the function serve them, and changes"
          + " are put in force beside them.",
      "Exit code 1 where a payment is missing, twice or of another amount than its receipt, or the"
          + " pool does not balance exactly."
    },
    mixinStandardHelpOptions = true)
final class PoolsCommand implements Callable<Integer> {
  private static final int INSTANCES = 4;
  private static final int MOST_SHOWN = 20;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "16",
      description = "Clients at once, 1 to 64 (default: ${DEFAULT-VALUE}).")
  private int clients;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "How long it is measured (default: ${DEFAULT-VALUE}).")
  private int seconds;

  /** What was measured, beside the times in the log. */
  private record Measured(double elapsed, long retries, long changes) {}

  @Override
  public Integer call() throws InterruptedException, ExecutionException {
    if (clients < 1 || clients > PoolsStage.DELEGATORS || seconds < 1) {
      throw new InvalidValueException(
          "--clients", clients, "must be 1 to 64, and --seconds positive");
    }
    try (FirestoreEmulator emulator =
            FirestoreEmulator.start(FirestoreEmulator.Options.of("bench-pools"));
        Store store = FirestoreStore.emulator("bench-pools", emulator.hostAndPort())) {
      progress("people stake and delegate ...");
      PoolsStage stage = new PoolsStage(store);
      stage.set();
      progress("asking ...");
      PoolsLog log = new PoolsLog();
      Measured measured = measure(stage, log);
      progress("counting ...");
      PoolsProof proof = PoolsProof.of(store, log);
      print(log, measured, proof);
      return proof.wrong().isEmpty() ? 0 : 1;
    }
  }

  private void progress(String text) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("pools: " + text);
    err.flush();
  }

  private Measured measure(PoolsStage stage, PoolsLog log)
      throws InterruptedException, ExecutionException {
    List<PoolBooks> instances = new ArrayList<>();
    for (int i = 0; i < INSTANCES; i++) {
      instances.add(stage.instance());
    }
    AtomicLong heights = new AtomicLong();
    long retries = stage.retries();
    long started = System.nanoTime();
    long end = started + Duration.ofSeconds(seconds).toNanos();
    try (ExecutorService workers = Executors.newFixedThreadPool(clients + 1)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        PoolsClient client =
            new PoolsClient(i, clients, instances.get(i % INSTANCES), heights, stage, log);
        running.add(
            workers.submit(
                () -> {
                  while (System.nanoTime() < end) {
                    client.next();
                  }
                }));
      }
      Future<Long> changes = workers.submit(() -> advance(stage, end));
      for (Future<?> client : running) {
        client.get();
      }
      double elapsed = (System.nanoTime() - started) / 1e9;
      return new Measured(elapsed, stage.retries() - retries, changes.get());
    }
  }

  /** The scheduler's part, once in a second. */
  private static long advance(PoolsStage stage, long end) {
    PoolBooks books = stage.instance();
    long changes = 0;
    while (System.nanoTime() < end) {
      PoolsStage.sleep(Duration.ofSeconds(1));
      changes += PoolsStage.advance(books).changes();
    }
    return changes;
  }

  private void print(PoolsLog log, Measured measured, PoolsProof proof) {
    PrintWriter out = spec.commandLine().getOut();
    Table table = new Table("request", "number", "per second", "p50, ms", "p95, ms");
    Map<String, long[]> times = new LinkedHashMap<>(log.times());
    long[] all = times.values().stream().flatMapToLong(Arrays::stream).sorted().toArray();
    times.put("all", all);
    times.forEach(
        (kind, sorted) ->
            table.row(
                kind,
                String.format("%,d", sorted.length),
                String.format("%,.1f", sorted.length / measured.elapsed()),
                String.format("%,.0f", millis(sorted, 50)),
                String.format("%,.0f", millis(sorted, 95))));
    table.print(out);
    out.printf(
        "%,d clients, %d instances, %,d changes put in force beside them; %,d commits tried again,"
            + " %,d requests given up%n",
        clients, INSTANCES, measured.changes(), measured.retries(), log.givenUp());
    if (proof.wrong().isEmpty()) {
      out.printf(
          "%,d receipts, %,d payments, each once; the equation holds exactly over all documents%n",
          proof.receipts(), proof.payments());
    } else {
      out.printf("%,d things are wrong:%n", proof.wrong().size());
      proof.wrong().stream().limit(MOST_SHOWN).forEach(out::println);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("benchmark", "pools");
    json.put("requests", all.length);
    json.put("requestsPerSecond", Math.round(all.length / measured.elapsed() * 10) / 10.0);
    json.put("p50Millis", Math.round(millis(all, 50)));
    json.put("p95Millis", Math.round(millis(all, 95)));
    json.put("retries", measured.retries());
    json.put("givenUp", log.givenUp());
    json.put("payments", proof.payments());
    json.put("wrong", proof.wrong().size());
    out.println(new Gson().toJson(json));
    out.flush();
  }

  private static double millis(long[] sorted, int percent) {
    return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) * percent / 100] / 1e6;
  }
}
