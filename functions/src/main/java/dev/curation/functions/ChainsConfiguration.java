package dev.curation.functions;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.decoding.ContractSet;
import dev.curation.decoding.Exchange;
import dev.curation.decoding.ExchangeKind;
import dev.curation.decoding.StakingContract;
import dev.curation.errors.InvalidValueException;
import dev.curation.evm.TreasuryKey;
import dev.curation.listening.ChainSettings;
import java.net.URI;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The chains to listen to: {@code CURATION_CHAINS}, a JSON array that docs/ingestion.md describes,
 * {@code CURATION_RPC_<chainId>}, the endpoints of a chain's nodes, separated by commas, {@code
 * CURATION_TREASURY_<chainId>}, the key of the account that pays on it, and {@code
 * CURATION_PUBLISHER_<chainId>}, the key of the account that proposes roots of claims.
 */
final class ChainsConfiguration {
  private static final String CHAINS = "CURATION_CHAINS";
  private static final String RPC = "CURATION_RPC_";
  private static final String TREASURY = "CURATION_TREASURY_";
  private static final String PUBLISHER = "CURATION_PUBLISHER_";
  private static final int DEFAULT_CONFIRMATIONS = 2;
  private static final int DEFAULT_FINALITY = 256;
  private static final Set<String> CHAIN_MEMBERS =
      Set.of(
          "chainId",
          "wrappedNative",
          "confirmations",
          "finality",
          "startBlock",
          "exchanges",
          "staking",
          "distributor");

  private ChainsConfiguration() {}

  /**
   * @throws InvalidValueException naming the variable and the part of it
   */
  static List<ChainSetup> chains(Map<String, String> environment) {
    String text = environment.get(CHAINS);
    if (text == null || text.isBlank()) {
      return List.of();
    }
    List<ChainSetup> setups =
        JsonSetting.parse(CHAINS, text).elements().stream()
            .map(chain -> setup(chain, environment))
            .toList();
    Set<ChainId> seen = new HashSet<>();
    for (ChainSetup setup : setups) {
      if (!seen.add(setup.chain())) {
        throw new InvalidValueException(CHAINS, setup.chain(), "must name each chain once");
      }
    }
    return setups;
  }

  private static ChainSetup setup(JsonSetting chain, Map<String, String> environment) {
    chain.requireMembers(CHAIN_MEMBERS);
    JsonSetting id = chain.member("chainId");
    ChainId chainId = ChainId.parse(id.name(), Long.toString(id.number()));
    return named(
        chain.name(),
        () -> {
          ContractSet contracts =
              new ContractSet(
                  chainId,
                  address(chain.member("wrappedNative")),
                  chain.optional("exchanges").map(JsonSetting::elements).orElse(List.of()).stream()
                      .map(ChainsConfiguration::exchange)
                      .toList(),
                  chain.optional("staking").map(ChainsConfiguration::staking),
                  chain.optional("distributor").map(ChainsConfiguration::address));
          ChainSettings settings =
              new ChainSettings(
                  contracts,
                  chain
                      .optional("confirmations")
                      .map(JsonSetting::smallNumber)
                      .orElse(DEFAULT_CONFIRMATIONS),
                  chain.optional("finality").map(JsonSetting::smallNumber).orElse(DEFAULT_FINALITY),
                  chain
                      .optional("startBlock")
                      .map(block -> OptionalLong.of(block.number()))
                      .orElse(OptionalLong.empty()));
          return new ChainSetup(
              settings,
              endpoints(chainId, environment),
              key(TREASURY + chainId, environment),
              key(PUBLISHER + chainId, environment));
        });
  }

  private static Exchange exchange(JsonSetting exchange) {
    exchange.requireMembers(Set.of("kind", "address", "feeRecipients", "protocolFeeBps"));
    JsonSetting kind = exchange.member("kind");
    Set<Address> recipients =
        exchange.optional("feeRecipients").map(JsonSetting::elements).orElse(List.of()).stream()
            .map(ChainsConfiguration::address)
            .collect(Collectors.toUnmodifiableSet());
    return named(
        exchange.name(),
        () ->
            new Exchange(
                address(exchange.member("address")),
                ExchangeKind.parse(kind.name(), kind.text()),
                recipients,
                exchange
                    .optional("protocolFeeBps")
                    .map(JsonSetting::smallNumber)
                    .orElse(Exchange.DEFAULT_PROTOCOL_FEE_BPS)));
  }

  private static StakingContract staking(JsonSetting staking) {
    staking.requireMembers(Set.of("address", "durations"));
    return new StakingContract(
        address(staking.member("address")),
        staking.optional("durations").map(JsonSetting::bool).orElse(true));
  }

  private static Address address(JsonSetting address) {
    return Address.parse(address.name(), address.text());
  }

  /** The endpoints of a chain's nodes; none where no variable names them. */
  static List<URI> endpoints(ChainId chain, Map<String, String> environment) {
    String name = RPC + chain;
    String list = environment.getOrDefault(name, "");
    return Arrays.stream(list.split(",", -1))
        .map(String::strip)
        .filter(endpoint -> !endpoint.isEmpty())
        .map(endpoint -> endpoint(name, endpoint))
        .toList();
  }

  private static Optional<TreasuryKey> key(String name, Map<String, String> environment) {
    return Optional.ofNullable(environment.get(name))
        .map(String::strip)
        .filter(key -> !key.isEmpty())
        .map(key -> TreasuryKey.parse(name, key));
  }

  /** The value may hold a key: an error does not repeat it. */
  private static URI endpoint(String name, String text) {
    try {
      URI uri = URI.create(text);
      if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // The sentence below says it better.
    }
    throw new InvalidValueException(name, "...", "must be addresses that begin with https://");
  }

  /** Makes a value; where it refuses a field, the error names the whole way to it. */
  private static <T> T named(String name, Supplier<T> value) {
    try {
      return value.get();
    } catch (InvalidValueException e) {
      if (e.field().startsWith(CHAINS)
          || e.field().startsWith(RPC)
          || e.field().startsWith(TREASURY)
          || e.field().startsWith(PUBLISHER)) {
        throw e;
      }
      InvalidValueException named =
          new InvalidValueException(name + "." + e.field(), e.value(), e.reason());
      named.initCause(e);
      throw named;
    }
  }
}
