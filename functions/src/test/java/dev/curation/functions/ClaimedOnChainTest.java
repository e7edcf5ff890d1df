package dev.curation.functions;

import static dev.curation.functions.ClaimSite.ALICE;
import static dev.curation.functions.ClaimSite.CHAIN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import dev.curation.audit.ChainAudit;
import dev.curation.chain.Address;
import dev.curation.chain.TxHash;
import dev.curation.documents.ClaimPaths;
import dev.curation.firestore.FirestoreStore;
import dev.curation.firestore.TestEmulator;
import dev.curation.listening.ChainFacts;
import dev.curation.local.DistributorCalls;
import dev.curation.local.LocalChain;
import dev.curation.local.TestChain;
import dev.curation.money.Wei;
import dev.curation.store.Query;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Claims on a real chain are seen by the poll, and so is that they are gone. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
final class ClaimedOnChainTest {
  private final LocalChain local = LocalChain.start();
  private final TestChain chain = local.chain();
  private final ClaimSite site = new ClaimSite(local);

  @AfterEach
  void stop() {
    local.close();
  }

  private TxHash claim() {
    JsonObject claim = site.claim(ALICE, Address.ZERO);
    List<String> proof =
        claim.getAsJsonArray("proof").asList().stream().map(node -> node.getAsString()).toList();
    Wei cumulative = Wei.parse("cumulativeWei", claim.get("cumulativeWei").getAsString());
    return chain
        .call(
            5,
            site.contract,
            DistributorCalls.claim(
                ALICE, new DistributorCalls.Claim(Address.ZERO, cumulative, proof)))
        .tx();
  }

  private void poll() {
    chain.mine(1 + ClaimSite.CONFIRMATIONS);
    ClaimSite.Answer polled = site.call(PollChain::new, "POST", "/PollChain", "");
    assertEquals(200, polled.status(), polled.text());
  }

  private String amounts() {
    JsonObject claim = site.claim(ALICE, Address.ZERO);
    return claim.get("claimedWei").getAsString() + " " + claim.get("claimableWei").getAsString();
  }

  private void followTheChain() {
    site.withRewards().funded().active();
    poll();
    assertEquals("0 100", amounts());
    TxHash tx = claim();
    String raw = chain.raw(tx);
    poll();
    assertEquals("100 0", amounts());

    chain.reorganise(3, List.of());
    poll();
    poll();
    assertEquals("0 100", amounts(), "the claim is gone");

    chain.reorganise(1, List.of(new TestChain.Replayed(raw, 0)));
    poll();
    assertEquals("100 0", amounts(), "it is back in another block");

    site.owe(ALICE, 11, 0);
    site.endOfWeek();
    site.active();
    poll();
    assertEquals("100 11", amounts());
    var unused = claim();
    poll();
    assertEquals("111 0", amounts());
  }

  @Test
  void shouldFollowTheChainOnTheSimulatedDatabase() {
    followTheChain();
  }

  @Test
  void shouldFollowTheChainOnTheEmulator() {
    try (Store store =
        FirestoreStore.emulator("claims-" + UUID.randomUUID(), TestEmulator.hostPort())) {
      site.store = store;
      followTheChain();
    }
  }

  private static List<String> audit(Wiring wiring) {
    ChainFacts facts = wiring.chainFacts(CHAIN);
    ChainAudit audit = new ChainAudit(path -> true, facts::isOwn, 100);
    facts.each(facts.covered(), part -> audit.compare(part.facts(), part.stored()));
    return audit.first().stream().map(each -> each.document() + " " + each.field()).toList();
  }

  @Test
  void shouldBeAuditedFromTheChain() {
    site.withRewards().funded().active();
    var unused = claim();
    chain.mine(ClaimSite.FINALITY + 2);
    poll();
    assertEquals("100 0", amounts());
    assertEquals(List.of(), audit(site.wiring()));
    List<StoredDocument> claims =
        site.store.query(Query.in(ClaimPaths.claims(CHAIN).collection(ClaimPaths.EVENTS)));
    assertEquals(1, claims.size());
    var unusedGone = site.store.commit(List.of(new Write.Delete(claims.getFirst().path())));
    assertEquals(List.of(claims.getFirst().path() + " "), audit(site.wiring()));
  }
}
