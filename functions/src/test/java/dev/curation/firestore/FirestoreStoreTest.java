package dev.curation.firestore;

import dev.curation.documents.QueriesContract;
import dev.curation.simulation.Faults;
import dev.curation.simulation.SimulatedDatabase;
import dev.curation.simulation.SimulatedStore;
import dev.curation.store.Store;
import dev.curation.store.StoreContract;
import dev.curation.store.StoreException;
import dev.curation.store.TwinStores;
import dev.curation.store.Write;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Google's client on the emulator keeps the contract, and the simulated engine does as it does. */
final class FirestoreStoreTest implements StoreContract, QueriesContract {
  private static final AtomicInteger TESTS = new AtomicInteger();
  private static Store store;

  private final String collection = "things" + TESTS.incrementAndGet();

  @BeforeAll
  static void connect() {
    store = FirestoreStore.emulator("store-" + UUID.randomUUID(), TestEmulator.hostPort());
  }

  @AfterAll
  static void close() {
    store.close();
  }

  @Override
  public Store store() {
    return store;
  }

  @Override
  public String collection() {
    return collection;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldDoWhatTheSimulatedEngineDoes(long seed) {
    SimulatedDatabase simulated = new SimulatedDatabase(InstantSource.system());
    new TwinStores(store, new SimulatedStore(simulated, Faults.NONE), collection, seed).run(250);
  }

  @Test
  void shouldKeepTheInterruptionOfAnInterruptedThread() {
    Thread.currentThread().interrupt();
    Assertions.assertThrows(
        StoreException.Unavailable.class,
        () -> store.commit(List.of(new Write.Delete(document("d")))));
    Assertions.assertTrue(Thread.interrupted());
  }

  @Test
  void shouldRefusePathsThatFirestoreReserves() {
    Write write = new Write.Delete(document("__reserved__"));
    Assertions.assertThrows(StoreException.Refused.class, () -> store.commit(List.of(write)));
  }
}
