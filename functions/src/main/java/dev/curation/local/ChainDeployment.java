package dev.curation.local;

import com.google.gson.Gson;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.decoding.ContractSet;
import dev.curation.decoding.Exchange;
import dev.curation.decoding.ExchangeKind;
import dev.curation.decoding.StakingContract;
import dev.curation.documents.Paths;
import dev.curation.evm.TreasuryKey;
import dev.curation.functions.ChainSetup;
import dev.curation.listening.ChainSettings;
import dev.curation.money.Wei;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.Write;
import dev.curation.webhook.Vendor;
import dev.curation.webhook.WebhookSecret;
import dev.curation.webhook.WebhookSettings;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The project's contracts on a local chain, and how the backend listens to them. */
public record ChainDeployment(Address seaport, Address flow, Address punks, Address staker) {
  public static final ChainId CHAIN = new ChainId(31_337);

  /** Counts as the wrapped currency; nothing is deployed there, the exchange only names it. */
  public static final Address WRAPPED = new Address("0x" + "ee".repeat(20));

  /** Gets the protocol's fee of Seaport orders. */
  public static final Address FEE_RECIPIENT = new Address("0x" + "fe".repeat(20));

  public static final Address APES = new Address("0x" + "a1".repeat(20));
  public static final Address CATS = new Address("0x" + "c2".repeat(20));

  /** What every vendor signs with; no secret at all. */
  public static final String WEBHOOK_SECRET = "local-development-only";

  /** Pays on the local chain; a key that everybody knows. */
  public static final TreasuryKey TREASURY = TreasuryKey.parse("treasury", "0x" + "7e".repeat(32));

  /** Proposes roots of claims on the local chain; a key that everybody knows. */
  public static final TreasuryKey PUBLISHER =
      TreasuryKey.parse("publisher", "0x" + "9b".repeat(32));

  /** How long a proposed root waits: the least that the contract takes. */
  public static final Duration TIMELOCK = Duration.ofHours(1);

  private static final Wei TREASURY_FUNDS = Wei.of(BigInteger.TEN.pow(22));
  private static final int DISTRIBUTOR_OWNER = 1;
  private static final int GUARDIAN = 2;
  private static final int BPS = 250;

  /** Deploys everything and fills the treasury; needs automine. Takes four blocks. */
  public static ChainDeployment on(TestChain chain) {
    chain.setBalance(TREASURY.address(), TREASURY_FUNDS);
    return new ChainDeployment(
        chain.deploy("TestExchange"),
        chain.deploy("TestExchange"),
        chain.deploy("TestExchange"),
        chain.deploy("TestStaker"));
  }

  /**
   * Deploys the contract that pays claims and gives the publisher money for gas; needs automine.
   * Account 1 of the chain owns it, account 2 is its guardian.
   */
  public static Address distributor(TestChain chain) {
    chain.setBalance(PUBLISHER.address(), TREASURY_FUNDS);
    return chain.deploy(
        "RewardsDistributor",
        DistributorCalls.constructor(
            chain.account(DISTRIBUTOR_OWNER),
            PUBLISHER.address(),
            chain.account(GUARDIAN),
            TIMELOCK));
  }

  /** The same setup, with that contract. */
  public static ChainSetup withClaims(ChainSetup setup, Address distributor) {
    ChainSettings settings = setup.settings();
    ContractSet contracts = settings.contracts();
    ContractSet all =
        new ContractSet(
            contracts.chain(),
            contracts.wrappedNative(),
            contracts.exchanges(),
            contracts.staking(),
            Optional.of(distributor));
    return new ChainSetup(
        new ChainSettings(
            all, settings.confirmations(), settings.finality(), settings.startBlock()),
        setup.endpoints(),
        setup.treasury(),
        Optional.of(PUBLISHER));
  }

  /** What is traded: two collections of NFTs, and the punks, whose market is their contract. */
  public List<CollectionId> collections() {
    return List.of(
        new CollectionId(CHAIN, APES),
        new CollectionId(CHAIN, CATS),
        new CollectionId(CHAIN, punks));
  }

  /** Makes the marketplace's documents of the collections, so that they can be voted for. */
  public void list(Store store) {
    store.commit(
        collections().stream()
            .<Write>map(c -> new Write.Put(Paths.collection(c), Fields.EMPTY))
            .toList());
  }

  /**
   * How to listen to them, from block 0 on.
   *
   * @param confirmations as in {@link ChainSettings}
   * @param finality as in {@link ChainSettings}
   */
  public ChainSetup setup(URI endpoint, int confirmations, int finality) {
    ContractSet contracts =
        new ContractSet(
            CHAIN,
            WRAPPED,
            List.of(
                new Exchange(seaport, ExchangeKind.SEAPORT, Set.of(FEE_RECIPIENT), BPS),
                new Exchange(flow, ExchangeKind.FLOW_V2, Set.of(), BPS),
                new Exchange(punks, ExchangeKind.CRYPTOPUNKS, Set.of(), BPS)),
            Optional.of(new StakingContract(staker, true)));
    return new ChainSetup(
            new ChainSettings(contracts, confirmations, finality, OptionalLong.of(0)),
            List.of(endpoint))
        .withTreasury(TREASURY);
  }

  /** All vendors may deliver, with the one secret. */
  public static WebhookSettings webhooks() {
    return WebhookSettings.of(
        Arrays.stream(Vendor.values())
            .collect(
                Collectors.toMap(
                    Function.identity(),
                    vendor -> List.of(new WebhookSecret(CHAIN, WEBHOOK_SECRET)))));
  }

  /** The setup as the environment variables that other commands read. */
  public static Map<String, String> environment(ChainSetup setup) {
    ChainSettings settings = setup.settings();
    ContractSet contracts = settings.contracts();
    Map<String, Object> chain = new LinkedHashMap<>();
    chain.put("chainId", setup.chain().number());
    chain.put("wrappedNative", contracts.wrappedNative().hex());
    chain.put("confirmations", settings.confirmations());
    chain.put("finality", settings.finality());
    settings.startBlock().ifPresent(block -> chain.put("startBlock", block));
    chain.put("exchanges", contracts.exchanges().stream().map(ChainDeployment::exchange).toList());
    contracts
        .staking()
        .ifPresent(staking -> chain.put("staking", Map.of("address", staking.address().hex())));
    contracts.distributor().ifPresent(contract -> chain.put("distributor", contract.hex()));
    return Map.of(
        "CURATION_CHAINS",
        new Gson().toJson(List.of(chain)),
        "CURATION_RPC_" + setup.chain(),
        setup.endpoints().stream().map(URI::toString).collect(Collectors.joining(",")));
  }

  private static Map<String, Object> exchange(Exchange exchange) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("kind", exchange.kind().source());
    fields.put("address", exchange.address().hex());
    fields.put("feeRecipients", exchange.feeRecipients().stream().map(Address::hex).toList());
    fields.put("protocolFeeBps", exchange.protocolFeeBps());
    return fields;
  }
}
