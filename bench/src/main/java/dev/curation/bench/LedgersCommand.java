package dev.curation.bench;

import com.google.gson.Gson;
import dev.curation.aggregation.UserDocuments;
import dev.curation.errors.InvalidValueException;
import dev.curation.local.FirestoreEmulator;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whole ledgers on Google's Firestore emulator. */
@Command(
    name = "ledgers",
    description = {
      "Aggregates ledgers on a fresh Firestore emulator each, with the code of production, and"
          + " checks the results.",
      "Exit code 1 where a result is wrong or a limit exceeded."
    },
    mixinStandardHelpOptions = true)
final class LedgersCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "NAME", description = "10k (with its increment) or 50k (default: both).")
  private List<String> names = List.of("10k", "50k");

  @Option(
      names = "--user-documents",
      paramLabel = "MODE",
      split = ",",
      defaultValue = "all,current,none",
      description = "User documents to write: all, current or none (default: ${DEFAULT-VALUE}).")
  private List<String> modes = List.of();

  @Option(names = "--json", description = "Print one JSON array at the end, and nothing else.")
  private boolean json;

  @Override
  public Integer call() {
    List<List<BenchLedger>> stacks = names.stream().map(LedgersCommand::stack).toList();
    List<UserDocuments> users =
        modes.stream().map(mode -> UserDocuments.parse("--user-documents", mode)).toList();
    List<LedgerResult> results = new ArrayList<>();
    for (List<BenchLedger> stack : stacks) {
      for (UserDocuments mode : users) {
        results.addAll(run(stack, mode));
      }
    }
    print(results);
    return results.stream().anyMatch(LedgerResult::isOverLimit) ? 1 : 0;
  }

  private static List<BenchLedger> stack(String name) {
    return switch (name) {
      case "10k", "bench-ledger-10k" -> List.of(BenchLedger.SMALL, BenchLedger.INCREMENT);
      case "50k", "bench-ledger-50k" -> List.of(BenchLedger.LARGE);
      default -> throw new InvalidValueException("NAME", name, "must be 10k or 50k");
    };
  }

  private List<LedgerResult> run(List<BenchLedger> stack, UserDocuments mode) {
    PrintWriter err = spec.commandLine().getErr();
    List<LedgerResult> results = new ArrayList<>();
    try (FirestoreEmulator emulator =
            FirestoreEmulator.start(FirestoreEmulator.Options.of("bench").withMemory("4g"));
        LedgerRun run = new LedgerRun("bench", emulator.hostAndPort(), mode)) {
      for (BenchLedger ledger : stack) {
        err.printf("ledgers: %s, user documents %s ...%n", ledger.label(), mode);
        err.flush();
        results.add(run.run(ledger));
      }
    }
    return results;
  }

  private void print(List<LedgerResult> results) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new Gson().toJson(results.stream().map(LedgerResult::json).toList()));
    } else {
      Table table = LedgerResult.table();
      results.forEach(result -> result.addTo(table));
      table.print(out);
      out.println();
      Table costs = LedgerResult.costs();
      results.forEach(result -> result.addCostTo(costs));
      costs.print(out);
    }
    out.flush();
  }
}
