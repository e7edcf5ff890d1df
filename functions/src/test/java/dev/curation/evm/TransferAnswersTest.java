package dev.curation.evm;

import static dev.curation.evm.SampleAnswers.CONTRACT;
import static dev.curation.evm.SampleAnswers.array;
import static dev.curation.evm.SampleAnswers.at;
import static dev.curation.evm.SampleAnswers.chainWith;
import static dev.curation.evm.SampleAnswers.hex;
import static dev.curation.evm.SampleAnswers.log;
import static dev.curation.evm.SampleAnswers.with;
import static dev.curation.evm.SampleAnswers.word;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.chain.Address;
import dev.curation.decoding.TokenTransfer;
import dev.curation.node.LogRange;
import dev.curation.node.NodeException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a node is asked about transfers of a token, and which answers are believed. */
final class TransferAnswersTest {
  private static final Address RECEIVER = new Address("0x" + "0".repeat(36) + "00ab");

  private static JsonObject transfer(String... topics) {
    JsonArray array = new JsonArray();
    List.of(topics).forEach(array::add);
    return with(log(), "topics", array);
  }

  private static LogRange transfers(FakeNode fake) {
    return at(fake.endpoint()).transfers(CONTRACT, RECEIVER, 10, 11);
  }

  private static String refusalOf(JsonObject log) {
    try (FakeNode fake = FakeNode.resulting(chainWith(array(log)))) {
      return String.valueOf(
          assertThrows(NodeException.Refused.class, () -> transfers(fake)).getMessage());
    }
  }

  @Test
  void shouldAskForTheTokensTransfersToTheReceiverOnly() {
    JsonObject log = transfer(TokenTransfer.TOPIC, word(7), word(0xab));
    try (FakeNode fake = FakeNode.resulting(chainWith(array(log)))) {
      assertEquals(1, transfers(fake).logs().size());
      JsonObject filter = fake.asked("eth_getLogs").getFirst().get(0).getAsJsonObject();
      assertEquals(
          JsonParser.parseString(
              "['%s', null, '%s']".formatted(TokenTransfer.TOPIC, word(0xab)).replace('\'', '"')),
          filter.get("topics"));
      assertEquals(JsonParser.parseString("[\"" + CONTRACT + "\"]"), filter.get("address"));
      assertEquals("0xa", filter.get("fromBlock").getAsString());
      assertEquals("0xb", filter.get("toBlock").getAsString());
    }
  }

  @Test
  void shouldRefuseTheTransferOfAnotherToken() {
    JsonObject log = transfer(TokenTransfer.TOPIC, word(7), word(0xab));
    String message = refusalOf(with(log, "address", hex("0x" + "d".repeat(40))));
    assertTrue(message.contains("address"), message);
  }

  @Test
  void shouldRefuseLogsThatWereNotAskedFor() {
    for (JsonObject log :
        List.of(
            transfer(TokenTransfer.TOPIC, word(0xab), word(7)),
            transfer(TokenTransfer.TOPIC, word(0xab)),
            transfer(word(1), word(7), word(0xab)),
            transfer())) {
      String message = refusalOf(log);
      assertTrue(message.contains("topics"), message);
    }
  }
}
