package dev.curation.campaigns;

import dev.curation.chain.ChainId;
import dev.curation.store.Store;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pages of a chain's activity feed as one run reads them: each once, for all its programs. */
final class FeedPages {
  private static final int KEPT = 500;

  private final Store store;
  private final ChainId chain;
  private final Map<Long, List<ActivityEntry>> pages =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, List<ActivityEntry>> eldest) {
          return size() > KEPT;
        }
      };

  FeedPages(Store store, ChainId chain) {
    this.store = store;
    this.chain = chain;
  }

  List<ActivityEntry> get(long number) {
    return pages.computeIfAbsent(number, page -> ActivityFeed.entries(store, chain, page));
  }
}
