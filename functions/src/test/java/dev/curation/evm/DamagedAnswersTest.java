package dev.curation.evm;

import static dev.curation.evm.SampleAnswers.BLOCK;
import static dev.curation.evm.SampleAnswers.CONTRACT;
import static dev.curation.evm.SampleAnswers.array;
import static dev.curation.evm.SampleAnswers.at;
import static dev.curation.evm.SampleAnswers.block;
import static dev.curation.evm.SampleAnswers.chainWith;
import static dev.curation.evm.SampleAnswers.hex;
import static dev.curation.evm.SampleAnswers.json;
import static dev.curation.evm.SampleAnswers.log;
import static dev.curation.evm.SampleAnswers.logs;
import static dev.curation.evm.SampleAnswers.refusalOf;
import static dev.curation.evm.SampleAnswers.word;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.curation.evm.FakeNode.Reply;
import dev.curation.node.NodeException;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that no well-behaved node gives, or that only some give. */
final class DamagedAnswersTest {
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
