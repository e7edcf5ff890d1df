package dev.curation.evm;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.curation.chain.Address;
import dev.curation.chain.BlockHash;
import dev.curation.chain.ChainId;
import dev.curation.chain.ChainLog;
import dev.curation.chain.TxHash;
import dev.curation.decoding.TokenTransfer;
import dev.curation.errors.InvalidValueException;
import dev.curation.evm.JsonRpc.Call;
import dev.curation.node.BlockHeader;
import dev.curation.node.ChainNode;
import dev.curation.node.LogRange;
import dev.curation.node.NodeException;
import dev.curation.node.SeenLog;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Function;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.request.Transaction;

/** One endpoint of a chain's JSON-RPC. */
public final class Web3jNode implements ChainNode {
  private static final int HEADERS_PER_BATCH = 100;
  private static final String NO_RESULT = "0x";
  private static final String ADDRESS_PADDING = "0x" + "0".repeat(24);
  private static final String WORD = "0x[0-9a-fA-F]{64}";

  private final JsonRpc rpc;
  private final NodeAnswers answers;

  /**
   * @param chain that the endpoint is on; not checked here
   * @param connectTimeout to reach the endpoint
   * @param answerTimeout from the first byte sent to the last one received
   */
  public Web3jNode(ChainId chain, URI endpoint, Duration connectTimeout, Duration answerTimeout) {
    this.rpc = new JsonRpc(endpoint, connectTimeout, answerTimeout);
    this.answers = new NodeAnswers(chain);
  }

  @Override
  public ChainId chainId() {
    JsonElement result = rpc.call("eth_chainId");
    return rpc.reading(() -> new ChainId(JsonFields.quantity("chainId", result)));
  }

  @Override
  public long headNumber() {
    JsonElement result = rpc.call("eth_blockNumber");
    return rpc.reading(() -> JsonFields.quantity("blockNumber", result));
  }

  @Override
  public List<Optional<BlockHeader>> headers(List<Long> numbers) {
    List<Optional<BlockHeader>> headers = new ArrayList<>();
    blocks(numbers.stream().map(Web3jNode::byNumber).toList())
        .forEach(block -> headers.add(rpc.reading(() -> NodeAnswers.header(block))));
    for (int i = 0; i < headers.size(); i++) {
      requireNumber(numbers.get(i), headers.get(i));
    }
    return headers;
  }

  @Override
  public LogRange logs(Collection<Address> contracts, long from, long to) {
    return logs(
        new EthFilter(block(from), block(to), contracts.stream().map(Address::hex).toList()),
        from,
        to);
  }

  @Override
  public LogRange transfers(Address token, Address receiver, long from, long to) {
    String padded = ADDRESS_PADDING + receiver.hex().substring(2);
    EthFilter filter = new EthFilter(block(from), block(to), token.hex());
    filter.addSingleTopic(TokenTransfer.TOPIC).addNullTopic().addSingleTopic(padded);
    LogRange range = logs(filter, from, to);
    return rpc.reading(
        () -> {
          range.logs().forEach(seen -> requireTransfer(seen.log(), token, padded));
          return range;
        });
  }

  /** It is taken for money, whatever filters the node knows. */
  private static void requireTransfer(ChainLog log, Address token, String receiver) {
    if (!log.contract().equals(token)) {
      throw new InvalidValueException("address", log.contract(), "must be the token " + token);
    }
    List<String> topics = log.topics();
    if (topics.size() < 3
        || !topics.get(0).equals(TokenTransfer.TOPIC)
        || !topics.get(2).equals(receiver)) {
      throw new InvalidValueException("topics", topics, "must be a transfer to " + receiver);
    }
  }

  /**
   * The range's last block is asked for before and after its logs: if a reorganisation comes in
   * between, the logs may be those of the other branch.
   */
  private LogRange logs(EthFilter filter, long from, long to) {
    List<JsonElement> results =
        rpc.batch(List.of(byNumber(to), Call.of("eth_getLogs", filter), byNumber(to)));
    Optional<BlockHeader> last = rpc.reading(() -> NodeAnswers.header(results.getLast()));
    requireNumber(to, last);
    if (!last.equals(rpc.reading(() -> NodeAnswers.header(results.getFirst())))) {
      throw new NodeException.Unavailable(
          "block " + to + " changed while its logs were read", null);
    }
    if (last.isEmpty()) {
      return new LogRange(last, List.of());
    }
    List<JsonObject> logs = rpc.reading(() -> NodeAnswers.logs(results.get(1)));
    Map<BlockHash, Long> times = times(logs);
    long ofVanished = last.get().timestamp();
    return rpc.reading(
        () -> {
          List<SeenLog> seen =
              logs.stream().map(log -> answers.seenLog(log, times, ofVanished)).toList();
          seen.forEach(log -> requireInRange(log.log(), from, to));
          return new LogRange(last, seen);
        });
  }

  @Override
  public List<ChainLog> transactionLogs(TxHash tx) {
    JsonElement receipt = rpc.call("eth_getTransactionReceipt", tx.hex());
    if (receipt.isJsonNull()) {
      return List.of();
    }
    List<JsonObject> logs =
        rpc.reading(
            () ->
                NodeAnswers.logs(
                    JsonFields.required(JsonFields.object("receipt", receipt), "logs")));
    Map<BlockHash, Long> times = times(logs);
    return rpc.reading(() -> logs.stream().map(log -> answers.log(log, times)).toList());
  }

  @Override
  public OptionalLong stakePower(Address stakingContract, Address user, BlockHash block) {
    String data =
        FunctionEncoder.encode(
            new Function(
                "getUserStakePower",
                List.of(new org.web3j.abi.datatypes.Address(user.hex())),
                List.of()));
    Optional<JsonElement> result = execute(stakingContract, data, block);
    OptionalLong power =
        result.isEmpty() ? OptionalLong.empty() : rpc.reading(() -> power(result.get()));
    if (power.isEmpty()) {
      requireKnown(block);
    }
    return power;
  }

  @Override
  public Optional<String> view(Address contract, String data, BlockHash block) {
    Optional<String> returned =
        execute(contract, data, block).map(result -> rpc.reading(() -> returned(result)));
    if (returned.isEmpty() || returned.get().equals(NO_RESULT)) {
      requireKnown(block);
    }
    return returned;
  }

  private Optional<JsonElement> execute(Address contract, String data, BlockHash block) {
    Transaction call =
        Transaction.createEthCallTransaction(Address.ZERO.hex(), contract.hex(), data);
    return rpc.execute(Call.of("eth_call", call, Map.of("blockHash", block.hex())));
  }

  private static String returned(JsonElement result) {
    String text = JsonFields.text("result", result);
    if (!text.matches("0x[0-9a-fA-F]*") || text.length() % 2 != 0) {
      throw new InvalidValueException("result", text, "must be 0x and pairs of hex digits");
    }
    return text.toLowerCase(Locale.ROOT);
  }

  /** A node that does not know the block yet says nothing about the contract. */
  private void requireKnown(BlockHash block) {
    JsonElement header = rpc.call("eth_getBlockByHash", block.hex(), false);
    if (!header.isJsonObject()) {
      throw new NodeException.Refused("the node does not know block " + block);
    }
  }

  private static OptionalLong power(JsonElement result) {
    String text = JsonFields.text("getUserStakePower", result);
    if (text.equals(NO_RESULT)) {
      return OptionalLong.empty();
    }
    if (!text.matches(WORD)) {
      throw new InvalidValueException("getUserStakePower", text, "must be a word of 32 bytes");
    }
    return OptionalLong.of(JsonFields.quantity("getUserStakePower", result));
  }

  /** When the blocks of logs were mined, for those whose node does not say it with the log. */
  private Map<BlockHash, Long> times(List<JsonObject> logs) {
    List<BlockHash> missing = rpc.reading(() -> NodeAnswers.blocksWithoutTime(logs));
    Map<BlockHash, Long> times = new HashMap<>();
    blocks(missing.stream().map(Web3jNode::byHash).toList()).stream()
        .flatMap(block -> rpc.reading(() -> NodeAnswers.header(block)).stream())
        .forEach(header -> times.put(header.hash(), header.timestamp()));
    return times;
  }

  private List<JsonElement> blocks(List<Call> calls) {
    List<JsonElement> blocks = new ArrayList<>();
    for (int i = 0; i < calls.size(); i += HEADERS_PER_BATCH) {
      blocks.addAll(rpc.batch(calls.subList(i, Math.min(i + HEADERS_PER_BATCH, calls.size()))));
    }
    return blocks;
  }

  private void requireNumber(long number, Optional<BlockHeader> header) {
    if (header.isPresent() && header.get().number() != number) {
      throw new NodeException.Refused(
          "number: asked for block " + number + ", got " + header.get().number());
    }
  }

  private static void requireInRange(ChainLog log, long from, long to) {
    if (log.blockNumber() < from || log.blockNumber() > to) {
      throw new InvalidValueException(
          "blockNumber", log.blockNumber(), "must be within " + from + " to " + to);
    }
  }

  private static Call byNumber(long number) {
    return Call.of("eth_getBlockByNumber", "0x" + Long.toHexString(number), false);
  }

  private static Call byHash(BlockHash hash) {
    return Call.of("eth_getBlockByHash", hash.hex(), false);
  }

  private static DefaultBlockParameter block(long number) {
    return DefaultBlockParameter.valueOf(BigInteger.valueOf(number));
  }
}
