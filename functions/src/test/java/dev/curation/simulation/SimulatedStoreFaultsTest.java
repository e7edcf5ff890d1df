package dev.curation.simulation;

import static dev.curation.store.StoreUnderTest.fields;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.curation.store.DocumentPath;
import dev.curation.store.Query;
import dev.curation.store.Store;
import dev.curation.store.StoreException;
import dev.curation.store.Write;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SimulatedStoreFaultsTest {
  private final SimulatedDatabase database =
      new SimulatedDatabase(InstantSource.fixed(Instant.EPOCH));

  @Test
  void shouldDieBeforeTheChosenWriteAndStayDead() {
    Store store = new SimulatedStore(database, Faults.killBefore(2));
    store.commit(List.of(put("a")));
    store.query(Query.in("c"));
    assertThrows(ProcessKilled.class, () -> store.commit(List.of(put("b"))));
    assertEquals(Set.of(path("a")), database.snapshot().keySet());
    assertThrows(ProcessKilled.class, () -> store.get(path("a")));
    assertThrows(ProcessKilled.class, () -> store.query(Query.in("c")));
    assertThrows(ProcessKilled.class, () -> store.commit(List.of(put("d"))));
    assertEquals(Set.of(path("a")), database.snapshot().keySet());
  }

  @Test
  void shouldDieAfterTheChosenWriteAndStayDead() {
    Store store = new SimulatedStore(database, Faults.killAfter(2));
    store.commit(List.of(put("a")));
    assertThrows(ProcessKilled.class, () -> store.commit(List.of(put("b"))));
    assertThrows(ProcessKilled.class, () -> store.commit(List.of(put("d"))));
    assertEquals(Set.of(path("a"), path("b")), database.snapshot().keySet());
  }

  @Test
  void shouldDieAfterAWriteThatFails() {
    Store store = new SimulatedStore(database, Faults.killAfter(2));
    store.commit(List.of(put("a")));
    Write again = new Write.Create(path("a"), fields());
    assertThrows(ProcessKilled.class, () -> store.commit(List.of(again)));
  }

  @Test
  void shouldDieBetweenTheDocumentsOfACreation() {
    Store store = new SimulatedStore(database, Faults.killBefore(3));
    List<Write.Create> writes = List.of(create("a"), create("b"), create("c"), create("d"));
    assertThrows(ProcessKilled.class, () -> store.createEach(writes));
    assertEquals(Set.of(path("a"), path("b")), database.snapshot().keySet());
  }

  @Test
  void shouldShareTheDatabaseWithProcessesThatLive() {
    Store dead = new SimulatedStore(database, Faults.killAfter(1));
    assertThrows(ProcessKilled.class, () -> dead.commit(List.of(put("a"))));
    Store alive = new SimulatedStore(database, Faults.NONE);
    assertEquals(fields("n", 1L), alive.get(path("a")).orElseThrow().fields());
  }

  @Test
  void shouldTellTheHooksOfEveryOperation() {
    List<String> told = new ArrayList<>();
    Faults faults =
        new Faults() {
          @Override
          public void beforeOperation(Operation operation) {
            told.add("before " + operation.sequence() + " " + operation.kind());
          }

          @Override
          public void afterOperation(Operation operation) {
            told.add("after " + operation.sequence() + " " + operation.writes());
          }
        };
    Store store = new SimulatedStore(database, faults);
    store.get(path("a"));
    store.query(Query.in("c"));
    store.commit(List.of(put("a"), put("b")));
    store.createEach(List.of(create("a"), create("e")));
    assertEquals(
        List.of(
            "before 1 READ", "after 1 0",
            "before 2 QUERY", "after 2 0",
            "before 3 COMMIT", "after 3 2",
            "before 4 CREATE", "after 4 1",
            "before 5 CREATE", "after 5 1"),
        told);
  }

  @Test
  void shouldFailWithWhatAHookThrows() {
    Faults lostAnswers =
        new Faults() {
          @Override
          public void afterOperation(Operation operation) {
            throw new StoreException.Unavailable("answer lost", null);
          }
        };
    Store store = new SimulatedStore(database, lostAnswers);
    assertThrows(StoreException.Unavailable.class, () -> store.commit(List.of(put("a"))));
    assertEquals(Set.of(path("a")), database.snapshot().keySet());
  }

  @Test
  void shouldNotKillBeforeTheFirstOperation() {
    assertThrows(IllegalArgumentException.class, () -> Faults.killBefore(0));
  }

  private static Write put(String id) {
    return new Write.Put(path(id), fields("n", 1L));
  }

  private static Write.Create create(String id) {
    return new Write.Create(path(id), fields("n", 1L));
  }

  private static DocumentPath path(String id) {
    return new DocumentPath("c/" + id);
  }
}
