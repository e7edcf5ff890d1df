package dev.curation.books;

import dev.curation.curation.CuratorAccount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Books of all curators that were read before, by the checksum of their content: so none can be out
 * of date. Keeps those that were asked for last.
 */
public final class CheckpointCache {
  /** About 30 MB. */
  private static final int MOST_ACCOUNTS = 100_000;

  private final int mostAccounts;
  private final Map<String, List<CuratorAccount>> books = new LinkedHashMap<>(16, 0.75f, true);
  private int accounts;

  public CheckpointCache() {
    this(MOST_ACCOUNTS);
  }

  CheckpointCache(int mostAccounts) {
    this.mostAccounts = mostAccounts;
  }

  synchronized @Nullable List<CuratorAccount> get(String checksum) {
    return books.get(checksum);
  }

  synchronized void put(String checksum, List<CuratorAccount> book) {
    if (books.containsKey(checksum) || book.size() > mostAccounts) {
      return;
    }
    books.put(checksum, book);
    accounts += book.size();
    List<String> oldest = new ArrayList<>(books.keySet());
    for (int i = 0; accounts > mostAccounts; i++) {
      List<CuratorAccount> removed = books.remove(oldest.get(i));
      accounts -= removed == null ? 0 : removed.size();
    }
  }
}
