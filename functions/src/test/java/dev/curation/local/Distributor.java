package dev.curation.local;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.chain.Address;
import dev.curation.chain.ChainLog;
import dev.curation.chain.TxHash;
import dev.curation.evm.JsonRpc;
import dev.curation.evm.JsonRpc.Call;
import dev.curation.evm.Web3jNode;
import dev.curation.money.Wei;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.web3j.crypto.Hash;

/** A RewardsDistributor on a chain of a test's own, with all that transactions and views say. */
final class Distributor {
  static final Duration TIMELOCK = Duration.ofDays(1);
  static final Address NATIVE = Address.ZERO;
  static final String NO_ROOT = "0x" + "0".repeat(64);
  static final String CONTENT = "0x" + "c0".repeat(32);

  /** Accounts of the chain. */
  static final int OWNER = 1;

  static final int PUBLISHER = 2;
  static final int GUARDIAN = 3;
  static final int STRANGER = 4;

  private static final int SELECTOR = 10;
  private static final int WORD = 64;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Map<String, String> ERRORS =
      Stream.of(
              "NotPublisher(address)",
              "NotGuardian(address)",
              "ZeroAddress()",
              "InvalidTimelock(uint64)",
              "ZeroRoot()",
              "RootAlreadyProposed(address,bytes32)",
              "RootNotRevocable(address,bytes32)",
              "InvalidProof(address,address)",
              "LengthMismatch()",
              "OwnableUnauthorizedAccount(address)",
              "OwnableInvalidOwner(address)",
              "SafeERC20FailedOperation(address)",
              "SafeCastOverflowedUintDowncast(uint8,uint256)",
              "InsufficientBalance(uint256,uint256)",
              "FailedCall()",
              "Error(string)",
              "Panic(uint256)")
          .collect(
              Collectors.toMap(
                  error -> Hash.sha3String(error).substring(0, SELECTOR),
                  error -> error.substring(0, error.indexOf('('))));

  /**
   * A transaction in a block.
   *
   * @param error name of the error that it reverts with; empty where it does not
   * @param output what it returns, or the whole error, hex
   */
  record Sent(String error, String output, long gas, List<ChainLog> logs) {
    /** The logs of one event, each as its topics from the second on and its data, in words. */
    List<List<String>> events(String signature) {
      return logs.stream()
          .filter(log -> log.topics().getFirst().equals(Hash.sha3String(signature)))
          .map(
              log ->
                  Stream.concat(log.topics().stream().skip(1), words(log.data()).stream()).toList())
          .toList();
    }
  }

  /** What {@code pending} says. */
  record Pending(String root, String content, long activeAt) {
    static final Pending NONE = new Pending(NO_ROOT, NO_ROOT, 0);
  }

  /**
   * See {@link #see}.
   *
   * @param balance what the contract has
   * @param claimed by each account
   */
  record Seen(
      String root,
      Pending pending,
      BigInteger total,
      BigInteger balance,
      List<BigInteger> claimed) {}

  final TestChain chain;
  final Address address;
  private final JsonRpc rpc;
  private final Web3jNode node;

  private Distributor(LocalChain local, Address address) {
    this.chain = local.chain();
    this.rpc = new JsonRpc(local.anvil().endpoint(), TIMEOUT, TIMEOUT);
    this.node = local.node();
    this.address = address;
  }

  static Distributor deploy(LocalChain local) {
    TestChain chain = local.chain();
    String arguments =
        DistributorCalls.constructor(
            chain.account(OWNER), chain.account(PUBLISHER), chain.account(GUARDIAN), TIMELOCK);
    return new Distributor(local, chain.deploy("RewardsDistributor", arguments));
  }

  /** An address that nobody has the key of. */
  static Address person(long number) {
    return new Address("0x%040x".formatted(0xC0FFEE_0000_0000L + number));
  }

  static String word(Address address) {
    return "0x" + "0".repeat(24) + address.hex().substring(2);
  }

  static String word(long number) {
    return "0x%064x".formatted(number);
  }

  Sent send(int account, String data) {
    return send(account, address, data);
  }

  Sent send(int account, Address to, String data) {
    return result(chain.send(account, to, data));
  }

  /** Native coin, by a plain transfer. */
  Sent sendValue(int account, Address to, Wei amount) {
    Map<String, String> transfer =
        Map.of(
            "from", chain.account(account).hex(),
            "to", to.hex(),
            "value", "0x" + amount.value().toString(16));
    return result(TxHash.parse("tx", rpc.call("eth_sendTransaction", transfer).getAsString()));
  }

  /** Another one, or why there is none. */
  Sent deployment(String arguments) throws IOException {
    Path compiled = LocalChain.CONTRACTS.resolve("out/RewardsDistributor.json");
    String bytecode =
        JsonParser.parseString(Files.readString(compiled))
            .getAsJsonObject()
            .get("bytecode")
            .getAsString();
    Map<String, String> creation =
        Map.of("from", chain.account(0).hex(), "data", bytecode + arguments, "gas", "0x1c9c3800");
    return result(TxHash.parse("tx", rpc.call("eth_sendTransaction", creation).getAsString()));
  }

  private Sent result(TxHash tx) {
    JsonElement receipt = rpc.call("eth_getTransactionReceipt", tx.hex());
    while (!receipt.isJsonObject()) {
      Thread.onSpinWait();
      receipt = rpc.call("eth_getTransactionReceipt", tx.hex());
    }
    JsonObject trace =
        rpc.call("debug_traceTransaction", tx.hex(), Map.of("tracer", "callTracer"))
            .getAsJsonObject();
    String output = trace.has("output") ? trace.get("output").getAsString() : "0x";
    String error = "";
    if (!receipt.getAsJsonObject().get("status").getAsString().equals("0x1")) {
      String selector = output.substring(0, Math.min(SELECTOR, output.length()));
      error = ERRORS.getOrDefault(selector, "unknown " + selector);
    }
    return new Sent(
        error,
        output,
        Long.decode(receipt.getAsJsonObject().get("gasUsed").getAsString()),
        node.transactionLogs(tx));
  }

  /** Time of the newest block. */
  Instant now() {
    return Instant.ofEpochSecond(
        Long.decode(
            rpc.call("eth_getBlockByNumber", "latest", false)
                .getAsJsonObject()
                .get("timestamp")
                .getAsString()));
  }

  /** The next block is that of the next transaction, so much later than the newest one. */
  void later(Duration duration) {
    chain.nextBlockAt(now().plus(duration));
  }

  /** Lets a tree become the current one of a token. */
  void activate(Address token, ClaimTree tree) {
    var unused = send(PUBLISHER, DistributorCalls.proposeRoot(token, tree.root(), CONTENT));
    chain.mineAt(now().plus(TIMELOCK));
  }

  String root(Address token) {
    return view(address, DistributorCalls.root(token));
  }

  Pending pending(Address token) {
    return pendingOf(view(address, DistributorCalls.pending(token)));
  }

  private static Pending pendingOf(String output) {
    List<String> words = words(output);
    return new Pending(words.get(0), words.get(1), Long.decode(words.get(2)));
  }

  BigInteger claimed(Address token, Address account) {
    return number(view(address, DistributorCalls.claimed(token, account)));
  }

  BigInteger totalClaimed(Address token) {
    return number(view(address, DistributorCalls.totalClaimed(token)));
  }

  /** A view without arguments that returns an address. */
  Address role(String name) {
    return new Address("0x" + view(address, CallData.of(name + "()", List.of())).substring(26));
  }

  BigInteger balance(Address token, Address owner) {
    return number(
        token.equals(NATIVE)
            ? rpc.call("eth_getBalance", owner.hex(), "latest").getAsString()
            : view(token, TokenCalls.balanceOf(owner)));
  }

  String view(Address contract, String data) {
    return rpc.call("eth_call", Map.of("to", contract.hex(), "data", data), "latest").getAsString();
  }

  /** What the contract says now of a token and of some accounts, in one request. */
  Seen see(Address token, List<Address> accounts) {
    List<Call> calls = new ArrayList<>();
    calls.add(call(address, DistributorCalls.root(token)));
    calls.add(call(address, DistributorCalls.pending(token)));
    calls.add(call(address, DistributorCalls.totalClaimed(token)));
    calls.add(
        token.equals(NATIVE)
            ? Call.of("eth_getBalance", address.hex(), "latest")
            : call(token, TokenCalls.balanceOf(address)));
    accounts.forEach(account -> calls.add(call(address, DistributorCalls.claimed(token, account))));
    List<String> answers = rpc.batch(calls).stream().map(JsonElement::getAsString).toList();
    return new Seen(
        answers.get(0),
        pendingOf(answers.get(1)),
        number(answers.get(2)),
        number(answers.get(3)),
        answers.stream().skip(4).map(Distributor::number).toList());
  }

  private static Call call(Address contract, String data) {
    return Call.of("eth_call", Map.of("to", contract.hex(), "data", data), "latest");
  }

  static BigInteger number(String hex) {
    return new BigInteger(hex.substring(2), 16);
  }

  static List<String> words(String hex) {
    List<String> words = new ArrayList<>();
    for (int i = 2; i + WORD <= hex.length(); i += WORD) {
      words.add("0x" + hex.substring(i, i + WORD));
    }
    return words;
  }

  /** By account, as the tree wants it. */
  static ClaimTree tree(int accounts, Function<Integer, Wei> amount) {
    return ClaimTree.of(
        Stream.iterate(0, i -> i + 1)
            .limit(accounts)
            .collect(Collectors.toMap(i -> person(i), amount)));
  }
}
