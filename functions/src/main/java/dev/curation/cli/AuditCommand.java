package dev.curation.cli;

import com.google.gson.GsonBuilder;
import dev.curation.audit.Audit;
import dev.curation.audit.AuditProgress;
import dev.curation.audit.AuditReport;
import dev.curation.audit.ChainAudit;
import dev.curation.audit.Difference;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.chain.LaneId;
import dev.curation.documents.Paths;
import dev.curation.errors.InvalidValueException;
import dev.curation.functions.Wiring;
import dev.curation.listening.ChainFacts;
import dev.curation.store.DocumentPath;
import dev.curation.store.Store;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Computes everything again and compares every stored document. */
@Command(
    name = "audit",
    description = {
      "Computes everything again from the ledger and compares every stored document.",
      "Works on the project GOOGLE_CLOUD_PROJECT, or its emulator at FIRESTORE_EMULATOR_HOST; writes"
          + " nothing. Exits with 1 if anything differs; docs/audit.md tells what is compared.",
      "With --from-chain the sales, stakes and fee rates of the ledgers are compared with the"
          + " chain's logs too, read over JSON-RPC (CURATION_CHAINS, CURATION_RPC_<chain>). Signed"
          + " votes are on no chain: they are taken from the ledger.",
      "With --lane both sides of a lane are audited instead: its accrual side in this project, its"
          + " payout side in this one or in --payout-project. Prints what came in and where it is,"
          + " and names what differs."
    },
    mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {
  private static final int MOST_DIFFERENCES = 100;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--collection",
      paramLabel = "CHAIN:ADDRESS",
      description = "The collection (default: all that have metadata).")
  private @Nullable String collection;

  @Option(names = "--from-chain", description = "Compare the ledgers with the chain's logs too.")
  private boolean fromChain;

  @Option(
      names = "--from-block",
      paramLabel = "BLOCK",
      description = "With --from-chain: first block (default: of the first fact, or of the poll).")
  private @Nullable Long fromBlock;

  @Option(
      names = "--to-block",
      paramLabel = "BLOCK",
      description =
          "With --from-chain: last block, which must be final (default: the last final one that the"
              + " poll has read; where none polls, the newest final block).")
  private @Nullable Long toBlock;

  @Option(
      names = "--lane",
      paramLabel = "CHAIN:ADDRESS:CHAIN",
      description = "Audit this lane, and no collection: {chain}:{collection}:{payout chain}.")
  private @Nullable String lane;

  @Option(
      names = "--payout-project",
      paramLabel = "PROJECT",
      description = "With --lane: where its payout side lies (default: GOOGLE_CLOUD_PROJECT).")
  private @Nullable String payoutProject;

  @Option(names = "--json", description = "Print one JSON object at the end, and nothing else.")
  private boolean json;

  /**
   * What the comparison with a chain found.
   *
   * @param facts stored facts that were compared
   */
  record ChainReport(
      String chain,
      long fromBlock,
      long toBlock,
      long logs,
      long facts,
      long differences,
      List<Difference> first) {}

  /** The JSON object. */
  record Result(boolean isClean, List<AuditReport> collections, List<ChainReport> chains) {}

  @Override
  public Integer call() {
    if (!fromChain && (fromBlock != null || toBlock != null)) {
      throw new InvalidValueException("--from-block", "", "and --to-block need --from-chain");
    }
    if (lane == null && payoutProject != null) {
      throw new InvalidValueException("--payout-project", payoutProject, "needs --lane");
    }
    if (lane != null && (collection != null || fromChain)) {
      throw new InvalidValueException(
          "--lane", lane, "goes with neither --collection nor --from-chain");
    }
    if (collection != null) {
      CollectionId.parse(collection);
    }
    if (lane != null) {
      LaneId id = LaneId.parse("--lane", lane);
      return new LaneAuditRun(id, payoutProject, json, spec.commandLine()).run(System.getenv());
    }
    Wiring wiring = Wiring.fromEnvironment(System.getenv());
    try (Store store = wiring.store()) {
      List<AuditReport> reports =
          auditCollections(new Audit(store, wiring.clock(), MOST_DIFFERENCES));
      List<ChainReport> chains = fromChain ? auditChains(wiring) : List.of();
      boolean isClean =
          reports.stream().allMatch(AuditReport::isClean)
              && chains.stream().allMatch(chain -> chain.differences() == 0);
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        Result result = new Result(isClean, reports, chains);
        out.println(new GsonBuilder().disableHtmlEscaping().create().toJson(result));
      } else {
        reports.forEach(report -> print(out, report));
        chains.forEach(report -> print(out, report));
        out.println(isClean ? "Nothing differs." : "It is not all as it should be.");
      }
      out.flush();
      return isClean ? 0 : 1;
    }
  }

  private List<AuditReport> auditCollections(Audit audit) {
    List<String> ids = collection == null ? audit.collections() : List.of(collection);
    if (ids.isEmpty()) {
      throw new FailedException("There is no collection to audit: is this the right project?");
    }
    List<AuditReport> reports = new ArrayList<>();
    for (String id : ids) {
      reports.add(audit.run(id, new AuditBars(spec.commandLine().getErr())));
    }
    return reports;
  }

  private List<ChainReport> auditChains(Wiring wiring) {
    List<ChainId> ids =
        collection == null ? wiring.chains() : List.of(CollectionId.parse(collection).chainId());
    if (ids.isEmpty()) {
      throw new InvalidValueException(
          "CURATION_CHAINS", "", "must name the chains to compare with");
    }
    return ids.stream().map(id -> auditChain(wiring.chainFacts(id))).toList();
  }

  private ChainReport auditChain(ChainFacts facts) {
    ChainFacts.Blocks covered = facts.covered();
    ChainFacts.Blocks blocks =
        new ChainFacts.Blocks(
            fromBlock == null ? covered.first() : fromBlock,
            toBlock == null ? covered.last() : toBlock);
    ChainAudit audit = new ChainAudit(isAsked(), facts::isOwn, MOST_DIFFERENCES);
    AuditProgress progress = new AuditBars(spec.commandLine().getErr());
    progress.begins("blocks of chain " + facts.chain(), blocks.last() - blocks.first() + 1);
    long[] logs = {0};
    facts.each(
        blocks,
        part -> {
          logs[0] += part.logs();
          audit.compare(part.facts(), part.stored());
          progress.advances(part.blocks().last() - part.blocks().first() + 1);
        });
    progress.ends();
    return new ChainReport(
        facts.chain().toString(),
        blocks.first(),
        blocks.last(),
        logs[0],
        audit.compared(),
        audit.differences(),
        audit.first());
  }

  /** The sales of other collections are left out; stakes and rates belong to all. */
  private Predicate<DocumentPath> isAsked() {
    if (collection == null) {
      return path -> true;
    }
    String ledger = Paths.metadata(CollectionId.parse(collection)).collection(Paths.LEDGER);
    return path -> !path.group().equals(Paths.LEDGER) || path.parent().equals(ledger);
  }

  private static void print(PrintWriter out, AuditReport report) {
    if (report.notAudited() != null) {
      out.printf("%s: not audited: %s%n", report.collection(), report.notAudited());
      return;
    }
    out.printf(
        "%s: %,d events, %,d documents compared, %,d differences; read in %.1f s, computed in %.1f"
            + " s%n",
        report.collection(),
        report.events(),
        report.documents(),
        report.differences(),
        report.readingMillis() / 1e3,
        report.computingMillis() / 1e3);
    if (report.pending() > 0) {
      out.printf(
          "  %,d events are not aggregated yet: the results are those before them%n",
          report.pending());
    }
    if (report.changedSince() > 0 && report.differences() > 0) {
      out.printf(
          "  %,d of them counted before and changed since: the differences may be theirs; aggregate"
              + " and audit again%n",
          report.changedSince());
    }
    print(out, report.first(), report.differences());
  }

  private static void print(PrintWriter out, ChainReport report) {
    out.printf(
        "chain %s, blocks %d to %d: %,d logs, %,d facts compared, %,d differences; votes are taken"
            + " from the ledger%n",
        report.chain(),
        report.fromBlock(),
        report.toBlock(),
        report.logs(),
        report.facts(),
        report.differences());
    print(out, report.first(), report.differences());
  }

  static void print(PrintWriter out, List<Difference> first, long all) {
    first.forEach(difference -> out.println("  " + difference));
    if (all > first.size()) {
      out.printf("  ... and %,d more%n", all - first.size());
    }
  }
}
