package dev.curation.listening;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.documents.Paths;
import dev.curation.local.ChainDeployment;
import dev.curation.local.ExchangeCalls;
import dev.curation.local.LocalChain;
import dev.curation.local.TestChain;
import dev.curation.node.ChainNode;
import dev.curation.simulation.Faults;
import dev.curation.simulation.SimulatedDatabase;
import dev.curation.simulation.SimulatedStore;
import dev.curation.staking.StakeBook;
import dev.curation.store.Query;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A poll reads a real chain whose newest 250 blocks are replaced by others. */
final class DeepReorganisationTest {
  private static final int DEPTH = 250;
  private static final int FINALITY = 256;
  private static final int SPACING = 10;
  private static final int LOST = DEPTH / SPACING;
  private static final int KEPT = 5;
  private static final int AGAIN = 8;
  private static final int WEI = 4000;
  private static final int FEE = 100;
  private static final InstantSource CLOCK = () -> LocalChain.GENESIS.plus(Duration.ofDays(1));

  private final Store store = new SimulatedStore(new SimulatedDatabase(CLOCK), Faults.NONE);
  private int ids;

  private String newId() {
    return "id-" + ++ids;
  }

  private ChainPoll.Report poll(ChainSettings settings, ChainNode node) {
    StakeBook stakes =
        new StakeBook(store, id -> Optional.of(node), CLOCK, this::newId, attempt -> {});
    Intake intake = new Intake(settings, store, stakes, CLOCK);
    return new ChainPoll(settings, node, store, intake, CLOCK, this::newId, Duration.ofMinutes(1))
        .run();
  }

  private List<StoredDocument> sales(boolean isDeleted) {
    return store.query(Query.inGroup(Paths.LEDGER)).stream()
        .filter(sale -> sale.fields().flag("isDeleted") == isDeleted)
        .toList();
  }

  private long fees() {
    return sales(false).stream()
        .mapToLong(sale -> Long.parseLong(sale.fields().string("protocolFeeWei")))
        .sum();
  }

  @Test
  void shouldDeleteTheSalesOf250LostBlocksAndCountThoseThatAreMinedAgain() {
    try (LocalChain local = LocalChain.start()) {
      TestChain chain = local.chain();
      ChainDeployment contracts = ChainDeployment.on(chain);
      ChainSettings settings = contracts.setup(local.anvil().endpoint(), 0, FINALITY).settings();
      for (int i = 0; i < KEPT; i++) {
        var unused = chain.call(1, contracts.punks(), sale(chain, i));
      }
      List<TestChain.Replayed> again = new ArrayList<>();
      for (int i = 0; i < LOST; i++) {
        // Another account's, so that the transactions that come back miss none before them.
        boolean comesBack = i < AGAIN;
        TestChain.Mined mined =
            chain.call(comesBack ? 2 : 3, contracts.punks(), sale(chain, KEPT + i));
        if (comesBack) {
          again.add(new TestChain.Replayed(chain.raw(mined.tx()), DEPTH - AGAIN + i));
        }
        chain.mine(SPACING - 1);
      }
      ChainPoll.Report before = poll(settings, local.node());
      assertTrue(before.isDone());
      assertEquals(KEPT + LOST, sales(false).size());

      chain.reorganise(DEPTH, again);
      ChainPoll.Report after = poll(settings, local.node());

      assertTrue(after.isDone());
      assertEquals(before.head(), after.head());
      assertEquals(DEPTH, after.depth());
      assertEquals(LOST, sales(true).size());
      assertEquals(KEPT + AGAIN, sales(false).size());
      assertEquals((KEPT + AGAIN) * (long) FEE, fees());
    }
  }

  private static String sale(TestChain chain, int punk) {
    return ExchangeCalls.buyPunk(punk, BigInteger.valueOf(WEI), chain.account(1), chain.account(2));
  }
}
