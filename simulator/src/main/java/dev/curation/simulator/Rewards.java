package dev.curation.simulator;

import dev.curation.aggregation.UserDocuments;
import dev.curation.documents.Paths;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Query;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Blocks and periods of all collections are what a recount of the ledger says. */
final class Rewards implements Feature {
  private final World world;

  Rewards(World world) {
    this.world = world;
  }

  @Override
  public void plan() {}

  /** A recount of each collection that has facts, by its id. */
  SortedMap<String, Recount> recounts() {
    Map<String, List<Fact>> facts = new TreeMap<>();
    for (StoredDocument event : world.main().store().query(Query.inGroup(Paths.LEDGER))) {
      if (!event.fields().flag("isDeleted")) {
        Fact fact = Fact.of(event);
        facts.computeIfAbsent(fact.collection(), id -> new ArrayList<>()).add(fact);
      }
    }
    SortedMap<String, Recount> recounts = new TreeMap<>();
    facts.forEach((collection, all) -> recounts.put(collection, new Recount(all)));
    return recounts;
  }

  @Override
  public void check() {
    for (StoredDocument event : world.main().store().query(Query.inGroup(Paths.LEDGER))) {
      Difference.check(event.fields().flag("isAggregated"), event.path() + " is not aggregated");
    }
    SortedMap<String, String> expected = new TreeMap<>();
    SortedMap<String, SortedMap<String, String>> optional = new TreeMap<>();
    recounts().forEach((collection, recount) -> write(collection, recount, expected, optional));
    SortedMap<String, String> actual = new TreeMap<>();
    Map<String, Set<String>> children = new HashMap<>();
    world
        .main()
        .database()
        .snapshot()
        .forEach((path, fields) -> read(path, fields, expected, optional, actual));
    Difference.check(expected, actual, "blocks and periods");
    world.count("figures of blocks and periods", expected.size() + children.size());
  }

  private static String parent(String collection) {
    return "collections/" + collection + "/curationCollection/curationMetadata";
  }

  private void write(
      String collection,
      Recount recount,
      SortedMap<String, String> expected,
      SortedMap<String, SortedMap<String, String>> optional) {
    boolean isAll = world.main().settings().aggregation().userDocuments() == UserDocuments.ALL;
    for (Recount.Block block : recount.blocks()) {
      String path = parent(collection) + "/curationBlockRewards/" + block.hour();
      expected.put(path, block.figures().toString());
      block
          .users()
          .forEach(
              (user, figures) -> {
                String own = path + "/curationBlockUserRewards/" + user;
                if (isAll) {
                  expected.put(own, figures.toString());
                }
                optional.put(own, figures);
              });
    }
    recount
        .periods()
        .forEach(
            (week, figures) -> {
              String path = parent(collection) + "/curationPeriods/" + week;
              expected.put(path, figures.toString());
              recount
                  .periodShares()
                  .getOrDefault(week, new TreeMap<>())
                  .forEach(
                      (user, share) -> {
                        String own = path + "/curationPeriodUsers/" + user;
                        expected.put(own, figures(share));
                        optional.put(own, new TreeMap<>());
                      });
            });
  }

  private static String figures(BigInteger share) {
    return "{periodProtocolFeesAccruedWei=" + share + "}";
  }

  /** Documents that need not be there have to be right where they are. */
  private static void read(
      DocumentPath path,
      Fields fields,
      Map<String, String> expected,
      Map<String, SortedMap<String, String>> optional,
      Map<String, String> actual) {
    switch (path.group()) {
      case "curationBlockRewards" ->
          actual.put(
              path.path(),
              chosen(
                  fields,
                  "blockProtocolFeesAccruedWei",
                  "totalProtocolFeesAccruedWei",
                  "arbitrageProtocolFeesAccruedWei",
                  "numCuratorVotes",
                  "numCuratorVotesAdded",
                  "numCuratorVotesRemoved",
                  "numCurators",
                  "numCuratorsAdded",
                  "numCuratorsRemoved"));
      case "curationBlockUserRewards" -> {
        String figures =
            chosen(
                fields,
                "votes",
                "blockProtocolFeesAccruedWei",
                "totalProtocolFeesAccruedWei",
                "firstVotedAt",
                "lastVotedAt");
        actual.put(path.path(), figures);
        SortedMap<String, String> right = optional.get(path.path());
        if (right != null) {
          expected.put(path.path(), right.toString());
        }
      }
      case "curationPeriods" ->
          actual.put(
              path.path(),
              chosen(fields, "periodProtocolFeesAccruedWei", "totalProtocolFeesAccruedWei"));
      case "curationPeriodUsers" ->
          actual.put(path.path(), chosen(fields, "periodProtocolFeesAccruedWei"));
      default -> {
        // No result of a block or period.
      }
    }
  }

  private static String chosen(Fields fields, String... names) {
    SortedMap<String, String> chosen = new TreeMap<>();
    for (String name : names) {
      chosen.put(name, String.valueOf(fields.get(name)));
    }
    return chosen.toString();
  }
}
