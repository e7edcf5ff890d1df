package dev.curation.campaigns;

import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.StoredDocument;

/**
 * A token in which programs may be funded.
 *
 * @param receiver where deposits arrive; the account that pays, or one that fills it
 * @param firstBlock from which on deposits count
 */
record ProgramAsset(CollectionId id, Address receiver, long firstBlock) {

  static ProgramAsset decode(StoredDocument document) {
    return MalformedDocumentException.decode(
        document,
        fields ->
            new ProgramAsset(
                CollectionId.parse(document.path().id()),
                Address.parse("receiver", fields.string("receiver")),
                fields.integer("firstBlock")));
  }

  Fields encode(long now) {
    return Fields.builder()
        .put("chainId", id.chainId().toString())
        .put("receiver", receiver.hex())
        .put("firstBlock", firstBlock)
        .put("updatedAt", now)
        .build();
  }
}
