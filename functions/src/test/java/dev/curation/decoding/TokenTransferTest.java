package dev.curation.decoding;

import static dev.curation.decoding.AbiData.encode;
import static dev.curation.decoding.AbiData.topic;
import static dev.curation.decoding.TestLogs.ALICE;
import static dev.curation.decoding.TestLogs.BOB;
import static dev.curation.decoding.TestLogs.WETH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.curation.chain.ChainLog;
import dev.curation.money.Wei;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs of tokens: the standard transfer, and what only looks like one. */
class TokenTransferTest {
  private static final BigInteger MOST = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);

  private static ChainLog log(List<String> topics, String data) {
    return TestLogs.log(WETH, 3, topics, data);
  }

  private static ChainLog transfer(String data) {
    return log(List.of(TokenTransfer.TOPIC, topic(ALICE), topic(BOB)), data);
  }

  private static String rejectionOf(ChainLog log) {
    Decoded.Rejected rejected =
        assertInstanceOf(Decoded.Rejected.class, TokenTransfer.read(log), log.toString());
    assertEquals(log, rejected.log());
    return rejected.reason();
  }

  @Test
  void shouldReadWhoPaidWhomHowMuch() {
    ChainLog log = transfer(encode(1_000_000));
    assertEquals(
        new TokenTransfer(log.id(), WETH, ALICE, BOB, Wei.of(1_000_000), log.blockNumber()),
        TokenTransfer.read(log));
  }

  @Test
  void shouldReadEveryAmountThatATokenCanTell() {
    for (BigInteger amount : List.of(BigInteger.ZERO, BigInteger.ONE, MOST)) {
      TokenTransfer transfer =
          assertInstanceOf(
              TokenTransfer.class, TokenTransfer.read(transfer(encode(amount))), amount.toString());
      assertEquals(amount, transfer.amount().value());
    }
  }

  @Test
  void shouldRejectTheTransferOfAnNftWhoseFourthTopicIsItsId() {
    List<String> topics = List.of(TokenTransfer.TOPIC, topic(ALICE), topic(BOB), topic(7));
    assertEquals("topics '4': must be 3", rejectionOf(log(topics, "0x")));
    assertEquals("topics '4': must be 3", rejectionOf(log(topics, encode(7))));
  }

  @Test
  void shouldRejectATransferWhoseAddressesAreNotIndexed() {
    String data = encode(ALICE, BOB, 5);
    assertEquals("topics '1': must be 3", rejectionOf(log(List.of(TokenTransfer.TOPIC), data)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 31, 33, 64})
  void shouldRejectDataThatIsNotOneWord(int bytes) {
    assertEquals(0, rejectionOf(transfer("0x" + "01".repeat(bytes))).indexOf("data"));
  }

  @Test
  void shouldRejectAPartyThatIsMoreThanAnAddress() {
    String tooLong = "0x1" + topic(ALICE).substring(3);
    assertEquals(
        "from '%s': must be an address of 20 bytes".formatted(tooLong),
        rejectionOf(log(List.of(TokenTransfer.TOPIC, tooLong, topic(BOB)), encode(5))));
    assertEquals(
        "to '%s': must be an address of 20 bytes".formatted(tooLong),
        rejectionOf(log(List.of(TokenTransfer.TOPIC, topic(BOB), tooLong), encode(5))));
  }

  @Test
  void shouldRejectAnotherEventOfTheToken() {
    String approval = Keccak.hash("Approval(address,address,uint256)");
    assertEquals(
        0,
        rejectionOf(log(List.of(approval, topic(ALICE), topic(BOB)), encode(5))).indexOf("topics"));
    assertEquals(0, rejectionOf(log(List.of(), encode(5))).indexOf("topics"));
  }
}
