package dev.curation.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.documents.Paths;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.StoredDocument;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Malformed ledger documents are refused by name, never read wrongly. */
class LedgerCodecTest {
  private static final CollectionId COLLECTION =
      CollectionId.parse("1:0xc0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0");

  private static LedgerEntry decode(LedgerEvent event, Fields damage) {
    Fields fields = LedgerCodec.encode(COLLECTION, event, 1).with(damage);
    StoredDocument stored =
        new StoredDocument(Paths.event(COLLECTION, event.id().value()), fields, Instant.EPOCH);
    return LedgerCodec.decode(COLLECTION, stored);
  }

  private static void refused(LedgerEvent event, String field, Object value) {
    Fields damage = Fields.builder().put(field, value).build();
    MalformedDocumentException e =
        assertThrows(MalformedDocumentException.class, () -> decode(event, damage));
    assertTrue(e.toString().contains(event.id().value()), e.toString());
    assertTrue(e.toString().contains(field + " '" + value + "'"), e.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "protocolFeeWei, -1",
    "protocolFeeWei, 1.5",
    "priceWei, many",
    "buyer, 0x12",
    "txHash, 0x12",
    "discriminator, gift",
    "chainId, 5",
    "collectionAddress, 0x0000000000000000000000000000000000000000",
    "timestamp, now",
    "isDeleted, no",
    "blockStart, soon"
  })
  void shouldNameDocumentFieldAndValueOfATextThatBreaksARule(String field, String value) {
    refused(Facts.sale(0, 5), field, value);
  }

  @ParameterizedTest
  @CsvSource({
    "votes, -1",
    "timestamp, -1",
    "blockNumber, -1",
    "logIndex, -1",
    "logIndex, 2147483648",
    "blockStart, 1",
    "userAddress, 7"
  })
  void shouldNameDocumentFieldAndValueOfANumberThatBreaksARule(String field, long value) {
    refused(Facts.vote(0, Address.ZERO, 5), field, value);
  }

  @Test
  void shouldRefuseVotesWithAFraction() {
    refused(Facts.vote(0, Address.ZERO, 5), "votes", 1.5);
  }

  @Test
  void shouldReadBackWhatItWrote() {
    LedgerEvent vote = Facts.vote(0, Address.ZERO, 5);
    assertEquals(vote, decode(vote, Fields.EMPTY).event());
  }
}
