package dev.curation.decoding;

import dev.curation.chain.Address;
import dev.curation.chain.ChainLog;
import dev.curation.errors.InvalidValueException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The events of a staking contract (specs/ingestion.md, Stakes, votes and un-votes). */
enum StakingLog {
  STAKED(
      "Staked(address,uint256,uint8)",
      "0x8acf475137e0cd74ca7f611d16b1e6383ec9a9c71a8e5b85967781b9c7214d11"),
  STAKED_WITHOUT_DURATION(
      "Staked(address,uint256)",
      "0x9e71bc8eea02a63969f509818f2dafb9254532904319f9dbda79b67bd34a5f3d"),
  DURATION_CHANGED(
      "DurationChanged(address,uint256,uint8,uint8)",
      "0x63150e8b5e4641c6dcb33218dfa68e0fb495103c2026d8bc4f4d2f5ea8dc3b5e"),
  UN_STAKED(
      "UnStaked(address,uint256)",
      "0x79d3df6837cc49ff0e09fd3258e6e45594e0703445bb06825e9d75156eaee8f0"),
  RAGE_QUIT(
      "RageQuit(address,uint256,uint256)",
      "0x20b9ae70e00bcf875fee93f4773eeda971ebf747d5545ae9a3c3c2dfb022167a"),
  DELEGATED(
      "Delegated(address,address,uint256)",
      "0xe5541a6b6103d4fa7e021ed54fad39c66f27a76bd13d374cf6240ae6bd0bb72b"),
  UNDELEGATED(
      "Undelegated(address,address,uint256)",
      "0x4d10bd049775c77bd7f255195afba5088028ecb3c7c277d393ccff7934f2f92c");

  private static final int MAX_DURATION = StakeDuration.TWELVE_MONTHS.code();
  private static final Map<String, StakingLog> BY_TOPIC =
      Arrays.stream(values()).collect(Collectors.toMap(event -> event.topic0, Function.identity()));

  private final String text;
  private final String topic0;

  StakingLog(String text, String topic0) {
    this.text = text;
    this.topic0 = topic0;
  }

  EventSignature signature() {
    boolean hasOperator = this == DELEGATED || this == UNDELEGATED;
    return new EventSignature(text, topic0, hasOperator ? 3 : 2);
  }

  /** Null if it is none of the table. */
  static @Nullable StakingLog of(String topic0) {
    return BY_TOPIC.get(topic0);
  }

  /**
   * @throws InvalidValueException naming the field, if the log is damaged
   */
  StakingEvent read(ChainLog log) {
    signature().requireTopics(log);
    Address user = EventSignature.address("user", log, 1);
    AbiWords data = new AbiWords(log.dataBytes());
    return switch (this) {
      case STAKED ->
          new StakingEvent.Staked(user, data.uint("amount", 0), duration(data, "duration", 1));
      case STAKED_WITHOUT_DURATION ->
          new StakingEvent.Staked(user, data.uint("amount", 0), StakeDuration.NONE);
      case DURATION_CHANGED ->
          new StakingEvent.DurationChanged(
              user,
              data.uint("amount", 0),
              duration(data, "oldDuration", 1),
              duration(data, "newDuration", 2));
      case UN_STAKED -> new StakingEvent.UnStaked(user, data.uint("amount", 0));
      case RAGE_QUIT ->
          new StakingEvent.RageQuit(user, data.uint("toUser", 0), data.uint("penalty", 1));
      case DELEGATED -> new StakingEvent.Delegated(user, operator(user, log), votes(data));
      case UNDELEGATED -> new StakingEvent.Undelegated(user, operator(user, log), votes(data));
    };
  }

  private static StakeDuration duration(AbiWords data, String field, int at) {
    return StakeDuration.of(field, data.smallUint(field, at, MAX_DURATION));
  }

  private static Address operator(Address user, ChainLog log) {
    Address operator = EventSignature.address("operator", log, 2);
    if (operator.equals(user)) {
      throw new InvalidValueException("operator", operator, "must not be the user");
    }
    return operator;
  }

  private static BigInteger votes(AbiWords data) {
    BigInteger votes = data.uint("votes", 0);
    if (votes.signum() == 0) {
      throw new InvalidValueException("votes", votes, "must be at least 1");
    }
    return votes;
  }
}
