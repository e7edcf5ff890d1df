package dev.curation.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.documents.PoolQueries;
import dev.curation.pools.PoolBooks;
import dev.curation.simulation.Faults;
import dev.curation.simulation.SimulatedDatabase;
import dev.curation.simulation.SimulatedStore;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PoolsProofTest {
  private final Store store =
      new SimulatedStore(new SimulatedDatabase(InstantSource.system()), Faults.NONE);

  @Test
  void shouldFindAPaymentThatIsMissingAndOneThatNoRequestHas() {
    PoolsStage stage = new PoolsStage(store);
    stage.set();
    PoolsLog log = new PoolsLog();
    PoolBooks books = stage.instance();
    PoolsClient client = new PoolsClient(0, 1, books, new AtomicLong(), stage, log);
    for (int i = 0; i < 200; i++) {
      client.next();
    }
    PoolsProof right = PoolsProof.of(store, log);
    assertEquals(List.of(), right.wrong());
    assertTrue(right.payments() > 10, right.toString());
    StoredDocument payment = store.query(PoolQueries.payments(PoolsStage.CHAIN)).getFirst();
    store.commit(List.of(new Write.Delete(payment.path())));
    // Not there any more: the payment itself, and its part of what was withdrawn.
    assertEquals(2, PoolsProof.of(store, log).wrong().size());
    store.commit(List.of(created("payments/lazy:1:twice", payment.fields())));
    assertEquals(2, PoolsProof.of(store, log).wrong().size());
  }

  private static Write created(String path, Fields fields) {
    return new Write.Create(new DocumentPath(path), fields);
  }
}
