package dev.curation.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.ChainId;
import dev.curation.chain.TxHash;
import dev.curation.errors.InvalidValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventIdTest {
  private static final TxHash TX = new TxHash("0x" + "0f".repeat(32));

  @Test
  void shouldDeriveTheSameIdFromTheSameFact() {
    EventId id = EventId.ofTransaction(new ChainId(1), TX, "sale-0");
    assertEquals(id, EventId.ofTransaction(new ChainId(1), TX, "sale-0"));
    assertEquals("1:" + TX + ":sale-0", id.value());
  }

  @Test
  void shouldTellTheFactsOfOneTransactionAndTheSameOneOnTwoChainsApart() {
    EventId id = EventId.ofTransaction(new ChainId(1), TX, "sale-0");
    assertTrue(!id.equals(EventId.ofTransaction(new ChainId(1), TX, "sale-1")));
    assertTrue(!id.equals(EventId.ofTransaction(new ChainId(5), TX, "sale-0")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a/b", ".", "..", "__a__", "é", "a\n", "a\u007f"})
  void shouldRefuseWhatFirestoreTakesForNoDocumentId(String text) {
    InvalidValueException e = assertThrows(InvalidValueException.class, () -> new EventId(text));
    assertEquals("eventId", e.field());
  }

  @Test
  void shouldHoldFourHundredCharacters() {
    assertEquals(400, new EventId("x".repeat(400)).value().length());
    assertThrows(InvalidValueException.class, () -> new EventId("x".repeat(401)));
    assertEquals("...", new EventId("...").value());
  }
}
