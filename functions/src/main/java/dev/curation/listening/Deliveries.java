package dev.curation.listening;

import dev.curation.chain.Address;
import dev.curation.chain.ChainLog;
import dev.curation.chain.LogId;
import dev.curation.documents.Paths;
import dev.curation.node.SeenLog;
import dev.curation.store.Store;
import dev.curation.store.StoreException;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes what webhooks deliver (specs/ingestion.md, Webhooks): late, twice, or in any order. What
 * was taken off the chain stays deleted when its live copy is delivered later; should it really be
 * back on the chain, the poll restores it. A final block is never taken off by a webhook.
 */
public final class Deliveries {
  private static final int ATTEMPTS = 10;
  private static final int AT_ONCE = 100;

  private final ChainSettings chain;
  private final Store store;
  private final Intake intake;
  private final InstantSource clock;

  public Deliveries(ChainSettings chain, Store store, Intake intake, InstantSource clock) {
    this.chain = chain;
    this.store = store;
    this.intake = intake;
    this.clock = clock;
  }

  /**
   * Stores what is not stored yet, and does what follows from it. A second delivery of the same
   * logs changes nothing.
   *
   * @throws StoreException if the database fails: the delivery has to be repeated
   */
  public Intake.Count accept(List<SeenLog> logs) {
    long now = clock.millis();
    Set<Address> contracts = chain.contracts().addresses();
    Map<LogId, SeenLog> wanted = new LinkedHashMap<>();
    for (SeenLog seen : logs) {
      if (contracts.contains(seen.log().contract())) {
        wanted.put(seen.log().id(), seen); // Of several copies the last tells how it ended.
      }
    }
    LogFacts live = intake.decode(select(wanted, false), now);
    LogFacts removed = intake.decode(select(wanted, true), now);
    // Of a final block everything is known: what is new there is of a block that was lost.
    long finalBlock = finalBlock();
    long created = create(notFinal(live.facts(), finalBlock));
    long orphaned = orphan(notFinal(removed.facts(), finalBlock), now);
    intake.recheckRates(live, now);
    intake.settle(live.facts());
    intake.settle(removed.facts());
    return new Intake.Count(
        wanted.size(),
        created,
        orphaned,
        0,
        live.rejections().size() + removed.rejections().size(),
        live.otherTokens());
  }

  private static List<ChainLog> select(Map<LogId, SeenLog> logs, boolean removed) {
    return logs.values().stream()
        .filter(seen -> seen.removed() == removed)
        .map(SeenLog::log)
        .toList();
  }

  private long create(List<LogFact> facts) {
    return facts.isEmpty()
        ? 0
        : store.createEach(facts.stream().map(LogFact::creation).toList()).stream()
            .filter(isNew -> isNew)
            .count();
  }

  /** The newest block that the poll has read as final; -1: none. */
  private long finalBlock() {
    return store
        .get(Paths.chainCursor(chain.chain(), chain.contractSetName()))
        .map(cursor -> cursor.fields().integer("finalBlock"))
        .orElse(-1L);
  }

  private static List<LogFact> notFinal(List<LogFact> facts, long finalBlock) {
    return facts.stream().filter(fact -> fact.log().blockNumber() > finalBlock).toList();
  }

  private long orphan(List<LogFact> open, long now) {
    long orphaned = 0;
    for (int from = 0; from < open.size(); from += AT_ONCE) {
      orphaned += orphanSome(open.subList(from, Math.min(open.size(), from + AT_ONCE)), now);
    }
    return orphaned;
  }

  private long orphanSome(List<LogFact> facts, long now) {
    for (int attempt = 1; ; attempt++) {
      try {
        List<Write> writes = orphaning(facts, now);
        if (!writes.isEmpty()) {
          store.commit(writes);
        }
        return writes.size();
      } catch (StoreException.PreconditionFailed e) {
        // Somebody else has written one of them.
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private List<Write> orphaning(List<LogFact> facts, long now) {
    List<Optional<StoredDocument>> stored =
        store.getAll(facts.stream().map(fact -> fact.creation().path()).toList());
    List<Write> writes = new ArrayList<>();
    for (int i = 0; i < facts.size(); i++) {
      if (stored.get(i).isEmpty()) {
        writes.add(facts.get(i).tombstone());
      } else if (!stored.get(i).get().fields().flag("isDeleted")) {
        writes.add(facts.get(i).kind().marking(stored.get(i).get(), true, now));
      }
    }
    return writes;
  }
}
