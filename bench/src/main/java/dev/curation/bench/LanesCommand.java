package dev.curation.bench;

import com.google.gson.Gson;
import dev.curation.chain.Address;
import dev.curation.documents.LanePaths;
import dev.curation.documents.LaneQueries;
import dev.curation.documents.Paths;
import dev.curation.errors.InvalidValueException;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.StoreUsage;
import dev.curation.store.StoredDocument;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One large batch of a lane, from the sealed hour to every curator's credit. */
@Command(
    name = "lanes",
    description = {
      "A batch of many curators goes through a lane: the real functions on the Firestore and Pub/Sub"
          + " emulators, two projects. Measured from the sealed hour until every share is credited"
          + " on the other side.",
      "Exit code 1 where a curator was not given exactly floor(tokens * weight / all weights), once."
    },
    mixinStandardHelpOptions = true)
final class LanesCommand implements Callable<Integer> {
  private static final int PAGE = 300;
  private static final BigInteger ATTO = BigInteger.TEN.pow(18);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--curators",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Curators of the batch, 1 to 500,000 (default: ${DEFAULT-VALUE}).")
  private int curators;

  @Override
  public Integer call() throws InterruptedException {
    if (curators < 1 || curators > 500_000) {
      throw new InvalidValueException("--curators", curators, "must be 1 to 500,000");
    }
    Path home = Path.of(System.getProperty("curation.home", "")).toAbsolutePath();
    try (LanesStage stage = LanesStage.start(home, curators)) {
      progress("everybody votes, and the hour is sealed ...");
      stage.earn();
      progress("the batch goes through the lane ...");
      MemoryPeak.reset();
      StoreUsage accrualBefore = stage.stack().usage();
      StoreUsage payoutBefore = stage.stack().payouts().usage();
      long started = System.nanoTime();
      String report = stage.stack().call("/TransmitBatches");
      double transmitted = (System.nanoTime() - started) / 1e9;
      LanesStage.await(() -> isPaid(stage.payout()));
      double seconds = (System.nanoTime() - started) / 1e9;
      StoreUsage accrual = stage.stack().usage().minus(accrualBefore);
      StoreUsage payout = stage.stack().payouts().usage().minus(payoutBefore);
      MemoryPeak memory = MemoryPeak.read();
      progress("checking " + report.strip() + " ...");
      Optional<String> wrong = wrong(stage);
      print(transmitted, seconds, accrual, payout, memory, wrong);
      return wrong.isEmpty() ? 0 : 1;
    }
  }

  private static boolean isPaid(Fields payout) {
    return payout.has("settledThrough")
        && payout.integer("settledThrough") == 1
        && !payout.has("crediting");
  }

  private void progress(String text) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("lanes: " + text);
    err.flush();
  }

  /** What each was given, by a count of its own; and what each can withdraw. */
  private Optional<String> wrong(LanesStage stage) {
    BigInteger all =
        stage.votes().values().stream()
            .map(BigInteger::valueOf)
            .reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger fee = LanesStage.FEE.value();
    // The hour shares out whole wei; only these enter the lane.
    BigInteger shared = BigInteger.ZERO;
    for (long votes : stage.votes().values()) {
      shared = shared.add(fee.multiply(BigInteger.valueOf(votes)).divide(all));
    }
    Map<String, BigInteger> weights = new LinkedHashMap<>();
    BigInteger total = BigInteger.ZERO;
    for (Map.Entry<String, Long> each : stage.votes().entrySet()) {
      BigInteger weight =
          shared.multiply(ATTO).multiply(BigInteger.valueOf(each.getValue())).divide(all);
      weights.put(each.getKey(), weight);
      total = total.add(weight);
    }
    BigInteger tokens = total.divide(ATTO);
    Map<String, String> paid = paid(stage.stack().payouts());
    if (paid.size() != weights.size()) {
      return Optional.of(paid.size() + " curators were paid, not " + weights.size());
    }
    for (Map.Entry<String, BigInteger> each : weights.entrySet()) {
      String right = tokens.multiply(each.getValue()).divide(total).toString();
      if (!right.equals(paid.get(each.getKey()))) {
        return Optional.of(
            each.getKey() + " was given " + paid.get(each.getKey()) + ", not " + right);
      }
    }
    return wrongAccount(stage, paid);
  }

  private static Map<String, String> paid(Store store) {
    Map<String, String> paid = new LinkedHashMap<>();
    DocumentPath parent = LanePaths.payout(LanesStage.LANE, LanesStage.DENOM);
    @Nullable DocumentPath after = null;
    while (true) {
      List<StoredDocument> page =
          store.query(LaneQueries.page(parent, LanePaths.PAID, after, PAGE * 10));
      if (page.isEmpty()) {
        return paid;
      }
      page.forEach(doc -> paid.put(doc.path().id(), doc.fields().string("totalWei")));
      after = page.getLast().path();
    }
  }

  private static Optional<String> wrongAccount(LanesStage stage, Map<String, String> paid) {
    List<String> curators = new ArrayList<>(paid.keySet());
    for (int from = 0; from < curators.size(); from += PAGE) {
      List<String> some = curators.subList(from, Math.min(curators.size(), from + PAGE));
      List<Optional<StoredDocument>> accounts =
          stage
              .stack()
              .payouts()
              .getAll(
                  some.stream()
                      .map(
                          each ->
                              Paths.poolAccount(LanesStage.LANE.payoutChain(), new Address(each)))
                      .toList());
      for (int i = 0; i < some.size(); i++) {
        String credit = accounts.get(i).orElseThrow().fields().map("creditQ").string("native");
        if (!credit.equals(paid.get(some.get(i)) + "0".repeat(36))) {
          return Optional.of(some.get(i) + " can withdraw " + credit + " of 10^-36 wei");
        }
      }
    }
    return Optional.empty();
  }

  private void print(
      double transmitted,
      double seconds,
      StoreUsage accrual,
      StoreUsage payout,
      MemoryPeak memory,
      Optional<String> wrong) {
    PrintWriter out = spec.commandLine().getOut();
    Table table = new Table("side", "reads", "writes");
    table.row("accrual", number(accrual.reads()), number(accrual.writes()));
    table.row("payout", number(payout.reads()), number(payout.writes()));
    table.print(out);
    out.printf(
        "%,d curators: transmitted after %.1f s, all credited after %.1f s; peak heap %,d MiB,"
            + " process %,d MiB%n",
        curators, transmitted, seconds, memory.heapBytes() >> 20, memory.processBytes() >> 20);
    out.println(wrong.map(text -> "wrong: " + text).orElse("each was given its share, once"));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("benchmark", "lanes");
    json.put("curators", curators);
    json.put("transmittedSeconds", Math.round(transmitted * 10) / 10.0);
    json.put("creditedSeconds", Math.round(seconds * 10) / 10.0);
    json.put("payoutReads", payout.reads());
    json.put("payoutWrites", payout.writes());
    json.put("peakHeapMiB", memory.heapBytes() >> 20);
    json.put("isRight", wrong.isEmpty());
    out.println(new Gson().toJson(json));
    out.flush();
  }

  private static String number(long value) {
    return String.format("%,d", value);
  }
}
