package dev.curation.ledger;

import dev.curation.chain.CollectionId;
import dev.curation.documents.Paths;
import dev.curation.ledger.LedgerEvent.VotesAdded;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * In which collections each user has voted: one document per user, a field per collection. Whoever
 * appends a vote writes the entry with it or before it; an entry without a vote does no harm.
 */
public final class Curators {
  private Curators() {}

  /** The writes that enter everybody who votes in these events. */
  public static List<Write> entries(
      CollectionId collection, Collection<? extends LedgerEvent> events) {
    Fields entry = Fields.builder().put(collection.toString(), true).build();
    return events.stream()
        .filter(VotesAdded.class::isInstance)
        .map(event -> ((VotesAdded) event).user())
        .distinct()
        .sorted()
        .<Write>map(user -> new Write.Merge(Paths.curator(user), entry))
        .toList();
  }

  /**
   * The collections of a curator's document, sorted.
   *
   * @throws MalformedDocumentException naming the document, the field and the value
   */
  public static List<CollectionId> collections(StoredDocument curator) {
    return MalformedDocumentException.decode(
        curator,
        fields -> {
          SortedSet<CollectionId> found =
              new TreeSet<>(Comparator.comparing(CollectionId::toString));
          fields.values().keySet().forEach(id -> found.add(CollectionId.parse(id)));
          return List.copyOf(found);
        });
  }
}
