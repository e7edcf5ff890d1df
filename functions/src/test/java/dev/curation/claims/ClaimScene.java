package dev.curation.claims;

import static dev.curation.pools.PoolWorld.POOL;
import static dev.curation.pools.PoolWorld.person;

import dev.curation.chain.Address;
import dev.curation.documents.ClaimPaths;
import dev.curation.ledger.EventId;
import dev.curation.ledger.Facts;
import dev.curation.ledger.LedgerEvent.Sale;
import dev.curation.ledger.LedgerEvent.VotesAdded;
import dev.curation.ledger.SaleFacts;
import dev.curation.merkle.NodeHash;
import dev.curation.money.Denom;
import dev.curation.money.Votes;
import dev.curation.money.Wei;
import dev.curation.payments.Outbox;
import dev.curation.payments.Payment;
import dev.curation.payments.Transfer;
import dev.curation.store.Fields;
import dev.curation.time.Week;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Two final weeks with shares and payments of which no tree is made; each time the same. */
final class ClaimScene {
  static final Week FIRST = new Week(Week.of(Facts.START).end());
  static final Week SECOND = new Week(FIRST.end());
  static final Denom TOKEN = new Denom("0x" + "7a".repeat(20));
  static final Address TOKEN_ADDRESS = new Address(TOKEN.name());
  private static final Duration A_WEEK = Duration.ofDays(7);

  final ClaimWorld world = new ClaimWorld();

  ClaimScene() {
    world.open(null);
    vote("vote-1", 1, 1);
    vote("vote-2", 2, 3);
    world.pool.seal(A_WEEK);
    sale("sale-1", 400);
    owe("payment-1", 50);
    world.pool.seal(A_WEEK);
    sale("sale-2", 40);
    owe("payment-2", 7);
    world.pool.seal(A_WEEK);
    world.pool.seal(Duration.ofHours(2));
  }

  private int minute() {
    return Math.toIntExact((world.pool.now.toEpochMilli() - Facts.START) / Facts.MINUTE);
  }

  private void vote(String id, int person, long votes) {
    int minute = minute();
    world.pool.append(
        new VotesAdded(
            new EventId(id),
            Facts.position(minute, 100_000L + minute, 0),
            person(person),
            Votes.of(votes)));
  }

  private void sale(String id, long wei) {
    int minute = minute();
    world.pool.append(
        new Sale(
            new EventId(id),
            Facts.position(minute, 100_000L + minute, 0),
            Wei.of(wei),
            SaleFacts.UNKNOWN));
  }

  private void owe(String id, long amount) {
    Payment payment =
        new Payment(
            id,
            POOL,
            List.of(
                new Transfer(person(3), person(3), Denom.NATIVE, Wei.of(amount)),
                new Transfer(person(3), person(4), TOKEN, Wei.of(2 * amount))));
    var unused =
        world
            .pool
            .process()
            .commit(
                List.of(Outbox.owed(world.pool.process(), payment, world.pool.now.toEpochMilli())));
  }

  /** Makes all trees that can be made. */
  ClaimScene made() {
    while (world.make().isPresent()) {
      // The next period.
    }
    return this;
  }

  ClaimScene funded() {
    world.distributor.balances.put(Address.ZERO, Wei.of(10_000));
    world.distributor.balances.put(TOKEN_ADDRESS, Wei.of(10_000));
    return this;
  }

  NodeHash root(Denom denom) {
    return TokenRecord.of(world.pool.process(), POOL, denom).orElseThrow().root();
  }

  /** All documents of claims, without the times at which they were written. */
  Map<String, Fields> documents() {
    Map<String, Fields> documents = new TreeMap<>();
    world
        .pool
        .database
        .snapshot()
        .forEach(
            (path, fields) -> {
              if (path.path().startsWith(ClaimPaths.CLAIMS + "/")) {
                documents.put(path.path(), fields.without("createdAt").without("updatedAt"));
              }
            });
    return documents;
  }
}
