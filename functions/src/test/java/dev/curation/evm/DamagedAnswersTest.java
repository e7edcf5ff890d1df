package dev.curation.evm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
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
import dev.curation.node.SeenLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that no well-behaved node gives, or that only some give. */
final class DamagedAnswersTest {
  private static final Address CONTRACT = new Address("0x" + "c".repeat(40));
  private static final TxHash TX = new TxHash("0x" + "7".repeat(64));
  private static final BlockHash BLOCK = new BlockHash(word(0xb));

  private static String word(int number) {
    return String.format("0x%064x", number);
  }

  private static JsonObject json(String text) {
    return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
  }

  /** Block 0xb of ten seconds past 1000; its hash is its number. */
  private static JsonObject block(int number) {
    return json(
        "{'number':'0x%x','hash':'%s','parentHash':'%s','timestamp':'0x3f2'}"
            .formatted(number, word(number), word(number - 1)));
  }

  private static JsonObject log() {
    return json(
        """
        {'address':'%s','topics':['%s'],'data':'0xAB','blockNumber':'0xb','blockHash':'%s',
        'transactionHash':'%s','logIndex':'0x1','blockTimestamp':'0x3e8','removed':false}\
        """
            .formatted(CONTRACT, word(1), BLOCK, TX));
  }

  private static JsonObject with(JsonObject object, String field, JsonElement value) {
    object.add(field, value);
    return object;
  }

  private static JsonObject without(JsonObject object, String field) {
    var unused = object.remove(field);
    return object;
  }

  private static JsonArray array(JsonElement... elements) {
    JsonArray array = new JsonArray();
    List.of(elements).forEach(array::add);
    return array;
  }

  /** A node whose newest block is 0xb, with these logs. */
  private static Function<JsonObject, JsonElement> chainWith(JsonElement logs) {
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

  private static Web3jNode at(URI endpoint) {
    return at(endpoint, Duration.ofSeconds(30));
  }

  private static Web3jNode at(URI endpoint, Duration timeout) {
    return new Web3jNode(new ChainId(1), endpoint, timeout, timeout);
  }

  private static LogRange logs(FakeNode fake) {
    return at(fake.endpoint()).logs(List.of(CONTRACT), 10, 11);
  }

  private static LogRange logsOf(Function<JsonObject, JsonElement> results) {
    try (FakeNode fake = FakeNode.resulting(results)) {
      return logs(fake);
    }
  }

  private static String refusalOf(Function<JsonArray, Reply> replies) {
    try (FakeNode fake = FakeNode.replying(replies)) {
      return String.valueOf(
          assertThrows(NodeException.Refused.class, () -> logs(fake)).getMessage());
    }
  }

  private static String refusalOf(JsonElement logs) {
    return String.valueOf(
        assertThrows(NodeException.Refused.class, () -> logsOf(chainWith(logs))).getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "<html>busy</html>", "[{]", "[] []", "{'a'", "null", "7", "{}", "[7]", "[{}]"})
  void shouldRefuseWhatIsNoAnswer(String body) {
    String message = refusalOf(calls -> new Reply(200, body));
    assertTrue(message.startsWith("127.0.0.1: "), message);
    assertFalse(message.contains("secret-key"), "the endpoint's path is often a key");
  }

  @Test
  void shouldRefuseABatchThatIsNotAnsweredInFull() {
    String message =
        refusalOf(
            calls -> {
              JsonObject first = json("{'result':null}");
              first.add("id", calls.get(0).getAsJsonObject().get("id"));
              return new Reply(200, array(first).toString());
            });
    assertTrue(message.contains("id: no answer to eth_getLogs"), message);
  }

  @Test
  void shouldMatchAnswersByTheirIdsWhateverTheirOrder() {
    try (FakeNode fake =
        FakeNode.replying(
            calls -> {
              List<JsonElement> answers = new ArrayList<>();
              for (JsonElement call : calls) {
                JsonObject answer = new JsonObject();
                answer.add("id", call.getAsJsonObject().get("id"));
                answer.add("result", chainWith(array(log())).apply(call.getAsJsonObject()));
                answers.addFirst(answer);
              }
              return new Reply(200, array(answers.toArray(JsonElement[]::new)).toString());
            })) {
      assertEquals(1, logs(fake).logs().size());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 429, 503})
  void shouldBeUnavailableWhereNoSmallerQuestionHelps(int status) {
    try (FakeNode fake = FakeNode.replying(calls -> new Reply(status, "later"))) {
      assertThrows(NodeException.Unavailable.class, () -> logs(fake));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413, 500, 502, 504})
  void shouldRefuseOnAnyOtherStatus(int status) {
    String message = refusalOf(calls -> new Reply(status, "range too large"));
    assertTrue(message.contains("HTTP " + status), message);
    assertTrue(message.contains("range too large"), message);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 404, 503})
  void shouldNotRepeatTheKeyThatAServerRepeats(int status) {
    try (FakeNode fake =
        FakeNode.replying(calls -> new Reply(status, "Cannot POST /v2/secret-key"))) {
      NodeException e = assertThrows(NodeException.class, () -> logs(fake));
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      assertTrue(trace.toString().contains("Cannot POST /v2/***"), trace.toString());
      assertFalse(trace.toString().contains("secret-key"), trace.toString());
    }
  }

  @Test
  void shouldRefuseAnAnswerThatIsTooLongForAFunctionsMemory() {
    String endless = " ".repeat(33 * 1024 * 1024);
    assertTrue(refusalOf(calls -> new Reply(200, endless)).contains("33554432 bytes at most"));
  }

  @Test
  void shouldRefuseABatchThatIsRefusedAsAWhole() {
    String message =
        refusalOf(
            calls -> new Reply(200, json("{'error':{'code':-32600,'message':'no'}}").toString()));
    assertTrue(message.contains("-32600"), message);
  }

  /** A smaller range may do; a smaller block does not exist. */
  @ParameterizedTest
  @CsvSource({
    "eth_getLogs, -32005, REFUSED",
    "eth_getLogs, -32602, REFUSED",
    "eth_getLogs, 429, UNAVAILABLE",
    "eth_getBlockByNumber, -32005, UNAVAILABLE",
    "eth_getBlockByNumber, -32603, REFUSED"
  })
  void shouldTellTooMuchFromTooOften(String method, int code, String kind) {
    try (FakeNode fake =
        FakeNode.replying(
            calls -> {
              JsonArray answers = new JsonArray();
              for (JsonElement call : calls) {
                JsonObject answer = new JsonObject();
                answer.add("id", call.getAsJsonObject().get("id"));
                if (call.getAsJsonObject().get("method").getAsString().equals(method)) {
                  answer.add("error", json("{'code':" + code + ",'message':'limit exceeded'}"));
                } else {
                  answer.add("result", chainWith(array()).apply(call.getAsJsonObject()));
                }
                answers.add(answer);
              }
              return new Reply(200, answers.toString());
            })) {
      NodeException e = assertThrows(NodeException.class, () -> logs(fake));
      assertEquals(kind.equals("REFUSED"), e instanceof NodeException.Refused, e.toString());
      assertTrue(String.valueOf(e.getMessage()).contains("limit exceeded"), e.getMessage());
    }
  }

  @Test
  void shouldBeUnavailableWhereTheConnectionIsClosedWithoutAnAnswer() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread closer =
          Thread.startVirtualThread(
              () -> {
                try {
                  while (true) {
                    socket.accept().close();
                  }
                } catch (IOException e) {
                  // The test is over.
                }
              });
      Web3jNode node = at(URI.create("http://127.0.0.1:" + socket.getLocalPort()));
      assertThrows(NodeException.Unavailable.class, node::headNumber);
      assertTrue(closer.isAlive());
    }
  }

  /** The system takes the connection, and nobody ever answers: perhaps too much was asked for. */
  @Test
  void shouldRefuseWhereNoAnswerComesInTime() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      URI endpoint = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      Web3jNode node = at(endpoint, Duration.ofMillis(200));
      assertThrows(NodeException.Refused.class, node::headNumber);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "address",
        "topics",
        "data",
        "blockNumber",
        "blockHash",
        "transactionHash",
        "logIndex"
      })
  void shouldRefuseALogWithAMissingOrDamagedField(String field) {
    for (JsonObject damaged :
        List.of(
            without(log(), field),
            with(log(), field, JsonNull.INSTANCE),
            with(log(), field, new JsonPrimitive(7)),
            with(log(), field, new JsonPrimitive("0xzz")),
            with(log(), field, new JsonPrimitive("0x123456789012345678")))) {
      if (!(field.equals("data") && damaged.has(field) && isHex(damaged.get(field)))) {
        String message = refusalOf(array(log(), damaged));
        assertTrue(message.contains(field), message);
      }
    }
  }

  private static boolean isHex(JsonElement value) {
    return value.isJsonPrimitive() && value.getAsString().matches("0x[0-9]+");
  }

  @ParameterizedTest
  @CsvSource({
    "blockTimestamp, '\"0xffffffffffffffff\"'",
    "blockTimestamp, '\"0x7fffffffffffffff\"'",
    "blockTimestamp, '1000'",
    "removed, '\"false\"'",
    "logIndex, '\"0x80000000\"'",
    "blockNumber, '\"0xc\"'",
    "blockNumber, '\"0x9\"'",
    "topics, '[\"0x12\"]'",
    "topics, '[null]'"
  })
  void shouldRefuseALogWithAFieldOutOfItsRange(String field, String value) {
    String message = refusalOf(array(with(log(), field, JsonParser.parseString(value))));
    assertTrue(message.contains(field.replace("topics", "topic")), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"number", "hash", "parentHash", "timestamp"})
  void shouldRefuseABlockWithAMissingField(String field) {
    String message =
        String.valueOf(
            assertThrows(
                    NodeException.Refused.class,
                    () ->
                        logsOf(
                            call ->
                                call.get("method").getAsString().equals("eth_getLogs")
                                    ? array()
                                    : without(block(11), field)))
                .getMessage());
    assertTrue(message.contains(field), message);
  }

  @Test
  void shouldRefuseAnotherBlockThanTheOneAskedFor() {
    assertThrows(
        NodeException.Refused.class,
        () ->
            logsOf(
                call ->
                    call.get("method").getAsString().equals("eth_getLogs") ? array() : block(12)));
  }

  @Test
  void shouldRefuseLogsThatAreNoArrayOfObjects() {
    assertTrue(refusalOf(JsonNull.INSTANCE).contains("logs"));
    assertTrue(refusalOf(array(JsonNull.INSTANCE)).contains("log"));
  }

  @Test
  void shouldTakeTheTimeFromTheLogWhereItIsGiven() {
    try (FakeNode fake = FakeNode.resulting(chainWith(array(log())))) {
      assertEquals(1_000_000, logs(fake).logs().getFirst().log().timestamp());
      assertEquals(List.of(), fake.asked("eth_getBlockByHash"));
    }
  }

  @Test
  void shouldAskForTheTimeOfEachBlockOnceWhereItIsNot() {
    JsonObject third = with(without(log(), "blockTimestamp"), "blockNumber", hex("0xa"));
    JsonArray logs =
        array(
            without(log(), "blockTimestamp"),
            with(log(), "blockTimestamp", JsonNull.INSTANCE),
            with(third, "blockHash", hex(word(10))));
    try (FakeNode fake = FakeNode.resulting(chainWith(logs))) {
      logs(fake).logs().forEach(seen -> assertEquals(1_010_000, seen.log().timestamp()));
      assertEquals(2, fake.asked("eth_getBlockByHash").size());
    }
  }

  private static JsonPrimitive hex(String text) {
    return new JsonPrimitive(text);
  }

  @Test
  void shouldKeepARemovedLogBesideItsLiveCopyEvenIfItsBlockIsForgotten() {
    JsonObject removed = with(without(log(), "blockTimestamp"), "removed", new JsonPrimitive(true));
    JsonArray logs = array(with(removed, "blockHash", hex(word(0xdead))), log());
    List<SeenLog> seen =
        logsOf(
                call ->
                    call.get("method").getAsString().equals("eth_getBlockByHash")
                        ? JsonNull.INSTANCE
                        : chainWith(logs).apply(call))
            .logs();
    assertEquals(List.of(true, false), seen.stream().map(SeenLog::removed).toList());
    assertEquals(word(0xdead), seen.getFirst().log().id().block().hex());
  }

  @Test
  void shouldBeUnavailableWhereABlockIsForgottenWhoseLogsAreLive() {
    JsonArray logs = array(without(log(), "blockTimestamp"));
    assertThrows(
        NodeException.Unavailable.class,
        () ->
            logsOf(
                call ->
                    call.get("method").getAsString().equals("eth_getBlockByHash")
                        ? JsonNull.INSTANCE
                        : chainWith(logs).apply(call)));
  }

  @Test
  void shouldTrustNoLogsWhoseLastBlockChangedWhileTheyWereRead() {
    try (FakeNode fake =
        FakeNode.replying(
            calls -> {
              List<JsonElement> results =
                  List.of(block(11), array(log()), with(block(11), "hash", hex(word(99))));
              JsonArray answers = new JsonArray();
              for (int i = 0; i < results.size(); i++) {
                JsonObject answer = new JsonObject();
                answer.add("id", calls.get(i).getAsJsonObject().get("id"));
                answer.add("result", results.get(i));
                answers.add(answer);
              }
              return new Reply(200, answers.toString());
            })) {
      assertThrows(NodeException.Unavailable.class, () -> logs(fake));
    }
  }

  @Test
  void shouldReadAddressesHashesAndDataInAnyCase() {
    JsonObject upper = with(log(), "address", hex("0x" + "C".repeat(40)));
    SeenLog seen = logsOf(chainWith(array(upper))).logs().getFirst();
    assertEquals(CONTRACT, seen.log().contract());
    assertEquals("0xab", seen.log().data());
  }

  @Test
  void shouldAskForTheStakePowerAtTheHashOfTheBlock() {
    try (FakeNode fake = FakeNode.resulting(call -> hex(word(42)))) {
      assertEquals(OptionalLong.of(42), at(fake.endpoint()).stakePower(CONTRACT, CONTRACT, BLOCK));
      JsonArray asked = fake.asked("eth_call").getFirst();
      assertEquals(json("{'blockHash':'" + BLOCK + "'}"), asked.get(1));
      assertEquals(CONTRACT.hex(), asked.get(0).getAsJsonObject().get("to").getAsString());
    }
  }

  /** A node that fails to execute the call. */
  private static FakeNode failingToCall(int code, String message) {
    return FakeNode.replying(
        calls -> {
          JsonObject call = calls.get(0).getAsJsonObject();
          JsonObject answer = new JsonObject();
          answer.add("id", call.get("id"));
          if (call.get("method").getAsString().equals("eth_call")) {
            answer.add("error", json("{'code':" + code + ",'message':'" + message + "'}"));
          } else {
            answer.add("result", block(0xb));
          }
          JsonArray answers = array(answer);
          return new Reply(200, answers.toString());
        });
  }

  /** The contract's own answer, or that of a node which will not have the state later either. */
  @ParameterizedTest
  @CsvSource({
    "3, execution reverted",
    "3, ''",
    "-32000, execution reverted: no such function",
    "-32015, VM execution error: Reverted",
    "-32000, missing trie node 0a1b (path ) state 0x0a1b is not available",
    "-32000, historical state 0a1b is not available",
    "-32000, required historical state unavailable (reexec=128)",
    "-32000, World state unavailable",
    "-32002, No state available for block 0x0b",
    "4444, pruned history unavailable",
    "-32000, old data not available due to pruning"
  })
  void shouldKnowNoStakePowerWhereTheCallCanNeverSucceed(int code, String message) {
    try (FakeNode fake = failingToCall(code, message)) {
      assertEquals(
          OptionalLong.empty(), at(fake.endpoint()).stakePower(CONTRACT, CONTRACT, BLOCK), message);
    }
  }

  /** They say nothing about the contract. */
  @ParameterizedTest
  @CsvSource({
    "-32603, internal error",
    "-32000, execution timeout",
    "-32000, header not found",
    "-32000, execution aborted (timeout = 5s)",
    "-32601, the method eth_call does not exist",
    "-32000, unknown block"
  })
  void shouldRefuseAStakePowerThatTheNodeFailsToRead(int code, String message) {
    try (FakeNode fake = failingToCall(code, message)) {
      NodeException e =
          assertThrows(
              NodeException.Refused.class,
              () -> at(fake.endpoint()).stakePower(CONTRACT, CONTRACT, BLOCK));
      assertTrue(String.valueOf(e.getMessage()).contains(message), e.getMessage());
    }
  }

  @Test
  void shouldRefuseAStakePowerThatIsNoWord() {
    try (FakeNode fake = FakeNode.resulting(call -> hex("0x2a"))) {
      assertThrows(
          NodeException.Refused.class,
          () -> at(fake.endpoint()).stakePower(CONTRACT, CONTRACT, BLOCK));
    }
  }
}
