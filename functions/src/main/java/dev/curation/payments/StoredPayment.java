package dev.curation.payments;

import dev.curation.chain.ChainId;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A payment as read, and what is to be written of it.
 *
 * @param document as read
 */
record StoredPayment(StoredDocument document, ChainId chain, List<OwedTransfer> transfers) {
  StoredPayment {
    transfers = List.copyOf(transfers);
  }

  /**
   * @throws MalformedDocumentException naming the document, the field and the value
   */
  static StoredPayment decode(StoredDocument document) {
    return MalformedDocumentException.decode(
        document,
        fields ->
            new StoredPayment(
                document,
                ChainId.parse("chainId", fields.string("chainId")),
                TransferCodec.decodeAll(fields.map("transfers"))));
  }

  String id() {
    return document.path().id();
  }

  StoredPayment with(OwedTransfer changed) {
    return new StoredPayment(
        document,
        chain,
        transfers.stream()
            .map(t -> t.transfer().denom().equals(changed.transfer().denom()) ? changed : t)
            .toList());
  }

  /** As it stands in the database after {@link #update}. */
  StoredPayment writtenAt(Instant time) {
    return new StoredPayment(
        new StoredDocument(document.path(), document.fields(), time), chain, transfers);
  }

  /** Writes the transfers; fails if the document changed since it was read. */
  Write.Update update(long now) {
    return new Write.Update(
        document.path(),
        Fields.builder()
            .put("state", state(transfers).name())
            .put("transfers", TransferCodec.encodeAll(transfers))
            .put("updatedAt", now)
            .put("dueAt", dueAt(transfers))
            .build(),
        document.updateTime());
  }

  /** Of its transfers, what asks for most: what is due, then what is under way, then a person. */
  static TransferState state(List<OwedTransfer> transfers) {
    return List.of(
            TransferState.DUE, TransferState.SENT, TransferState.HELD, TransferState.CLAIMABLE)
        .stream()
        .filter(state -> transfers.stream().anyMatch(t -> t.state() == state))
        .findFirst()
        .orElse(TransferState.PAID);
  }

  static @Nullable Long dueAt(List<OwedTransfer> transfers) {
    return transfers.stream()
        .map(OwedTransfer::dueAt)
        .filter(Objects::nonNull)
        .min(Long::compare)
        .orElse(null);
  }
}
