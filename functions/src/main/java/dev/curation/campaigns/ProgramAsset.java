package dev.curation.campaigns;

import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;

/**
 * A token in which programs may be funded.
 *
 * @param receiver where deposits arrive, and nothing else
 * @param firstBlock from which on deposits count
 * @param minimumTotal least total of a program
 */
record ProgramAsset(CollectionId id, Address receiver, long firstBlock, BigInteger minimumTotal) {

  static ProgramAsset decode(StoredDocument document) {
    return MalformedDocumentException.decode(
        document,
        fields ->
            new ProgramAsset(
                CollectionId.parse(document.path().id()),
                Address.parse("receiver", fields.string("receiver")),
                fields.integer("firstBlock"),
                ProgramCodec.wei(fields, "minimumTotalWei")));
  }

  Fields encode(long now) {
    return Fields.builder()
        .put("chainId", id.chainId().toString())
        .put("receiver", receiver.hex())
        .put("firstBlock", firstBlock)
        .put("minimumTotalWei", minimumTotal.toString())
        .put("updatedAt", now)
        .build();
  }
}
