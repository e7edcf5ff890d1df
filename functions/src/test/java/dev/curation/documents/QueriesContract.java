package dev.curation.documents;

import static dev.curation.store.StoreUnderTest.fields;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.store.DocumentPath;
import dev.curation.store.Query;
import dev.curation.store.StoreUnderTest;
import dev.curation.store.Write;
import dev.curation.time.BlockHour;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every engine answers the queries that the backend asks. */
public interface QueriesContract extends StoreUnderTest {
  CollectionId FIRST = new CollectionId(new ChainId(1), Address.ZERO);
  CollectionId SECOND = new CollectionId(new ChainId(5), Address.ZERO);

  @Test
  default void shouldAnswerEveryQueryOfTheRegistry() {
    for (Query query :
        Stream.of(Queries.examples(), RewardQueries.examples(), PoolQueries.examples())
            .flatMap(List::stream)
            .toList()) {
      store().query(query);
    }
  }

  @Test
  default void shouldSkipFromCollectionToCollection() {
    for (CollectionId collection : List.of(FIRST, SECOND)) {
      putEvent(collection, "done", true, 0);
      putEvent(collection, "later", false, 7);
      putEvent(collection, "sooner", false, 3);
    }
    assertEquals(List.of("later"), ids(Queries.firstUnaggregatedCollection()));
    Query second = Queries.nextUnaggregatedCollection("1", Address.ZERO.hex());
    DocumentPath found = store().query(second).get(0).path();
    assertEquals(SECOND.toString(), Paths.collectionIdOfEvent(found));
    assertEquals(List.of(), ids(Queries.nextUnaggregatedCollection("5", Address.ZERO.hex())));
    assertEquals(List.of("sooner", "later"), ids(Queries.unaggregatedEvents(FIRST, 9)));
    assertEquals(List.of("sooner"), ids(Queries.unaggregatedEvents(FIRST, 1)));
  }

  @Test
  default void shouldFindDueCollections() {
    put(Paths.metadata(FIRST), "dueAt", 20L);
    put(Paths.metadata(SECOND), "dueAt", 10L);
    assertEquals(2, store().query(Queries.dueCollections(20, 9)).size());
    assertEquals(
        Paths.metadata(SECOND), store().query(Queries.dueCollections(20, 1)).get(0).path());
    assertEquals(List.of(), store().query(Queries.dueCollections(9, 9)));
  }

  @Test
  default void shouldFindCheckpointsAndTheBooksAfterThem() {
    List<BlockHour> hours =
        List.of(new BlockHour(0), new BlockHour(3_600_000), new BlockHour(7_200_000));
    for (BlockHour hour : hours) {
      boolean isCheckpoint = hour.start() != 3_600_000;
      put(Paths.book(FIRST, hour), "isCheckpoint", isCheckpoint, "timestamp", hour.start());
    }
    List<String> all = hours.stream().map(BlockHour::id).toList();
    assertEquals(List.of(all.get(2)), ids(Queries.newestCheckpoint(FIRST)));
    assertEquals(List.of(all.get(0)), ids(Queries.newestCheckpointBefore(FIRST, hours.get(2))));
    assertEquals(List.of(), ids(Queries.newestCheckpointBefore(FIRST, hours.get(0))));
    assertEquals(all.subList(1, 3), ids(Queries.booksAfter(FIRST, 0)));
  }

  private void putEvent(CollectionId collection, String id, boolean isAggregated, long time) {
    put(
        Paths.event(collection, id),
        "isAggregated",
        isAggregated,
        "timestamp",
        time,
        "chainId",
        collection.chainId().toString(),
        "collectionAddress",
        Address.ZERO.hex());
  }

  private void put(DocumentPath path, Object... namesAndValues) {
    store().commit(List.of(new Write.Put(path, fields(namesAndValues))));
  }
}
