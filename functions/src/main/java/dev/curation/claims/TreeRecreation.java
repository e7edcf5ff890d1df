package dev.curation.claims;

import dev.curation.audit.LedgerHistory;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.curation.Rules;
import dev.curation.documents.ClaimQueries;
import dev.curation.errors.InvalidValueException;
import dev.curation.merkle.ClaimTree;
import dev.curation.merkle.Entitlement;
import dev.curation.merkle.TreeFile;
import dev.curation.merkle.TreeHeader;
import dev.curation.merkle.TreeSources;
import dev.curation.merkle.TreeSources.Collected;
import dev.curation.merkle.TreeSources.Paid;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.pools.OwnEarnings;
import dev.curation.store.Store;
import dev.curation.time.Week;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes a tree again from the ledger: all shares computed from the first event on, without a look
 * at the stored books, and all payments read again. Of the tree itself only the hours are believed
 * that each collection brought, which its file names; operators' terms, lanes and payments are
 * facts beside the ledger.
 */
public final class TreeRecreation {
  private final Store store;
  private final InstantSource clock;

  public TreeRecreation(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Hears of each collection that was computed again. */
  public interface Progress {
    void collection(CollectionId collection, long events);
  }

  /**
   * A tree made again.
   *
   * @param contentHash of its file
   * @param storedHash of the tree that was published; the same unless something is wrong
   * @param events of the ledgers that were read
   * @param transfers of payments that were read
   */
  public record Recreated(
      ClaimTree tree, String contentHash, String storedHash, long events, long transfers) {
    public boolean isSame() {
      return contentHash.equals(storedHash);
    }
  }

  /**
   * @param token its address; {@link Address#ZERO}: the chain's own currency
   * @param period null: the newest that has a tree
   * @throws InvalidValueException if there is no such tree
   */
  public Recreated run(ChainId chain, Address token, @Nullable Week period, Progress progress) {
    Denom denom = TreeRecord.denom(token);
    Week wanted =
        period != null
            ? period
            : TokenRecord.of(store, chain, denom)
                .map(TokenRecord::newest)
                .orElseThrow(
                    () -> new InvalidValueException("token", token, "has no tree on this chain"));
    List<TreeRecord> line = line(chain, denom, wanted);
    Sources sources = new Sources(chain, line);
    sources.computeCollections(progress);
    ClaimTree tree = null;
    for (TreeRecord stored : line) {
      tree = sources.recreated(stored, tree);
    }
    ClaimTree last = Objects.requireNonNull(tree);
    return new Recreated(
        last,
        TreeFile.contentHash(last),
        line.getLast().contentHash(),
        sources.events,
        sources.transfers);
  }

  /** A tree and all before it, the first one first. */
  private List<TreeRecord> line(ChainId chain, Denom denom, Week wanted) {
    List<TreeRecord> line = new ArrayList<>();
    TreeRecord newest =
        TreeRecord.of(store, chain, denom, wanted)
            .orElseThrow(
                () ->
                    new InvalidValueException(
                        "period", wanted.start(), "has no tree of this token"));
    line.add(newest);
    for (String previous = newest.header().previous(); previous != null; ) {
      TreeRecord before =
          store.query(ClaimQueries.ofContent(chain, previous)).stream()
              .findFirst()
              .map(TreeRecord::decode)
              .orElseThrow(() -> new IllegalStateException("a tree before it is missing"));
      line.add(before);
      previous = before.header().previous();
    }
    Collections.reverse(line);
    return line;
  }

  /** What came into each tree, computed again. */
  private final class Sources {
    private final ChainId chain;

    /** What the trees say: which hours of which collections. */
    private final SortedMap<Address, SortedMap<Week, Collected>> hours = new TreeMap<>();

    private final SortedMap<Week, List<Collected>> collected = new TreeMap<>();
    private final SortedMap<Week, SortedMap<Address, Wei>> amounts = new TreeMap<>();
    private long events;
    private long transfers;

    private Sources(ChainId chain, List<TreeRecord> line) {
      this.chain = chain;
      Trees trees = new Trees(store, chain);
      for (TreeRecord stored : line) {
        for (Collected each : trees.moves(stored).fresh()) {
          hours
              .computeIfAbsent(each.collection(), any -> new TreeMap<>())
              .put(stored.header().period(), each);
        }
      }
    }

    private void computeCollections(Progress progress) {
      hours.forEach(
          (address, pieces) -> {
            CollectionId collection = new CollectionId(chain, address);
            LedgerHistory history = LedgerHistory.of(store, collection, clock);
            events += history.events();
            pieces.forEach((period, piece) -> compute(collection, history, period, piece));
            progress.collection(collection, history.events());
          });
    }

    private void compute(
        CollectionId collection, LedgerHistory history, Week period, Collected piece) {
      OwnEarnings earned =
          OwnEarnings.of(store, history::before, collection, piece.from(), piece.until());
      collected
          .computeIfAbsent(period, any -> new ArrayList<>())
          .add(
              new Collected(
                  collection.address(),
                  piece.from(),
                  piece.until(),
                  earned.total(),
                  CountedFacts.hash(store, collection, piece.from(), piece.until())));
      Income.add(amounts.computeIfAbsent(period, any -> Income.none()), earned.own());
    }

    private ClaimTree recreated(TreeRecord stored, @Nullable ClaimTree before) {
      TreeHeader header = stored.header();
      PaymentIntake.Sum sum =
          PaymentIntake.of(store, chain, header.period())
              .getOrDefault(TreeRecord.denom(header.token()), PaymentIntake.nothing());
      Paid paid = sum.paid();
      transfers += paid.transfers();
      SortedMap<Address, Wei> added = sum.amounts();
      Income.add(added, amounts.getOrDefault(header.period(), Income.none()));
      TreeSources sources =
          new TreeSources(collected.getOrDefault(header.period(), List.of()), paid);
      TreeHeader own =
          new TreeHeader(
              header.chain(),
              header.distributor(),
              header.token(),
              header.period(),
              Rules.require(header.rulesVersion()),
              before == null ? null : TreeFile.contentHash(before),
              TreeMaking.ledgerHash(before == null ? "" : before.header().ledgerHash(), sources));
      List<Entitlement> earlier = before == null ? List.of() : before.entitlements();
      return ClaimTree.of(own, sources, earlier, added);
    }
  }
}
