package dev.curation.cli;

import dev.curation.local.demo.ChainDemo;
import dev.curation.local.demo.Figures;
import dev.curation.local.demo.Recount;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the demo on a chain has to show.
 *
 * @param figures how many were compared: votes, shares, totals, fees and carries of all hours
 */
record ChainDemoReport(
    long seed,
    ChainDemo.Counts counts,
    int sales,
    int stakes,
    int unVotes,
    int blocks,
    int figures,
    String feesWei,
    String distributedWei,
    String carryWei,
    List<Curator> curators,
    List<Figures.Difference> differences,
    double seconds) {
  private static final int MOST_DIFFERENCES = 40;

  /** What a curator has earned in all collections, as stored and as recounted. */
  record Curator(String address, String earnedWei, String recountedWei) {}

  ChainDemoReport {
    curators = List.copyOf(curators);
    differences = List.copyOf(differences);
  }

  static ChainDemoReport of(
      long seed, ChainDemo.Counts counts, Figures stored, Recount recount, double seconds) {
    Figures counted = recount.figures();
    return new ChainDemoReport(
        seed,
        counts,
        recount.sales(),
        recount.stakes(),
        recount.unVotes(),
        stored.blocks(),
        stored.size(),
        stored.fees().toString(),
        stored.distributed().toString(),
        stored.carry().toString(),
        curators(stored, counted),
        stored.differences(counted),
        Math.round(seconds * 10) / 10.0);
  }

  private static List<Curator> curators(Figures stored, Figures counted) {
    SortedSet<String> addresses = new TreeSet<>(stored.earned().keySet());
    addresses.addAll(counted.earned().keySet());
    return addresses.stream()
        .sorted(
            Comparator.comparing(
                    (String address) -> stored.earned().getOrDefault(address, BigInteger.ZERO))
                .reversed())
        .map(
            address ->
                new Curator(
                    address,
                    stored.earned().getOrDefault(address, BigInteger.ZERO).toString(),
                    counted.earned().getOrDefault(address, BigInteger.ZERO).toString()))
        .toList();
  }

  /** 1 if anything differs. */
  int exitCode() {
    return differences.isEmpty() ? 0 : 1;
  }

  void print(PrintWriter out) {
    out.printf(
        "%n%,d sales, %,d staking events, %,d votes (%,d more refused), %,d un-votes by un-stakes;"
            + " seed %d%n",
        sales, stakes, counts.votes(), counts.refusedVotes(), unVotes, seed);
    out.printf(
        "%,d webhook deliveries: %,d twice, %,d late, and %,d more lost; %,d polls%n",
        counts.deliveries(), counts.duplicates(), counts.late(), counts.lost(), counts.polls());
    out.printf(
        "%,d blocks reorganised, %,d facts marked orphaned, %,d un-stakes taken away;"
            + " %,d logs rejected%n",
        counts.reorganisedBlocks(),
        counts.orphaned(),
        counts.unStakesTakenAway(),
        counts.rejected());
    out.printf(
        "%s wei of fees = %s wei to %,d curators + %s wei carried over, in %,d hourly blocks%n%n",
        feesWei, distributedWei, curators.size(), carryWei, blocks);
    out.printf("%-44s%-28s%s%n", "Curator", "earned, wei", "recounted from the chain, wei");
    for (Curator curator : curators) {
      out.printf(
          "%-44s%-28s%s%s%n",
          curator.address(),
          curator.earnedWei(),
          curator.recountedWei(),
          curator.earnedWei().equals(curator.recountedWei()) ? "" : "  differs");
    }
    out.println();
    if (differences.isEmpty()) {
      out.printf("All %,d figures of the recount are equal to the wei.%n", figures);
    } else {
      printDifferences(out);
    }
    out.printf("%.1f seconds, the start of chain and emulator included%n", seconds);
  }

  private void printDifferences(PrintWriter out) {
    out.printf("%,d of %,d figures differ:%n", differences.size(), figures);
    out.printf("%-28s%-28s%s%n", "stored", "recounted", "figure");
    differences.stream()
        .limit(MOST_DIFFERENCES)
        .forEach(d -> out.printf("%-28s%-28s%s%n", d.stored(), d.recounted(), d.name()));
  }
}
