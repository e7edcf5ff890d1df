package dev.curation.simulation;

import dev.curation.documents.QueriesContract;
import dev.curation.store.Store;
import dev.curation.store.StoreContract;
import java.time.Instant;
import java.time.InstantSource;

/** The simulated engine keeps the contract, here with a clock that stands still. */
final class SimulatedStoreTest implements StoreContract, QueriesContract {
  private final SimulatedDatabase database =
      new SimulatedDatabase(InstantSource.fixed(Instant.parse("2026-01-01T00:00:00.123456789Z")));
  private final Store store = new SimulatedStore(database, Faults.NONE);

  @Override
  public Store store() {
    return store;
  }

  @Override
  public String collection() {
    return "things";
  }
}
