package dev.curation.functions;

import dev.curation.aggregation.AggregationSettings;
import dev.curation.chain.ChainId;
import dev.curation.decoding.StakingContract;
import dev.curation.errors.InvalidValueException;
import dev.curation.webhook.WebhookSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All settings of the functions.
 *
 * @param chains to listen to
 * @param origins pages that may cast votes from a browser
 * @param tokenPrice of the staked token; empty: no annual percentage rates
 */
public record BackendSettings(
    AggregationSettings aggregation,
    List<ChainSetup> chains,
    WebhookSettings webhooks,
    CrossOrigin origins,
    Optional<TokenPriceSetting> tokenPrice) {
  public BackendSettings {
    chains = List.copyOf(chains);
  }

  /** Aggregation alone: nothing is listened to. */
  public static BackendSettings of(AggregationSettings aggregation) {
    return new BackendSettings(
        aggregation,
        List.of(),
        WebhookSettings.of(Map.of()),
        CrossOrigin.EVERYBODY,
        Optional.empty());
  }

  public BackendSettings with(List<ChainSetup> listened, WebhookSettings secrets) {
    return new BackendSettings(aggregation, listened, secrets, origins, tokenPrice);
  }

  public BackendSettings with(AggregationSettings other) {
    return new BackendSettings(other, chains, webhooks, origins, tokenPrice);
  }

  public BackendSettings with(TokenPriceSetting price) {
    return new BackendSettings(aggregation, chains, webhooks, origins, Optional.of(price));
  }

  /**
   * Reads them from environment variables.
   *
   * @throws InvalidValueException naming the variable that is missing or wrong
   */
  static BackendSettings fromEnvironment(Map<String, String> environment) {
    List<ChainSetup> chains = ChainsConfiguration.chains(environment);
    return new BackendSettings(
        Configuration.aggregation(environment),
        chains,
        WebhooksConfiguration.webhooks(
            environment, chains.stream().map(ChainSetup::chain).collect(Collectors.toSet())),
        CrossOrigin.parse(environment.getOrDefault("CURATION_CORS_ORIGINS", "*")),
        TokenPriceConfiguration.tokenPrice(environment));
  }

  /** The staking contract of each chain that has one. */
  Map<ChainId, StakingContract> stakingContracts() {
    Map<ChainId, StakingContract> contracts = new HashMap<>();
    for (ChainSetup setup : chains) {
      setup
          .settings()
          .contracts()
          .staking()
          .ifPresent(contract -> contracts.put(setup.chain(), contract));
    }
    return contracts;
  }
}
