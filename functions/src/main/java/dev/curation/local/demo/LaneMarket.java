package dev.curation.local.demo;

import dev.curation.chain.Address;
import dev.curation.chain.TxHash;
import dev.curation.local.ChainDeployment;
import dev.curation.local.ExchangeCalls;
import dev.curation.local.LocalStack;
import dev.curation.local.StakerCalls;
import dev.curation.local.TestWallet;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** The collection on the chain where its fees are earned, and its curators with their votes. */
final class LaneMarket {
  private static final long STAKE = 200;
  private static final BigInteger TOKEN = BigInteger.TEN.pow(18);
  private static final long MOST_FEE = 30_000_000_000_000_000L;

  /** Fees are 2.5 per cent. */
  private static final BigInteger PRICES = BigInteger.valueOf(40);

  private final LaneChains chains;
  private final LaneDesk desk;
  private final Random random;
  private final LaneTime time;
  private final Deeds deeds = new Deeds();
  private final List<PoolPerson> curators;
  private long nfts;

  LaneMarket(LaneChains chains, LaneDesk desk, Random random, LaneTime time) {
    this.chains = chains;
    this.desk = desk;
    this.random = random;
    this.time = time;
    List<TestWallet> wallets = TestWallet.first(LaneDemo.CURATORS);
    this.curators =
        IntStream.range(0, LaneDemo.CURATORS)
            .mapToObj(i -> new PoolPerson("curator " + (i + 1), wallets.get(i), STAKE))
            .toList();
  }

  List<PoolPerson> curators() {
    return curators;
  }

  /** What was done, for whoever counts it again. */
  Deeds deeds() {
    return deeds;
  }

  /** Everybody stakes, and votes when the backend has heard of it. */
  void begin(LocalStack stack) {
    chains.contracts().list(stack.store());
    chains.accrual().automine(false);
    time.pass();
    String stake = StakerCalls.stake(TOKEN.multiply(BigInteger.valueOf(STAKE)), 0);
    List<TxHash> sent = new ArrayList<>();
    for (int i = 0; i < LaneDemo.CURATORS; i++) {
      sent.add(chains.accrual().send(i, chains.contracts().staker(), stake));
    }
    mine(sent);
    var unused = stack.poll();
    curators.forEach(person -> vote(person, 1 + random.nextInt(100)));
  }

  /** Mines what was sent, at the time that it is. */
  private void mine(List<TxHash> sent) {
    chains.accrual().mineAt(time.instant());
    sent.forEach(tx -> chains.accrual().mined(tx));
    chains.accrual().mine(LaneChains.CONFIRMATIONS);
  }

  private void vote(PoolPerson person, long votes) {
    time.pass();
    desk.vote(person, votes, time.now());
    deeds.votes.add(new Deeds.Vote(time.now(), person.hex(), votes));
  }

  /** Some sales and votes of an hour. */
  void trade(int hour) {
    time.moveTo(LaneTime.at(hour) + random.nextInt(20) * LaneTime.MINUTE);
    List<TxHash> sales = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      sales.add(sell());
    }
    mine(sales);
    for (int i = random.nextInt(3); i > 0; i--) {
      PoolPerson person = curators.get(random.nextInt(curators.size()));
      long held = desk.held(person);
      boolean adds = held < 2 || (held < STAKE && random.nextInt(3) > 0);
      vote(person, adds ? 1 + random.nextLong(STAKE - held) : -1 - random.nextLong(held - 1));
    }
  }

  /** One to three NFTs in one transaction, each with its fee. */
  private TxHash sell() {
    int count = 1 + random.nextInt(3);
    BigInteger fee = BigInteger.valueOf(1 + random.nextLong(MOST_FEE));
    Address seller = chains.accrual().account(random.nextInt(LaneDemo.CURATORS));
    String call =
        ExchangeCalls.sellMany(
            ChainDeployment.APES,
            seller,
            ChainDeployment.FEE_RECIPIENT,
            nfts + 1,
            count,
            fee.multiply(PRICES),
            fee);
    nfts += count;
    deeds.sales.add(new Deeds.Sale(time.now(), fee.multiply(BigInteger.valueOf(count))));
    return chains
        .accrual()
        .send(random.nextInt(LaneDemo.CURATORS), chains.contracts().seaport(), call);
  }

  /** Nothing happens on the chain until everything is final. */
  void rest() {
    chains.accrual().mineAt(time.instant());
    chains.accrual().mine(LaneChains.FINALITY);
  }
}
