package dev.curation.books;

import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.documents.Queries;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Query;
import dev.curation.store.Store;
import java.util.List;
import java.util.Optional;

/** Reads what each curator has of a collection as of the last aggregation. */
public final class Standings {
  private final Store store;
  private final CollectionId collection;

  public Standings(Store store, CollectionId collection) {
    this.store = store;
    this.collection = collection;
  }

  /** The page that would hold the user: one read. Empty where nobody ever voted. */
  public Optional<StandingsPage> pageOf(Address user) {
    return read(Queries.standingsOf(collection, user)).stream().findFirst();
  }

  /** All pages: one read for each 700 curators. */
  public List<StandingsPage> all() {
    return read(Queries.standings(collection));
  }

  private List<StandingsPage> read(Query query) {
    return store.query(query).stream()
        .map(page -> MalformedDocumentException.decode(page, StandingsPage::decode))
        .toList();
  }
}
