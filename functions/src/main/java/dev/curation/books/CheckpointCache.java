package dev.curation.books;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.curation.curation.CuratorAccount;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Books of all curators that were read before, by the checksum of their content: so none can be out
 * of date.
 */
public final class CheckpointCache {
  /** About 30 MB. */
  private static final int MOST_ACCOUNTS = 100_000;

  private final Cache<String, List<CuratorAccount>> books =
      CacheBuilder.newBuilder()
          .concurrencyLevel(1)
          .maximumWeight(MOST_ACCOUNTS)
          .<String, List<CuratorAccount>>weigher((checksum, book) -> book.size())
          .build();

  @Nullable List<CuratorAccount> get(String checksum) {
    return books.getIfPresent(checksum);
  }

  void put(String checksum, List<CuratorAccount> book) {
    books.put(checksum, book);
  }
}
