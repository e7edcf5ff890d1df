package dev.curation.functions;

import com.google.common.base.Ticker;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.claims.ClaimAdministration;
import dev.curation.claims.ClaimAnswers;
import dev.curation.claims.Distributor;
import dev.curation.claims.RootPublishing;
import dev.curation.claims.TreeMaking;
import dev.curation.node.BackOff;
import dev.curation.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The object graph of Merkle claims. Contracts are connected when they are first asked for. */
public final class ClaimWiring {
  private static final Duration REMEMBERED = Duration.ofSeconds(10);

  private final Store store;
  private final BackendSettings settings;
  private final Chains connect;
  private final Host host;
  private final BackOff contention;
  private final Map<ChainId, Optional<Distributor>> distributors = new ConcurrentHashMap<>();
  private final Cache<Asked, Distributor.State> known;

  /** What readers have asked a contract. */
  private record Asked(ChainId chain, Address token) {}

  ClaimWiring(
      Store store, BackendSettings settings, Chains connect, Host host, BackOff contention) {
    this.store = store;
    this.settings = settings;
    this.connect = connect;
    this.host = host;
    this.known =
        CacheBuilder.newBuilder()
            .maximumSize(1000)
            .expireAfterWrite(REMEMBERED)
            .ticker(ticker(host))
            .build();
    this.contention = contention;
  }

  private static Ticker ticker(Host host) {
    return new Ticker() {
      @Override
      public long read() {
        return host.ticks().getAsLong();
      }
    };
  }

  /** The chains with a contract that pays claims. */
  List<ChainId> chains() {
    return settings.chains().stream()
        .filter(setup -> setup.settings().contracts().distributor().isPresent())
        .map(ChainSetup::chain)
        .toList();
  }

  /** The contract that pays claims on a chain, as configured. */
  Optional<Address> contract(ChainId chain) {
    return setup(chain).flatMap(setup -> setup.settings().contracts().distributor());
  }

  private Optional<ChainSetup> setup(ChainId chain) {
    return settings.chains().stream().filter(setup -> setup.chain().equals(chain)).findFirst();
  }

  /** Empty where the chain has no such contract, or no node. */
  Optional<Distributor> distributor(ChainId chain) {
    return distributors.computeIfAbsent(
        chain,
        id ->
            setup(id)
                .filter(setup -> !setup.endpoints().isEmpty())
                .flatMap(
                    setup -> contract(id).map(contract -> connect.distributor(setup, contract))));
  }

  /**
   * What a contract said in the last seconds, so that many readers cost one question. Empty as
   * {@link #distributor}.
   */
  Optional<Function<Address, Distributor.State>> states(ChainId chain) {
    return distributor(chain).map(contract -> token -> state(chain, contract, token));
  }

  private Distributor.State state(ChainId chain, Distributor contract, Address token) {
    Asked asked = new Asked(chain, token);
    Distributor.State before = known.getIfPresent(asked);
    if (before != null) {
      return before;
    }
    Distributor.State now = contract.state(token);
    known.put(asked, now);
    return now;
  }

  public TreeMaking trees() {
    return new TreeMaking(store, settings.aggregation().finalityDelay(), host.clock());
  }

  public RootPublishing roots() {
    return new RootPublishing(store, host.clock());
  }

  public ClaimAnswers answers() {
    return new ClaimAnswers(store);
  }

  public ClaimAdministration administration() {
    return new ClaimAdministration(store, host.clock(), contention);
  }
}
