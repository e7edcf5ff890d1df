package dev.curation.pools;

import static dev.curation.pools.PoolWorld.person;
import static dev.curation.pools.PoolWorld.wei;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.curation.store.DocumentPath;
import dev.curation.store.Query;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The pool changes between two reads of one operation. */
class TornReadTest {
  private static final int OPERATOR = 1;
  private static final int OWNER = 2;
  private static final int ALICE = 3;
  private static final int BOB = 4;

  private final PoolWorld world = new PoolWorld();

  /** Something happens once, just before a query is answered. */
  private static final class Interrupted implements Store {
    private final Store store;
    private Runnable event;

    private Interrupted(Store store, Runnable event) {
      this.store = store;
      this.event = event;
    }

    @Override
    public List<Optional<StoredDocument>> getAll(List<DocumentPath> paths) {
      return store.getAll(paths);
    }

    @Override
    public List<StoredDocument> query(Query query) {
      Runnable now = event;
      event = () -> {};
      now.run();
      return store.query(query);
    }

    @Override
    public Instant commit(List<Write> writes) {
      return store.commit(writes);
    }

    @Override
    public List<Boolean> createEach(List<Write.Create> writes) {
      return store.createEach(writes);
    }

    @Override
    public void close() {
      store.close();
    }
  }

  @Test
  void shouldWithdrawEverythingWhereFeesComeInBetweenPoolAndDelegations() {
    for (int curator : List.of(ALICE, BOB)) {
      world.stake(curator, 10);
    }
    world.create(OPERATOR, OWNER, "0");
    world.delegate(ALICE, OPERATOR, 10);
    world.delegate(BOB, OPERATOR, 10);
    world.pass(Duration.ofHours(6));
    feesComeIn(1);
    Store torn = new Interrupted(world.process(), this::feesComeInAndBobWithdraws);
    PoolAction everything =
        new PoolAction.WithdrawAll(person(ALICE), null, null, BigInteger.valueOf(100));
    Receipt receipt =
        world.desk(torn).submit(world.signed(PoolWorld.key(ALICE), everything, "all"));
    assertEquals(1_000, wei(receipt).intValue());
    world.sums();
  }

  private void feesComeIn(long height) {
    boolean applied =
        new PoolAdministration(world.books(world.process()))
            .block(PoolWorld.POOL, height, PoolWorld.nativeWei(1_000), null, BigInteger.ZERO);
    assertEquals(true, applied);
  }

  private void feesComeInAndBobWithdraws() {
    feesComeIn(2);
    assertEquals(1_000, wei(world.withdraw(BOB, OPERATOR)).intValue());
  }
}
