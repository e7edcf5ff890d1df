package dev.curation.cli;

import com.google.gson.GsonBuilder;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.claims.TreeRecreation;
import dev.curation.claims.TreeRecreation.Recreated;
import dev.curation.errors.InvalidValueException;
import dev.curation.functions.Wiring;
import dev.curation.merkle.ClaimTree;
import dev.curation.merkle.NodeHash;
import dev.curation.merkle.TreeFile;
import dev.curation.store.Store;
import dev.curation.time.Week;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a tree of claims again, or checks the file of one. */
@Command(
    name = "tree",
    description = {
      "Makes the tree of claims of a period again from the ledger, and compares it with the one that"
          + " was published: byte for byte, by the hash of its file.",
      "Works on the project GOOGLE_CLOUD_PROJECT, or its emulator at FIRESTORE_EMULATOR_HOST; writes"
          + " nothing there. Exits with 1 if they differ; docs/claims.md tells what is in a tree.",
      "With --file it needs no database: it builds the tree of a published file again and prints its"
          + " root, to be compared with the contract's."
    },
    mixinStandardHelpOptions = true)
final class TreeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--chain", paramLabel = "CHAIN", description = "The chain's number.")
  private @Nullable String chain;

  @Option(
      names = "--token",
      paramLabel = "ADDRESS",
      description = "The token's address (default: the chain's own currency).")
  private @Nullable String token;

  @Option(
      names = "--period",
      paramLabel = "START",
      description = "The period, by its start in milliseconds (default: the newest with a tree).")
  private @Nullable Long period;

  @Option(names = "--file", paramLabel = "FILE", description = "Check this file of a tree instead.")
  private @Nullable Path file;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write the tree's file there; it must not exist.")
  private @Nullable Path output;

  @Option(
      names = "--openzeppelin",
      description = "With --output: as OpenZeppelin's library dumps and loads it.")
  private boolean isStandard;

  @Option(
      names = "--account",
      paramLabel = "ADDRESS",
      description = "Print what this account may have claimed in all, with its proof.")
  private @Nullable String account;

  @Option(names = "--json", description = "Print one JSON object, and nothing else.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if ((chain == null) == (file == null)) {
      throw new InvalidValueException("--chain", chain, "is wanted, or --file instead");
    }
    if (file != null && (token != null || period != null)) {
      throw new InvalidValueException("--file", file, "goes with neither --token nor --period");
    }
    if (isStandard && output == null) {
      throw new InvalidValueException("--openzeppelin", "", "needs --output");
    }
    if (output != null && Files.exists(output)) {
      throw new InvalidValueException("--output", output, "must not exist");
    }
    return file == null ? recreate(chain == null ? "" : chain) : check(file);
  }

  private int recreate(String chainId) throws IOException {
    ChainId id = ChainId.parse("--chain", chainId);
    Address address = token == null ? Address.ZERO : Address.parse("--token", token);
    Week week = period == null ? null : new Week(period);
    Wiring wiring = Wiring.fromEnvironment(System.getenv());
    try (Store store = wiring.store();
        Progress progress = new Progress("ledgers", " events", -1, spec.commandLine().getErr())) {
      Recreated recreated =
          new TreeRecreation(store, wiring.clock())
              .run(id, address, week, (collection, events) -> progress.stepBy(events));
      Map<String, Object> result = fields(recreated.tree(), recreated.contentHash());
      result.put("events", recreated.events());
      result.put("transfers", recreated.transfers());
      result.put("publishedHash", recreated.storedHash());
      result.put("isSame", recreated.isSame());
      String verdict =
          recreated.isSame()
              ? "The published tree is the same, byte for byte."
              : "The published tree is another one.";
      finish(recreated.tree(), result, verdict);
      return recreated.isSame() ? 0 : 1;
    }
  }

  private int check(Path path) throws IOException {
    if (!Files.isReadable(path)) {
      throw new InvalidValueException("--file", path, "cannot be read");
    }
    ClaimTree tree;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
      tree = TreeFile.read(in);
    }
    finish(
        tree,
        fields(tree, TreeFile.contentHash(tree)),
        "Root and total are those of its accounts. Compare the root with the contract's.");
    return 0;
  }

  private static Map<String, Object> fields(ClaimTree tree, String contentHash) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("chainId", tree.header().chain().toString());
    fields.put("token", tree.header().token().hex());
    fields.put("period", tree.header().period().start());
    fields.put("root", tree.root().hex());
    fields.put("contentHash", contentHash);
    fields.put("ledgerHash", tree.header().ledgerHash());
    fields.put("rulesVersion", tree.header().rulesVersion());
    fields.put("accounts", tree.entitlements().size());
    fields.put("totalWei", tree.total().toString());
    return fields;
  }

  private void finish(ClaimTree tree, Map<String, Object> result, String verdict)
      throws IOException {
    if (account != null) {
      Address asked = Address.parse("--account", account);
      result.put("account", asked.hex());
      result.put("cumulativeWei", tree.of(asked).toString());
      result.put("proof", tree.proof(asked).stream().map(NodeHash::hex).toList());
    }
    if (output != null) {
      write(tree, output);
      result.put("output", output.toString());
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new GsonBuilder().disableHtmlEscaping().create().toJson(result));
    } else {
      result.forEach((name, value) -> out.printf("%-14s %s%n", name, value));
      out.println(verdict);
    }
    out.flush();
  }

  private void write(ClaimTree tree, Path path) throws IOException {
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(path, StandardOpenOption.CREATE_NEW))) {
      if (isStandard) {
        TreeFile.writeStandard(tree, out);
      } else {
        var unused = TreeFile.write(tree, out);
      }
    }
  }
}
