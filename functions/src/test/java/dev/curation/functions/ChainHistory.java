package dev.curation.functions;

import dev.curation.chain.Address;
import dev.curation.chain.ChainLog;
import dev.curation.chain.TxHash;
import dev.curation.local.ChainDeployment;
import dev.curation.local.ExchangeCalls;
import dev.curation.local.ExchangeCalls.FlowNft;
import dev.curation.local.ExchangeCalls.FlowToken;
import dev.curation.local.ExchangeCalls.FlowTrade;
import dev.curation.local.ExchangeCalls.Received;
import dev.curation.local.ExchangeCalls.Spent;
import dev.curation.local.LocalChain;
import dev.curation.local.StakerCalls;
import dev.curation.local.TestChain;
import dev.curation.node.ChainNode;
import dev.curation.node.SeenLog;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A random history on a real chain: stakes, then sales of all kinds, changes of the fee rate and of
 * stakes, and reorganisations. It remembers what webhooks would have told of it.
 */
final class ChainHistory implements AutoCloseable {
  static final int FINALITY = 12;
  private static final BigInteger TOKEN = BigInteger.TEN.pow(18);
  private static final int STAKERS = 8;

  final LocalChain local = LocalChain.start();
  final TestChain chain = local.chain();
  final ChainNode node = local.node();
  final ChainDeployment contracts = ChainDeployment.on(chain);
  final ChainSetup setup = contracts.setup(local.anvil().endpoint(), 1, FINALITY);

  /** What a vendor tells of each block, and once more when the block is gone. */
  final List<List<SeenLog>> told = new ArrayList<>();

  private final Map<Long, List<ChainLog>> blocks = new TreeMap<>();
  private final Map<Long, List<TxHash>> transactions = new TreeMap<>();
  private final List<TxHash> pending = new ArrayList<>();
  private final Random random;
  private Instant now = LocalChain.GENESIS.plus(Duration.ofDays(1));
  private int actions;
  private int removed;

  ChainHistory(long seed) {
    random = new Random(seed);
    chain.automine(false);
  }

  /** The chain's time. */
  Instant now() {
    return now;
  }

  /** How many logs reorganisations took away. */
  int removed() {
    return removed;
  }

  /** Eight accounts stake. */
  void stake() {
    for (int i = 1; i <= STAKERS; i++) {
      send(
          i,
          contracts.staker(),
          StakerCalls.stake(TOKEN.multiply(BigInteger.valueOf(100L * i)), 0));
      send(
          i, contracts.staker(), StakerCalls.stake(TOKEN.multiply(BigInteger.valueOf(10L * i)), 1));
      mine();
    }
  }

  /** One block of random actions, now and then on a fork. */
  void step() {
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      act();
    }
    mine();
    if (random.nextInt(7) == 0) {
      reorganise(1 + random.nextInt(4));
    }
  }

  /** Empty blocks. */
  void settle(int count) {
    for (int i = 0; i < count; i++) {
      mine();
    }
  }

  private void act() {
    actions++;
    int account = 1 + random.nextInt(STAKERS);
    switch (random.nextInt(11)) {
      case 0 -> send(0, contracts.flow(), ExchangeCalls.setFlowProtocolFee(random.nextInt(800)));
      case 1, 2 -> send(account, contracts.flow(), flow(account));
      case 3, 4 -> send(account, contracts.seaport(), listing(account));
      case 5 -> send(account, contracts.seaport(), match(account));
      case 6 ->
          send(
              account,
              contracts.punks(),
              ExchangeCalls.buyPunk(actions, wei(), chain.account(account), chain.account(9)));
      case 7, 8 -> send(account, contracts.staker(), delegation(account));
      default -> send(account, contracts.staker(), stakeChange(account));
    }
  }

  private String stakeChange(int account) {
    BigInteger tokens = TOKEN.multiply(BigInteger.valueOf(1 + random.nextInt(20 * account)));
    return switch (random.nextInt(8)) {
      case 0 -> StakerCalls.rageQuit();
      case 1, 2 -> StakerCalls.stake(tokens, random.nextInt(4));
      default -> StakerCalls.unstake(tokens);
    };
  }

  /** Mostly to the next account; where nothing backs it, the call fails, which is as good. */
  private String delegation(int account) {
    BigInteger votes = BigInteger.valueOf(1 + random.nextInt(20 * account));
    Address operator = chain.account(1 + (account + random.nextInt(2)) % STAKERS);
    return random.nextInt(3) == 0
        ? StakerCalls.undelegate(operator, votes)
        : StakerCalls.delegate(operator, votes);
  }

  private BigInteger wei() {
    return new BigInteger(60, random);
  }

  private Address collection() {
    return random.nextBoolean() ? ChainDeployment.APES : ChainDeployment.CATS;
  }

  private String flow(int account) {
    List<FlowNft> nfts = new ArrayList<>();
    nfts.add(nfts(ChainDeployment.APES));
    if (random.nextBoolean()) {
      nfts.add(nfts(ChainDeployment.CATS));
    }
    Address currency = random.nextInt(4) == 0 ? chain.account(19) : ChainDeployment.WRAPPED;
    FlowTrade trade =
        new FlowTrade(chain.account(account), chain.account(9), Address.ZERO, currency, wei());
    return ExchangeCalls.fulfillFlowTake(hash(actions), trade, nfts);
  }

  private FlowNft nfts(Address collection) {
    List<FlowToken> tokens = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      tokens.add(new FlowToken(BigInteger.valueOf(i), BigInteger.ONE));
    }
    return new FlowNft(collection, tokens);
  }

  private String listing(int account) {
    return listing(account, hash(actions), wei(), wei());
  }

  private String listing(int account, String hash, BigInteger price, BigInteger fee) {
    Address seller = chain.account(account);
    List<Spent> offer = List.of(new Spent(2, collection(), BigInteger.TWO, BigInteger.ONE));
    return ExchangeCalls.fulfillSeaportOrder(
        hash, seller, Address.ZERO, chain.account(9), offer, payments(seller, price, fee));
  }

  private static List<Received> payments(Address seller, BigInteger price, BigInteger fee) {
    return List.of(
        new Received(0, Address.ZERO, BigInteger.ZERO, price, seller),
        new Received(0, Address.ZERO, BigInteger.ZERO, fee, ChainDeployment.FEE_RECIPIENT));
  }

  /** A listing and the bid that it is matched with, in one transaction. */
  private String match(int account) {
    Address buyer = chain.account(9);
    BigInteger price = wei();
    String sell =
        ExchangeCalls.fulfillSeaportOrder(
            hash(actions),
            chain.account(account),
            Address.ZERO,
            Address.ZERO,
            List.of(new Spent(2, ChainDeployment.APES, BigInteger.TEN, BigInteger.ONE)),
            payments(chain.account(account), price, wei()));
    String buy =
        ExchangeCalls.fulfillSeaportOrder(
            hash(-actions),
            buyer,
            Address.ZERO,
            Address.ZERO,
            List.of(new Spent(0, Address.ZERO, BigInteger.ZERO, price)),
            List.of(new Received(2, ChainDeployment.APES, BigInteger.TEN, BigInteger.ONE, buyer)));
    String matched = ExchangeCalls.matchSeaportOrders(List.of(hash(actions), hash(-actions)));
    return ExchangeCalls.batch(List.of(sell, buy, matched));
  }

  private static String hash(long number) {
    return String.format(Locale.ROOT, "0x%064x", number & 0xffffffffL);
  }

  private void send(int account, Address contract, String data) {
    pending.add(chain.send(account, contract, data));
  }

  private void mine() {
    now = now.plus(Duration.ofMinutes(13));
    chain.mineAt(now);
    transactions.put(node.headNumber(), List.copyOf(pending));
    pending.clear();
    tell(node.headNumber());
  }

  private void tell(long block) {
    List<ChainLog> logs =
        node.logs(setup.settings().contracts().addresses(), block, block).logs().stream()
            .map(SeenLog::log)
            .toList();
    blocks.put(block, logs);
    tell(logs, false);
  }

  private void tell(List<ChainLog> logs, boolean isRemoved) {
    if (!logs.isEmpty()) {
      told.add(logs.stream().map(log -> new SeenLog(log, isRemoved)).toList());
    }
  }

  private void reorganise(int depth) {
    long head = node.headNumber();
    boolean isMinedAgain = random.nextBoolean();
    List<TxHash> gone = new ArrayList<>();
    for (long block = head - depth + 1; block <= head; block++) {
      List<ChainLog> logs = blocks.getOrDefault(block, List.of());
      removed += logs.size();
      tell(logs, true);
      gone.addAll(transactions.getOrDefault(block, List.of()));
      transactions.put(block, List.of());
    }
    List<TxHash> again = isMinedAgain ? gone : List.of();
    transactions.put(head, again);
    chain.reorganise(
        depth, again.stream().map(tx -> new TestChain.Replayed(chain.raw(tx), depth - 1)).toList());
    for (long block = head - depth + 1; block <= node.headNumber(); block++) {
      tell(block);
    }
    now =
        Instant.ofEpochMilli(
            node.headers(List.of(node.headNumber())).getFirst().orElseThrow().timestamp());
  }

  @Override
  public void close() {
    local.close();
  }
}
