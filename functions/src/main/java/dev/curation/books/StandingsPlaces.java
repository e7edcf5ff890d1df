package dev.curation.books;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.store.DocumentPath;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Where standings were found before: a page by its path is found faster than by a query. New
 * curators move the pages' borders, so what is found there must be looked at.
 */
public final class StandingsPlaces {
  private static final int MOST_COLLECTIONS = 10_000;

  private final Cache<CollectionId, NavigableMap<Address, DocumentPath>> places =
      CacheBuilder.newBuilder().maximumSize(MOST_COLLECTIONS).build();

  /** The page that held the users around this one, by its first address. */
  Optional<Map.Entry<Address, DocumentPath>> of(CollectionId collection, Address user) {
    NavigableMap<Address, DocumentPath> known = places.getIfPresent(collection);
    return Optional.ofNullable(known == null ? null : known.floorEntry(user));
  }

  void note(CollectionId collection, Address first, DocumentPath page) {
    NavigableMap<Address, DocumentPath> known = places.getIfPresent(collection);
    if (known == null) {
      known = new ConcurrentSkipListMap<>();
      places.put(collection, known);
    }
    known.put(first, page);
  }

  /** No page begins with the address any more. */
  void forget(CollectionId collection, Address first) {
    NavigableMap<Address, DocumentPath> known = places.getIfPresent(collection);
    if (known != null) {
      known.remove(first);
    }
  }
}
