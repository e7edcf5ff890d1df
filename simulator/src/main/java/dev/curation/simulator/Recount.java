package dev.curation.simulator;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One collection counted once more, naively: each hour everybody is visited (specs/curation.md,
 * Block and Period). It knows the ledger's facts, and nothing of the code that it checks.
 */
final class Recount {
  private static final long HOUR = 3_600_000;
  private static final long WEEK = 7 * 24 * HOUR;

  /** The first Sunday after the beginning of 1970. */
  private static final long SUNDAY = 3 * 24 * HOUR;

  /** What an hour gave; the figures are those of the specification, by their names. */
  record Block(
      long hour,
      SortedMap<String, String> figures,
      SortedMap<String, SortedMap<String, String>> users) {}

  private final SortedMap<String, BigInteger> votes = new TreeMap<>();
  private final SortedMap<String, BigInteger> totals = new TreeMap<>();
  private final SortedMap<String, Long> first = new TreeMap<>();
  private final SortedMap<String, Long> last = new TreeMap<>();
  private final List<Block> blocks = new ArrayList<>();
  private final SortedMap<Long, SortedMap<String, BigInteger>> periodShares = new TreeMap<>();
  private final SortedMap<Long, BigInteger> periodFees = new TreeMap<>();
  private final SortedMap<Long, BigInteger> periodTotals = new TreeMap<>();
  private BigInteger carry = BigInteger.ZERO;
  private BigInteger fees = BigInteger.ZERO;

  /**
   * @param facts of one collection, in any order
   */
  Recount(List<Fact> facts) {
    SortedMap<Long, List<Fact>> hours = new TreeMap<>();
    facts.stream()
        .sorted(Fact.CHAIN_ORDER)
        .forEach(fact -> hours.computeIfAbsent(fact.hour(), hour -> new ArrayList<>()).add(fact));
    hours.forEach(this::block);
  }

  List<Block> blocks() {
    return blocks;
  }

  /** What a curator has got by the hours before a time. */
  BigInteger shares(String user, long from, long until) {
    return blocks.stream()
        .filter(block -> block.hour() >= from && block.hour() < until)
        .map(block -> block.users().get(user))
        .filter(figures -> figures != null)
        .map(figures -> new BigInteger(figures.get("blockProtocolFeesAccruedWei")))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static long week(long hour) {
    return Math.floorDiv(hour - SUNDAY, WEEK) * WEEK + SUNDAY;
  }

  private void block(long hour, List<Fact> facts) {
    BigInteger before = sum(votes);
    long curatorsBefore = curators();
    SortedMap<String, BigInteger> votesBefore = new TreeMap<>(votes);
    BigInteger added = BigInteger.ZERO;
    BigInteger income = BigInteger.ZERO;
    for (Fact fact : facts) {
      switch (fact.kind()) {
        case 0 ->
            votes.computeIfPresent(
                fact.user(), (user, held) -> held.subtract(fact.amount()).max(BigInteger.ZERO));
        case 1 -> {
          votes.merge(fact.user(), fact.amount(), BigInteger::add);
          first.putIfAbsent(fact.user(), fact.time());
          last.put(fact.user(), fact.time());
          added = added.add(fact.amount());
        }
        default -> income = income.add(fact.amount());
      }
    }
    BigInteger all = sum(votes);
    BigInteger pot = income.add(carry);
    carry = pot;
    fees = fees.add(income);
    long week = week(hour);
    SortedMap<String, SortedMap<String, String>> users = new TreeMap<>();
    for (Map.Entry<String, BigInteger> curator : votes.entrySet()) {
      if (curator.getValue().signum() > 0) {
        String user = curator.getKey();
        BigInteger share = curator.getValue().multiply(pot).divide(all);
        carry = carry.subtract(share);
        BigInteger total = totals.merge(user, share, BigInteger::add);
        periodShares
            .computeIfAbsent(week, start -> new TreeMap<>())
            .merge(user, share, BigInteger::add);
        SortedMap<String, String> figures = new TreeMap<>();
        figures.put("votes", curator.getValue().toString());
        figures.put("blockProtocolFeesAccruedWei", share.toString());
        figures.put("totalProtocolFeesAccruedWei", total.toString());
        figures.put("firstVotedAt", String.valueOf(first.get(user)));
        figures.put("lastVotedAt", String.valueOf(last.get(user)));
        users.put(user, figures);
      }
    }
    periodFees.merge(week, income, BigInteger::add);
    periodTotals.put(week, fees);
    SortedMap<String, String> figures = new TreeMap<>();
    figures.put("blockProtocolFeesAccruedWei", income.toString());
    figures.put("totalProtocolFeesAccruedWei", fees.toString());
    figures.put("arbitrageProtocolFeesAccruedWei", carry.toString());
    figures.put("numCuratorVotes", all.toString());
    figures.put("numCuratorVotesAdded", added.toString());
    figures.put("numCuratorVotesRemoved", before.add(added).subtract(all).toString());
    figures.put("numCurators", Long.toString(curators()));
    figures.put("numCuratorsAdded", Long.toString(count(votes, votesBefore)));
    figures.put("numCuratorsRemoved", Long.toString(count(votesBefore, votes)));
    Difference.check(
        curatorsBefore + count(votes, votesBefore) - count(votesBefore, votes),
        curators(),
        "curators of hour " + hour);
    Difference.check(fees, sum(totals).add(carry), "fees = shares + carry at hour " + hour);
    blocks.add(new Block(hour, figures, users));
  }

  private long curators() {
    return votes.values().stream().filter(held -> held.signum() > 0).count();
  }

  /** How many have votes there, and none here. */
  private static long count(Map<String, BigInteger> there, Map<String, BigInteger> here) {
    return there.entrySet().stream()
        .filter(each -> each.getValue().signum() > 0)
        .filter(each -> here.getOrDefault(each.getKey(), BigInteger.ZERO).signum() == 0)
        .count();
  }

  private static BigInteger sum(Map<String, BigInteger> amounts) {
    return amounts.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** Of each week with blocks: its figures. */
  SortedMap<Long, SortedMap<String, String>> periods() {
    SortedMap<Long, SortedMap<String, String>> periods = new TreeMap<>();
    periodFees.forEach(
        (week, income) -> {
          SortedMap<String, String> figures = new TreeMap<>();
          figures.put("periodProtocolFeesAccruedWei", income.toString());
          figures.put("totalProtocolFeesAccruedWei", String.valueOf(periodTotals.get(week)));
          periods.put(week, figures);
        });
    return periods;
  }

  /** Of each week and curator listed in it: what its blocks gave. */
  SortedMap<Long, SortedMap<String, BigInteger>> periodShares() {
    return periodShares;
  }

  /** All that came in, wei. */
  BigInteger fees() {
    return fees;
  }

  /** What is left, wei. */
  BigInteger carry() {
    return carry;
  }
}
