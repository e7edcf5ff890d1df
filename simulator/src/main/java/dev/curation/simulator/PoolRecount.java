package dev.curation.simulator;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What everybody has earned, as if everybody were paid in every block, and exactly
 * (specs/withdrawals.md, Rules): a block's share of an operator belongs to those who had votes with
 * it in that hour, a fee block to those who had votes when it was shared.
 */
final class PoolRecount {
  static final String NATIVE = "native";
  private static final BigInteger ONE_E18 = BigInteger.TEN.pow(18);

  private final PoolFacts facts;
  private final Ways ways;
  private final SortedMap<Long, SortedMap<String, BigInteger>> claimed = new TreeMap<>();
  private BigInteger elsewhere = BigInteger.ZERO;
  private final SortedMap<String, SortedMap<String, Exact>> earned = new TreeMap<>();
  private final SortedMap<String, SortedMap<String, BigInteger>> own = new TreeMap<>();
  private final SortedMap<String, Exact> carry = new TreeMap<>();
  private final SortedMap<String, BigInteger> fees = new TreeMap<>();
  private final SortedMap<String, SortedMap<Long, Share>> waiting = new TreeMap<>();
  private final Map<String, Long> applied = new LinkedHashMap<>();
  private final Map<Sharing, BigInteger> sums = new LinkedHashMap<>();

  /** Who shares what comes in. */
  private record Sharing(
      String owner, BigInteger rateE18, SortedMap<String, BigInteger> holders, long since) {}

  /** What an hour of a collection gave somebody. */
  private record Share(String collection, String curator, BigInteger wei) {}

  /**
   * @param collections by their ids
   */
  PoolRecount(
      SortedMap<String, Recount> collections,
      PoolFacts facts,
      Ways ways,
      PoolLog log,
      PoolOrders orders) {
    this.facts = facts;
    this.ways = ways;
    hours(collections);
    inOrder(log, orders);
    sums.forEach((sharing, wei) -> give(NATIVE, sharing, Exact.of(wei)));
  }

  private void hours(SortedMap<String, Recount> collections) {
    SortedMap<Long, List<Share>> hours = new TreeMap<>();
    collections.forEach(
        (collection, recount) ->
            recount
                .blocks()
                .forEach(
                    block ->
                        block
                            .users()
                            .forEach(
                                (user, figures) ->
                                    hours
                                        .computeIfAbsent(block.hour(), any -> new ArrayList<>())
                                        .add(share(collection, user, figures)))));
    hours.forEach((hour, shares) -> shares.forEach(share -> take(hour, share)));
  }

  private static Share share(String collection, String user, SortedMap<String, String> figures) {
    return new Share(collection, user, new BigInteger(figures.get("blockProtocolFeesAccruedWei")));
  }

  /** It is the curator's own, or waits until the pool takes it in. */
  private void take(long hour, Share share) {
    if (ways.isLane(share.collection(), hour)) {
      elsewhere = elsewhere.add(share.wei());
      return;
    }
    for (PoolFacts.Term term : facts.terms()) {
      if (term.operator().equals(share.curator()) && term.has(hour)) {
        waiting
            .computeIfAbsent(share.curator() + "_" + share.collection(), any -> new TreeMap<>())
            .put(hour, share);
        return;
      }
    }
    if (ways.isClaimed(hour)) {
      elsewhere = elsewhere.add(share.wei());
      claimed
          .computeIfAbsent(hour, any -> new TreeMap<>())
          .merge(share.curator(), share.wei(), BigInteger::add);
      return;
    }
    own.computeIfAbsent(share.curator(), any -> new TreeMap<>())
        .merge(share.collection(), share.wei(), BigInteger::add);
    give(NATIVE, share.curator(), Exact.of(share.wei()));
  }

  /** By the votes in force, which are those of the hour unless its sealing was late by a day. */
  private void takeIn(PoolLog.Intake intake, PoolVotes votes, Map<String, Sharing> operators) {
    SortedMap<Long, Share> all = waiting.getOrDefault(intake.shares(), new TreeMap<>());
    SortedMap<Long, Share> some = all.subMap(intake.from(), intake.until());
    for (Map.Entry<Long, Share> each : some.entrySet()) {
      Share share = each.getValue();
      PoolFacts.Term term = facts.term(share.curator(), each.getKey());
      facts.checkOrder(share.curator(), each.getKey(), applied);
      Sharing now = operators.get(share.curator());
      Sharing sharing =
          now == null || now.since() > term.since()
              ? new Sharing(term.owner(), ONE_E18, new TreeMap<>(), term.since())
              : new Sharing(
                  term.owner(),
                  now.rateE18(),
                  new TreeMap<>(votes.with(share.curator())),
                  term.since());
      sums.merge(sharing, share.wei(), BigInteger::add);
    }
    some.clear();
  }

  private void give(String denom, Sharing sharing, Exact wei) {
    BigInteger all = sum(sharing.holders());
    BigInteger rate = all.signum() == 0 ? ONE_E18 : sharing.rateE18();
    give(denom, sharing.owner(), wei.times(rate, ONE_E18));
    if (all.signum() > 0) {
      Exact rest = wei.times(ONE_E18.subtract(rate), ONE_E18);
      sharing.holders().forEach((holder, held) -> give(denom, holder, rest.times(held, all)));
    }
  }

  private void give(String denom, String person, Exact wei) {
    earned.computeIfAbsent(denom, any -> new TreeMap<>()).merge(person, wei, Exact::plus);
  }

  private static BigInteger sum(SortedMap<String, BigInteger> amounts) {
    return amounts.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** What happened in the order in which it did. */
  private void inOrder(PoolLog log, PoolOrders orders) {
    PoolVotes votes = new PoolVotes();
    SortedMap<String, Sharing> operators = new TreeMap<>();
    for (PoolLog.Entry entry : log.entries()) {
      switch (entry) {
        case PoolLog.Done done -> {
          Wish wish = facts.wish(done.name());
          if (wish.action().equals("createOperator")) {
            BigInteger rate = new BigInteger(wish.text("commissionE18"));
            long since = done.receipt().integer("countsFrom");
            operators.put(
                wish.text("operator"),
                new Sharing(wish.text("owner"), rate, new TreeMap<>(), since));
          } else if (wish.action().equals("removeOperator")) {
            operators.remove(wish.text("operator"));
          }
        }
        case PoolLog.Applied applied -> {
          PoolVotes.Change change = facts.change(applied.change());
          votes.apply(change);
          this.applied.put(change.id(), applied.at());
          if (change.kind().equals("setCommission")) {
            operators.computeIfPresent(
                change.operator(),
                (id, before) ->
                    new Sharing(before.owner(), change.amount(), before.holders(), before.since()));
          }
        }
        case PoolLog.Intake intake -> takeIn(intake, votes, operators);
        case PoolLog.Block block -> share(block, orders.block(block.height()), votes, operators);
      }
    }
  }

  private void share(
      PoolLog.Block block,
      PoolOrders.FeeBlock ordered,
      PoolVotes votes,
      SortedMap<String, Sharing> operators) {
    SortedSet<String> denoms = new TreeSet<>(ordered.fees().keySet());
    denoms.addAll(carry.keySet());
    BigInteger placed =
        votes.all().values().stream()
            .map(PoolRecount::sum)
            .reduce(BigInteger.ZERO, BigInteger::add);
    boolean isBonus = votes.with(ordered.bonusOperator()).size() > 0;
    BigInteger bonus = isBonus ? ordered.bonusRateE18() : BigInteger.ZERO;
    for (String denom : denoms) {
      BigInteger wei = ordered.fees().getOrDefault(denom, BigInteger.ZERO);
      fees.merge(denom, wei, BigInteger::add);
      Exact rest =
          Exact.of(wei)
              .times(ONE_E18.subtract(bonus).subtract(block.taxE18()), ONE_E18)
              .plus(carry.getOrDefault(denom, Exact.ZERO));
      carry.remove(denom);
      if (placed.signum() == 0) {
        carry.put(denom, rest);
      } else {
        Exact extra = Exact.of(wei).times(bonus, ONE_E18);
        votes
            .all()
            .forEach(
                (operator, holders) -> {
                  Exact income = rest.times(sum(holders), placed);
                  boolean isExtra = isBonus && operator.equals(ordered.bonusOperator());
                  Sharing known = operators.get(operator);
                  Difference.check(
                      known != null || holders.isEmpty(), "votes with nobody: " + operator);
                  if (known != null && !holders.isEmpty()) {
                    give(
                        denom,
                        new Sharing(
                            known.owner(), known.rateE18(), new TreeMap<>(holders), known.since()),
                        isExtra ? income.plus(extra) : income);
                  }
                });
      }
    }
  }

  /** By denomination and person. */
  SortedMap<String, SortedMap<String, Exact>> earned() {
    return earned;
  }

  /** Of that, by person and collection, what is its own and nobody else's. */
  SortedMap<String, SortedMap<String, BigInteger>> own() {
    return own;
  }

  /** Shares of hours that went into lanes and trees, wei. */
  BigInteger elsewhere() {
    return elsewhere;
  }

  /** By hour and person, what is in trees without asking. */
  SortedMap<Long, SortedMap<String, BigInteger>> claimed() {
    return claimed;
  }

  /** What nobody had votes for, wei. */
  Exact carry(String denom) {
    return carry.getOrDefault(denom, Exact.ZERO);
  }

  /** Fees of fee blocks, by denomination. */
  SortedMap<String, BigInteger> fees() {
    return fees;
  }
}
