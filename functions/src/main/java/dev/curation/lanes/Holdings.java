package dev.curation.lanes;

import dev.curation.chain.LaneId;
import dev.curation.documents.LanePaths;
import dev.curation.money.Denom;
import dev.curation.store.DocumentPath;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoreException;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/** The pages of what curators hold. */
final class Holdings {
  private final Store store;
  private final LaneId lane;
  private final Denom denom;

  Holdings(Store store, LaneId lane, Denom denom) {
    this.store = store;
    this.lane = lane;
    this.denom = denom;
  }

  SortedMap<String, BigInteger> of(AccrualDocument accrual) {
    List<DocumentPath> paths = new ArrayList<>();
    for (int page = 0; page < accrual.pages(); page++) {
      paths.add(LanePaths.holdings(lane, denom, accrual.generation(), page));
    }
    return CuratorPages.decodeAll(PageWrites.AMOUNTS, current(paths));
  }

  /** What one curator holds: reads one page for each halving of their number. */
  BigInteger of(AccrualDocument accrual, String curator) {
    int from = 0;
    int to = accrual.pages();
    while (from < to) {
      int middle = (from + to) / 2;
      SortedMap<String, BigInteger> page =
          CuratorPages.decode(
              PageWrites.AMOUNTS,
              current(List.of(LanePaths.holdings(lane, denom, accrual.generation(), middle)))
                  .getFirst());
      if (curator.compareTo(page.firstKey()) < 0) {
        to = middle;
      } else if (curator.compareTo(page.lastKey()) > 0) {
        from = middle + 1;
      } else {
        return page.getOrDefault(curator, BigInteger.ZERO);
      }
    }
    return BigInteger.ZERO;
  }

  /**
   * @throws StoreException.PreconditionFailed if one is gone: another run has written the next
   *     generation since the sums were read
   */
  private List<String> current(List<DocumentPath> paths) {
    return pages(
        store,
        paths,
        path -> new StoreException.PreconditionFailed("page " + path + " is not there", null));
  }

  /** The texts of pages, all of which must be there. */
  static List<String> pages(Store store, List<DocumentPath> paths) {
    return pages(store, paths, path -> new IllegalStateException("page " + path + " is missing"));
  }

  private static List<String> pages(
      Store store, List<DocumentPath> paths, Function<DocumentPath, RuntimeException> missing) {
    List<String> pages = new ArrayList<>();
    List<Optional<StoredDocument>> found = store.getAll(paths);
    for (int i = 0; i < paths.size(); i++) {
      DocumentPath path = paths.get(i);
      StoredDocument page = found.get(i).orElseThrow(() -> missing.apply(path));
      pages.add(
          MalformedDocumentException.decode(page, fields -> fields.string(PageWrites.AMOUNTS)));
    }
    return pages;
  }

  /**
   * Removes the pages that do not count any more: of this generation, and what a run that ended
   * early has left of the next.
   *
   * @param kept how many pages the next generation has
   */
  List<Write> removals(AccrualDocument before, int kept) {
    List<Write> removals = new ArrayList<>();
    for (int page = 0; page < before.pages(); page++) {
      removals.add(new Write.Delete(LanePaths.holdings(lane, denom, before.generation(), page)));
    }
    for (int page = kept; page < before.draftPages(); page++) {
      removals.add(
          new Write.Delete(LanePaths.holdings(lane, denom, before.generation() + 1, page)));
    }
    return removals;
  }
}
