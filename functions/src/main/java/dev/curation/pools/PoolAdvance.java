package dev.curation.pools;

import dev.curation.chain.ChainId;
import dev.curation.decoding.StakingContract;
import dev.curation.delegations.ChangeEntry;
import dev.curation.delegations.ChangePlace;
import dev.curation.delegations.Changes;
import dev.curation.documents.Paths;
import dev.curation.documents.PoolQueries;
import dev.curation.ledger.Watermark;
import dev.curation.money.Wei;
import dev.curation.pools.PoolBooks.Step;
import dev.curation.store.Store;
import dev.curation.store.StoreException;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import dev.curation.time.BlockHour;
import dev.curation.withdrawals.Pool.Outcome;
import dev.curation.withdrawals.PoolChange;
import dev.curation.withdrawals.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Brings a pool up to an hour that can no longer change: hour by hour the changes of delegations of
 * that hour, then the operators' shares of its blocks (specs/withdrawals.md, Rules: votes before
 * fees). May be killed at any instant and run twice at once.
 */
public final class PoolAdvance {
  private static final int PAGE = 200;
  private static final int PAGES = 20;
  private static final int COLLECTIONS = 100;
  private static final int WAITING = 400;
  private static final Logger LOG = Logger.getLogger(PoolAdvance.class.getName());

  /** So long a collection whose sealing fails may hold up everybody's changes. */
  private static final Duration PATIENCE = Duration.ofDays(1);

  /** So long a vote may still turn up that was cast in a term. */
  private static final Duration LATE = Duration.ofDays(7);

  /** So long the aggregations have to seal what is final. */
  private static final Duration SEALING = Duration.ofHours(1);

  private final PoolBooks books;
  private final Store store;
  private final Duration finalityDelay;

  /**
   * @param finalityDelay after which hours are sealed
   */
  public PoolAdvance(PoolBooks books, Duration finalityDelay) {
    this.books = books;
    this.store = books.store();
    this.finalityDelay = finalityDelay;
  }

  /**
   * What a run did.
   *
   * @param until everything before this hour is taken account of; earlier than possible where a run
   *     has too many changes to see to
   * @param changes put in force
   * @param refused changes that the rules refused
   * @param trimmed people whose placed votes no stake backed any more
   * @param intake what operators earned
   */
  public record Report(BlockHour until, int changes, int refused, int trimmed, Wei intake) {}

  /**
   * @param contract that backs the votes; empty: none is configured
   * @throws PoolBusyException if others kept changing the pool
   * @throws dev.curation.store.StoreException if the database does not answer
   */
  public Report run(ChainId pool, Optional<StakingContract> contract) {
    int trimmed = contract.map(staking -> new PlacementTrim(books, staking).trim(pool)).orElse(0);
    BlockHour limit = known(pool, limit(pool));
    askAgain(pool, limit);
    Run run = new Run(pool, new ChangeApplication(books));
    BlockHour reached = new BlockHour(0);
    for (int page = 0; page < PAGES; page++) {
      List<ChangeEntry> changes =
          store.query(PoolQueries.unappliedChanges(pool, ChangePlace.startOf(limit), PAGE)).stream()
              .map(Changes::decode)
              .toList();
      boolean isLast = changes.size() < PAGE;
      // More changes of the last hour may follow on the next page.
      BlockHour until = isLast ? limit : changes.getLast().place().hour();
      Terms terms = Terms.decode(store.get(Paths.poolTerms(pool)));
      // Asked before their income is read: what is sealed in between is of the next run.
      Set<Term> over = isLast ? over(pool, terms, limit) : Set.of();
      run.page(changes, Income.of(store, pool, terms, until), until);
      reached = until;
      if (isLast) {
        end(pool, over);
        break;
      }
    }
    return new Report(reached, run.changes, run.refused, trimmed, run.intake);
  }

  /** Looks again at what was delegated on chain to new operators before they were ones. */
  private void askAgain(ChainId pool, BlockHour limit) {
    for (Term term : Terms.decode(store.get(Paths.poolTerms(pool))).all()) {
      if (term.until() == null && term.since().start() + LATE.toMillis() > limit.start()) {
        List<Write> writes = new ArrayList<>();
        for (StoredDocument change :
            store.query(
                PoolQueries.waitingChanges(
                    pool, term.operator(), Refusal.UNKNOWN_OPERATOR.name(), WAITING))) {
          writes.add(Changes.again(change, books.clock().millis()));
        }
        if (!writes.isEmpty()) {
          commitUnlessChanged(writes);
        }
      }
    }
  }

  /** What changed meanwhile, the next run looks at. */
  private void commitUnlessChanged(List<Write> writes) {
    try {
      store.commit(writes);
    } catch (StoreException.PreconditionFailed e) {
      LOG.log(Level.INFO, "changes were written meanwhile", e);
    }
  }

  /** Terms that ended long ago are not asked about any more, so that runs do not grow with them. */
  private Set<Term> over(ChainId pool, Terms terms, BlockHour limit) {
    Set<Term> over = new HashSet<>();
    for (Term term : terms.all()) {
      BlockHour until = term.until();
      if (until != null
          && !term.isTaken()
          && until.start() + LATE.toMillis() <= limit.start()
          && Income.isOver(store, pool, term, until)) {
        over.add(term);
      }
    }
    return over;
  }

  private void end(ChainId pool, Set<Term> over) {
    if (!over.isEmpty()) {
      books.change(
          pool,
          List.of(Paths.poolTerms(pool)),
          (documents, now) -> {
            Terms fresh = Terms.decode(documents.found(Paths.poolTerms(pool)));
            Write write = fresh.taking(over).write(Paths.poolTerms(pool), now);
            Outcome nothing = new Outcome(new PoolChange(documents), List.of());
            return Step.of(true, documents, nothing, "", List.of(write));
          });
    }
  }

  /** Where a sealing is late, changes wait for it, but no longer than a day. */
  private BlockHour known(ChainId pool, BlockHour limit) {
    Terms terms = Terms.decode(store.get(Paths.poolTerms(pool)));
    BlockHour known = Income.knownUntil(store, pool, terms, limit);
    BlockHour latest = BlockHour.of(Math.max(0, limit.start() - PATIENCE.toMillis()));
    return known.compareTo(latest) > 0 ? known : latest;
  }

  private BlockHour limit(ChainId pool) {
    OptionalLong watermark = Watermark.of(List.of(store.get(Paths.chainWatermark(pool))));
    long passed = books.clock().millis() - finalityDelay.toMillis();
    long reached = Math.min(passed, watermark.orElse(passed)) - SEALING.toMillis();
    return BlockHour.of(Math.max(0, reached));
  }

  /** One run's way through the hours. */
  private final class Run {
    private final ChainId pool;
    private final ChangeApplication application;
    private final IncomeIntake intakes = new IncomeIntake(books);
    private int changes;
    private int refused;
    private Wei intake = Wei.ZERO;

    private Run(ChainId pool, ChangeApplication application) {
      this.pool = pool;
      this.application = application;
    }

    private void page(List<ChangeEntry> entries, List<Income> incomes, BlockHour until) {
      List<Income> left = incomes;
      for (ChangeEntry entry : entries) {
        left = takeBefore(entry.place().hour(), left);
        if (application.apply(pool, entry).isEmpty()) {
          changes++;
        } else {
          refused++;
        }
      }
      takeBefore(until, left);
    }

    /**
     * @return what is left for later
     */
    private List<Income> takeBefore(BlockHour hour, List<Income> incomes) {
      Map<Term, List<Income>> now = new LinkedHashMap<>();
      List<Income> later = new ArrayList<>();
      for (Income income : incomes) {
        income
            .before(hour)
            .ifPresent(part -> now.computeIfAbsent(part.term(), t -> new ArrayList<>()).add(part));
        income.since(hour).ifPresent(later::add);
      }
      for (List<Income> parts : now.values()) {
        for (int i = 0; i < parts.size(); i += COLLECTIONS) {
          List<Income> some = parts.subList(i, Math.min(i + COLLECTIONS, parts.size()));
          intake = intake.plus(intakes.take(pool, some));
        }
      }
      return later;
    }
  }
}
