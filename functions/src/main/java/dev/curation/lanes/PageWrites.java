package dev.curation.lanes;

import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Writes of pages, in as many commits as the database's limits ask for. */
final class PageWrites {
  static final String AMOUNTS = "amounts";

  /** Leaves room in a commit for what goes with it. */
  private static final int MOST_BYTES = Store.MAX_COMMIT_BYTES - 256 * 1024;

  private static final int MOST_WRITES = 100;

  private PageWrites() {}

  /**
   * @param path of each page
   * @return the last group is for the commit that makes the pages count; at least one
   */
  static List<List<Write>> groups(List<String> pages, IntFunction<DocumentPath> path) {
    List<List<Write>> groups = new ArrayList<>();
    List<Write> group = new ArrayList<>();
    int bytes = 0;
    for (int i = 0; i < pages.size(); i++) {
      int size = pages.get(i).length();
      if (!group.isEmpty() && (bytes + size > MOST_BYTES || group.size() == MOST_WRITES)) {
        groups.add(group);
        group = new ArrayList<>();
        bytes = 0;
      }
      group.add(new Write.Put(path.apply(i), Fields.builder().put(AMOUNTS, pages.get(i)).build()));
      bytes += size;
    }
    groups.add(group);
    return groups;
  }
}
