package dev.curation.claims;

import static dev.curation.pools.PoolWorld.POOL;
import static dev.curation.pools.PoolWorld.person;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.books.Books;
import dev.curation.books.CuratorTrail;
import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.documents.ClaimPaths;
import dev.curation.documents.Paths;
import dev.curation.ledger.Facts;
import dev.curation.merkle.ClaimTree;
import dev.curation.merkle.TreeFile;
import dev.curation.merkle.TreeSources.Collected;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Query;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import dev.curation.time.BlockHour;
import dev.curation.time.Week;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens, everybody's claims come to what a recount of hours and payments says. */
final class ClaimHistoriesTest {
  private static final Week FROM = new Week(Week.of(Facts.START).end());

  private static List<ClaimTree> trees(ClaimHistory history, Denom denom) {
    ClaimWorld world = history.world;
    long next = ClaimBook.of(world.pool.process(), POOL).orElseThrow().next().start();
    List<ClaimTree> trees = new ArrayList<>();
    for (Week week = FROM; week.start() < next; week = new Week(week.end())) {
      TreeRecord.of(world.pool.process(), POOL, denom, week)
          .ifPresent(record -> trees.add(new Trees(world.pool.process(), POOL).whole(record)));
    }
    return trees;
  }

  /** A share of an hour that its curator earned for itself. */
  private record Share(CollectionId collection, int curator, BlockHour hour, BigInteger wei) {}

  private static List<Share> ownShares(ClaimHistory history) {
    List<Share> shares = new ArrayList<>();
    BlockHour end = BlockHour.of(history.pool.now.toEpochMilli());
    for (CollectionId collection : ClaimHistory.COLLECTIONS) {
      Books books = new Books(history.pool.process(), collection);
      for (int curator = 1; curator <= ClaimHistory.PEOPLE; curator++) {
        int who = curator;
        for (CuratorTrail.Step step : books.trail(person(curator), new BlockHour(0), end).steps()) {
          BlockHour hour = step.record().hour();
          boolean isGone =
              ClaimHistory.isLane(collection, hour)
                  || history.stints.stream().anyMatch(stint -> stint.holds(who, hour));
          if (!isGone) {
            shares.add(new Share(collection, curator, hour, step.share().value()));
          }
        }
      }
    }
    return shares;
  }

  /** Of payments made in the weeks before a time, those that nobody sends. */
  private static SortedMap<Address, BigInteger> payments(
      ClaimHistory history, Denom denom, long until) {
    SortedMap<Address, BigInteger> payments = new TreeMap<>();
    for (StoredDocument payment : history.pool.process().query(Query.in(Paths.PAYMENTS))) {
      long at = payment.fields().integer("createdAt");
      boolean isSent =
          payment.path().id().startsWith("program-")
              && !payment.fields().string("state").equals("CLAIMABLE");
      assertEquals(
          !isSent && at >= FROM.start(),
          payment.fields().string("state").equals("CLAIMABLE"),
          payment.path() + " at " + at);
      Fields transfers = payment.fields().map("transfers");
      if (at >= FROM.start() && at < until && !isSent && transfers.has(denom.name())) {
        Fields transfer = transfers.map(denom.name());
        payments.merge(
            new Address(transfer.string("to")),
            new BigInteger(transfer.string("amountWei")),
            BigInteger::add);
      }
    }
    return payments;
  }

  private static SortedMap<Address, BigInteger> amounts(ClaimTree tree) {
    SortedMap<Address, BigInteger> amounts = new TreeMap<>();
    tree.entitlements().forEach(each -> amounts.put(each.account(), each.cumulative().value()));
    return amounts;
  }

  /** What is in a tree by the hours that it says it holds, and by payments. */
  private static SortedMap<Address, BigInteger> expected(
      ClaimHistory history,
      Denom denom,
      List<Share> shares,
      Map<Address, BlockHour> cursors,
      Week period) {
    SortedMap<Address, BigInteger> expected = payments(history, denom, period.end());
    if (denom.equals(Denom.NATIVE)) {
      for (Share share : shares) {
        BlockHour until =
            cursors.getOrDefault(share.collection().address(), new BlockHour(FROM.start()));
        if (share.hour().start() >= FROM.start() && share.hour().compareTo(until) < 0) {
          expected.merge(person(share.curator()), share.wei(), BigInteger::add);
        }
      }
    }
    expected.values().removeIf(wei -> wei.signum() == 0);
    return expected;
  }

  private static void check(ClaimHistory history, String message) {
    List<Share> shares = ownShares(history);
    for (Denom denom : List.of(Denom.NATIVE, ClaimHistory.TOKEN)) {
      Map<Address, BlockHour> cursors = new HashMap<>();
      ClaimTree before = null;
      for (ClaimTree tree : trees(history, denom)) {
        String at = message + ": " + denom + " of " + tree.header().period();
        for (Collected each : tree.sources().collections()) {
          BlockHour from = cursors.getOrDefault(each.collection(), new BlockHour(FROM.start()));
          assertEquals(from, each.from(), at + ": no hour left out or twice");
          assertTrue(each.until().start() <= tree.header().period().end(), at);
          cursors.put(each.collection(), each.until());
        }
        assertEquals(
            expected(history, denom, shares, cursors, tree.header().period()), amounts(tree), at);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        String hash = TreeFile.write(tree, file);
        ClaimTree read = TreeFile.read(new ByteArrayInputStream(file.toByteArray()));
        assertEquals(hash, TreeFile.contentHash(read), at);
        if (before != null) {
          assertEquals(TreeFile.contentHash(before), tree.header().previous(), at);
          for (var each : before.entitlements()) {
            Wei now = tree.of(each.account());
            assertTrue(now.compareTo(each.cumulative()) >= 0, at + ": " + each + " falls");
          }
        }
        before = tree;
      }
    }
    assertNothingIsLost(history, shares, message);
    assertRecreated(history, message);
  }

  /** From the first event on, without a look at the books. */
  private static void assertRecreated(ClaimHistory history, String message) {
    for (Denom denom : List.of(Denom.NATIVE, ClaimHistory.TOKEN)) {
      for (ClaimTree tree : trees(history, denom)) {
        TreeRecreation.Recreated again =
            new TreeRecreation(history.pool.process(), history.pool.clock)
                .run(
                    POOL,
                    tree.header().token(),
                    tree.header().period(),
                    (collection, events) -> {});
        assertEquals(again.storedHash(), again.contentHash(), message + ": " + tree.header());
      }
    }
  }

  /** In the end all own shares are in the trees, or were paid by request. */
  private static void assertNothingIsLost(
      ClaimHistory history, List<Share> shares, String message) {
    BigInteger earlier = BigInteger.ZERO;
    SortedMap<Address, BigInteger> later = payments(history, Denom.NATIVE, Long.MAX_VALUE);
    for (Share share : shares) {
      if (share.hour().start() < FROM.start()) {
        earlier = earlier.add(share.wei());
      } else {
        later.merge(person(share.curator()), share.wei(), BigInteger::add);
      }
    }
    later.values().removeIf(wei -> wei.signum() == 0);
    assertEquals(earlier, history.withdrawnShares(), message + ": withdrawn by request");
    assertEquals(later, amounts(trees(history, Denom.NATIVE).getLast()), message + ": in trees");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void shouldHoldWhatARecountSaysWhateverHappens(long seed) {
    ClaimHistory history = new ClaimHistory(seed, false);
    history.run(true);
    check(history, "seed " + seed);
  }

  /** All pages and records of trees, without the times at which they were written. */
  private static Map<String, Fields> documents(ClaimHistory history) {
    Map<String, Fields> documents = new TreeMap<>();
    history
        .pool
        .database
        .snapshot()
        .forEach(
            (path, fields) -> {
              if (path.path().startsWith(ClaimPaths.claims(POOL).path() + "/")
                  && !path.path().contains("/acts/")) {
                documents.put(path.path(), fields.without("createdAt").without("updatedAt"));
              }
            });
    return documents;
  }

  /** As it was before the first tree. */
  private static void forget(ClaimHistory history) {
    ClaimBook book = ClaimBook.of(history.pool.process(), POOL).orElseThrow();
    for (DocumentPath path : history.pool.database.snapshot().keySet()) {
      if (path.path().startsWith(ClaimPaths.claims(POOL).path() + "/")) {
        var unused = history.pool.process().commit(List.of(new Write.Delete(path)));
      }
    }
    var unused =
        history
            .pool
            .process()
            .commit(
                List.of(
                    new Write.Put(
                        ClaimPaths.claims(POOL),
                        ClaimBook.opened(book.distributor(), book.from(), 0))));
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28})
  void shouldMakeTheSameTreesAtAnyPace(long seed) {
    ClaimHistory history = new ClaimHistory(seed, true);
    history.run(true);
    check(history, "seed " + seed);
    Map<String, Fields> expected = documents(history);
    assertTrue(history.made.stream().allMatch(made -> made.late().isEmpty()), "punctual");
    forget(history);
    while (history.world.make().isPresent()) {
      // The next period.
    }
    Map<String, Fields> again = documents(history);
    assertEquals(expected, again, "seed " + seed);
  }
}
