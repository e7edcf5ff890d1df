package dev.curation.local.demo;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.decoding.ContractSet;
import dev.curation.decoding.StakingContract;
import dev.curation.evm.JsonRpc;
import dev.curation.functions.ChainSetup;
import dev.curation.listening.ChainSettings;
import dev.curation.local.Anvil;
import dev.curation.local.ChainDeployment;
import dev.curation.local.DistributorCalls;
import dev.curation.local.StakerCalls;
import dev.curation.local.TestChain;
import dev.curation.money.Wei;
import dev.curation.node.NodeException;
import dev.curation.replay.CryptoPunksSales;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.web3j.crypto.Hash;

/**
 * A local chain under Ethereum's number, with the contract that pays claims and the staking
 * contract.
 */
public record ClaimChain(
    Anvil node, JsonRpc rpc, TestChain chain, Address staker, Address distributor)
    implements AutoCloseable {
  static final ChainId CHAIN = CryptoPunksSales.COLLECTION.chainId();

  /** Blocks until nothing changes any more. */
  static final int FINALITY = 2;

  static final Duration TIMELOCK = ChainDeployment.TIMELOCK;

  /** Who funds the contract and sends everybody's claims. */
  static final int SENDER = 0;

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final String INVALID_PROOF =
      Hash.sha3String("InvalidProof(address,address)").substring(2, 10);

  /**
   * Starts it and deploys everything.
   *
   * @param accounts of people, 3 or more
   * @param folder the project's contracts
   */
  public static ClaimChain start(int accounts, Instant genesis, Path folder) {
    Anvil node = Anvil.start(new Anvil.Options(0, CHAIN, accounts, genesis), folder);
    try {
      TestChain chain = new TestChain(node.endpoint(), folder);
      return new ClaimChain(
          node,
          new JsonRpc(node.endpoint(), TIMEOUT, TIMEOUT),
          chain,
          chain.deploy("TestStaker"),
          ChainDeployment.distributor(chain));
    } catch (RuntimeException e) {
      node.close();
      throw e;
    }
  }

  /** What the functions listen to, and who proposes roots. */
  public ChainSetup setup() {
    ContractSet contracts =
        new ContractSet(
            CHAIN,
            ChainDeployment.WRAPPED,
            List.of(),
            Optional.of(new StakingContract(staker, true)));
    return ChainDeployment.withClaims(
        new ChainSetup(
            new ChainSettings(contracts, 1, FINALITY, OptionalLong.of(0)),
            List.of(node.endpoint())),
        distributor);
  }

  /** Stakes whole tokens. */
  void stake(int account, long tokens) {
    BigInteger amount = BigInteger.TEN.pow(18).multiply(BigInteger.valueOf(tokens));
    var unused = chain.call(account, staker, StakerCalls.stake(amount, 0));
  }

  /** A block at this time becomes final. */
  void finish(long at) {
    chain.mineAt(Instant.ofEpochMilli(at));
    chain.mine(FINALITY);
  }

  /** Sends the contract ether. */
  void fund(BigInteger wei) {
    var unused = chain.transfer(SENDER, distributor, Wei.of(wei));
  }

  /** Claims for somebody, who needs no key for it. */
  void claim(Address account, DistributorCalls.Claim claim) {
    var unused = chain.call(SENDER, distributor, DistributorCalls.claim(account, claim));
  }

  /** Whether the contract refuses a claim because its proof is wrong; nothing is sent. */
  boolean refusesProof(Address account, DistributorCalls.Claim claim) {
    try {
      var unused = ask(DistributorCalls.claim(account, claim));
      return false;
    } catch (NodeException.Refused e) {
      return String.valueOf(e.getMessage()).contains(INVALID_PROOF);
    }
  }

  /** What all accounts have been paid, as the contract says. */
  BigInteger totalClaimed() {
    return ask(DistributorCalls.totalClaimed(Address.ZERO));
  }

  private BigInteger ask(String data) {
    String answer =
        rpc.call("eth_call", Map.of("to", distributor.hex(), "data", data), "latest").getAsString();
    return new BigInteger(answer.substring(2), 16);
  }

  /** In wei. */
  BigInteger balance(Address account) {
    return new BigInteger(
        rpc.call("eth_getBalance", account.hex(), "latest").getAsString().substring(2), 16);
  }

  @Override
  public void close() {
    node.close();
  }
}
