package dev.curation.pools;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.documents.Paths;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import dev.curation.withdrawals.Account;
import dev.curation.withdrawals.Delegation;
import dev.curation.withdrawals.Operator;
import dev.curation.withdrawals.PoolBook;
import dev.curation.withdrawals.PoolChange;
import dev.curation.withdrawals.PoolParameters;
import dev.curation.withdrawals.Records;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A pool's documents as one operation sees them. The pool's own document is read first, and written
 * with each change on condition that it is as it was read: so the operations of a pool happen one
 * after another, and what was read of its other documents in between is still so.
 */
final class PoolDocuments implements Records {
  private final Store store;
  private final ChainId pool;
  private final Map<DocumentPath, Optional<StoredDocument>> found = new HashMap<>();
  private final Fields fields;
  private final PoolBook book;
  private final PoolSettings settings;

  private PoolDocuments(Store store, ChainId pool, List<DocumentPath> wanted) {
    this.store = store;
    this.pool = pool;
    List<DocumentPath> all = new ArrayList<>(wanted);
    all.add(Paths.pool(pool));
    prefetch(all);
    Optional<StoredDocument> own = found(Paths.pool(pool));
    this.fields = own.map(StoredDocument::fields).orElse(Fields.EMPTY);
    this.book = decoded(own, PoolCodec::book).orElse(PoolBook.EMPTY);
    this.settings = decoded(own, PoolCodec::settings).orElse(PoolSettings.DEFAULT);
  }

  /**
   * @param wanted documents that will be needed, read together with the pool's own: all at one
   *     moment
   */
  static PoolDocuments read(Store store, ChainId pool, List<DocumentPath> wanted) {
    return new PoolDocuments(store, pool, wanted);
  }

  void prefetch(List<DocumentPath> paths) {
    List<DocumentPath> unread =
        paths.stream().distinct().filter(path -> !found.containsKey(path)).toList();
    if (!unread.isEmpty()) {
      List<Optional<StoredDocument>> read = store.getAll(unread);
      for (int i = 0; i < unread.size(); i++) {
        found.put(unread.get(i), read.get(i));
      }
    }
  }

  /** A document as it was when it was first asked for. */
  Optional<StoredDocument> found(DocumentPath path) {
    prefetch(List.of(path));
    return found.getOrDefault(path, Optional.empty());
  }

  /** Whether the pool's own document is still as it was read. */
  boolean isCurrent() {
    Optional<Instant> read = found(Paths.pool(pool)).map(StoredDocument::updateTime);
    return store.get(Paths.pool(pool)).map(StoredDocument::updateTime).equals(read);
  }

  private static <T> Optional<T> decoded(
      Optional<StoredDocument> document, Function<Fields, T> codec) {
    return document.map(doc -> MalformedDocumentException.decode(doc, codec));
  }

  ChainId pool() {
    return pool;
  }

  PoolSettings settings() {
    return settings;
  }

  /** Height of the newest fee block; null before the first. */
  @Nullable Long height() {
    return fields.optionalInteger("height");
  }

  @Override
  public PoolParameters parameters() {
    return settings.parameters();
  }

  @Override
  public PoolBook book() {
    return book;
  }

  @Override
  public @Nullable Operator operator(String operator) {
    return decoded(found(operatorPath(operator)), PoolCodec::operator).orElse(null);
  }

  @Override
  public @Nullable Delegation delegation(String curator, String operator) {
    return decoded(found(delegationPath(curator, operator)), PoolCodec::delegation).orElse(null);
  }

  @Override
  public Account account(String person) {
    return decoded(found(accountPath(person)), PoolCodec::account).orElse(Account.EMPTY);
  }

  private DocumentPath operatorPath(String operator) {
    return Paths.poolOperator(pool, new Address(operator));
  }

  private DocumentPath delegationPath(String curator, String operator) {
    return Paths.poolDelegation(pool, new Address(curator), new Address(operator));
  }

  private DocumentPath accountPath(String person) {
    return Paths.poolAccount(pool, new Address(person));
  }

  /** What the pool's own document is to say beyond book and settings. */
  record Extras(PoolSettings settings, @Nullable Long height) {}

  Extras extras() {
    return new Extras(settings, height());
  }

  /**
   * The writes of a change: always with the pool's own document.
   *
   * @param commit a name that no other commit has
   * @param now milliseconds since the epoch
   */
  List<Write> writes(PoolChange change, Extras extras, String commit, long now) {
    List<Write> writes = new ArrayList<>();
    change.applyTo(
        new PoolChange.Target() {
          @Override
          public void put(PoolBook changed) {
            // Written below, changed or not.
          }

          @Override
          public void put(String operator, @Nullable Operator changed) {
            Fields fields = changed == null ? null : PoolCodec.encode(changed, now);
            writes.add(write(operatorPath(operator), fields));
          }

          @Override
          public void put(PoolChange.Place place, @Nullable Delegation changed) {
            Fields fields = changed == null ? null : PoolCodec.encode(changed, now);
            writes.add(write(delegationPath(place.curator(), place.operator()), fields));
          }

          @Override
          public void put(String person, Account changed) {
            writes.add(write(accountPath(person), PoolCodec.encode(changed, now)));
          }
        });
    writes.add(own(change.book(), extras, commit, now));
    return writes;
  }

  /** Whether a change leaves anything otherwise than it was. */
  static boolean isChanged(PoolChange change) {
    AtomicBoolean changed = new AtomicBoolean();
    change.applyTo(
        new PoolChange.Target() {
          @Override
          public void put(PoolBook book) {
            changed.set(true);
          }

          @Override
          public void put(String operator, @Nullable Operator record) {
            changed.set(true);
          }

          @Override
          public void put(PoolChange.Place place, @Nullable Delegation record) {
            changed.set(true);
          }

          @Override
          public void put(String person, Account record) {
            changed.set(true);
          }
        });
    return changed.get();
  }

  private static Write write(DocumentPath path, @Nullable Fields fields) {
    return fields == null ? new Write.Delete(path) : new Write.Put(path, fields);
  }

  private Write own(PoolBook changed, Extras extras, String commit, long now) {
    DocumentPath path = Paths.pool(pool);
    Fields whole =
        PoolCodec.encode(changed)
            .put("height", extras.height())
            .put("commit", commit)
            .put("updatedAt", now)
            .build()
            .with(PoolCodec.encode(extras.settings()));
    return found(path)
        .<Write>map(doc -> new Write.Update(path, whole, doc.updateTime()))
        .orElseGet(() -> new Write.Create(path, whole));
  }
}
