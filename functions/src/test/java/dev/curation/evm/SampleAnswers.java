package dev.curation.evm;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.curation.chain.Address;
import dev.curation.chain.BlockHash;
import dev.curation.chain.ChainId;
import dev.curation.chain.TxHash;
import dev.curation.evm.FakeNode.Reply;
import dev.curation.node.LogRange;
import dev.curation.node.NodeException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** What a node answers, to be spoilt, and how it is read. */
final class SampleAnswers {
  static final Address CONTRACT = new Address("0x" + "c".repeat(40));
  static final TxHash TX = new TxHash("0x" + "7".repeat(64));
  static final BlockHash BLOCK = new BlockHash(word(0xb));

  private SampleAnswers() {}

  static String word(int number) {
    return String.format("0x%064x", number);
  }

  static JsonObject json(String text) {
    return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
  }

  /** Block 0xb of ten seconds past 1000; its hash is its number. */
  static JsonObject block(int number) {
    return json(
        "{'number':'0x%x','hash':'%s','parentHash':'%s','timestamp':'0x3f2'}"
            .formatted(number, word(number), word(number - 1)));
  }

  static JsonObject log() {
    return json(
        """
        {'address':'%s','topics':['%s'],'data':'0xAB','blockNumber':'0xb','blockHash':'%s',
        'transactionHash':'%s','logIndex':'0x1','blockTimestamp':'0x3e8','removed':false}\
        """
            .formatted(CONTRACT, word(1), BLOCK, TX));
  }

  static JsonObject with(JsonObject object, String field, JsonElement value) {
    object.add(field, value);
    return object;
  }

  static JsonObject without(JsonObject object, String field) {
    var unused = object.remove(field);
    return object;
  }

  static JsonArray array(JsonElement... elements) {
    JsonArray array = new JsonArray();
    List.of(elements).forEach(array::add);
    return array;
  }

  /** A node whose newest block is 0xb, with these logs. */
  static Function<JsonObject, JsonElement> chainWith(JsonElement logs) {
    return call ->
        switch (call.get("method").getAsString()) {
          case "eth_getLogs" -> logs;
          case "eth_getBlockByNumber" ->
              block(Integer.decode(call.getAsJsonArray("params").get(0).getAsString()));
          case "eth_getBlockByHash" ->
              block(
                  Integer.parseInt(
                      call.getAsJsonArray("params").get(0).getAsString().substring(60), 16));
          default -> throw new AssertionError(call);
        };
  }

  static Web3jNode at(URI endpoint) {
    return at(endpoint, Duration.ofSeconds(30));
  }

  static Web3jNode at(URI endpoint, Duration timeout) {
    return new Web3jNode(new ChainId(1), endpoint, timeout, timeout);
  }

  static LogRange logs(FakeNode fake) {
    return at(fake.endpoint()).logs(List.of(CONTRACT), 10, 11);
  }

  static LogRange logsOf(Function<JsonObject, JsonElement> results) {
    try (FakeNode fake = FakeNode.resulting(results)) {
      return logs(fake);
    }
  }

  static String refusalOf(Function<JsonArray, Reply> replies) {
    try (FakeNode fake = FakeNode.replying(replies)) {
      return String.valueOf(
          assertThrows(NodeException.Refused.class, () -> logs(fake)).getMessage());
    }
  }

  static String refusalOf(JsonElement logs) {
    return String.valueOf(
        assertThrows(NodeException.Refused.class, () -> logsOf(chainWith(logs))).getMessage());
  }

  static JsonPrimitive hex(String text) {
    return new JsonPrimitive(text);
  }
}
