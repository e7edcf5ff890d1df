package dev.curation.bench;

import com.google.gson.JsonObject;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.merkle.AccountPages;
import dev.curation.merkle.ClaimTree;
import dev.curation.merkle.Entitlement;
import dev.curation.merkle.MerkleTree;
import dev.curation.merkle.NodeHash;
import dev.curation.merkle.NodePages;
import dev.curation.merkle.TreeFile;
import dev.curation.merkle.TreeHeader;
import dev.curation.merkle.TreeSources;
import dev.curation.money.Wei;
import dev.curation.time.Week;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A tree of many accounts: its making, its file, its pages, its proofs. */
@Command(
    name = "trees",
    description = {
      "Times the Merkle tree of a million accounts on one thread: the tree, the hash of its file, its",
      "pages, and proofs from pages, each of which is verified. Five times; the first warms up.",
      "Prints a table, then one JSON object; exit code 1 if the best tree takes longer than 5 seconds,",
      "or a proof longer than a millisecond. The memory is this process's at most, garbage included."
    },
    mixinStandardHelpOptions = true)
final class TreesCommand implements Callable<Integer> {
  private static final double LIMIT_SECONDS = 5;
  private static final double LIMIT_PROOF_MILLIS = 1;
  private static final int ROUNDS = 5;
  private static final int PROOFS = 10_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--accounts",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "How many accounts (default: ${DEFAULT-VALUE}).")
  private int accounts;

  /**
   * @param cpu of this thread, which the machine's other work does not lengthen as much
   */
  private record Timed(double seconds, double cpu) {
    static Timed of(Runnable work) {
      var threads = ManagementFactory.getThreadMXBean();
      long begin = System.nanoTime();
      long cpu = threads.getCurrentThreadCpuTime();
      work.run();
      return new Timed(
          (System.nanoTime() - begin) / 1e9, (threads.getCurrentThreadCpuTime() - cpu) / 1e9);
    }

    @Override
    public String toString() {
      return String.format("%.2f (%.2f)", seconds, cpu);
    }
  }

  private static final class Made {
    private List<ClaimTree> tree = List.of();
    private List<byte[]> nodes = List.of();
    private List<byte[]> accounts = List.of();
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<Entitlement> entitlements = entitlements();
    Table table = new Table("round", "tree, s (CPU)", "file's hash", "pages", "proof, ms");
    double bestTree = Double.MAX_VALUE;
    double bestProof = Double.MAX_VALUE;
    MemoryPeak.reset();
    for (int round = 1; round <= ROUNDS; round++) {
      Made made = new Made();
      Timed tree = Timed.of(() -> made.tree = List.of(tree(entitlements)));
      ClaimTree whole = made.tree.getFirst();
      Timed file = Timed.of(() -> TreeFile.contentHash(whole));
      Timed pages = Timed.of(() -> pages(whole, made));
      double proof = proofMillis(whole, made);
      bestTree = Math.min(bestTree, tree.seconds());
      bestProof = Math.min(bestProof, proof);
      table.row(
          Integer.toString(round),
          tree.toString(),
          file.toString(),
          pages.toString(),
          String.format("%.3f", proof));
    }
    MemoryPeak peak = MemoryPeak.read();
    table.print(out);
    JsonObject json = new JsonObject();
    json.addProperty("accounts", accounts);
    json.addProperty("treeSeconds", bestTree);
    json.addProperty("proofMillis", bestProof);
    json.addProperty("peakHeapBytes", peak.heapBytes());
    json.addProperty("peakProcessBytes", peak.processBytes());
    out.println(json);
    out.flush();
    return bestTree <= LIMIT_SECONDS && bestProof <= LIMIT_PROOF_MILLIS ? 0 : 1;
  }

  private List<Entitlement> entitlements() {
    Random random = new Random(1);
    TreeSet<Address> addresses = new TreeSet<>();
    byte[] bytes = new byte[Address.BYTES];
    while (addresses.size() < accounts) {
      random.nextBytes(bytes);
      addresses.add(Address.ofBytes(bytes));
    }
    return addresses.stream()
        .map(a -> new Entitlement(a, Wei.of(new BigInteger(70, random).add(BigInteger.ONE))))
        .toList();
  }

  private static ClaimTree tree(List<Entitlement> entitlements) {
    TreeHeader header =
        new TreeHeader(
            new ChainId(1), Address.ZERO, Address.ZERO, Week.of(1_700_000_000_000L), 1, null, "");
    TreeSources nothing = new TreeSources(List.of(), new TreeSources.Paid(0, Wei.ZERO, ""));
    return ClaimTree.of(header, nothing, entitlements, new TreeMap<>());
  }

  private static void pages(ClaimTree tree, Made made) {
    NodePages layout = new NodePages(tree.tree().size());
    made.nodes = new ArrayList<>();
    for (int page = 0; page < layout.pages(); page++) {
      made.nodes.add(layout.page(tree.tree(), page));
    }
    made.accounts = new ArrayList<>();
    for (int page = 0; page < AccountPages.pages(tree.entitlements().size()); page++) {
      made.accounts.add(AccountPages.page(tree, page));
    }
  }

  /** The mean, from an account to its verified proof, by pages as they are stored. */
  private double proofMillis(ClaimTree tree, Made made) {
    NodePages layout = new NodePages(tree.tree().size());
    byte[] top = layout.top(tree.tree());
    Random random = new Random(2);
    long nanos = 0;
    for (int i = 0; i < PROOFS; i++) {
      int number = random.nextInt(accounts);
      int place = tree.tree().place(number);
      byte[] page = made.nodes.get(layout.pageOf(place));
      long begin = System.nanoTime();
      List<NodeHash> proof = layout.proof(place, top, page);
      nanos += System.nanoTime() - begin;
      if (!MerkleTree.verify(tree.root(), tree.entitlements().get(number), proof)) {
        throw new IllegalStateException("a proof does not hold");
      }
    }
    return nanos / 1e6 / PROOFS;
  }
}
