package dev.curation.books;

import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.documents.Queries;
import dev.curation.store.DocumentPath;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import java.util.List;
import java.util.Map;
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
    return store.query(Queries.standingsOf(collection, user)).stream()
        .findFirst()
        .map(Standings::decode);
  }

  /** The same, at first where the page was before: one read, or two where it is no longer there. */
  public Optional<StandingsPage> pageOf(Address user, StandingsPlaces places) {
    Optional<StandingsPage> known =
        places.of(collection, user).flatMap(place -> at(place, user, places));
    if (known.isPresent()) {
      return known;
    }
    Optional<StoredDocument> found =
        store.query(Queries.standingsOf(collection, user)).stream().findFirst();
    Optional<StandingsPage> page = found.map(Standings::decode);
    page.ifPresent(there -> places.note(collection, there.first(), found.orElseThrow().path()));
    return page;
  }

  private Optional<StandingsPage> at(
      Map.Entry<Address, DocumentPath> place, Address user, StandingsPlaces places) {
    Optional<StandingsPage> page = store.get(place.getValue()).map(Standings::decode);
    if (page.isEmpty() || !page.get().first().equals(place.getKey())) {
      places.forget(collection, place.getKey());
    }
    return page.filter(found -> found.covers(user));
  }

  /** All pages: one read for each 700 curators. */
  public List<StandingsPage> all() {
    return store.query(Queries.standings(collection)).stream().map(Standings::decode).toList();
  }

  private static StandingsPage decode(StoredDocument page) {
    return MalformedDocumentException.decode(page, StandingsPage::decode);
  }
}
