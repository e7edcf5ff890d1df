package dev.curation.cli;

import dev.curation.books.Books;
import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.curation.CuratorAccount;
import dev.curation.curation.CuratorBook;
import dev.curation.documents.Paths;
import dev.curation.documents.Queries;
import dev.curation.local.LocalStack;
import dev.curation.money.Wei;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.StoreUsage;
import dev.curation.store.StoredDocument;
import dev.curation.time.BlockHour;
import dev.curation.time.Week;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** What the demo has to show. */
final class DemoReport {
  private static final int BEST = 10;
  private static final ColorScheme PLAIN = new ColorScheme.Builder(Ansi.OFF).build();

  /** One of the ten best. */
  record Curator(String address, String totalProtocolFeesAccruedWei) {}

  /** The fields of the JSON object. */
  record Summary(
      int events,
      long blocks,
      int periods,
      long curators,
      String feesWei,
      String carryWei,
      List<Curator> topCurators,
      long reads,
      long writes,
      double seconds) {}

  private final Store store;
  private final CollectionId collection;
  private final CuratorBook book;
  private final StoreUsage usage;
  private final Summary summary;

  private DemoReport(
      LocalStack stack, CollectionId collection, StoreUsage usage, int events, double seconds) {
    this.store = stack.store();
    this.collection = collection;
    this.usage = usage;
    this.book = new Books(store, collection).newest();
    int periods = store.query(Queries.periodsSince(collection, Week.of(0))).size();
    this.summary =
        new Summary(
            events,
            book.totals().blocks(),
            periods,
            book.accounts().stream().filter(a -> !a.totalAccrued().isZero()).count(),
            book.totals().fees().toString(),
            book.totals().carry().toString(),
            best().stream()
                .map(a -> new Curator(a.address().hex(), a.totalAccrued().toString()))
                .toList(),
            usage.reads(),
            usage.writes(),
            Math.round(seconds * 10) / 10.0);
  }

  static DemoReport of(LocalStack stack, CollectionId collection, int events, double seconds) {
    return new DemoReport(stack, collection, stack.usage(), events, seconds);
  }

  Summary summary() {
    return summary;
  }

  private List<CuratorAccount> best() {
    return book.accounts().stream()
        .sorted(Comparator.comparing(CuratorAccount::totalAccrued).reversed())
        .limit(BEST)
        .toList();
  }

  void print(PrintWriter out) {
    out.printf(
        "%n%,d events in %,d hourly blocks and %,d weekly periods%n",
        summary.events(), summary.blocks(), summary.periods());
    out.printf(
        "%s wei of fees = %s wei to %,d curators + %s wei carried over%n%n",
        book.totals().fees(),
        book.totals().distributed(),
        summary.curators(),
        book.totals().carry());
    printBest(out);
    printLastWeek(out);
    out.printf(
        "Firestore: %,d reads, %,d writes, %,d deletes; at $0.03 / $0.09 / $0.01 per 100,000: $%.2f%n",
        usage.reads(), usage.writes(), usage.deletes(), dollars());
    out.printf("%.1f seconds, the emulator's start included%n", summary.seconds());
  }

  private double dollars() {
    return (usage.reads() * 0.03 + usage.writes() * 0.09 + usage.deletes() * 0.01) / 100_000;
  }

  private void printBest(PrintWriter out) {
    TextTable table = table(44, 28, 8, 22);
    table.addRowValues("The ten best curators", "earned, wei", "votes", "first vote");
    for (CuratorAccount account : best()) {
      table.addRowValues(
          account.address().hex(),
          account.totalAccrued().toString(),
          account.votes().toString(),
          Instant.ofEpochMilli(account.firstVotedAt()).toString());
    }
    out.println(table);
  }

  /** The best curator who holds votes, in the newest period. */
  private void printLastWeek(PrintWriter out) {
    Optional<Address> curator =
        book.accounts().stream()
            .filter(CuratorAccount::isListed)
            .max(Comparator.comparing(CuratorAccount::totalAccrued))
            .map(CuratorAccount::address);
    BlockHour newest = book.newest();
    if (curator.isEmpty() || newest == null) {
      return;
    }
    Week week = newest.week();
    List<BlockHour> hours =
        store.query(Queries.blocksSince(collection, week.start())).stream()
            .map(block -> new BlockHour(block.fields().integer("timestamp")))
            .toList();
    List<DocumentPath> paths =
        hours.stream().map(hour -> Paths.blockUser(collection, hour, curator.get())).toList();
    List<Optional<StoredDocument>> users = store.getAll(paths);
    TextTable table = table(44, 28, 8, 22);
    table.addRowValues(
        "Last week of " + curator.get().hex().substring(0, 12) + "...",
        "share, wei",
        "votes",
        "total, ETH");
    for (int i = 0; i < hours.size(); i++) {
      if (users.get(i).isPresent()) {
        Fields user = users.get(i).get().fields();
        Wei total = Wei.parse("total", user.string("totalProtocolFeesAccruedWei"));
        table.addRowValues(
            hours.get(i).toString(),
            user.string("blockProtocolFeesAccruedWei"),
            Long.toString(user.integer("votes")),
            String.format("%.9f", total.displayEth()));
      }
    }
    out.println(table);
  }

  private static TextTable table(int... widths) {
    Column[] columns = new Column[widths.length];
    for (int i = 0; i < widths.length; i++) {
      columns[i] = new Column(widths[i], 0, Overflow.TRUNCATE);
    }
    return TextTable.forColumns(PLAIN, columns);
  }
}
