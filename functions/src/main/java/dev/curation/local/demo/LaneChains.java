package dev.curation.local.demo;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.chain.LaneId;
import dev.curation.decoding.ContractSet;
import dev.curation.decoding.StakingContract;
import dev.curation.evm.JsonRpc;
import dev.curation.evm.TreasuryKey;
import dev.curation.functions.ChainSetup;
import dev.curation.listening.ChainSettings;
import dev.curation.local.Anvil;
import dev.curation.local.ChainDeployment;
import dev.curation.local.TestChain;
import dev.curation.local.TokenCalls;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Two local chains: one with the exchanges, where fees are earned, and one with a token, in which
 * they are paid.
 *
 * @param token contract of the token that stands for a wei of fees each
 * @param staker names the payout chain's pool in what people sign
 */
public record LaneChains(
    Anvil accrualNode,
    Anvil payoutNode,
    TestChain accrual,
    TestChain payout,
    ChainDeployment contracts,
    Address token,
    Address staker)
    implements AutoCloseable {
  public static final CollectionId COLLECTION =
      new CollectionId(ChainDeployment.CHAIN, ChainDeployment.APES);
  public static final ChainId PAYOUT_CHAIN = new ChainId(31_338);
  public static final LaneId LANE = new LaneId(COLLECTION, PAYOUT_CHAIN);

  /** Sends the lane's wei as tokens; a key that everybody knows. */
  static final TreasuryKey SENDER = TreasuryKey.parse("sender", "0x" + "5e".repeat(32));

  /** Receives them, and pays curators; a key that everybody knows. */
  static final TreasuryKey RECEIVER = TreasuryKey.parse("receiver", "0x" + "4e".repeat(32));

  static final int CONFIRMATIONS = 1;
  static final int FINALITY = 3;

  private static final Wei GAS_MONEY = Wei.of(BigInteger.TEN.pow(20));
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /**
   * Starts both and deploys everything.
   *
   * @param accounts of people, on each
   * @param folder the project's contracts
   */
  public static LaneChains start(int accounts, Instant genesis, Path folder) {
    Anvil first =
        Anvil.start(new Anvil.Options(0, ChainDeployment.CHAIN, accounts, genesis), folder);
    try {
      Anvil second = Anvil.start(new Anvil.Options(0, PAYOUT_CHAIN, accounts, genesis), folder);
      try {
        return deploy(first, second, folder);
      } catch (RuntimeException e) {
        second.close();
        throw e;
      }
    } catch (RuntimeException e) {
      first.close();
      throw e;
    }
  }

  private static LaneChains deploy(Anvil first, Anvil second, Path folder) {
    TestChain accrual = new TestChain(first.endpoint(), folder);
    TestChain payout = new TestChain(second.endpoint(), folder);
    payout.setBalance(SENDER.address(), GAS_MONEY);
    payout.setBalance(RECEIVER.address(), GAS_MONEY);
    return new LaneChains(
        first,
        second,
        accrual,
        payout,
        ChainDeployment.on(accrual),
        payout.deploy("TestToken", "0".repeat(62) + "12"),
        payout.deploy("TestStaker"));
  }

  /** What the side where fees are earned listens to, and how it sends. */
  public List<ChainSetup> accrualSide() {
    return List.of(
        contracts.setup(accrualNode.endpoint(), CONFIRMATIONS, FINALITY), payoutChain(SENDER));
  }

  /** What the side that pays listens to, and how it pays. */
  public List<ChainSetup> payoutSide() {
    return List.of(payoutChain(RECEIVER));
  }

  private ChainSetup payoutChain(TreasuryKey treasury) {
    ContractSet known =
        new ContractSet(
            PAYOUT_CHAIN,
            ChainDeployment.WRAPPED,
            List.of(),
            Optional.of(new StakingContract(staker, true)));
    return new ChainSetup(
            new ChainSettings(known, CONFIRMATIONS, FINALITY, OptionalLong.of(0)),
            List.of(payoutNode.endpoint()))
        .withTreasury(treasury);
  }

  /** What curators are paid in. */
  Denom paidIn() {
    return new Denom(token.hex());
  }

  /** Gives somebody tokens out of nothing. */
  void mint(Address to, BigInteger amount) {
    var unused = payout.call(0, token, TokenCalls.mint(to, Wei.of(amount)));
  }

  /** How many tokens somebody has, as the chain says. */
  BigInteger balance(Address owner) {
    URI endpoint = payoutNode.endpoint();
    String answer =
        new JsonRpc(endpoint, TIMEOUT, TIMEOUT)
            .call(
                "eth_call",
                Map.of("to", token.hex(), "data", TokenCalls.balanceOf(owner)),
                "latest")
            .getAsString();
    return new BigInteger(answer.substring(2), 16);
  }

  @Override
  public void close() {
    accrualNode.close();
    payoutNode.close();
  }
}
