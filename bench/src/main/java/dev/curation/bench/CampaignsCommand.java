package dev.curation.bench;

import com.google.gson.Gson;
import dev.curation.campaigns.ProgramAdvance;
import dev.curation.chain.Address;
import dev.curation.documents.ProgramPaths;
import dev.curation.errors.InvalidValueException;
import dev.curation.firestore.FirestoreStore;
import dev.curation.local.FirestoreEmulator;
import dev.curation.programs.AccountState;
import dev.curation.programs.Distribution;
import dev.curation.programs.MemoryProgram;
import dev.curation.programs.MemoryPrograms;
import dev.curation.programs.RewardProgram;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.MeteredStore;
import dev.curation.store.Store;
import dev.curation.store.StoreUsage;
import dev.curation.store.StoredDocument;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A day of events of several reward programs in the database. */
@Command(
    name = "campaigns",
    description = {
      "Events of 1,000 users are judged by reward programs on the Firestore emulator, from the"
          + " ledgers until the last period is closed and what is left is refunded.",
      "Exit code 1 where a document is not what the engine in memory says."
    },
    mixinStandardHelpOptions = true)
final class CampaignsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Events, 100 to 100,000 (default: ${DEFAULT-VALUE}).")
  private int events;

  @Option(
      names = "--programs",
      paramLabel = "N",
      defaultValue = "5",
      description = "Programs, 1 to 10 (default: ${DEFAULT-VALUE}).")
  private int programs;

  @Override
  public Integer call() {
    if (events < 100 || events > ProgramsMix.EVENTS) {
      throw new InvalidValueException("--events", events, "must be 100 to " + ProgramsMix.EVENTS);
    }
    if (programs < 1 || programs > ProgramsMix.PROGRAMS) {
      throw new InvalidValueException("--programs", programs, "must be 1 to 10");
    }
    try (FirestoreEmulator emulator =
            FirestoreEmulator.start(FirestoreEmulator.Options.of("bench-campaigns"));
        Store connected = FirestoreStore.emulator("bench-campaigns", emulator.hostAndPort())) {
      WriteKinds kinds = new WriteKinds(connected);
      MeteredStore store = new MeteredStore(kinds);
      CampaignsStage stage = new CampaignsStage(store, programs, events);
      progress("programs are created, and everything happens ...");
      stage.set();
      progress("the events are judged ...");
      var unused = kinds.take();
      StoreUsage before = store.usage();
      long started = System.nanoTime();
      ProgramAdvance.Report report = stage.advance();
      double seconds = (System.nanoTime() - started) / 1e9;
      StoreUsage usage = store.usage().minus(before);
      SortedMap<String, Long> written = kinds.take();
      progress("checking ...");
      MemoryPrograms expected = stage.expected();
      List<String> wrong = wrong(store, expected);
      report.programs().forEach((id, part) -> addFailure(wrong, id, part));
      print(seconds, usage, written, stage.pairs(), wrong);
      return wrong.isEmpty() ? 0 : 1;
    }
  }

  private static void addFailure(List<String> wrong, long id, ProgramAdvance.Progress part) {
    if (part.failure() != null || !part.isDone()) {
      wrong.add("program " + id + " is not done: " + part.failure());
    }
  }

  private void progress(String text) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("campaigns: " + text);
    err.flush();
  }

  private static List<String> wrong(Store store, MemoryPrograms expected) {
    List<String> wrong = new ArrayList<>();
    for (MemoryProgram each : expected.programs().values()) {
      RewardProgram program = each.program();
      Map<DocumentPath, Map<String, Object>> wanted = new LinkedHashMap<>();
      wanted.put(
          ProgramPaths.program(program.id()),
          Map.of(
              "state", program.state().name(),
              "remainingWei", program.remaining().toString(),
              "refundedWei", program.refunded().toString(),
              "currentClaimPeriod", program.currentClaimPeriod()));
      for (Distribution period : each.distributions()) {
        wanted.put(
            ProgramPaths.programPeriod(program.id(), period.period()),
            Map.of(
                "poolWei", period.pool().toString(),
                "allocatedWei", period.allocated().toString(),
                "totalShares", period.totalShares(),
                "participants", period.participants()));
        for (AccountState account : each.accounts(period.period()).values()) {
          wanted.put(
              ProgramPaths.programAccount(
                  program.id(), period.period(), new Address(account.address())),
              Map.of(
                  "shares", account.shares(),
                  "status", account.status().name(),
                  "rewardWei", String.valueOf(account.reward())));
        }
      }
      compare(store, wanted, wrong);
    }
    return wrong;
  }

  private static void compare(
      Store store, Map<DocumentPath, Map<String, Object>> wanted, List<String> wrong) {
    List<DocumentPath> paths = List.copyOf(wanted.keySet());
    for (int from = 0; from < paths.size(); from += 400) {
      List<DocumentPath> some = paths.subList(from, Math.min(paths.size(), from + 400));
      List<Optional<StoredDocument>> found = store.getAll(some);
      for (int i = 0; i < some.size(); i++) {
        Fields fields = found.get(i).map(StoredDocument::fields).orElse(Fields.EMPTY);
        DocumentPath path = some.get(i);
        wanted
            .getOrDefault(path, Map.of())
            .forEach(
                (name, value) -> {
                  if (!value.equals(fields.get(name))) {
                    wrong.add(path + ": " + name + " is " + fields.get(name) + ", not " + value);
                  }
                });
      }
    }
  }

  /** Everything of programs but what happens when a period ends or the time to claim does. */
  private static long judging(SortedMap<String, Long> written) {
    return Stream.of("accounts UNCLAIMABLE", "periods", "rewardPrograms", "programLog")
        .mapToLong(kind -> written.getOrDefault(kind, 0L))
        .sum();
  }

  private void print(
      double seconds,
      StoreUsage usage,
      SortedMap<String, Long> written,
      long pairs,
      List<String> wrong) {
    PrintWriter out = spec.commandLine().getOut();
    Table table = new Table("written", "number");
    written.forEach((kind, number) -> table.row(kind, String.format("%,d", number)));
    table.print(out);
    out.printf(
        "%,d events, %d programs: %.1f s; %,d reads, %,d writes in %,d commits%n",
        events, programs, seconds, usage.reads(), usage.writes(), usage.commits());
    out.printf(
        "%,d times an event earned something in a program: %.2f writes of programs to judge them,"
            + " %.2f of everything%n",
        pairs, (double) judging(written) / pairs, (double) usage.writes() / pairs);
    if (wrong.isEmpty()) {
      out.println("every program, period and account state is what the engine in memory says");
    } else {
      out.printf("%,d things are wrong:%n", wrong.size());
      wrong.stream().limit(20).forEach(out::println);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("benchmark", "campaigns");
    json.put("events", events);
    json.put("programs", programs);
    json.put("seconds", Math.round(seconds * 10) / 10.0);
    json.put("reads", usage.reads());
    json.put("writes", usage.writes());
    json.put("commits", usage.commits());
    json.put("grantingPairs", pairs);
    json.put("judgingWrites", judging(written));
    json.put("wrong", wrong.size());
    out.println(new Gson().toJson(json));
    out.flush();
  }
}
