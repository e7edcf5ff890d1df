package dev.curation.simulator;

import dev.curation.documents.Paths;
import dev.curation.store.Fields;
import dev.curation.store.Query;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What has to hold of a pool, its payments and everybody's earnings. */
final class PoolCheck {
  /**
   * Each rounding loses less than a part of 10^-36 wei for each vote: with some 10^3 votes and
   * fewer than 10^6 blocks and settlements a person loses less than 10^-26 wei.
   */
  private static final int DUST_DIGITS = 26;

  private static final BigInteger Q = BigInteger.TEN.pow(36);

  private final World world;
  private final PoolLog log;

  PoolCheck(World world, PoolLog log) {
    this.world = world;
    this.log = log;
  }

  /** By denomination and person, what the pool has asked to be paid. */
  private SortedMap<String, SortedMap<String, BigInteger>> paid() {
    SortedMap<String, SortedMap<String, BigInteger>> paid = new TreeMap<>();
    for (StoredDocument payment : world.main().store().query(Query.in(Paths.PAYMENTS))) {
      if (payment.path().id().startsWith("lazy:" + Setting.CHAIN + ":")) {
        Fields transfers = payment.fields().map("transfers");
        for (String denom : transfers.values().keySet()) {
          Fields transfer = transfers.map(denom);
          paid.computeIfAbsent(denom, any -> new TreeMap<>())
              .merge(
                  transfer.string("person"),
                  new BigInteger(transfer.string("amountWei")),
                  BigInteger::add);
        }
      }
    }
    return paid;
  }

  private static BigInteger of(
      SortedMap<String, SortedMap<String, BigInteger>> paid, String denom, String person) {
    return paid.getOrDefault(denom, new TreeMap<>()).getOrDefault(person, BigInteger.ZERO);
  }

  /** The pool balances, and nobody was paid more than it has earned so far. */
  void always(PoolRecount recount) {
    new PoolBalance(world.main().store()).check();
    SortedMap<String, SortedMap<String, BigInteger>> paid = paid();
    paid.forEach(
        (denom, people) ->
            people.forEach(
                (person, wei) -> {
                  BigInteger most =
                      recount
                          .earned()
                          .getOrDefault(denom, new TreeMap<>())
                          .getOrDefault(person, Exact.ZERO)
                          .floor();
                  boolean isVault = person.equals(PoolOrders.VAULT.hex());
                  Difference.check(
                      isVault || wei.compareTo(most) <= 0,
                      person + " was paid " + wei + " " + denom + " of " + most);
                }));
  }

  void inTheEnd(PoolRecount recount, SortedMap<String, Recount> collections) {
    PoolBalance balance = new PoolBalance(world.main().store());
    balance.check();
    SortedMap<String, SortedMap<String, BigInteger>> paid = paid();
    recount
        .earned()
        .forEach(
            (denom, people) ->
                people.forEach(
                    (person, exact) -> {
                      BigInteger wei = of(paid, denom, person);
                      // A wei less only where what is owed lies that close above a whole number.
                      Difference.check(
                          wei.compareTo(exact.floor()) <= 0
                              && wei.compareTo(exact.floorLess(DUST_DIGITS)) >= 0,
                          person + " was paid " + wei + " " + denom + " of " + exact.floor());
                      Difference.check(
                          balance.credit(person, denom).compareTo(Q) < 0,
                          person + " has credit left");
                    }));
    checkChanges(balance);
    checkMoney(balance, recount, collections, paid);
  }

  /** All changes are in force, and votes are placed as people have said. */
  private void checkChanges(PoolBalance balance) {
    for (StoredDocument document :
        world.main().store().query(Query.in(Paths.pool(Setting.CHAIN).collection("changes")))) {
      String id = document.path().id();
      Difference.check(log.isApplied(id), "a change is not in force: " + document);
    }
    SortedMap<String, BigInteger> placed = new TreeMap<>();
    for (StoredDocument document : world.main().store().query(Query.inGroup(Paths.PLACEMENTS))) {
      List<String> path = List.of(document.path().path().split("/", -1));
      placed.put(
          path.get(path.size() - 3) + "_" + document.path().id(),
          BigInteger.valueOf(document.fields().integer("votes")));
    }
    Difference.check(placed, balance.placed(), "votes placed and votes in force");
  }

  /** Every wei that came in was paid or is accounted for. */
  private void checkMoney(
      PoolBalance balance,
      PoolRecount recount,
      SortedMap<String, Recount> collections,
      SortedMap<String, SortedMap<String, BigInteger>> paid) {
    SortedMap<String, BigInteger> in = new TreeMap<>(recount.fees());
    SortedMap<String, BigInteger> out = new TreeMap<>();
    paid.forEach(
        (denom, people) ->
            out.put(denom, people.values().stream().reduce(BigInteger.ZERO, BigInteger::add)));
    collections
        .values()
        .forEach(
            collection -> {
              in.merge(PoolRecount.NATIVE, collection.fees(), BigInteger::add);
              out.merge(PoolRecount.NATIVE, collection.carry(), BigInteger::add);
            });
    in.merge(PoolRecount.NATIVE, BigInteger.ZERO, BigInteger::add);
    out.merge(PoolRecount.NATIVE, recount.elsewhere(), BigInteger::add);
    in.keySet().forEach(denom -> out.merge(denom, balance.left(denom), BigInteger::add));
    Difference.check(in, out, "fees, and what became of them");
    for (String denom : in.keySet()) {
      Difference.check(
          balance.of("dustQ", denom).compareTo(Q) < 0, "much dust: " + balance.of("dustQ", denom));
      Difference.check(
          recount.carry(denom).times(Q, BigInteger.ONE).floor(),
          balance.of("carryQ", denom),
          "carry in " + denom);
    }
  }
}
