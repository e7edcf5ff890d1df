package dev.curation.local.demo;

import dev.curation.books.Books;
import dev.curation.documents.PoolQueries;
import dev.curation.money.Denom;
import dev.curation.pools.PoolBalance;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the demo of operators came to.
 *
 * @param payments documents in the outbox
 * @param fees of all sales, as they were sold
 * @param paid sum of the outbox
 * @param left in the pool
 * @param carry of the collection
 */
public record PoolOutcome(
    int sales,
    int requests,
    int payments,
    BigInteger fees,
    BigInteger paid,
    BigInteger left,
    BigInteger carry,
    List<Person> people) {
  public PoolOutcome {
    people = List.copyOf(people);
  }

  /**
   * @param votes for the collection
   * @param delegated votes placed with operators
   * @param earned as the eager count has it, wei
   * @param paid in all, wei
   */
  public record Person(
      String name, String address, long votes, long delegated, Exact earned, BigInteger paid) {

    /** Never more than the exact share, and at most 1 wei less than its whole wei. */
    public boolean isRight() {
      BigInteger missing = earned.floor().subtract(paid);
      return missing.signum() >= 0 && missing.compareTo(BigInteger.ONE) <= 0;
    }
  }

  static PoolOutcome of(Store store, PoolPerson.Cast cast, Deeds deeds, PoolClient client) {
    List<StoredDocument> outbox = store.query(PoolQueries.payments(PoolDemo.CHAIN));
    Map<String, BigInteger> paid = paid(outbox);
    EagerCount count = EagerCount.of(deeds);
    return new PoolOutcome(
        deeds.sales.size(),
        client.sent(),
        outbox.size(),
        count.fees(),
        paid.values().stream().reduce(BigInteger.ZERO, BigInteger::add),
        PoolBalance.of(store, PoolDemo.CHAIN).left(Denom.NATIVE),
        new Books(store, PoolDemo.COLLECTION).newest().totals().carry().value(),
        cast.everybody().stream()
            .map(
                person ->
                    new Person(
                        person.name(),
                        person.hex(),
                        client.held(person),
                        delegated(deeds, person),
                        count.earned(person.hex()),
                        paid.getOrDefault(person.hex(), BigInteger.ZERO)))
            .toList());
  }

  private static Map<String, BigInteger> paid(List<StoredDocument> outbox) {
    Map<String, BigInteger> paid = new HashMap<>();
    for (StoredDocument payment : outbox) {
      Fields transfer = payment.fields().map("transfers").map(Denom.NATIVE.name());
      paid.merge(
          transfer.string("person"), new BigInteger(transfer.string("amountWei")), BigInteger::add);
    }
    return paid;
  }

  private static long delegated(Deeds deeds, PoolPerson person) {
    return deeds.placed.stream()
        .filter(placed -> placed.curator().equals(person.hex()))
        .mapToLong(Deeds.Placed::votes)
        .sum();
  }

  /** Whether every wei of the fees is accounted for. */
  public boolean isBalanced() {
    return fees.equals(paid.add(left).add(carry));
  }
}
