package dev.curation.staking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.Address;
import dev.curation.chain.BlockHash;
import dev.curation.chain.ChainId;
import dev.curation.chain.ChainLog;
import dev.curation.decoding.ContractSet;
import dev.curation.decoding.Decoded;
import dev.curation.decoding.LogDecoder;
import dev.curation.decoding.StakingContract;
import dev.curation.documents.Paths;
import dev.curation.local.LocalChain;
import dev.curation.local.StakerCalls;
import dev.curation.local.TestChain;
import dev.curation.node.ChainNode;
import dev.curation.simulation.Faults;
import dev.curation.simulation.SimulatedDatabase;
import dev.curation.simulation.SimulatedStore;
import dev.curation.store.Store;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Stakes and delegations on a real chain. Nobody asks the contract for powers, yet the book says
 * what the contract says, of delegators and operators alike.
 */
class StakeOnChainTest {
  private static final int USERS = 4;
  private static final BigInteger TOKEN = BigInteger.TEN.pow(18);

  private final Random random = new Random(11);
  private final SimulatedDatabase database = new SimulatedDatabase(() -> LocalChain.GENESIS);
  private final Store store = new SimulatedStore(database, Faults.NONE);
  private int ids;

  @Test
  void shouldRebuildThePowersThatTheContractTells() {
    try (LocalChain local = LocalChain.start()) {
      TestChain chain = local.chain();
      ChainNode node = local.node();
      Address staker = chain.deploy("TestStaker");
      chain.automine(false);
      Instant now = LocalChain.GENESIS;
      for (int block = 0; block < 60; block++) {
        for (int account = 1; account <= USERS; account++) {
          var unused = chain.send(account, staker, call(chain, account));
        }
        now = now.plusSeconds(60);
        chain.mineAt(now);
      }
      List<ChainLog> logs = logs(node, staker);
      assertTrue(logs.size() > 100, "logs: " + logs.size());
      StakingContract contract = new StakingContract(staker, true);
      apply(logs, contract);
      BlockHash head = node.headers(List.of(node.headNumber())).getFirst().orElseThrow().hash();
      for (int account = 1; account <= USERS; account++) {
        Address user = chain.account(account);
        assertEquals(
            node.stakePower(staker, user, head).orElseThrow(),
            store
                .get(Paths.staker(LocalChain.CHAIN, staker, user))
                .orElseThrow()
                .fields()
                .integer("stakePower"),
            "account " + account);
      }
    }
  }

  /** Some fail: there is nothing to take out, or to delegate. */
  private String call(TestChain chain, int account) {
    int units = 1 + random.nextInt(50);
    BigInteger votes = BigInteger.valueOf(units);
    Address operator = chain.account(1 + (account + random.nextInt(USERS - 1)) % USERS);
    return switch (random.nextInt(8)) {
      case 0, 1 -> StakerCalls.stake(TOKEN.multiply(votes).subtract(BigInteger.ONE), 0);
      case 2 -> StakerCalls.unstake(TOKEN.multiply(votes).shiftRight(1));
      case 3 -> random.nextInt(4) == 0 ? StakerCalls.rageQuit() : StakerCalls.stake(TOKEN, 0);
      case 4, 5 -> StakerCalls.delegate(operator, votes);
      default -> StakerCalls.undelegate(operator, votes);
    };
  }

  private static List<ChainLog> logs(ChainNode node, Address staker) {
    return node.logs(List.of(staker), 0, node.headNumber()).logs().stream()
        .map(seen -> seen.log())
        .toList();
  }

  private void apply(List<ChainLog> logs, StakingContract contract) {
    ChainId chain = LocalChain.CHAIN;
    LogDecoder decoder =
        new LogDecoder(new ContractSet(chain, Address.ZERO, List.of(), Optional.of(contract)));
    StakeBook book =
        new StakeBook(
            store, id -> Optional.empty(), () -> LocalChain.GENESIS, () -> "" + ++ids, n -> {});
    for (ChainLog log : logs) {
      Decoded decoded = decoder.decode(List.of(log), (e, bps, block, index) -> bps).getFirst();
      if (decoded instanceof Decoded.Staking staking) {
        var unused = store.createEach(StakingLedger.creations(log, staking.event(), 0));
      }
    }
    assertEquals(Map.of(), book.settlePending(chain, contract, USERS).failures());
  }
}
