package dev.curation.simulator;

import dev.curation.chain.Address;
import dev.curation.documents.Paths;
import dev.curation.functions.SendPayments;
import dev.curation.money.Denom;
import dev.curation.store.Fields;
import dev.curation.store.Query;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is owed goes out on the chain, each payment once. */
final class Payments implements Feature {
  private static final BigInteger PLENTY = BigInteger.TEN.pow(30);

  private final World world;

  Payments(World world, Cron cron) {
    this.world = world;
    cron.add(world.main(), SendPayments::new, Duration.ofMinutes(world.dice().between(20, 90)));
  }

  private Payer payer() {
    return world.payer(Setting.CHAIN);
  }

  /** In some runs the treasury has too little for long. */
  @Override
  public void plan() {
    Dice dice = world.dice();
    boolean isPoor = dice.oneIn(3);
    for (Denom denom : new Denom[] {Denom.NATIVE, new Denom(PoolOrders.TOKEN.hex())}) {
      if (isPoor) {
        payer().fund(denom, dice.amount(20));
        world
            .agenda()
            .after(Duration.ofHours(dice.between(24, 240)), () -> payer().fund(denom, PLENTY));
      } else {
        payer().fund(denom, PLENTY);
      }
    }
  }

  /** No address has got more than was asked for. */
  @Override
  public void checkAlways() {
    asked().forEach(this::checkReceived);
  }

  private void checkReceived(String place, BigInteger wei) {
    BigInteger received = received(place);
    Difference.check(received.compareTo(wei) <= 0, place + " has got " + received + " of " + wei);
  }

  private BigInteger received(String place) {
    String[] parts = place.split(" ", -1);
    return payer().received(new Address(parts[0]), new Denom(parts[1]));
  }

  /** All that is to be sent, by receiver and denomination. */
  private SortedMap<String, BigInteger> asked() {
    SortedMap<String, BigInteger> asked = new TreeMap<>();
    for (StoredDocument payment : world.main().store().query(Query.in(Paths.PAYMENTS))) {
      Fields fields = payment.fields();
      boolean isSent =
          !fields.string("state").equals("CLAIMABLE")
              && !fields.string("state").equals("TAKEN_BACK");
      Fields transfers = fields.map("transfers");
      for (String denom : transfers.values().keySet()) {
        if (isSent && fields.string("chainId").equals(Setting.CHAIN.toString())) {
          Fields transfer = transfers.map(denom);
          asked.merge(
              transfer.string("to") + " " + denom,
              new BigInteger(transfer.string("amountWei")),
              BigInteger::add);
        }
      }
    }
    return asked;
  }

  /** Every payment is made, each address has got what was asked for, and the books say so. */
  @Override
  public void check() {
    int count = 0;
    for (StoredDocument payment : world.main().store().query(Query.in(Paths.PAYMENTS))) {
      if (payment.fields().string("chainId").equals(Setting.CHAIN.toString())) {
        count++;
        String state = payment.fields().string("state");
        Difference.check(
            state.equals("PAID") || state.equals("CLAIMABLE") || state.equals("TAKEN_BACK"),
            payment.path() + " is not paid: " + payment.fields());
      }
    }
    SortedMap<String, BigInteger> asked = asked();
    SortedMap<String, BigInteger> received = new TreeMap<>();
    SortedMap<String, BigInteger> sums = new TreeMap<>();
    asked.forEach(
        (place, wei) -> {
          received.put(place, received(place));
          sums.merge(place.split(" ", -1)[1], wei, BigInteger::add);
        });
    Difference.check(asked, received, "what people have got on the chain");
    SortedMap<String, BigInteger> sent = new TreeMap<>();
    sums.keySet().forEach(denom -> sent.put(denom, payer().sent(new Denom(denom))));
    Difference.check(sums, sent, "what the treasury has sent");
    Difference.check(sums, booked(), "what the treasury's book has");
    world.count("payments made", count);
  }

  /** Paid for good, and on its way to that. */
  private SortedMap<String, BigInteger> booked() {
    SortedMap<String, BigInteger> booked = new TreeMap<>();
    world
        .main()
        .store()
        .get(Paths.treasury(Setting.CHAIN))
        .map(StoredDocument::fields)
        .ifPresent(
            account -> {
              Fields paid = account.map("paidWei");
              paid.values()
                  .keySet()
                  .forEach(denom -> booked.put(denom, new BigInteger(paid.string(denom))));
              Fields open = account.map("open");
              for (String nonce : open.values().keySet()) {
                booked.merge(
                    open.map(nonce).string("denom"),
                    new BigInteger(open.map(nonce).string("amountWei")),
                    BigInteger::add);
              }
            });
    return booked;
  }
}
