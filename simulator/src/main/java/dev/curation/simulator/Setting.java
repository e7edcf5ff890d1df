package dev.curation.simulator;

import dev.curation.aggregation.AggregationSettings;
import dev.curation.aggregation.UserDocuments;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.decoding.ContractSet;
import dev.curation.decoding.Exchange;
import dev.curation.decoding.ExchangeKind;
import dev.curation.decoding.StakingContract;
import dev.curation.evm.TreasuryKey;
import dev.curation.functions.BackendSettings;
import dev.curation.functions.ChainSetup;
import dev.curation.listening.ChainSettings;
import dev.curation.webhook.Vendor;
import dev.curation.webhook.WebhookSecret;
import dev.curation.webhook.WebhookSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

/** How the backend is configured in a run. */
final class Setting {
  static final ChainId CHAIN = new ChainId(1);
  static final ChainId PAYOUT_CHAIN = new ChainId(10);
  static final Address PUNKS = address(0xb1);
  static final Address FLOW = address(0xf1);
  static final StakingContract STAKING = new StakingContract(address(0x57a), false);

  static final StakingContract PAYOUT_STAKING = new StakingContract(address(0x57b), false);

  /** Of the payout chain: one stands for a wei of fees. */
  static final Address TOKEN = address(0x70c);

  /** The first is an exchange too: it sells itself. */
  static final List<CollectionId> COLLECTIONS =
      IntStream.of(0xb1, 0xa9e, 0xca7, 0xd09)
          .mapToObj(number -> new CollectionId(CHAIN, address(number)))
          .toList();

  static final Address DISTRIBUTOR = address(0xd157);
  static final int FLOW_BPS = 250;
  static final int PUNKS_BPS = 250;
  static final String SECRET = "a secret of the simulated vendor";

  private static final List<URI> NODE = List.of(URI.create("http://simulated"));

  private Setting() {}

  /** Of the account that pays, on any chain. */
  static TreasuryKey treasuryKey() {
    return TreasuryKey.parse("treasury", "0x" + "7e".repeat(32));
  }

  /** Of the account that sends the wei of lanes, on the payout chain. */
  static TreasuryKey senderKey() {
    return TreasuryKey.parse("sender", "0x" + "5e".repeat(32));
  }

  static Address address(long number) {
    return new Address("0x" + "%040x".formatted(number));
  }

  /** Blocks become final within the finality delay. */
  static LiveChain mainChain(World world) {
    Dice dice = world.dice();
    return new LiveChain(
        world, CHAIN, Duration.ofMinutes(dice.between(2, 5)), dice.oneIn(2) ? 256 : 20);
  }

  static BackendSettings main(Dice dice, LiveChain chain) {
    ContractSet contracts =
        new ContractSet(
            CHAIN,
            address(0xe7),
            List.of(
                new Exchange(PUNKS, ExchangeKind.CRYPTOPUNKS, Set.of(), PUNKS_BPS),
                new Exchange(FLOW, ExchangeKind.FLOW_V2, Set.of(), FLOW_BPS)),
            Optional.of(STAKING),
            Optional.of(DISTRIBUTOR));
    ChainSettings settings =
        new ChainSettings(contracts, dice.below(3), chain.finality(), OptionalLong.of(0));
    return BackendSettings.of(aggregation(dice))
        .with(
            List.of(new ChainSetup(settings, NODE).withTreasury(treasuryKey())),
            WebhookSettings.of(Map.of(Vendor.ALCHEMY, List.of(new WebhookSecret(CHAIN, SECRET)))));
  }

  static LiveChain payoutChain(World world) {
    Dice dice = world.dice();
    return new LiveChain(
        world, PAYOUT_CHAIN, Duration.ofMinutes(dice.between(3, 10)), dice.oneIn(2) ? 30 : 6);
  }

  /** Sends on the payout chain too. */
  static BackendSettings withLanes(BackendSettings main, LiveChain payoutChain) {
    return main.with(
        List.of(
            main.chains().getFirst(),
            new ChainSetup(payoutChain(payoutChain, 1), NODE).withTreasury(senderKey())),
        main.webhooks());
  }

  /** The project that pays lanes. */
  static BackendSettings payout(Dice dice, LiveChain chain) {
    ChainSettings settings = payoutChain(chain, dice.below(3));
    return BackendSettings.of(AggregationSettings.DEFAULT)
        .with(
            List.of(new ChainSetup(settings, NODE).withTreasury(treasuryKey())),
            WebhookSettings.of(Map.of()));
  }

  private static ChainSettings payoutChain(LiveChain chain, int confirmations) {
    ContractSet contracts =
        new ContractSet(PAYOUT_CHAIN, address(0xe8), List.of(), Optional.of(PAYOUT_STAKING));
    return new ChainSettings(contracts, confirmations, chain.finality(), OptionalLong.of(0));
  }

  private static AggregationSettings aggregation(Dice dice) {
    AggregationSettings usual =
        AggregationSettings.DEFAULT.withUserDocuments(
            dice.any(List.of(UserDocuments.ALL, UserDocuments.CURRENT, UserDocuments.NONE)));
    return dice.oneIn(3) ? usual.withBounds(2 + dice.below(20), 5 + dice.below(40), 5) : usual;
  }
}
