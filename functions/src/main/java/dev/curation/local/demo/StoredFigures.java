package dev.curation.local.demo;

import dev.curation.chain.CollectionId;
import dev.curation.documents.Queries;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.time.BlockHour;
import java.math.BigInteger;
import java.util.List;

/** The rewards as the backend has stored them, in the public documents. */
public final class StoredFigures {
  private StoredFigures() {}

  public static Figures of(Store store, List<CollectionId> collections) {
    Figures figures = new Figures();
    for (CollectionId collection : collections) {
      for (StoredDocument block : store.query(Queries.blocksSince(collection, 0))) {
        long hour = block.fields().integer("timestamp");
        figures.block(
            collection,
            hour,
            wei(block.fields(), "blockProtocolFeesAccruedWei"),
            wei(block.fields(), "totalProtocolFeesAccruedWei"),
            wei(block.fields(), "arbitrageProtocolFeesAccruedWei"));
        for (StoredDocument user :
            store.query(Queries.blockUsers(collection, new BlockHour(hour)))) {
          figures.curator(
              collection,
              hour,
              user.path().id(),
              BigInteger.valueOf(user.fields().integer("votes")),
              wei(user.fields(), "blockProtocolFeesAccruedWei"),
              wei(user.fields(), "totalProtocolFeesAccruedWei"));
        }
      }
    }
    return figures;
  }

  private static BigInteger wei(Fields fields, String name) {
    return new BigInteger(fields.string(name));
  }
}
