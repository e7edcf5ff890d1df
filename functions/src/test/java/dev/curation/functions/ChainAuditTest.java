package dev.curation.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.aggregation.AggregationSettings;
import dev.curation.audit.ChainAudit;
import dev.curation.documents.Paths;
import dev.curation.documents.Queries;
import dev.curation.firestore.FirestoreStore;
import dev.curation.firestore.TestEmulator;
import dev.curation.listening.ChainFacts;
import dev.curation.listening.ChainPoll;
import dev.curation.local.ChainDeployment;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** The ledgers that polls of a random history leave, against the logs of its real chain. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class ChainAuditTest {
  private static final int STEPS = 40;

  private static ChainAudit audit(Wiring wiring) {
    ChainFacts facts = wiring.chainFacts(ChainDeployment.CHAIN);
    ChainAudit audit = new ChainAudit(path -> true, facts::isOwn, 100);
    facts.each(facts.covered(), part -> audit.compare(part.facts(), part.stored()));
    return audit;
  }

  @Test
  void shouldFindNothingInWhatWasPolledAndNameWhatIsDamagedInEachLedger() {
    try (ChainHistory history = new ChainHistory(11);
        Store store =
            FirestoreStore.emulator("audits-" + UUID.randomUUID(), TestEmulator.hostPort())) {
      BackendSettings settings =
          BackendSettings.of(AggregationSettings.DEFAULT)
              .with(List.of(history.setup), ChainDeployment.webhooks());
      Wiring wiring = new Wiring(store, settings, history::now);
      history.contracts.list(store);
      history.stake();
      for (int step = 0; step < STEPS; step++) {
        history.step();
        if (step % 4 == 0) {
          wiring.polls().forEach(ChainPoll::run);
        }
      }
      history.settle(ChainHistory.FINALITY + 1);
      long last = history.node.headNumber() - ChainHistory.FINALITY;
      var unused = wiring.backfill(ChainDeployment.CHAIN).run(0, last, 2, (blocks, count) -> {});
      wiring.polls().forEach(ChainPoll::run);

      ChainAudit clean = audit(wiring);
      assertEquals(List.of(), clean.first());
      assertTrue(clean.compared() > STEPS, clean.compared() + " facts");

      StoredDocument rate = store.query(Queries.feeRates(ChainDeployment.CHAIN)).getFirst();
      StoredDocument stake =
          store
              .query(
                  Queries.stakingEventsOfBlocks(
                      ChainDeployment.CHAIN, history.contracts.staker(), 0, last))
              .getFirst();
      DocumentPath copy =
          Paths.stakingEvent(ChainDeployment.CHAIN, history.contracts.staker(), "invented");
      store.commit(
          List.of(
              new Write.Delete(rate.path()),
              new Write.Merge(
                  stake.path(), Fields.builder().put("amountWei", "1").put("odd", 5L).build()),
              new Write.Put(copy, stake.fields())));
      List<String> found =
          audit(wiring).first().stream().map(each -> each.document() + " " + each.field()).toList();
      assertEquals(4, found.size(), found.toString());
      assertTrue(found.contains(rate.path() + " "), found.toString());
      assertTrue(found.contains(stake.path() + " amountWei"), found.toString());
      assertTrue(found.contains(stake.path() + " odd"), found.toString());
      assertTrue(found.contains(copy + " "), found.toString());
    }
  }
}
