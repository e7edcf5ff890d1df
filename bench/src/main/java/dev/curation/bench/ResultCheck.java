package dev.curation.bench;

import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.FirestoreOptions;
import dev.curation.aggregation.UserDocuments;
import dev.curation.books.Books;
import dev.curation.curation.CuratorAccount;
import dev.curation.curation.CuratorBook;
import dev.curation.documents.Paths;
import dev.curation.documents.Queries;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Reads what an aggregation has left in the database. */
final class ResultCheck implements AutoCloseable {
  private final Store store;
  private final Firestore database;

  ResultCheck(Store store, String project, String emulator) {
    this.store = store;
    this.database =
        FirestoreOptions.newBuilder()
            .setProjectId(project)
            .setEmulatorHost(emulator)
            .build()
            .getService();
  }

  /**
   * The figures, from the blocks and the books.
   *
   * @throws Difference if there are other user documents than the figures and the mode say
   */
  Figures figures(UserDocuments mode) {
    List<StoredDocument> blocks = store.query(Queries.blocksSince(BenchLedger.COLLECTION, 0));
    long shares = blocks.stream().mapToLong(block -> block.fields().integer("numCurators")).sum();
    CuratorBook book = new Books(store, BenchLedger.COLLECTION).newest();
    long users = book.accounts().stream().filter(CuratorAccount::isPeriodUser).count();
    boolean written = mode != UserDocuments.NONE;
    Difference.check("users of blocks", written ? shares : 0, count(Paths.BLOCK_USERS));
    Difference.check("users of periods", written ? users : 0, count(Paths.PERIOD_USERS));
    return new Figures(
        blocks.size(),
        shares,
        users,
        book.totals().fees().toString(),
        book.totals().carry().toString());
  }

  /** As the database itself counts them. */
  private long count(String collectionGroup) {
    try {
      return database.collectionGroup(collectionGroup).count().get().get().getCount();
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot count " + collectionGroup, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while counting " + collectionGroup, e);
    }
  }

  @Override
  public void close() {
    database.shutdown();
  }
}
