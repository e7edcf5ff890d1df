package dev.curation.functions;

import dev.curation.aggregation.Aggregation;
import dev.curation.aggregation.AggregationTrigger;
import dev.curation.aggregation.LedgerFlagging;
import dev.curation.apr.CachedPrices;
import dev.curation.apr.FixedPrice;
import dev.curation.apr.TokenPrices;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.claims.StoredClaimTotals;
import dev.curation.decoding.StakingContract;
import dev.curation.documents.Paths;
import dev.curation.documents.PoolQueries;
import dev.curation.errors.InvalidValueException;
import dev.curation.evm.UniswapV3Pool;
import dev.curation.listening.Backfill;
import dev.curation.listening.ChainFacts;
import dev.curation.listening.ChainPoll;
import dev.curation.listening.ChainSettings;
import dev.curation.listening.Deliveries;
import dev.curation.listening.Intake;
import dev.curation.listening.TokenWatch;
import dev.curation.messaging.MessageChannel;
import dev.curation.node.BackOff;
import dev.curation.node.ChainNode;
import dev.curation.payments.OutboxSettings;
import dev.curation.payments.PaymentSender;
import dev.curation.payments.Treasury;
import dev.curation.plans.PlanDesk;
import dev.curation.pools.PoolAdministration;
import dev.curation.pools.PoolAdvance;
import dev.curation.pools.PoolAnswers;
import dev.curation.pools.PoolBooks;
import dev.curation.pools.PoolDesk;
import dev.curation.rewards.RewardsApi;
import dev.curation.staking.StakeBook;
import dev.curation.store.Store;
import dev.curation.voting.Voting;
import dev.curation.voting.VotingSettings;
import dev.curation.webhook.WebhookChain;
import dev.curation.webhook.Webhooks;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The object graph behind the functions. */
public final class Wiring {

  private static final Duration POLL_BUDGET = Duration.ofSeconds(40);
  private static final Duration PRICE_HOLD = Duration.ofMinutes(1);
  private static final Duration PRICE_KEEP = Duration.ofHours(1);
  private static @Nullable Wiring instance;

  private final Store store;
  private final BackendSettings settings;
  private final Host host;
  private final BackOff contention;
  private final Chains chains;
  private final OfChains<ChainNode> nodes;
  private final PoolBooks poolBooks;
  private final Connections connections;
  private final OfChains<Treasury> treasuries;
  private final ClaimWiring claims;
  private @Nullable TokenPrices tokenPrices;

  /** One whose functions have one database and publish nothing. */
  public Wiring(Store store, BackendSettings settings, InstantSource clock) {
    this(Connections.of(store), settings, clock);
  }

  public Wiring(Connections connections, BackendSettings settings, InstantSource clock) {
    this(connections, settings, Host.with(clock));
  }

  public Wiring(Connections connections, BackendSettings settings, Host host) {
    this.connections = connections;
    this.store = connections.store();
    this.settings = settings;
    this.host = host;
    this.contention = host.contention();
    this.chains = connections.chains().apply(host);
    this.nodes = new OfChains<>(settings.chains(), chains::node);
    this.treasuries =
        new OfChains<>(
            settings.chains().stream().filter(setup -> setup.treasury().isPresent()).toList(),
            chains::treasury);
    this.poolBooks = new PoolBooks(store, host.clock(), host.ids(), contention, host.locks());
    this.claims = new ClaimWiring(store, settings, chains, host, contention);
  }

  /** The graph of this process, connected when the first function asks for it. */
  static synchronized Wiring instance() {
    if (instance == null) {
      instance = fromEnvironment(System.getenv());
    }
    return instance;
  }

  /**
   * Connects as the environment says, see {@link Connections}.
   *
   * @throws InvalidValueException naming the variable that is missing or wrong
   */
  public static Wiring fromEnvironment(Map<String, String> environment) {
    return new Wiring(
        Connections.fromEnvironment(environment),
        BackendSettings.fromEnvironment(environment),
        Host.system());
  }

  public Store store() {
    return store;
  }

  public InstantSource clock() {
    return host.clock();
  }

  /** Where functions publish. */
  public MessageChannel messages() {
    return connections.messages().get();
  }

  /** Both sides of lanes, as far as they are here. */
  public LaneWiring lanes() {
    return new LaneWiring(
        store, connections.payouts(), connections.messages(), host.clock(), host.ids(), contention);
  }

  public ProgramWiring programs() {
    return new ProgramWiring(
        store,
        settings.stakingContracts(),
        settings.aggregation().finalityDelay(),
        host.clock(),
        host.ids(),
        contention);
  }

  public ClaimWiring claims() {
    return claims;
  }

  public PlanDesk planDesk() {
    return new PlanDesk(
        store, host.clock(), contention, ledgerFlagging()::ask, this::treasuryAccount);
  }

  /** Of its key, which few may read; else of the books that the sender keeps. */
  private Optional<Address> treasuryAccount(ChainId chain) {
    return treasuries
        .of(chain)
        .map(Treasury::address)
        .or(
            () ->
                store
                    .get(Paths.treasury(chain))
                    .map(found -> Address.parse("address", found.fields().string("address"))));
  }

  public LedgerFlagging ledgerFlagging() {
    return new LedgerFlagging(store, host.clock(), host.ids());
  }

  public AggregationTrigger aggregationTrigger() {
    Aggregation aggregation =
        new Aggregation(store, settings.aggregation(), tokenPrices(), host.clock(), host.ids());
    return new AggregationTrigger(store, aggregation, host.clock());
  }

  public Voting voting() {
    return new Voting(
        store,
        new VotingSettings(settings.stakingContracts()),
        stakeBook(),
        host.clock(),
        host.ids(),
        contention);
  }

  /** What backs the votes of a chain; empty where none is configured. */
  Optional<StakingContract> stakingContract(ChainId chain) {
    return Optional.ofNullable(settings.stakingContracts().get(chain));
  }

  /** Where people's requests to pools are done. */
  public PoolDesk poolDesk() {
    return new PoolDesk(poolBooks, settings.stakingContracts());
  }

  public PoolAnswers poolAnswers() {
    return new PoolAnswers(store);
  }

  public PoolAdvance poolAdvance() {
    return new PoolAdvance(poolBooks, settings.aggregation().finalityDelay());
  }

  public PoolAdministration poolAdministration() {
    return new PoolAdministration(poolBooks);
  }

  /** The chains that have a pool. */
  List<ChainId> pools() {
    return store.query(PoolQueries.pools()).stream()
        .map(pool -> ChainId.parse("pool", pool.path().id()))
        .toList();
  }

  private StakeBook stakeBook() {
    return new StakeBook(store, this::node, host.clock(), host.ids(), contention);
  }

  /** The answers to readers. */
  public RewardsApi rewards() {
    return new RewardsApi(store, tokenPrices(), new StoredClaimTotals(store), host.clock());
  }

  /** A clock that only goes forward, in nanoseconds. */
  LongSupplier ticks() {
    return host.ticks();
  }

  /** Which pages may call the functions that front ends use. */
  CrossOrigin crossOrigin() {
    return settings.origins();
  }

  /** One for each chain whose node is configured. */
  public List<ChainPoll> polls() {
    return settings.chains().stream()
        .flatMap(setup -> node(setup.chain()).map(node -> poll(setup.settings(), node)).stream())
        .toList();
  }

  /**
   * Looks for tokens of lanes that are paid on a chain.
   *
   * @return what was seen, by token and receiver
   */
  SortedMap<String, TokenWatch.Report> watchTokens(ChainId chain) {
    return lanes()
        .tokens()
        .run(chain, requireNode(chain), requireChain(chain).finality(), POLL_BUDGET);
  }

  /**
   * Looks for deposits for programs on a chain.
   *
   * @return what was seen, by token and receiver
   */
  SortedMap<String, TokenWatch.Report> watchDeposits(ChainId chain) {
    return programs()
        .deposits()
        .run(chain, requireNode(chain), requireChain(chain).finality(), POLL_BUDGET);
  }

  private ChainPoll poll(ChainSettings chain, ChainNode node) {
    return new ChainPoll(chain, node, store, intake(chain), host.clock(), host.ids(), POLL_BUDGET);
  }

  /**
   * Reads the past of a chain.
   *
   * @throws InvalidValueException if the chain or its node is not configured
   */
  public Backfill backfill(ChainId chain) {
    ChainSettings chosen = requireChain(chain);
    return new Backfill(chosen, requireNode(chain), store, intake(chosen), host.ids());
  }

  /** The chains that are configured. */
  public List<ChainId> chains() {
    return settings.chains().stream().map(ChainSetup::chain).toList();
  }

  /**
   * Reads a chain beside what is stored of it.
   *
   * @throws InvalidValueException if the chain or its node is not configured
   */
  public ChainFacts chainFacts(ChainId chain) {
    return new ChainFacts(requireChain(chain), requireNode(chain), store);
  }

  /**
   * Sends the payments of a chain.
   *
   * @return empty where the chain has no treasury or no node
   */
  Optional<PaymentSender> paymentSender(ChainId chain) {
    int confirmations = requireChain(chain).confirmations();
    int finality = requireChain(chain).finality();
    return treasuries
        .of(chain)
        .map(
            treasury ->
                new PaymentSender(
                    new OutboxSettings(confirmations, finality, POLL_BUDGET),
                    store,
                    treasury,
                    host.clock()));
  }

  private ChainSettings requireChain(ChainId chain) {
    return settings.chains().stream()
        .map(ChainSetup::settings)
        .filter(known -> known.chain().equals(chain))
        .findFirst()
        .orElseThrow(() -> new InvalidValueException("chain", chain, "is not in CURATION_CHAINS"));
  }

  private ChainNode requireNode(ChainId chain) {
    return node(chain)
        .orElseThrow(
            () ->
                new InvalidValueException(
                    "CURATION_RPC_" + chain, "", "must name the address of a node"));
  }

  /** The webhooks' endpoints. */
  public Webhooks webhooks() {
    Map<ChainId, WebhookChain> chains = new HashMap<>();
    for (ChainSetup setup : settings.chains()) {
      ChainSettings chain = setup.settings();
      Deliveries deliveries = new Deliveries(chain, store, intake(chain), host.clock());
      chains.put(
          setup.chain(),
          new WebhookChain(
              chain.contracts().addresses(),
              node(setup.chain()).map(node -> node::transactionLogs),
              deliveries::accept));
    }
    return new Webhooks(settings.webhooks(), chains, host.clock());
  }

  /** What the staked token costs, held for a minute; for display only. */
  public synchronized TokenPrices tokenPrices() {
    if (tokenPrices == null) {
      tokenPrices = settings.tokenPrice().map(this::prices).orElse(TokenPrices.NONE);
    }
    return tokenPrices;
  }

  private TokenPrices prices(TokenPriceSetting setting) {
    return switch (setting) {
      case TokenPriceSetting.Fixed fixed -> new FixedPrice(fixed.eth());
      case TokenPriceSetting.UniswapV3 pool -> {
        ChainNode node = chains.promptNode(pool.chain(), pool.endpoints());
        yield new CachedPrices(
            new UniswapV3Pool(pool.chain(), node, pool.pool(), pool.token()),
            PRICE_HOLD,
            PRICE_KEEP,
            host.clock());
      }
    };
  }

  private Intake intake(ChainSettings chain) {
    return new Intake(chain, store, stakeBook(), host.clock());
  }

  private Optional<ChainNode> node(ChainId chain) {
    return nodes.of(chain);
  }
}
