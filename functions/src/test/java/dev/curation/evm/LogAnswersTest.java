package dev.curation.evm;

import static dev.curation.evm.SampleAnswers.CONTRACT;
import static dev.curation.evm.SampleAnswers.array;
import static dev.curation.evm.SampleAnswers.block;
import static dev.curation.evm.SampleAnswers.chainWith;
import static dev.curation.evm.SampleAnswers.hex;
import static dev.curation.evm.SampleAnswers.log;
import static dev.curation.evm.SampleAnswers.logs;
import static dev.curation.evm.SampleAnswers.logsOf;
import static dev.curation.evm.SampleAnswers.refusalOf;
import static dev.curation.evm.SampleAnswers.with;
import static dev.curation.evm.SampleAnswers.without;
import static dev.curation.evm.SampleAnswers.word;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.curation.evm.FakeNode.Reply;
import dev.curation.node.NodeException;
import dev.curation.node.SeenLog;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs and blocks in the answers of nodes, damaged ones too. */
final class LogAnswersTest {
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
}
