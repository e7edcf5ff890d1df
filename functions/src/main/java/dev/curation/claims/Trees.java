package dev.curation.claims;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.documents.ClaimPaths;
import dev.curation.merkle.AccountPages;
import dev.curation.merkle.ClaimTree;
import dev.curation.merkle.Entitlement;
import dev.curation.merkle.MerkleTree;
import dev.curation.merkle.NodeHash;
import dev.curation.merkle.NodePages;
import dev.curation.merkle.TreeFile;
import dev.curation.merkle.TreeSources;
import dev.curation.money.ConservationException;
import dev.curation.store.Bytes;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The pages of trees. They stand where their content says, so writing them twice is no harm. */
final class Trees {
  private static final String CONTENT = "content";

  /** Pages read or written at once: below the three megabytes that one commit takes. */
  private static final int AT_ONCE = 5;

  private final Store store;
  private final ChainId chain;

  Trees(Store store, ChainId chain) {
    this.store = store;
    this.chain = chain;
  }

  /** Writes all pages of a tree, for a record that makes it count. */
  TreeRecord write(ClaimTree tree, Moves moves) {
    String hash = TreeFile.contentHash(tree);
    List<byte[]> collections = moves.pages();
    TreeRecord record = TreeRecord.of(tree, hash, collections.size());
    NodePages nodes = record.nodes();
    write(
        AccountPages.pages(record.accounts()),
        page -> ClaimPaths.accountPage(chain, hash, page),
        page -> AccountPages.page(tree, page));
    write(
        nodes.pages(),
        page -> ClaimPaths.nodePage(chain, hash, page),
        page -> nodes.page(tree.tree(), page));
    write(
        collections.size(), page -> ClaimPaths.collectionPage(chain, hash, page), collections::get);
    return record;
  }

  private void write(int pages, IntFunction<DocumentPath> path, IntFunction<byte[]> content) {
    for (int from = 0; from < pages; from += AT_ONCE) {
      List<Write> writes = new ArrayList<>();
      for (int page = from; page < Math.min(pages, from + AT_ONCE); page++) {
        Fields fields = Fields.builder().put(CONTENT, Bytes.of(content.apply(page))).build();
        writes.add(new Write.Put(path.apply(page), fields));
      }
      var unused = store.commit(writes);
    }
  }

  /** How far the collections' shares had come with a tree. */
  Moves moves(TreeRecord record) {
    return Moves.read(
        read(
            record.collections(),
            page -> ClaimPaths.collectionPage(chain, record.contentHash(), page)));
  }

  /**
   * All accounts of a tree, in their order.
   *
   * @throws ConservationException if they are not what was written
   */
  List<Entitlement> entitlements(TreeRecord record) {
    List<Entitlement> all = new ArrayList<>(record.accounts());
    for (byte[] page :
        read(
            AccountPages.pages(record.accounts()),
            page -> ClaimPaths.accountPage(chain, record.contentHash(), page))) {
      AccountPages.read(page).forEach(placed -> all.add(placed.entitlement()));
    }
    if (all.size() != record.accounts() || !MerkleTree.of(all).root().equals(record.root())) {
      throw damaged(record);
    }
    return all;
  }

  /** The accounts of a page, in their order. One read. */
  List<Entitlement> page(TreeRecord record, int page) {
    DocumentPath path = ClaimPaths.accountPage(chain, record.contentHash(), page);
    return AccountPages.read(content(store.get(path), path)).stream()
        .map(AccountPages.Placed::entitlement)
        .toList();
  }

  /**
   * The whole tree, built again.
   *
   * @throws ConservationException if it is not what was written
   */
  ClaimTree whole(TreeRecord record) {
    TreeSources sources = new TreeSources(moves(record).fresh(), record.paid());
    ClaimTree tree = ClaimTree.ofSorted(record.header(), sources, entitlements(record));
    if (!TreeFile.contentHash(tree).equals(record.contentHash())) {
      throw damaged(record);
    }
    return tree;
  }

  private static ConservationException damaged(TreeRecord record) {
    return new ConservationException(
        "the pages of tree " + record.contentHash() + " are not those that were written");
  }

  /**
   * What an account may have claimed in all, and the way from there to the root.
   *
   * @param proof siblings from the leaf up
   */
  record Proven(Entitlement entitlement, List<NodeHash> proof) {}

  /** One read; empty for an account that is not in the tree. */
  Optional<Entitlement> entitlement(TreeRecord record, Address account) {
    return placed(record, account).map(AccountPages.Placed::entitlement);
  }

  /**
   * Two reads.
   *
   * @return empty for an account that is not in the tree
   * @throws ConservationException if the pages do not lead to the root
   */
  Optional<Proven> proven(TreeRecord record, Address account) {
    return placed(record, account).map(placed -> proven(record, placed));
  }

  private Optional<AccountPages.Placed> placed(TreeRecord record, Address account) {
    int page = AccountPages.pageOf(account, record.directory().toArray());
    if (page < 0) {
      return Optional.empty();
    }
    DocumentPath path = ClaimPaths.accountPage(chain, record.contentHash(), page);
    return AccountPages.read(content(store.get(path), path)).stream()
        .filter(placed -> placed.entitlement().account().equals(account))
        .findFirst();
  }

  private Proven proven(TreeRecord record, AccountPages.Placed placed) {
    NodePages nodes = record.nodes();
    DocumentPath path =
        ClaimPaths.nodePage(chain, record.contentHash(), nodes.pageOf(placed.place()));
    List<NodeHash> proof =
        nodes.proof(placed.place(), record.top().toArray(), content(store.get(path), path));
    if (!MerkleTree.verify(record.root(), placed.entitlement(), proof)) {
      throw damaged(record);
    }
    return new Proven(placed.entitlement(), proof);
  }

  private List<byte[]> read(int pages, IntFunction<DocumentPath> path) {
    List<byte[]> contents = new ArrayList<>();
    for (int from = 0; from < pages; from += AT_ONCE) {
      List<DocumentPath> paths =
          IntStream.range(from, Math.min(pages, from + AT_ONCE)).mapToObj(path).toList();
      List<Optional<StoredDocument>> found = store.getAll(paths);
      for (int i = 0; i < paths.size(); i++) {
        contents.add(content(found.get(i), paths.get(i)));
      }
    }
    return contents;
  }

  private static byte[] content(Optional<StoredDocument> document, DocumentPath path) {
    StoredDocument page =
        document.orElseThrow(() -> new ConservationException("page " + path + " is missing"));
    return MalformedDocumentException.decode(page, fields -> fields.bytes(CONTENT)).toArray();
  }
}
