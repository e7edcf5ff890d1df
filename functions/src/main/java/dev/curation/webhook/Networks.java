package dev.curation.webhook;

import dev.curation.chain.ChainId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What vendors call the chains. */
final class Networks {
  private static final Map<String, Long> ALCHEMY =
      Map.ofEntries(
          Map.entry("ETH_MAINNET", 1L),
          Map.entry("ETH_SEPOLIA", 11_155_111L),
          Map.entry("ETH_HOLESKY", 17_000L),
          Map.entry("ETH_HOODI", 560_048L),
          Map.entry("MATIC_MAINNET", 137L),
          Map.entry("MATIC_AMOY", 80_002L),
          Map.entry("OPT_MAINNET", 10L),
          Map.entry("OPT_SEPOLIA", 11_155_420L),
          Map.entry("ARB_MAINNET", 42_161L),
          Map.entry("ARB_SEPOLIA", 421_614L),
          Map.entry("ARBNOVA_MAINNET", 42_170L),
          Map.entry("BASE_MAINNET", 8_453L),
          Map.entry("BASE_SEPOLIA", 84_532L),
          Map.entry("BNB_MAINNET", 56L),
          Map.entry("AVAX_MAINNET", 43_114L),
          Map.entry("LINEA_MAINNET", 59_144L),
          Map.entry("ZKSYNC_MAINNET", 324L),
          Map.entry("SCROLL_MAINNET", 534_352L),
          Map.entry("BLAST_MAINNET", 81_457L),
          Map.entry("GNOSIS_MAINNET", 100L),
          Map.entry("ZORA_MAINNET", 7_777_777L));

  private static final Map<String, Long> QUICKNODE =
      Map.ofEntries(
          Map.entry("ethereum-mainnet", 1L),
          Map.entry("ethereum-sepolia", 11_155_111L),
          Map.entry("ethereum-holesky", 17_000L),
          Map.entry("ethereum-hoodi", 560_048L),
          Map.entry("polygon-mainnet", 137L),
          Map.entry("polygon-amoy", 80_002L),
          Map.entry("optimism-mainnet", 10L),
          Map.entry("optimism-sepolia", 11_155_420L),
          Map.entry("arbitrum-mainnet", 42_161L),
          Map.entry("arbitrum-sepolia", 421_614L),
          Map.entry("nova-mainnet", 42_170L),
          Map.entry("base-mainnet", 8_453L),
          Map.entry("base-sepolia", 84_532L),
          Map.entry("bnbchain-mainnet", 56L),
          Map.entry("avalanche-mainnet", 43_114L),
          Map.entry("linea-mainnet", 59_144L),
          Map.entry("zksync-mainnet", 324L),
          Map.entry("scroll-mainnet", 534_352L),
          Map.entry("blast-mainnet", 81_457L),
          Map.entry("gnosis-mainnet", 100L),
          Map.entry("zora-mainnet", 7_777_777L));

  private Networks() {}

  /** Empty where the name is not in the table. */
  static Optional<ChainId> alchemy(String name) {
    return Optional.ofNullable(ALCHEMY.get(name.toUpperCase(Locale.ROOT))).map(ChainId::new);
  }

  /** Empty where the name is not in the table. */
  static Optional<ChainId> quickNode(String name) {
    return Optional.ofNullable(QUICKNODE.get(name.toLowerCase(Locale.ROOT))).map(ChainId::new);
  }
}
