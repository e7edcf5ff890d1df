package dev.curation.local.demo;

import dev.curation.chain.CollectionId;
import dev.curation.local.ChainDeployment;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All rewards counted once more, naively, from nothing but the chain's final logs and the votes
 * that were accepted (specs/curation.md, Block).
 *
 * @param sales parts of sales, one for each collection
 * @param unVotes removals of votes that un-stakes caused
 */
public record Recount(Figures figures, int sales, int stakes, int unVotes) {
  private static final long HOUR = 3_600_000;

  static Recount of(
      ChainView view, ChainDeployment contracts, long head, List<CastBallot> ballots) {
    List<RawLog> logs = new ArrayList<>(view.logs(0, head));
    logs.sort(Comparator.comparingLong(RawLog::block).thenComparingInt(RawLog::index));
    List<FinalSales.Sale> sales = FinalSales.of(logs, contracts);
    SortedMap<String, List<FinalVotes.Stake>> stakes = stakes(view, contracts, logs);
    List<FinalVotes> walks = new ArrayList<>();
    stakes.forEach(
        (user, events) ->
            walks.add(
                FinalVotes.of(
                    user, events, ballots.stream().filter(b -> b.user().equals(user)).toList())));
    Figures figures = new Figures();
    for (CollectionId collection : contracts.collections()) {
      count(collection, sales, walks, figures);
    }
    return new Recount(
        figures,
        sales.size(),
        stakes.values().stream().mapToInt(List::size).sum(),
        walks.stream().mapToInt(FinalVotes::unVotes).sum());
  }

  private static SortedMap<String, List<FinalVotes.Stake>> stakes(
      ChainView view, ChainDeployment contracts, List<RawLog> logs) {
    SortedMap<String, List<FinalVotes.Stake>> stakes = new TreeMap<>();
    String staker = contracts.staker().hex();
    for (RawLog log : logs) {
      if (log.contract().equals(staker)) {
        String user = log.account(1);
        stakes
            .computeIfAbsent(user, key -> new ArrayList<>())
            .add(
                new FinalVotes.Stake(
                    log.tx(), log.time() * 1000, view.stakePower(staker, user, log.block())));
      }
    }
    return stakes;
  }

  /** Hour by hour. */
  private static void count(
      CollectionId collection, List<FinalSales.Sale> all, List<FinalVotes> walks, Figures figures) {
    List<FinalSales.Sale> sales =
        all.stream().filter(s -> s.collection().equals(collection.address().hex())).toList();
    List<FinalVotes.Change> changes =
        walks.stream()
            .flatMap(walk -> walk.changes().stream())
            .filter(change -> change.collection().equals(collection.toString()))
            .toList();
    SortedSet<Long> hours = new TreeSet<>();
    sales.forEach(sale -> hours.add(hour(sale.time() * 1000)));
    changes.forEach(change -> hours.add(hour(change.millis())));
    SortedMap<String, BigInteger> votes = new TreeMap<>();
    Map<String, BigInteger> totals = new HashMap<>();
    BigInteger carry = BigInteger.ZERO;
    BigInteger feesSoFar = BigInteger.ZERO;
    for (long hour : hours) {
      changes.stream()
          .filter(change -> hour(change.millis()) == hour)
          .forEach(change -> votes.merge(change.user(), change.votes(), BigInteger::add));
      BigInteger fees =
          sales.stream()
              .filter(sale -> hour(sale.time() * 1000) == hour)
              .map(FinalSales.Sale::fee)
              .reduce(BigInteger.ZERO, BigInteger::add);
      feesSoFar = feesSoFar.add(fees);
      BigInteger pot = fees.add(carry);
      BigInteger allVotes = votes.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
      carry = pot;
      for (Map.Entry<String, BigInteger> curator : votes.entrySet()) {
        if (curator.getValue().signum() > 0) {
          String user = curator.getKey();
          BigInteger share = curator.getValue().multiply(pot).divide(allVotes);
          carry = carry.subtract(share);
          BigInteger total = totals.merge(user, share, BigInteger::add);
          figures.curator(collection, hour, user, curator.getValue(), share, total);
        }
      }
      figures.block(collection, hour, fees, feesSoFar, carry);
    }
  }

  private static long hour(long millis) {
    return millis / HOUR * HOUR;
  }
}
