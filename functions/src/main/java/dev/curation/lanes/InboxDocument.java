package dev.curation.lanes;

import dev.curation.chain.Address;
import dev.curation.settlement.InboxEntry;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.StoredDocument;

/** The fields of what the payout side knows of a transfer. */
final class InboxDocument {
  private InboxDocument() {}

  static InboxEntry decode(StoredDocument document) {
    return MalformedDocumentException.decode(
        document,
        fields ->
            new InboxEntry(
                InboxEntry.State.valueOf(fields.string("state")),
                AccrualDocument.wei(fields, "amountWei")));
  }

  static Fields encode(InboxEntry entry, long now) {
    return Fields.builder()
        .put("state", entry.state().name())
        .put("amountWei", entry.amount().toString())
        .put("at", now)
        .build();
  }

  /**
   * @param source who sent it
   */
  static Fields encode(InboxEntry entry, Address source, long now) {
    return encode(entry, now).with(Fields.builder().put("source", source.hex()).build());
  }
}
