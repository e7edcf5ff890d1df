package dev.curation.bench;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.chain.TxHash;
import dev.curation.ledger.ChainPosition;
import dev.curation.ledger.EventId;
import dev.curation.ledger.Ledger;
import dev.curation.ledger.LedgerEvent.Sale;
import dev.curation.ledger.SaleFacts;
import dev.curation.money.Wei;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What the emulator does with documents like those of a backfill. */
final class BackfillRun {
  private static final int COMMIT = 400;
  private static final CollectionId COLLECTION =
      new CollectionId(new ChainId(31_337), Address.ZERO);
  private static final TxHash TX = new TxHash("0x" + "ab".repeat(32));

  private BackfillRun() {}

  static double seconds(Runnable work) {
    long started = System.nanoTime();
    work.run();
    return (System.nanoTime() - started) / 1e9;
  }

  /** Writes sales in commits of as many as a backfill makes, several commits at once. */
  static void write(Store store, int count, int threads) {
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> commits = new ArrayList<>();
      for (int from = 0; from < count; from += COMMIT) {
        int first = from;
        int last = Math.min(count, from + COMMIT);
        commits.add(workers.submit(() -> store.commit(sales(store, first, last))));
      }
      for (Future<?> commit : commits) {
        commit.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static List<Write> sales(Store store, int from, int to) {
    Ledger ledger = new Ledger(store, COLLECTION);
    SaleFacts facts =
        new SaleFacts(Address.ZERO, Address.ZERO, "77", Wei.of(1_000_000), Address.ZERO, "seaport");
    Fields further =
        Fields.builder()
            .put("contractAddress", Address.ZERO.hex())
            .put("blockHash", TX.hex())
            .build();
    List<Write> writes = new ArrayList<>();
    for (int i = from; i < to; i++) {
      EventId id = new EventId("31337:" + TX + ":" + TX + ":" + i);
      ChainPosition position = new ChainPosition(1_700_000_000_000L + i, i, i % 100, TX);
      writes.add(ledger.creation(new Sale(id, position, Wei.of(25_000), facts), further, 0));
    }
    return writes;
  }
}
