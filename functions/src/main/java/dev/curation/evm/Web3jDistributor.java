package dev.curation.evm;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.TxHash;
import dev.curation.claims.Distributor;
import dev.curation.evm.JsonRpc.Call;
import dev.curation.merkle.NodeHash;
import dev.curation.money.Wei;
import dev.curation.node.NodeException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.crypto.Hash;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.utils.Numeric;

/** The contract {@code RewardsDistributor} on a chain's JSON-RPC. */
public final class Web3jDistributor implements Distributor {
  private static final String LATEST = "latest";
  private static final int AMOUNT_BITS = 256;
  private static final int SECONDS_BITS = 64;
  private static final long MILLIS = Duration.ofSeconds(1).toMillis();

  /** A transaction of the same nonce waits, and is to be replaced: by one that pays more. */
  private static final Pattern PAYS_TOO_LITTLE =
      Pattern.compile("underpriced", Pattern.CASE_INSENSITIVE);

  /** The very same transaction waits already. */
  private static final Pattern HAS_IT =
      Pattern.compile(
          "already known|known transaction|already imported|already exists|alreadyknown",
          Pattern.CASE_INSENSITIVE);

  private static final int MOST_RAISES = 10;

  private final Address contract;
  private final Optional<TreasuryKey> publisher;
  private final Endpoints endpoints;

  /**
   * @param publisher the key that may propose roots; no transaction of another kind may be signed
   *     with it
   */
  Web3jDistributor(Address contract, Optional<TreasuryKey> publisher, Endpoints endpoints) {
    this.contract = contract;
    this.publisher = publisher;
    this.endpoints = endpoints;
  }

  /**
   * @param nodes at least one, the preferred one first
   */
  public static Web3jDistributor of(
      ChainId chain, Address contract, Optional<TreasuryKey> publisher, List<JsonRpc> nodes) {
    return new Web3jDistributor(contract, publisher, new Endpoints(chain, nodes));
  }

  @Override
  public Address address() {
    return contract;
  }

  @Override
  public State state(Address token) {
    return endpoints.ask(rpc -> state(rpc, token));
  }

  private State state(JsonRpc rpc, Address token) {
    // All of one block: else a claim in between would count twice, or not at all.
    JsonElement newest = rpc.call("eth_blockNumber");
    String block = rpc.reading(() -> JsonFields.text("blockNumber", newest));
    List<Call> calls = new ArrayList<>();
    calls.add(view(contract, "root", List.of(address(token)), block));
    calls.add(view(contract, "pending", List.of(address(token)), block));
    calls.add(view(contract, "totalClaimed", List.of(address(token)), block));
    calls.add(
        token.equals(Address.ZERO)
            ? Call.of("eth_getBalance", contract.hex(), block)
            : view(token, "balanceOf", List.of(address(contract)), block));
    List<JsonElement> answers = rpc.batch(calls);
    return rpc.reading(
        () -> {
          ReturnedWords root = words("root", answers.get(0), 1, contract);
          ReturnedWords pending = words("pending", answers.get(1), 3, contract);
          ReturnedWords claimed = words("totalClaimed", answers.get(2), 1, contract);
          BigInteger balance =
              token.equals(Address.ZERO)
                  ? JsonFields.amount("balance", answers.get(3)).value()
                  : words("balanceOf", answers.get(3), 1, token)
                      .unsigned("balanceOf", 0, AMOUNT_BITS);
          return new State(
              hash(root.unsigned("root", 0, AMOUNT_BITS)),
              hash(pending.unsigned("pending", 0, AMOUNT_BITS)),
              pending.unsigned("activeAt", 2, SECONDS_BITS).longValueExact() * MILLIS,
              Wei.of(claimed.unsigned("totalClaimed", 0, AMOUNT_BITS)),
              Wei.of(balance));
        });
  }

  private static ReturnedWords words(
      String function, JsonElement answer, int words, Address contract) {
    return ReturnedWords.of(function, JsonFields.text(function, answer), words, contract);
  }

  private static NodeHash hash(BigInteger word) {
    return new NodeHash(String.format("0x%064x", word));
  }

  private static org.web3j.abi.datatypes.Address address(Address address) {
    return new org.web3j.abi.datatypes.Address(address.hex());
  }

  @SuppressWarnings("rawtypes") // As web3j wants it.
  private static Call view(Address to, String function, List<Type> arguments, String block) {
    Map<String, String> message = Map.of("to", to.hex(), "data", encode(function, arguments));
    return Call.of("eth_call", message, block);
  }

  @SuppressWarnings("rawtypes") // As web3j wants it.
  private static String encode(String function, List<Type> arguments) {
    return FunctionEncoder.encode(new Function(function, arguments, List.of()));
  }

  @Override
  public boolean canPropose() {
    return publisher.isPresent();
  }

  @Override
  public TxHash propose(Address token, NodeHash root, String contentHash, @Nullable TxHash before) {
    TreasuryKey key =
        publisher.orElseThrow(() -> new IllegalStateException("no key may propose roots"));
    String data =
        encode(
            "proposeRoot",
            List.of(
                address(token),
                new Bytes32(root.bytes()),
                new Bytes32(Numeric.hexStringToByteArray(contentHash))));
    return endpoints.ask(rpc -> send(rpc, key, data, before));
  }

  private TxHash send(JsonRpc rpc, TreasuryKey key, String data, @Nullable TxHash before) {
    Map<String, String> message =
        Map.of("from", key.address().hex(), "to", contract.hex(), "data", data);
    JsonElement estimated = rpc.call("eth_estimateGas", message);
    long gas = rpc.reading(() -> JsonFields.quantity("gas", estimated));
    long nonce = nonce(rpc, key, before);
    BigInteger tip = tip(rpc);
    BigInteger most = baseFee(rpc).shiftLeft(1).add(tip);
    for (int raise = 0; ; raise++) {
      RawTransaction transaction =
          RawTransaction.createTransaction(
              endpoints.chain().number(),
              BigInteger.valueOf(nonce),
              BigInteger.valueOf(gas + gas / 4),
              contract.hex(),
              BigInteger.ZERO,
              data,
              tip,
              most);
      byte[] signed = TransactionEncoder.signMessage(transaction, key.credentials());
      TxHash hash = TxHash.parse("txHash", Numeric.toHexString(Hash.sha3(signed)));
      try {
        var unused = rpc.call("eth_sendRawTransaction", Numeric.toHexString(signed));
        return hash;
      } catch (NodeException.Refused e) {
        if (HAS_IT.matcher(String.valueOf(e.getMessage())).find()) {
          return hash;
        }
        if (raise == MOST_RAISES
            || !PAYS_TOO_LITTLE.matcher(String.valueOf(e.getMessage())).find()) {
          throw e;
        }
      }
      tip = raised(tip);
      most = raised(most);
    }
  }

  /** That of the one before as long as it waits; otherwise behind all that wait, of any token. */
  private static long nonce(JsonRpc rpc, TreasuryKey key, @Nullable TxHash before) {
    if (before != null) {
      JsonElement known =
          rpc.batch(List.of(Call.of("eth_getTransactionByHash", before.hex()))).getFirst();
      if (known instanceof JsonObject transaction
          && transaction.get("blockNumber") instanceof JsonNull) {
        return rpc.reading(
            () -> JsonFields.quantity("nonce", JsonFields.required(transaction, "nonce")));
      }
    }
    JsonElement counted = rpc.call("eth_getTransactionCount", key.address().hex(), "pending");
    return rpc.reading(() -> JsonFields.quantity("transactionCount", counted));
  }

  /** By an eighth: nodes replace a transaction only by one that pays a tenth more. */
  private static BigInteger raised(BigInteger fee) {
    return fee.add(fee.shiftRight(3)).add(BigInteger.ONE);
  }

  private static BigInteger tip(JsonRpc rpc) {
    JsonElement tip = rpc.call("eth_maxPriorityFeePerGas");
    return rpc.reading(() -> JsonFields.amount("maxPriorityFeePerGas", tip).value());
  }

  private static BigInteger baseFee(JsonRpc rpc) {
    JsonElement answer = rpc.call("eth_getBlockByNumber", LATEST, false);
    return rpc.reading(
        () -> {
          JsonObject block = JsonFields.object("block", answer);
          return JsonFields.amount("baseFeePerGas", JsonFields.required(block, "baseFeePerGas"))
              .value();
        });
  }

  @Override
  public Optional<Boolean> outcome(TxHash transaction) {
    return endpoints.ask(
        rpc -> {
          JsonElement answer =
              rpc.batch(List.of(Call.of("eth_getTransactionReceipt", transaction.hex())))
                  .getFirst();
          return rpc.reading(() -> Receipts.receipt(answer)).map(receipt -> receipt.isSuccess());
        });
  }
}
