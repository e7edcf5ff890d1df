package dev.curation.listening;

import dev.curation.chain.Address;
import dev.curation.chain.ChainLog;
import dev.curation.decoding.LogDecoder;
import dev.curation.staking.StakeBook;
import dev.curation.store.Store;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** Makes documents of a chain's logs, whichever way they came in. */
public final class Intake {
  private static final Logger LOG = Logger.getLogger(Intake.class.getName());

  /** Users whose stakes one call settles at most; the next call goes on. */
  private static final int MAX_USERS = 10_000;

  private final ChainSettings chain;
  private final Store store;
  private final InstantSource clock;
  private final StakeBook stakeBook;
  private final LogDecoder decoder;

  public Intake(ChainSettings chain, Store store, StakeBook stakeBook, InstantSource clock) {
    this.chain = chain;
    this.store = store;
    this.stakeBook = stakeBook;
    this.clock = clock;
    this.decoder = new LogDecoder(chain.contracts());
  }

  /**
   * What was done.
   *
   * @param logs how many were read
   * @param created facts that were missing
   * @param orphaned facts whose logs are off the chain
   * @param restored facts whose logs are back on it
   * @param rejected logs that cannot be decoded
   * @param otherTokens sales that were not paid in the chain's currency
   */
  public record Count(
      long logs, long created, long orphaned, long restored, long rejected, long otherTokens) {
    public static final Count NONE = new Count(0, 0, 0, 0, 0, 0);

    public Count plus(Count more) {
      return new Count(
          logs + more.logs,
          created + more.created,
          orphaned + more.orphaned,
          restored + more.restored,
          rejected + more.rejected,
          otherTokens + more.otherTokens);
    }
  }

  /** Whether nothing is stored of the blocks from one to another. */
  boolean isEmpty(long from, long to) {
    return Reconciliation.isEmpty(store, chain, from, to);
  }

  /**
   * Makes the documents say of a range what the chain says, and moves the cursor.
   *
   * @param isEmpty whether nothing was stored of the range: then nothing is compared
   * @param after as in {@link CursorDocument#commit}
   * @throws CursorDocument.FactChangedException if something is stored after all
   */
  Count take(
      RangeReader.Range range,
      boolean isEmpty,
      CursorDocument document,
      LongFunction<Optional<ChainCursor>> after,
      ChainCursor end) {
    long now = clock.millis();
    LogFacts facts = decode(range.logs(), now);
    Reconciliation changes =
        isEmpty
            ? Reconciliation.ofNothing(store, chain, facts.facts(), now)
            : Reconciliation.of(store, chain, range.from(), range.to(), facts.facts(), now);
    document.commit(changes.changes(), after, end, now);
    noteCreated(changes.created());
    recheckRates(facts, now);
    return new Count(
        range.logs().size(),
        changes.created().size(),
        changes.orphaned(),
        changes.restored(),
        facts.rejections().size(),
        facts.otherTokens());
  }

  /** What {@link #take} would find, without a read or a write of documents. */
  Count count(RangeReader.Range range) {
    LogFacts facts =
        LogFacts.of(store, chain, decoder, range.logs(), FeeRateBook.EMPTY, clock.millis());
    return new Count(
        range.logs().size(),
        facts.facts().size(),
        0,
        0,
        facts.rejections().size(),
        facts.otherTokens());
  }

  /** Decodes logs and records those that cannot be. */
  LogFacts decode(List<ChainLog> logs, long now) {
    if (logs.isEmpty()) {
      return LogFacts.NONE;
    }
    FeeRateBook rates =
        chain.hasFeeRates() ? FeeRateBook.load(store, chain.chain()) : FeeRateBook.EMPTY;
    LogFacts facts = LogFacts.of(store, chain, decoder, logs, rates, now);
    RejectedLogs.record(store, facts.rejections());
    return facts;
  }

  /** For the metric of sales that pay no fee in wei: each is logged once, when it is stored. */
  void noteCreated(List<LogFact> created) {
    long others =
        created.stream()
            .map(fact -> fact.creation().fields().optionalString("paymentToken"))
            .filter(token -> token != null && !chain.contracts().isWei(new Address(token)))
            .count();
    if (others > 0) {
      LOG.info(() -> "salesInOtherTokens=" + others + " chain=" + chain.chain());
    }
  }

  /** A rate may have become known between the computing and the storing of a fee. */
  void recheckRates(LogFacts facts, long now) {
    if (chain.hasFeeRates()
        && facts.hasRates()
        && !FeeRateBook.load(store, chain.chain()).equals(facts.rates())) {
      RateCorrection correction = new RateCorrection(store, chain);
      long first = facts.facts().getFirst().log().blockNumber();
      chain.contracts().exchanges().forEach(e -> correction.correctSince(e.address(), first, now));
    }
  }

  /**
   * Does what follows from facts that were stored: corrected fees, stake power, un-votes. Also what
   * a process that was killed had left undone.
   *
   * @return what is left to do
   */
  Unsettled settlePending() {
    if (chain.hasFeeRates()) {
      new RateCorrection(store, chain).applyPending(clock.millis());
    }
    return chain
        .contracts()
        .staking()
        .map(contract -> stakeBook.settlePending(chain.chain(), contract, MAX_USERS))
        .map(result -> new Unsettled(result.failures(), result.settled() == MAX_USERS))
        .orElse(Unsettled.NOTHING);
  }

  /**
   * What could not be done.
   *
   * @param failures why the stakes of users could not be settled, by user
   * @param hasMore whether there may be more users, whose turn has not come
   */
  record Unsettled(Map<String, String> failures, boolean hasMore) {
    static final Unsettled NOTHING = new Unsettled(Map.of(), false);

    boolean isNothing() {
      return failures.isEmpty() && !hasMore;
    }
  }

  /**
   * Does at once what follows from some facts.
   *
   * @throws dev.curation.store.StoreException if the database fails
   */
  void settle(List<LogFact> facts) {
    if (facts.stream().anyMatch(fact -> fact.kind() == LogFact.Kind.FEE_RATE)) {
      new RateCorrection(store, chain).applyPending(clock.millis());
    }
    chain
        .contracts()
        .staking()
        .ifPresent(
            contract ->
                users(facts).forEach(user -> stakeBook.settle(chain.chain(), contract, user)));
  }

  private static Set<Address> users(List<LogFact> facts) {
    return facts.stream()
        .filter(fact -> fact.kind() == LogFact.Kind.STAKING)
        .map(fact -> fact.creation().fields().string("userAddress"))
        .map(user -> Address.parse("userAddress", user))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
