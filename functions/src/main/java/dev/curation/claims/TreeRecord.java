package dev.curation.claims;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.documents.ClaimPaths;
import dev.curation.merkle.AccountPages;
import dev.curation.merkle.ClaimTree;
import dev.curation.merkle.NodeHash;
import dev.curation.merkle.NodePages;
import dev.curation.merkle.TreeHeader;
import dev.curation.merkle.TreeSources;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.store.Bytes;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.time.Week;
import java.util.Optional;

/**
 * The tree of a token and period: everything but its pages. Written once, with the commit that
 * makes it count, and never changed.
 *
 * @param contentHash of its file: where its pages stand
 * @param accounts how many leaves it has
 * @param collections pages of how far each collection's shares have come in
 * @param directory the first account of each page
 * @param top the nodes above the pages
 */
record TreeRecord(
    TreeHeader header,
    String contentHash,
    NodeHash root,
    Wei total,
    int accounts,
    int collections,
    TreeSources.Paid paid,
    Bytes directory,
    Bytes top) {

  static Optional<TreeRecord> of(Store store, ChainId chain, Denom denom, Week period) {
    return store.get(ClaimPaths.root(chain, denom, period)).map(TreeRecord::decode);
  }

  static TreeRecord of(ClaimTree tree, String contentHash, int collections) {
    NodePages nodes = new NodePages(tree.tree().size());
    return new TreeRecord(
        tree.header(),
        contentHash,
        tree.root(),
        tree.total(),
        tree.entitlements().size(),
        collections,
        tree.sources().payments(),
        Bytes.of(AccountPages.directory(tree)),
        Bytes.of(nodes.top(tree.tree())));
  }

  static TreeRecord decode(StoredDocument document) {
    return MalformedDocumentException.decode(document, TreeRecord::decode);
  }

  private static TreeRecord decode(Fields fields) {
    TreeHeader header =
        new TreeHeader(
            ChainId.parse("chainId", fields.string("chainId")),
            Address.parse("distributor", fields.string("distributor")),
            Address.parse("token", fields.string("token")),
            new Week(fields.integer("period")),
            Math.toIntExact(fields.integer("rulesVersion")),
            fields.optionalString("previous"),
            fields.string("ledgerHash"));
    return new TreeRecord(
        header,
        fields.string("contentHash"),
        NodeHash.parse("root", fields.string("root")),
        Wei.parse("totalWei", fields.string("totalWei")),
        Math.toIntExact(fields.integer("accounts")),
        Math.toIntExact(fields.integer("collectionPages")),
        new TreeSources.Paid(
            fields.integer("transfers"),
            Wei.parse("transfersWei", fields.string("transfersWei")),
            fields.string("transfersHash")),
        fields.bytes("directory"),
        fields.bytes("top"));
  }

  Fields encode(long now) {
    return Fields.builder()
        .put("chainId", header.chain().toString())
        .put("distributor", header.distributor().hex())
        .put("token", header.token().hex())
        .put("period", header.period().start())
        .put("rulesVersion", (long) header.rulesVersion())
        .put("previous", header.previous())
        .put("ledgerHash", header.ledgerHash())
        .put("contentHash", contentHash)
        .put("root", root.hex())
        .put("totalWei", total.toString())
        .put("accounts", (long) accounts)
        .put("collectionPages", (long) collections)
        .put("transfers", paid.transfers())
        .put("transfersWei", paid.wei().toString())
        .put("transfersHash", paid.hash())
        .put("directory", directory)
        .put("top", top)
        .put("createdAt", now)
        .build();
  }

  NodePages nodes() {
    return new NodePages(2 * accounts - 1);
  }

  /** The denomination of a token; {@link Address#ZERO} is the chain's own currency. */
  static Denom denom(Address token) {
    return token.equals(Address.ZERO) ? Denom.NATIVE : new Denom(token.hex());
  }

  static Address token(Denom denom) {
    return denom.equals(Denom.NATIVE) ? Address.ZERO : new Address(denom.name());
  }
}
