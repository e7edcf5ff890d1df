package dev.curation.local;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.chain.Address;
import dev.curation.chain.TxHash;
import dev.curation.evm.JsonRpc;
import dev.curation.money.Wei;
import dev.curation.node.NodeException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Drives an anvil chain: contracts, transactions of its unlocked accounts, blocks, time and
 * reorganisations. Each transaction is mined at once unless {@link #automine} says otherwise. Every
 * method throws {@link NodeException} if the chain refuses or does not answer.
 */
public final class TestChain {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration RECEIPT = Duration.ofSeconds(20);
  // Spares the node a trial run of each transaction.
  private static final String GAS = "0x1c9c3800";

  private final JsonRpc rpc;
  private final Path contracts;
  private final List<Address> accounts;

  /** A transaction in a block. */
  public record Mined(TxHash tx, long blockNumber) {}

  /**
   * @param contracts the project's folder of that name, with the compiled contracts
   */
  public TestChain(URI endpoint, Path contracts) {
    this.rpc = new JsonRpc(endpoint, TIMEOUT, TIMEOUT);
    this.contracts = contracts;
    this.accounts = new ArrayList<>();
    rpc.call("eth_accounts")
        .getAsJsonArray()
        .forEach(account -> accounts.add(Address.parse("account", account.getAsString())));
  }

  /** The unlocked accounts. */
  public List<Address> accounts() {
    return List.copyOf(accounts);
  }

  public Address account(int index) {
    return accounts.get(index);
  }

  /**
   * Deploys a contract, sent by account 0; needs automine.
   *
   * @param name {@code TestExchange} or {@code TestStaker}
   * @throws EmulatorMissingException if it is not compiled
   */
  public Address deploy(String name) {
    return deploy(name, "");
  }

  /**
   * Deploys a contract whose constructor takes arguments.
   *
   * @param name {@code TestToken}, {@code TestPool} or {@code RewardsDistributor}
   * @param arguments ABI-encoded, hex digits alone
   * @throws EmulatorException if the constructor reverts
   */
  public Address deploy(String name, String arguments) {
    TxHash tx =
        sendTransaction(Map.of("from", account(0).hex(), "data", bytecode(name) + arguments));
    var unused = mined(tx);
    return Address.parse(
        "contractAddress", receipt(tx).getAsJsonPrimitive("contractAddress").getAsString());
  }

  /**
   * Sends a call and waits until it is mined; needs automine.
   *
   * @param account index of the sender
   * @param data of {@link ExchangeCalls} or {@link StakerCalls}
   * @throws EmulatorException if the contract reverts
   */
  public Mined call(int account, Address contract, String data) {
    return mined(send(account, contract, data));
  }

  /** Sends a call without waiting: without automine, it is in the next block. */
  public TxHash send(int account, Address contract, String data) {
    return sendTransaction(
        Map.of("from", account(account).hex(), "to", contract.hex(), "data", data));
  }

  /**
   * Waits until a transaction is mined.
   *
   * @throws EmulatorException if the contract reverted
   */
  public Mined mined(TxHash tx) {
    JsonObject receipt = receipt(tx);
    if (!receipt.get("status").getAsString().equals("0x1")) {
      throw new EmulatorException("Transaction " + tx + " reverted.", null);
    }
    return new Mined(tx, Long.decode(receipt.get("blockNumber").getAsString()));
  }

  /** One block at a time, later than the newest block's; holds what was sent without automine. */
  public void mineAt(Instant time) {
    nextBlockAt(time);
    mine(1);
  }

  /** Blocks a second apart; the first one holds what was sent without automine. */
  public void mine(int blocks) {
    var unused = rpc.call("anvil_mine", quantity(blocks), "0x1");
  }

  /** The time of the next block, whatever mines it; later than the newest block's. */
  public void nextBlockAt(Instant time) {
    var unused = rpc.call("evm_setNextBlockTimestamp", quantity(time.getEpochSecond()));
  }

  /** Whether each transaction is mined at once, in a block of its own. */
  public void automine(boolean on) {
    var unused = rpc.call("evm_setAutomine", on);
  }

  /**
   * Sends ether and waits until it is mined; needs automine.
   *
   * @param account index of the sender
   * @throws EmulatorException if the receiver refuses it
   */
  public Mined transfer(int account, Address to, Wei amount) {
    return mined(
        sendTransaction(
            Map.of(
                "from",
                account(account).hex(),
                "to",
                to.hex(),
                "value",
                "0x" + amount.value().toString(16))));
  }

  /** Gives an account that much ether, in wei, without a block. */
  public void setBalance(Address account, Wei balance) {
    var unused = rpc.call("anvil_setBalance", account.hex(), "0x" + balance.value().toString(16));
  }

  /** The chain as it is now, for one {@link #revert}. */
  public String snapshot() {
    return rpc.call("evm_snapshot").getAsString();
  }

  /**
   * @throws EmulatorException if there is no such snapshot
   */
  public void revert(String snapshot) {
    if (!rpc.call("evm_revert", snapshot).getAsBoolean()) {
      throw new EmulatorException("The local chain has no snapshot " + snapshot, null);
    }
  }

  /** A transaction as it was signed, to be mined again in a reorganisation. */
  public String raw(TxHash tx) {
    return rpc.call("eth_getRawTransactionByHash", tx.hex()).getAsString();
  }

  /**
   * Replaces the newest blocks by as many others, empty but for these transactions. The logs of the
   * old ones vanish without any word.
   *
   * @param depth how many blocks; block 0 stays
   * @param again raw transactions, each with the index of its new block, 0 for the lowest
   */
  public void reorganise(int depth, List<Replayed> again) {
    List<List<Object>> transactions =
        again.stream().map(t -> List.<Object>of(t.raw(), t.block())).toList();
    var unused = rpc.call("anvil_reorg", depth, transactions);
  }

  /** See {@link #reorganise}. */
  public record Replayed(String raw, int block) {}

  private TxHash sendTransaction(Map<String, String> fields) {
    Map<String, String> transaction = new HashMap<>(fields);
    transaction.put("gas", GAS);
    return TxHash.parse("tx", rpc.call("eth_sendTransaction", transaction).getAsString());
  }

  /** Right after sending, there may be none yet. */
  private JsonObject receipt(TxHash tx) {
    long deadline = System.nanoTime() + RECEIPT.toNanos();
    while (System.nanoTime() - deadline < 0) {
      JsonElement receipt = rpc.call("eth_getTransactionReceipt", tx.hex());
      if (receipt.isJsonObject()) {
        return receipt.getAsJsonObject();
      }
      pause();
    }
    throw new EmulatorException("Transaction " + tx + " is not mined.", null);
  }

  private static void pause() {
    try {
      Thread.sleep(2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmulatorException("Interrupted while waiting for a block", e);
    }
  }

  private String bytecode(String name) {
    Path file = contracts.resolve("out").resolve(name + ".json");
    try {
      return JsonParser.parseString(Files.readString(file))
          .getAsJsonObject()
          .get("bytecode")
          .getAsString();
    } catch (IOException e) {
      throw new EmulatorMissingException(
          "No compiled contract " + file + ": run 'npm ci' and 'npm run build' in contracts.", e);
    }
  }

  private static String quantity(long number) {
    return "0x" + Long.toHexString(number);
  }
}
