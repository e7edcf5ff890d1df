package dev.curation.evm;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.TxHash;
import dev.curation.errors.InvalidValueException;
import dev.curation.evm.JsonRpc.Call;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.node.NodeException;
import dev.curation.node.WrongChainException;
import dev.curation.payments.Denoms;
import dev.curation.payments.Fees;
import dev.curation.payments.Market;
import dev.curation.payments.Receipt;
import dev.curation.payments.Sighting;
import dev.curation.payments.SignedTransaction;
import dev.curation.payments.Transfer;
import dev.curation.payments.TransferRefusedException;
import dev.curation.payments.Treasury;
import java.math.BigInteger;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.crypto.Hash;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.utils.Numeric;

/**
 * A treasury on a chain's JSON-RPC: the first endpoint that answers counts. Transactions pay the
 * fees of EIP-1559, and are signed for their chain alone. Besides {@link NodeException}, every
 * method that asks may throw {@link WrongChainException}.
 */
public final class Web3jTreasury implements Treasury {
  /** Far more than a transfer takes, far less than a block holds. */
  private static final long MOST_GAS = 300_000;

  private static final int RECEIPTS_PER_BATCH = 50;
  private static final String NOTHING = "0x";
  private static final String LATEST = "latest";

  /** What nodes say of a transaction that they have, or whose nonce is in a block. */
  private static final Pattern HAVE_IT =
      Pattern.compile(
          "already known|known transaction|already imported|already exists|alreadyknown"
              + "|nonce too low|nonce is too low|oldnonce",
          Pattern.CASE_INSENSITIVE);

  private final ChainId chain;
  private final TreasuryKey key;
  private final Endpoints endpoints;

  /**
   * @param endpoints at least one, the preferred one first
   */
  public Web3jTreasury(ChainId chain, TreasuryKey key, List<JsonRpc> endpoints) {
    this.chain = chain;
    this.key = key;
    this.endpoints = new Endpoints(chain, endpoints);
  }

  @Override
  public ChainId chain() {
    return chain;
  }

  @Override
  public Address address() {
    return key.address();
  }

  @Override
  public Sighting look(Address account, Collection<TxHash> transactions) {
    return ask(rpc -> look(rpc, account, List.copyOf(transactions)));
  }

  private static Sighting look(JsonRpc rpc, Address account, List<TxHash> transactions) {
    // On its own, since nodes may answer a batch in any order.
    List<JsonElement> first =
        rpc.batch(
            List.of(
                Call.of("eth_blockNumber"),
                Call.of("eth_getTransactionCount", account.hex(), LATEST)));
    Map<TxHash, Receipt> receipts = new HashMap<>();
    for (int i = 0; i < transactions.size(); i += RECEIPTS_PER_BATCH) {
      List<TxHash> part =
          transactions.subList(i, Math.min(i + RECEIPTS_PER_BATCH, transactions.size()));
      List<JsonElement> answers =
          rpc.batch(
              part.stream().map(tx -> Call.of("eth_getTransactionReceipt", tx.hex())).toList());
      for (int j = 0; j < part.size(); j++) {
        TxHash tx = part.get(j);
        JsonElement answer = answers.get(j);
        rpc.reading(() -> Receipts.receipt(answer)).ifPresent(found -> receipts.put(tx, found));
      }
    }
    return rpc.reading(
        () ->
            new Sighting(
                JsonFields.quantity("blockNumber", first.get(0)),
                JsonFields.quantity("transactionCount", first.get(1)),
                receipts));
  }

  @Override
  public long firstNonce() {
    return ask(
        rpc -> {
          JsonElement count = rpc.call("eth_getTransactionCount", address().hex(), "pending");
          return rpc.reading(() -> JsonFields.quantity("transactionCount", count));
        });
  }

  @Override
  public Wei balance(Denom denom) {
    if (Denoms.isNative(denom)) {
      return ask(
          rpc -> amount(rpc, "balance", rpc.call("eth_getBalance", address().hex(), LATEST)));
    }
    Address token = token(denom);
    String data =
        encode("balanceOf", List.of(new org.web3j.abi.datatypes.Address(address().hex())));
    return ask(
        rpc ->
            rpc.execute(Call.of("eth_call", message(token, data, Wei.ZERO), LATEST))
                .filter(result -> !isNothing(rpc, result))
                .map(result -> amount(rpc, "balanceOf", result))
                .orElseThrow(() -> new TransferRefusedException(token + " is no ERC-20 token")));
  }

  @Override
  public Market market() {
    return ask(
        rpc -> {
          List<JsonElement> answers =
              rpc.batch(
                  List.of(
                      Call.of("eth_getBlockByNumber", LATEST, false),
                      Call.of("eth_maxPriorityFeePerGas")));
          return rpc.reading(
              () -> {
                JsonObject block = JsonFields.object("block", answers.get(0));
                return new Market(
                    JsonFields.amount("baseFeePerGas", JsonFields.required(block, "baseFeePerGas")),
                    JsonFields.amount("maxPriorityFeePerGas", answers.get(1)));
              });
        });
  }

  @Override
  public long gas(Transfer transfer) {
    Content content = content(transfer);
    return ask(
        rpc -> {
          if (!Denoms.isNative(transfer.denom())) {
            requireNotRefused(rpc, transfer, content);
          }
          JsonElement gas =
              rpc.execute(Call.of("eth_estimateGas", content.message()))
                  .orElseThrow(() -> reverted(transfer));
          long estimate = rpc.reading(() -> JsonFields.quantity("gas", gas));
          if (estimate > MOST_GAS) {
            // Else a recipient's contract would have its work done at the treasury's cost.
            throw new TransferRefusedException(
                "a transfer of "
                    + transfer.denom()
                    + " to "
                    + transfer.to()
                    + " takes "
                    + estimate
                    + " gas, at most "
                    + MOST_GAS
                    + " is paid");
          }
          // Storage may change until it is in a block; what is not needed is not paid for.
          return estimate + estimate / 4;
        });
  }

  /** Old tokens return nothing; some return false instead of reverting. */
  private static void requireNotRefused(JsonRpc rpc, Transfer transfer, Content content) {
    JsonElement result =
        rpc.execute(Call.of("eth_call", content.message(), LATEST))
            .orElseThrow(() -> reverted(transfer));
    if (!isNothing(rpc, result) && amount(rpc, "transfer", result).isZero()) {
      throw new TransferRefusedException(
          "the token " + transfer.denom() + " returns false for a transfer to " + transfer.to());
    }
  }

  private static TransferRefusedException reverted(Transfer transfer) {
    return new TransferRefusedException(
        "a transfer of " + transfer.denom() + " to " + transfer.to() + " would be reverted");
  }

  @Override
  public SignedTransaction sign(Transfer transfer, long nonce, long gas, Fees fees) {
    Content content = content(transfer);
    RawTransaction transaction =
        RawTransaction.createTransaction(
            chain.number(),
            BigInteger.valueOf(nonce),
            BigInteger.valueOf(gas),
            content.to().hex(),
            content.value().value(),
            content.data(),
            fees.tip().value(),
            fees.max().value());
    byte[] signed = TransactionEncoder.signMessage(transaction, key.credentials());
    return new SignedTransaction(
        TxHash.parse("txHash", Numeric.toHexString(Hash.sha3(signed))),
        Numeric.toHexString(signed));
  }

  @Override
  public void broadcast(String raw) {
    var unused =
        ask(
            rpc -> {
              try {
                return rpc.call("eth_sendRawTransaction", raw);
              } catch (NodeException.Refused e) {
                if (HAVE_IT.matcher(String.valueOf(e.getMessage())).find()) {
                  return raw;
                }
                throw e;
              }
            });
  }

  /** What a transaction says, but for nonce and fees. */
  private record Content(Address to, Wei value, String data, Map<String, String> message) {}

  private Content content(Transfer transfer) {
    if (Denoms.isNative(transfer.denom())) {
      return content(transfer.to(), transfer.amount(), NOTHING);
    }
    return content(
        token(transfer.denom()),
        Wei.ZERO,
        encode(
            "transfer",
            List.of(
                new org.web3j.abi.datatypes.Address(transfer.to().hex()),
                new Uint256(transfer.amount().value()))));
  }

  private Content content(Address to, Wei value, String data) {
    return new Content(to, value, data, message(to, data, value));
  }

  private Map<String, String> message(Address to, String data, Wei value) {
    return Map.of(
        "from", address().hex(),
        "to", to.hex(),
        "value", Numeric.encodeQuantity(value.value()),
        "data", data);
  }

  @SuppressWarnings("rawtypes") // As web3j wants it.
  private static String encode(String function, List<org.web3j.abi.datatypes.Type> arguments) {
    return FunctionEncoder.encode(
        new org.web3j.abi.datatypes.Function(function, arguments, List.of()));
  }

  private static Address token(Denom denom) {
    try {
      return Denoms.token(denom);
    } catch (InvalidValueException e) {
      throw new TransferRefusedException(denom + " is neither native nor a token's address");
    }
  }

  private static boolean isNothing(JsonRpc rpc, JsonElement result) {
    return rpc.reading(() -> JsonFields.text("result", result)).equals(NOTHING);
  }

  private static Wei amount(JsonRpc rpc, String field, JsonElement result) {
    return rpc.reading(() -> JsonFields.amount(field, result));
  }

  private <T> T ask(Function<JsonRpc, T> question) {
    return endpoints.ask(question);
  }
}
