package dev.curation.listening;

import dev.curation.chain.Address;
import dev.curation.chain.ChainLog;
import dev.curation.chain.LogId;
import dev.curation.documents.Paths;
import dev.curation.node.SeenLog;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
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
import java.util.stream.IntStream;

/**
 * Takes what webhooks deliver (specs/ingestion.md, Webhooks): late, twice, or in any order. What
 * was taken off the chain stays deleted when its live copy is delivered later; should it really be
 * back on the chain, the poll restores it. Of final blocks that the poll has read nothing changes:
 * a delivery that was tried again for an hour may tell of a block that is long gone.
 */
public final class Deliveries {
  private static final int ATTEMPTS = 10;
  private static final int AT_ONCE = 100;

  /** No block is final sooner: {@code finality} must be as many blocks. Milliseconds. */
  private static final long PROMPT = 10_000;

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
    ChainCursor polled = polled(cursor());
    Map<LogId, SeenLog> wanted = new LinkedHashMap<>();
    for (SeenLog seen : logs) {
      ChainLog log = seen.log();
      if (contracts.contains(log.contract()) && !polled.isSettled(log.blockNumber())) {
        wanted.put(seen.log().id(), seen); // Of several copies the last tells how it ended.
      }
    }
    LogFacts live = intake.decode(select(wanted, false), now);
    LogFacts removed = intake.decode(select(wanted, true), now);
    long created = storeLive(live.facts(), now);
    long orphaned = storeEach(removed.facts(), true, now);
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

  private Optional<StoredDocument> cursor() {
    return store.get(Paths.chainCursor(chain.chain(), chain.contractSetName()));
  }

  private static ChainCursor polled(Optional<StoredDocument> cursor) {
    return cursor
        .map(document -> MalformedDocumentException.decode(document, ChainCursor::decode))
        .orElse(ChainCursor.startingAt(0));
  }

  private static List<ChainLog> select(Map<LogId, SeenLog> logs, boolean removed) {
    return logs.values().stream()
        .filter(seen -> seen.removed() == removed)
        .map(SeenLog::log)
        .toList();
  }

  /** What is told at once is no final block's yet: it is created without more ado. */
  private long storeLive(List<LogFact> facts, long now) {
    List<LogFact> late = new ArrayList<>();
    List<LogFact> prompt = new ArrayList<>();
    for (LogFact fact : facts) {
      if (fact.log().timestamp() < now - PROMPT) {
        late.add(fact);
      } else {
        prompt.add(fact);
      }
    }
    long created = prompt.isEmpty() ? 0 : createEach(prompt);
    return created + storeEach(late, false, now);
  }

  private long createEach(List<LogFact> facts) {
    List<Boolean> isNew = store.createEach(facts.stream().map(LogFact::creation).toList());
    List<LogFact> created =
        IntStream.range(0, facts.size()).filter(isNew::get).mapToObj(facts::get).toList();
    intake.noteCreated(created);
    return created.size();
  }

  private long storeEach(List<LogFact> facts, boolean removed, long now) {
    long changed = 0;
    for (int from = 0; from < facts.size(); from += AT_ONCE) {
      List<LogFact> some = facts.subList(from, Math.min(facts.size(), from + AT_ONCE));
      changed += storeSome(some, removed, now);
    }
    return changed;
  }

  /**
   * Stores facts on condition that the poll has not moved its cursor meanwhile: it may just be
   * making their block final, and would never look at them again. A poll that finds the cursor
   * changed compares its range once more.
   */
  private long storeSome(List<LogFact> facts, boolean removed, long now) {
    for (int attempt = 1; ; attempt++) {
      Optional<StoredDocument> cursor = cursor();
      ChainCursor polled = polled(cursor);
      List<Write> writes =
          changes(
              facts.stream().filter(f -> !polled.isSettled(f.log().blockNumber())).toList(),
              removed,
              now);
      List<LogFact> created =
          facts.stream().filter(fact -> !removed && writes.contains(fact.creation())).toList();
      long changed = writes.size();
      if (changed == 0) {
        return 0;
      }
      cursor.ifPresent(document -> writes.add(touching(document)));
      try {
        store.commit(writes);
        intake.noteCreated(created);
        return changed;
      } catch (StoreException.PreconditionFailed e) {
        // Somebody else has written one of them, or the poll its cursor.
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static Write touching(StoredDocument cursor) {
    Long before = cursor.fields().optionalInteger("lateDeliveries");
    Fields fields = Fields.builder().put("lateDeliveries", before == null ? 1 : before + 1).build();
    return new Write.Update(cursor.path(), fields, cursor.updateTime());
  }

  private List<Write> changes(List<LogFact> facts, boolean removed, long now) {
    List<Optional<StoredDocument>> stored =
        store.getAll(facts.stream().map(fact -> fact.creation().path()).toList());
    List<Write> writes = new ArrayList<>();
    for (int i = 0; i < facts.size(); i++) {
      LogFact fact = facts.get(i);
      if (stored.get(i).isEmpty()) {
        writes.add(removed ? fact.tombstone() : fact.creation());
      } else if (removed && !stored.get(i).get().fields().flag("isDeleted")) {
        writes.add(fact.kind().marking(stored.get(i).get(), true, now));
      }
    }
    return writes;
  }
}
