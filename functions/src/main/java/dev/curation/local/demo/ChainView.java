package dev.curation.local.demo;

import com.google.gson.JsonElement;
import dev.curation.evm.JsonRpc;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Function;

/** What anybody may ask of the chain's node. */
final class ChainView {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final JsonRpc rpc;

  ChainView(URI endpoint) {
    this.rpc = new JsonRpc(endpoint, TIMEOUT, TIMEOUT);
  }

  long head() {
    return Long.decode(rpc.call("eth_blockNumber").getAsString());
  }

  /** All logs of the blocks, in their order. */
  List<RawLog> logs(long from, long to) {
    List<RawLog> logs = new ArrayList<>();
    for (JsonElement log :
        rpc.call("eth_getLogs", Map.of("fromBlock", quantity(from), "toBlock", quantity(to)))
            .getAsJsonArray()) {
      logs.add(RawLog.of(log.getAsJsonObject()));
    }
    return logs;
  }

  /** Seconds since the epoch. */
  long timeOf(long block) {
    return Long.decode(
        rpc.call("eth_getBlockByNumber", quantity(block), false)
            .getAsJsonObject()
            .get("timestamp")
            .getAsString());
  }

  /** A user's stake power after a block, as the contract tells it. */
  BigInteger stakePower(String staker, String user, long block) {
    String data =
        FunctionEncoder.encode(
            new Function("getUserStakePower", List.of(new Address(user)), List.of()));
    String answer =
        rpc.call("eth_call", Map.of("to", staker, "data", data), quantity(block)).getAsString();
    return new BigInteger(answer.substring(2), 16);
  }

  private static String quantity(long number) {
    return "0x" + Long.toHexString(number);
  }
}
