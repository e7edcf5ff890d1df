package dev.curation.claims;

import dev.curation.merkle.AccountPages;
import dev.curation.merkle.Entitlement;
import dev.curation.merkle.TreeFile;
import dev.curation.merkle.TreeSources;
import dev.curation.store.Store;
import java.util.List;
import java.util.Optional;

/**
 * A tree's file in parts, read as they are asked for: one after the other they are the file, byte
 * for byte, so whoever has them all can compute its hash. The first is everything but the accounts.
 */
public final class TreeParts {
  private final Trees trees;
  private final TreeRecord record;

  TreeParts(Store store, TreeRecord record) {
    this.trees = new Trees(store, record.header().chain());
    this.record = record;
  }

  public int accounts() {
    return record.accounts();
  }

  /** How many there are. */
  public int count() {
    return 1 + AccountPages.pages(record.accounts());
  }

  /**
   * One read, of the first some more.
   *
   * @param part 0 to {@link #count} - 1
   * @return empty where there is no such part
   */
  public Optional<String> part(int part) {
    if (part < 0 || part >= count()) {
      return Optional.empty();
    }
    if (part == 0) {
      TreeSources sources = new TreeSources(trees.moves(record).fresh(), record.paid());
      return Optional.of(TreeFile.head(record.header(), record.root(), record.total(), sources));
    }
    List<Entitlement> some = trees.page(record, part - 1);
    String end = part == count() - 1 ? TreeFile.END : "";
    return Optional.of(TreeFile.accounts(some, part == 1) + end);
  }
}
