package dev.curation.claims;

import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.commits.ContentHash;
import dev.curation.curation.Rules;
import dev.curation.documents.ClaimPaths;
import dev.curation.documents.ClaimQueries;
import dev.curation.merkle.ClaimTree;
import dev.curation.merkle.Entitlement;
import dev.curation.merkle.TreeHeader;
import dev.curation.merkle.TreeSources;
import dev.curation.money.Denom;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.StoreException;
import dev.curation.store.Write;
import dev.curation.time.Week;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the trees of a chain's periods, one period after the other, once each is final. The same
 * facts give the same trees, whoever makes them and when; the commit that makes them count says
 * that the period is done, on condition that nobody else did.
 */
public final class TreeMaking {
  /** A payment's time is told before its commit: no function runs as long as that. */
  private static final Duration SLOWEST_COMMIT = Duration.ofHours(1);

  /** How long collections whose hours should be sealed are waited for. */
  private static final Duration PATIENCE = Duration.ofDays(1);

  private final Store store;
  private final Duration finalityDelay;
  private final InstantSource clock;

  /**
   * @param finalityDelay how long a fact may still change
   */
  public TreeMaking(Store store, Duration finalityDelay, InstantSource clock) {
    this.store = store;
    this.finalityDelay =
        finalityDelay.compareTo(SLOWEST_COMMIT) > 0 ? finalityDelay : SLOWEST_COMMIT;
    this.clock = clock;
  }

  /**
   * How a period ended.
   *
   * @param trees content hash of each tree that was made, by denomination
   * @param waitingFor collections that hold the period back; empty: it is done
   * @param late collections that were no longer waited for: their hours come into a later tree
   */
  public record Made(
      Week period, Map<String, String> trees, List<String> waitingFor, List<String> late) {
    public boolean isDone() {
      return waitingFor.isEmpty();
    }
  }

  /**
   * Makes the trees of the next period, if it is over and final.
   *
   * @return empty where it is not, or the chain has no claims
   * @throws dev.curation.money.ConservationException if shares and books differ; nothing counts
   * @throws dev.curation.store.StoreException.PreconditionFailed if another run was faster
   */
  public Optional<Made> next(ChainId chain) {
    return ClaimBook.of(store, chain)
        .filter(book -> clock.millis() >= book.next().end() + finalityDelay.toMillis())
        .map(this::make);
  }

  private Made make(ClaimBook book) {
    Trees trees = new Trees(store, book.chain());
    Map<Denom, TreeRecord> before = newest(book);
    Moves moves = moves(trees, before.get(Denom.NATIVE));
    CollectionIntake collections = new CollectionIntake(store, book, moves);
    collections.read();
    List<String> open = collections.open().stream().map(CollectionId::toString).toList();
    long overdue = book.next().end() + finalityDelay.plus(PATIENCE).toMillis();
    if (!open.isEmpty() && clock.millis() < overdue) {
      return new Made(book.next(), Map.of(), open, List.of());
    }
    List<Write> writes = new ArrayList<>();
    Map<String, String> made = new TreeMap<>();
    incomes(book, collections)
        .forEach(
            (denom, income) -> {
              TreeRecord record = tree(book, trees, denom, before.get(denom), moves, income);
              writes.addAll(writes(book, denom, record));
              made.put(denom.name(), record.contentHash());
            });
    Fields advanced = book.advanced(clock.millis());
    writes.add(new Write.Update(ClaimPaths.claims(book.chain()), advanced, book.time()));
    var unused = store.commit(writes);
    return new Made(book.next(), made, List.of(), open);
  }

  /** The newest tree of each token. */
  private Map<Denom, TreeRecord> newest(ClaimBook book) {
    ChainId chain = book.chain();
    Map<Denom, TreeRecord> newest = new HashMap<>();
    for (TokenRecord token :
        TokenRecord.decodeAll(chain, store.query(ClaimQueries.tokens(chain)))) {
      if (token.newest().compareTo(book.next()) >= 0) {
        throw new StoreException.PreconditionFailed(
            "another run has made the trees of " + book.next(), null);
      }
      newest.put(
          token.denom(), TreeRecord.of(store, chain, token.denom(), token.newest()).orElseThrow());
    }
    return newest;
  }

  private static Moves moves(Trees trees, @Nullable TreeRecord before) {
    return before == null ? Moves.NONE : trees.moves(before);
  }

  /** What comes in of each token; none where nothing does. */
  private SortedMap<Denom, Income> incomes(ClaimBook book, CollectionIntake collections) {
    SortedMap<Denom, PaymentIntake.Sum> paid = PaymentIntake.of(store, book.chain(), book.next());
    SortedMap<Denom, Income> incomes = new TreeMap<>();
    paid.forEach(
        (denom, sum) -> incomes.put(denom, new Income(List.of(), sum.paid(), sum.amounts())));
    PaymentIntake.Sum own = paid.getOrDefault(Denom.NATIVE, PaymentIntake.nothing());
    Income.add(own.amounts(), collections.amounts());
    Income ofChain = new Income(collections.collected(), own.paid(), own.amounts());
    if (!ofChain.isNothing()) {
      incomes.put(Denom.NATIVE, ofChain);
    }
    return incomes;
  }

  private TreeRecord tree(
      ClaimBook book,
      Trees trees,
      Denom denom,
      @Nullable TreeRecord before,
      Moves moves,
      Income income) {
    TreeHeader header =
        new TreeHeader(
            book.chain(),
            book.distributor(),
            TreeRecord.token(denom),
            book.next(),
            Rules.CURRENT,
            before == null ? null : before.contentHash(),
            ledgerHash(before == null ? "" : before.header().ledgerHash(), income.sources()));
    List<Entitlement> earlier = before == null ? List.of() : trees.entitlements(before);
    ClaimTree tree = ClaimTree.of(header, income.sources(), earlier, income.amounts());
    Moves after = denom.equals(Denom.NATIVE) ? moves.with(income.collected()) : Moves.NONE;
    return trees.write(tree, after);
  }

  /** SHA-256 of the one before and of the facts that came in. */
  static String ledgerHash(String before, TreeSources sources) {
    StringBuilder text = new StringBuilder(before).append('\n');
    for (TreeSources.Collected each : sources.collections()) {
      text.append(each.collection())
          .append(' ')
          .append(each.from().id())
          .append(' ')
          .append(each.until().id())
          .append(' ')
          .append(each.eventsHash())
          .append('\n');
    }
    return ContentHash.of(text.append(sources.payments().hash()).append('\n').toString());
  }

  private List<Write> writes(ClaimBook book, Denom denom, TreeRecord record) {
    long now = clock.millis();
    return List.of(
        new Write.Create(ClaimPaths.root(book.chain(), denom, book.next()), record.encode(now)),
        new Write.Merge(
            ClaimPaths.token(book.chain(), denom),
            TokenRecord.newer(book.next(), record.root(), now)));
  }
}
