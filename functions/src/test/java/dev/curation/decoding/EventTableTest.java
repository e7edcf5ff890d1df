package dev.curation.decoding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tables of events: each topic is the hash of its signature. */
class EventTableTest {
  @ParameterizedTest
  @EnumSource
  void shouldKnowExchangesEventsByTheHashOfTheirSignatures(ExchangeEvent event) {
    assertEquals(Keccak.hash(event.signature().text()), event.signature().topic0());
  }

  @ParameterizedTest
  @EnumSource
  void shouldKnowStakingEventsByTheHashOfTheirSignatures(StakingLog event) {
    assertEquals(Keccak.hash(event.signature().text()), event.signature().topic0());
  }

  @Test
  void shouldKnowTheTransferOfATokenByTheHashOfItsSignature() {
    EventSignature transfer = TokenTransfer.SIGNATURE;
    assertEquals(Keccak.hash(transfer.text()), transfer.topic0());
  }

  @Test
  void shouldHashAsPublished() {
    assertEquals(
        "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470", Keccak.hash(""));
    assertEquals(
        "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef",
        Keccak.hash("Transfer(address,address,uint256)"));
  }
}
