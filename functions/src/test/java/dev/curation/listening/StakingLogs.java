package dev.curation.listening;

import static dev.curation.decoding.AbiData.encode;
import static dev.curation.decoding.AbiData.topic;

import dev.curation.chain.Address;
import dev.curation.simulation.SimulatedChain.Emitted;
import dev.curation.staking.StakeFacts;
import java.math.BigInteger;
import java.util.List;

/** What the staking contract emits on a simulated chain. */
final class StakingLogs {
  private static final String STAKED =
      "0x8acf475137e0cd74ca7f611d16b1e6383ec9a9c71a8e5b85967781b9c7214d11";
  private static final String UN_STAKED =
      "0x79d3df6837cc49ff0e09fd3258e6e45594e0703445bb06825e9d75156eaee8f0";
  private static final String RAGE_QUIT =
      "0x20b9ae70e00bcf875fee93f4773eeda971ebf747d5545ae9a3c3c2dfb022167a";
  private static final String DELEGATED =
      "0xe5541a6b6103d4fa7e021ed54fad39c66f27a76bd13d374cf6240ae6bd0bb72b";
  private static final String UNDELEGATED =
      "0x4d10bd049775c77bd7f255195afba5088028ecb3c7c277d393ccff7934f2f92c";

  private StakingLogs() {}

  /** The user stakes so many tokens without a duration. */
  static Emitted staked(String tx, int tokens) {
    return emitted(tx, List.of(STAKED, topic(StakeFacts.USER)), wei(tokens), BigInteger.ZERO);
  }

  static Emitted unStaked(String tx, int tokens) {
    return emitted(tx, List.of(UN_STAKED, topic(StakeFacts.USER)), wei(tokens));
  }

  static Emitted rageQuit(String tx) {
    return emitted(tx, List.of(RAGE_QUIT, topic(StakeFacts.USER)), wei(1), wei(1));
  }

  static Emitted delegated(String tx, Address user, Address operator, int votes) {
    return emitted(tx, List.of(DELEGATED, topic(user), topic(operator)), BigInteger.valueOf(votes));
  }

  static Emitted undelegated(String tx, Address user, Address operator, int votes) {
    return emitted(
        tx, List.of(UNDELEGATED, topic(user), topic(operator)), BigInteger.valueOf(votes));
  }

  private static BigInteger wei(int tokens) {
    return BigInteger.TEN.pow(18).multiply(BigInteger.valueOf(tokens));
  }

  private static Emitted emitted(String tx, List<String> topics, Object... values) {
    return new Emitted(tx, StakeFacts.CONTRACT.address(), topics, encode(values));
  }
}
