package dev.curation.bench;

import com.google.gson.Gson;
import dev.curation.chain.Address;
import dev.curation.documents.LanePaths;
import dev.curation.documents.Paths;
import dev.curation.errors.InvalidValueException;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.StoreUsage;
import dev.curation.store.StoredDocument;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
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
      description = "Curators of the batch, 1 to 400,000 (default: ${DEFAULT-VALUE}).")
  private int curators;

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Let processes die at about N of their commits, at random; messages are then handed over"
              + " in this process (default: ${DEFAULT-VALUE}).")
  private int kills;

  @Override
  public Integer call() throws InterruptedException {
    if (curators < 1 || curators > 400_000) {
      throw new InvalidValueException("--curators", curators, "must be 1 to 400,000");
    }
    if (kills < 0) {
      throw new InvalidValueException("--kills", kills, "must not be negative");
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
      double transmitted = 0;
      int killed = 0;
      if (kills > 0) {
        killed = new LanesKills(stage, kills).run();
      } else {
        var unused = stage.stack().call("/TransmitBatches");
        transmitted = (System.nanoTime() - started) / 1e9;
        LanesStage.await(() -> isPaid(stage.payout()));
      }
      double seconds = (System.nanoTime() - started) / 1e9;
      StoreUsage accrual = stage.stack().usage().minus(accrualBefore);
      StoreUsage payout = stage.stack().payouts().usage().minus(payoutBefore);
      MemoryPeak memory = MemoryPeak.read();
      progress("checking; processes died " + killed + " times ...");
      Optional<String> wrong = wrong(stage);
      print(killed, transmitted, seconds, accrual, payout, memory, wrong);
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
    Map<Address, String> given = new LinkedHashMap<>();
    List<String> curators = new ArrayList<>(weights.keySet());
    for (int from = 0; from < curators.size(); from += PAGE) {
      for (String curator : curators.subList(from, Math.min(curators.size(), from + PAGE))) {
        given.put(
            new Address(curator), tokens.multiply(weights.get(curator)).divide(total).toString());
      }
      Optional<String> wrong = wrong(stage, given);
      if (wrong.isPresent()) {
        return wrong;
      }
      given.clear();
    }
    return Optional.empty();
  }

  /**
   * @param given what each must have been given, and can withdraw
   */
  private static Optional<String> wrong(LanesStage stage, Map<Address, String> given) {
    List<DocumentPath> paths = new ArrayList<>();
    for (Address curator : given.keySet()) {
      paths.add(LanePaths.paid(LanesStage.LANE, LanesStage.DENOM, curator));
      paths.add(Paths.poolAccount(LanesStage.LANE.payoutChain(), curator));
    }
    Iterator<Optional<StoredDocument>> found = stage.stack().payouts().getAll(paths).iterator();
    for (Map.Entry<Address, String> each : given.entrySet()) {
      String paid = found.next().map(doc -> doc.fields().string("totalWei")).orElse("nothing");
      String credit =
          found.next().map(doc -> doc.fields().map("creditQ").string("native")).orElse("nothing");
      if (!paid.equals(each.getValue()) || !credit.equals(each.getValue() + "0".repeat(36))) {
        return Optional.of(
            each.getKey()
                + " was given "
                + paid
                + ", not "
                + each.getValue()
                + ", and has "
                + credit);
      }
    }
    return Optional.empty();
  }

  private void print(
      int killed,
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
    json.put("kills", killed);
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
