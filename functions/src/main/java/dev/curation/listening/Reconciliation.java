package dev.curation.listening;

import dev.curation.chain.Address;
import dev.curation.chain.BlockHash;
import dev.curation.documents.ClaimQueries;
import dev.curation.documents.Queries;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Query;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What must be written so that the documents say of a range of blocks what the chain says: facts
 * that are missing are created, those whose logs are not on the chain are marked deleted, those
 * that are back are restored, those that say something else than their logs are corrected. So
 * whatever webhooks delivered before, late, twice or never, is put right.
 *
 * @param changes in the order of their blocks
 * @param created the facts that were missing
 */
record Reconciliation(List<Change> changes, List<LogFact> created, int orphaned, int restored) {
  private static final Logger LOG = Logger.getLogger(Reconciliation.class.getName());

  /** One write, and the block that it belongs to. */
  record Change(long block, Write write, Fields document) {}

  /**
   * Compares the facts of a range with what is stored.
   *
   * @param facts all that the contracts' logs of these blocks say
   * @param now milliseconds since the epoch
   */
  static Reconciliation of(
      Store store, ChainSettings chain, long from, long to, List<LogFact> facts, long now) {
    Comparison comparison = new Comparison(store, chain, facts, now);
    queries(chain, from, to)
        .forEach((kind, query) -> comparison.compareEach(kind, store.query(query)));
    return comparison.result();
  }

  /** The same where nothing is stored of the range: without asking. */
  static Reconciliation ofNothing(Store store, ChainSettings chain, List<LogFact> facts, long now) {
    return new Comparison(store, chain, facts, now).result();
  }

  /** Whether nothing is stored of a range. */
  static boolean isEmpty(Store store, ChainSettings chain, long from, long to) {
    return queries(chain, from, to).values().stream()
        .allMatch(query -> store.query(query.limitedTo(1)).isEmpty());
  }

  /** What is stored of a range. */
  static Map<LogFact.Kind, Query> queries(ChainSettings chain, long from, long to) {
    Map<LogFact.Kind, Query> queries = new EnumMap<>(LogFact.Kind.class);
    queries.put(LogFact.Kind.SALE, Queries.eventsOfBlocks(chain.chain(), from, to));
    if (chain.hasFeeRates()) {
      queries.put(LogFact.Kind.FEE_RATE, Queries.feeRatesOfBlocks(chain.chain(), from, to));
    }
    chain
        .contracts()
        .staking()
        .ifPresent(
            staking ->
                queries.put(
                    LogFact.Kind.STAKING,
                    Queries.stakingEventsOfBlocks(chain.chain(), staking.address(), from, to)));
    chain
        .contracts()
        .distributor()
        .ifPresent(
            contract ->
                queries.put(
                    LogFact.Kind.CLAIM,
                    ClaimQueries.claimsOfBlocks(chain.chain(), contract, from, to)));
    return queries;
  }

  /**
   * The changes that mark the facts of blocks deleted that a reorganisation took away.
   *
   * @param gone the hashes of those blocks, which lie in the range
   */
  static List<Change> orphans(
      Store store, ChainSettings chain, long from, long to, Set<BlockHash> gone, long now) {
    Set<String> hashes = gone.stream().map(BlockHash::hex).collect(Collectors.toSet());
    Comparison comparison = new Comparison(store, chain, List.of(), now);
    queries(chain, from, to)
        .forEach(
            (kind, query) ->
                comparison.compareEach(
                    kind,
                    store.query(query).stream()
                        .filter(stored -> hashes.contains(stored.fields().get("blockHash")))
                        .toList()));
    return comparison.result().changes();
  }

  private static final class Comparison {
    private final Set<String> contracts;
    private final SealedHours sealed;
    private final long now;
    private final Map<DocumentPath, LogFact> missing = new LinkedHashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private int orphaned;
    private int restored;

    private Comparison(Store store, ChainSettings chain, List<LogFact> facts, long now) {
      this.sealed = new SealedHours(store);
      this.contracts =
          chain.contracts().addresses().stream().map(Address::hex).collect(Collectors.toSet());
      this.now = now;
      facts.forEach(fact -> missing.put(fact.creation().path(), fact));
    }

    private void compareEach(LogFact.Kind kind, List<StoredDocument> stored) {
      for (StoredDocument document : stored) {
        // Votes have no contract; other contracts are another listener's.
        Object contract = document.fields().get("contractAddress");
        if (contract instanceof String hex && contracts.contains(hex)) {
          compare(kind, document, missing.remove(document.path()));
        }
      }
    }

    private void compare(LogFact.Kind kind, StoredDocument stored, @Nullable LogFact onChain) {
      boolean isDeleted = stored.fields().flag("isDeleted");
      boolean isMarkedWrong = isDeleted == (onChain != null);
      Fields wrong = onChain == null ? Fields.EMPTY : corrections(stored, onChain);
      if (!isMarkedWrong && wrong.values().isEmpty()) {
        return;
      }
      orphaned += isMarkedWrong && !isDeleted ? 1 : 0;
      restored += isMarkedWrong && isDeleted ? 1 : 0;
      Write.Update marking = kind.marking(stored, onChain == null, now);
      changes.add(
          new Change(
              stored.fields().integer("blockNumber"),
              new Write.Update(
                  stored.path(), wrong.with(marking.fields()), marking.unchangedSince()),
              stored.fields()));
    }

    /**
     * A webhook may have told only a part of a transaction, or of a removed log no time; a fee may
     * have been computed before its rate was known.
     */
    private Fields corrections(StoredDocument stored, LogFact onChain) {
      Fields wrong = onChain.differing(stored.fields());
      if (!wrong.values().isEmpty() && sealed.hold(stored)) {
        LOG.severe(() -> stored.path() + " is sealed and should have " + wrong);
        return Fields.EMPTY;
      }
      return wrong;
    }

    private Reconciliation result() {
      for (LogFact fact : missing.values()) {
        changes.add(
            new Change(fact.log().blockNumber(), fact.creation(), fact.creation().fields()));
      }
      changes.sort(Comparator.comparingLong(Change::block));
      return new Reconciliation(
          List.copyOf(changes), List.copyOf(missing.values()), orphaned, restored);
    }
  }
}
