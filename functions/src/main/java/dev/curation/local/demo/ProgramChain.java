package dev.curation.local.demo;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.decoding.ContractSet;
import dev.curation.decoding.StakingContract;
import dev.curation.evm.JsonRpc;
import dev.curation.functions.ChainSetup;
import dev.curation.listening.ChainSettings;
import dev.curation.local.Anvil;
import dev.curation.local.ChainDeployment;
import dev.curation.local.StakerCalls;
import dev.curation.local.TestChain;
import dev.curation.local.TokenCalls;
import dev.curation.money.Wei;
import dev.curation.replay.CryptoPunksSales;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A local chain under Ethereum's number, with the token in which programs pay and the staking
 * contract.
 */
public record ProgramChain(Anvil node, TestChain chain, Address token, Address staker)
    implements AutoCloseable {
  static final ChainId CHAIN = CryptoPunksSales.COLLECTION.chainId();

  /** Blocks until nothing changes any more. */
  static final int FINALITY = 2;

  /** How long programs wait for facts that may still change. */
  public static final Duration FINALITY_DELAY = Duration.ofHours(1);

  private static final Wei GAS_MONEY = Wei.of(BigInteger.TEN.pow(20));
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final String EIGHTEEN_DIGITS = "0".repeat(62) + "12";

  /**
   * Starts it and deploys everything.
   *
   * @param accounts of people
   * @param folder the project's contracts
   */
  public static ProgramChain start(int accounts, Instant genesis, Path folder) {
    Anvil node = Anvil.start(new Anvil.Options(0, CHAIN, accounts, genesis), folder);
    try {
      TestChain chain = new TestChain(node.endpoint(), folder);
      chain.setBalance(treasury(), GAS_MONEY);
      return new ProgramChain(
          node, chain, chain.deploy("TestToken", EIGHTEEN_DIGITS), chain.deploy("TestStaker"));
    } catch (RuntimeException e) {
      node.close();
      throw e;
    }
  }

  /** Receives deposits and pays; its key everybody knows. */
  static Address treasury() {
    return ChainDeployment.TREASURY.address();
  }

  /** What the functions listen to, and how they pay. */
  public ChainSetup setup() {
    ContractSet contracts =
        new ContractSet(
            CHAIN,
            ChainDeployment.WRAPPED,
            List.of(),
            Optional.of(new StakingContract(staker, true)));
    return new ChainSetup(
            new ChainSettings(contracts, 1, FINALITY, OptionalLong.of(0)), List.of(node.endpoint()))
        .withTreasury(ChainDeployment.TREASURY);
  }

  CollectionId asset() {
    return new CollectionId(CHAIN, token);
  }

  /** Gives an account tokens out of nothing. */
  void mint(Address to, BigInteger amount) {
    var unused = chain.call(0, token, TokenCalls.mint(to, Wei.of(amount)));
  }

  void deposit(int account, BigInteger amount) {
    var unused = chain.call(account, token, TokenCalls.transfer(treasury(), Wei.of(amount)));
  }

  /**
   * Stakes, or takes back, at a time later than the newest block's.
   *
   * @param tokens negative: taken back
   * @return the block
   */
  long stake(int account, BigInteger tokens, long at) {
    chain.nextBlockAt(Instant.ofEpochMilli(at));
    String call =
        tokens.signum() > 0 ? StakerCalls.stake(tokens, 0) : StakerCalls.unstake(tokens.negate());
    return chain.call(account, staker, call).blockNumber();
  }

  /** A block at this time becomes final. */
  void finish(long at) {
    chain.mineAt(Instant.ofEpochMilli(at));
    chain.mine(FINALITY);
  }

  /** How many tokens somebody has, as the chain says. */
  BigInteger balance(Address owner) {
    String answer =
        new JsonRpc(node.endpoint(), TIMEOUT, TIMEOUT)
            .call(
                "eth_call",
                Map.of("to", token.hex(), "data", TokenCalls.balanceOf(owner)),
                "latest")
            .getAsString();
    return new BigInteger(answer.substring(2), 16);
  }

  @Override
  public void close() {
    node.close();
  }
}
