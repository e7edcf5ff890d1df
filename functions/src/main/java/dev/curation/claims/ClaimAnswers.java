package dev.curation.claims;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.documents.ClaimQueries;
import dev.curation.merkle.AccountPages;
import dev.curation.merkle.ClaimTree;
import dev.curation.merkle.Entitlement;
import dev.curation.merkle.NodeHash;
import dev.curation.money.Wei;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What accounts can claim, with the proof; which roots are in force; and whole trees. */
public final class ClaimAnswers {
  private final Store store;

  public ClaimAnswers(Store store) {
    this.store = store;
  }

  /**
   * The chains whose rewards are claimed.
   *
   * @param configured those that may be
   */
  public Map<String, @Nullable Object> chains(List<ChainId> configured) {
    List<Map<String, @Nullable Object>> open =
        configured.stream()
            .flatMap(chain -> ClaimBook.of(store, chain).stream())
            .map(ClaimAnswers::head)
            .toList();
    return Map.of("chains", open);
  }

  /**
   * The tokens of a chain and their trees.
   *
   * @param states what the contract says of a token
   * @return empty where the chain's rewards are not claimed
   */
  public Optional<Map<String, @Nullable Object>> chain(
      ChainId chain, Function<Address, Distributor.State> states) {
    return ClaimBook.of(store, chain)
        .map(
            book -> {
              List<Map<String, @Nullable Object>> tokens = new ArrayList<>();
              for (TokenRecord token : tokens(chain)) {
                tokens.add(token(token, states.apply(TreeRecord.token(token.denom()))));
              }
              Map<String, @Nullable Object> answer = head(book);
              answer.put("tokens", tokens);
              return answer;
            });
  }

  private List<TokenRecord> tokens(ChainId chain) {
    return TokenRecord.decodeAll(chain, store.query(ClaimQueries.tokens(chain)));
  }

  private static Map<String, @Nullable Object> head(ClaimBook book) {
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("chainId", book.chain().toString());
    answer.put("distributor", book.distributor().hex());
    answer.put("from", book.from().start());
    answer.put("next", book.next().start());
    return answer;
  }

  private Map<String, @Nullable Object> token(TokenRecord token, Distributor.State state) {
    Address address = TreeRecord.token(token.denom());
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("token", address.hex());
    answer.put(
        "newest",
        TreeRecord.of(store, token.chain(), token.denom(), token.newest())
            .map(ClaimAnswers::tree)
            .orElse(null));
    answer.put(
        "active",
        ofRoot(token.chain(), address, state.root()).map(ClaimAnswers::tree).orElse(null));
    answer.put("activeRoot", text(state.root()));
    answer.put("pendingRoot", text(state.pending()));
    answer.put("pendingActiveAt", state.pending().equals(NodeHash.NONE) ? null : state.activeAt());
    answer.put("fundedWei", state.funded().toString());
    answer.put("claimedWei", state.claimed().toString());
    return answer;
  }

  private static Map<String, @Nullable Object> tree(TreeRecord tree) {
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("period", tree.header().period().start());
    answer.put("root", tree.root().hex());
    answer.put("contentHash", tree.contentHash());
    answer.put("ledgerHash", tree.header().ledgerHash());
    answer.put("rulesVersion", tree.header().rulesVersion());
    answer.put("previous", tree.header().previous());
    answer.put("totalWei", tree.total().toString());
    answer.put("accounts", tree.accounts());
    answer.put("parts", 1 + AccountPages.pages(tree.accounts()));
    return answer;
  }

  private static @Nullable String text(NodeHash root) {
    return root.equals(NodeHash.NONE) ? null : root.hex();
  }

  private Optional<TreeRecord> ofRoot(ChainId chain, Address token, NodeHash root) {
    return root.equals(NodeHash.NONE)
        ? Optional.empty()
        : store.query(ClaimQueries.ofRoot(chain, token, root.hex())).stream()
            .findFirst()
            .map(TreeRecord::decode);
  }

  /**
   * What an account can claim of each token: at most seven reads for each, and one question to the
   * chain.
   *
   * @param states what the contract says of a token
   * @return empty where the chain's rewards are not claimed
   */
  public Optional<Map<String, @Nullable Object>> account(
      ChainId chain, Address account, Function<Address, Distributor.State> states) {
    return ClaimBook.of(store, chain)
        .map(
            book -> {
              List<Map<String, @Nullable Object>> claims = new ArrayList<>();
              for (TokenRecord token : tokens(chain)) {
                claims.add(new Claim(book, token, account).answer(states));
              }
              Map<String, @Nullable Object> answer = head(book);
              answer.put("account", account.hex());
              answer.put("claims", claims);
              return answer;
            });
  }

  /** One account's claim of one token. */
  private final class Claim {
    private final ClaimBook book;
    private final TokenRecord token;
    private final Address account;
    private final Address address;
    private final Trees trees;

    private Claim(ClaimBook book, TokenRecord token, Address account) {
      this.book = book;
      this.token = token;
      this.account = account;
      this.address = TreeRecord.token(token.denom());
      this.trees = new Trees(store, book.chain());
    }

    private Map<String, @Nullable Object> answer(Function<Address, Distributor.State> states) {
      Distributor.State state = states.apply(address);
      Optional<TreeRecord> active = ofRoot(book.chain(), address, state.root());
      Optional<Trees.Proven> proven = active.flatMap(tree -> trees.proven(tree, account));
      Wei cumulative = proven.map(found -> found.entitlement().cumulative()).orElse(Wei.ZERO);
      Wei claimed = claimed(store, book, address, account);
      Map<String, @Nullable Object> answer = new LinkedHashMap<>();
      answer.put("token", address.hex());
      answer.put("earnedWei", earned(active, cumulative).toString());
      answer.put("cumulativeWei", cumulative.toString());
      answer.put("claimedWei", claimed.toString());
      answer.put(
          "claimableWei",
          (cumulative.compareTo(claimed) > 0 ? cumulative.minus(claimed) : Wei.ZERO).toString());
      answer.put("root", text(state.root()));
      answer.put("period", active.map(tree -> tree.header().period().start()).orElse(null));
      answer.put(
          "proof",
          proven.map(found -> found.proof().stream().map(NodeHash::hex).toList()).orElse(null));
      answer.put("pendingRoot", text(state.pending()));
      answer.put(
          "pendingActiveAt", state.pending().equals(NodeHash.NONE) ? null : state.activeAt());
      return answer;
    }

    /** By the newest tree, whether or not its root is on the chain. */
    private Wei earned(Optional<TreeRecord> active, Wei cumulative) {
      if (active.filter(tree -> tree.root().equals(token.root())).isPresent()) {
        return cumulative;
      }
      return TreeRecord.of(store, book.chain(), token.denom(), token.newest())
          .flatMap(tree -> trees.entitlement(tree, account))
          .map(Entitlement::cumulative)
          .orElse(Wei.ZERO);
    }
  }

  /** The listener's newest word; one that a reorganisation took away does not count. One read. */
  static Wei claimed(Store store, ClaimBook book, Address token, Address account) {
    return store
        .query(ClaimQueries.latestClaim(book.chain(), book.distributor(), token, account))
        .stream()
        .findFirst()
        .map(ClaimAnswers::cumulative)
        .orElse(Wei.ZERO);
  }

  private static Wei cumulative(StoredDocument claim) {
    return MalformedDocumentException.decode(
        claim, fields -> Wei.parse("cumulativeWei", fields.string("cumulativeWei")));
  }

  /**
   * A tree's file in parts.
   *
   * @return empty where there is none with the content hash
   */
  public Optional<TreeParts> parts(ChainId chain, String contentHash) {
    return ofContent(chain, contentHash).map(record -> new TreeParts(store, record));
  }

  private Optional<TreeRecord> ofContent(ChainId chain, String contentHash) {
    return store.query(ClaimQueries.ofContent(chain, contentHash)).stream()
        .findFirst()
        .map(TreeRecord::decode);
  }

  /**
   * A whole tree, built again from its pages.
   *
   * @return empty where there is none with the content hash
   * @throws dev.curation.money.ConservationException if its pages are not what was written
   */
  public Optional<ClaimTree> tree(ChainId chain, String contentHash) {
    return ofContent(chain, contentHash).map(record -> new Trees(store, chain).whole(record));
  }
}
