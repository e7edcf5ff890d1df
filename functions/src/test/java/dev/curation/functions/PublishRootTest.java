package dev.curation.functions;

import static dev.curation.functions.ClaimSite.ALICE;
import static dev.curation.functions.ClaimSite.BOB;
import static dev.curation.functions.ClaimSite.CHAIN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.evm.TreasuryKey;
import dev.curation.functions.ClaimSite.Answer;
import dev.curation.local.DistributorCalls;
import dev.curation.local.LocalChain;
import dev.curation.local.Ports;
import dev.curation.money.Wei;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees are made and roots brought to a real contract, where the checks pass. */
final class PublishRootTest {
  private final LocalChain local = LocalChain.start();
  private final ClaimSite site = new ClaimSite(local);

  @AfterEach
  void stop() {
    local.close();
  }

  private String standing() {
    return site.root("native").get("standing").getAsString();
  }

  private String pending() {
    return site.claim(ALICE, Address.ZERO).get("pendingRoot").toString().replace("\"", "");
  }

  private void revoke(String root) {
    var unused =
        local
            .chain()
            .call(
                ClaimSite.GUARDIAN, site.contract, DistributorCalls.revokeRoot(Address.ZERO, root));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "OPTIONS"})
  void shouldTakeNoOtherMethodThanPost(String method) {
    Answer answer = site.call(PublishRoot::new, method, "/PublishRoot", "");
    assertEquals(405, answer.status());
    assertEquals("POST", answer.header("Allow"));
  }

  @Test
  void shouldHaveNothingToDoBeforeClaimsAreOpened() {
    assertEquals("{\"made\":[],\"roots\":{}}", site.report().toString());
  }

  @Test
  void shouldBringARootIntoForce() {
    site.withRewards().funded();
    JsonObject first = site.report();
    assertEquals(1, first.getAsJsonArray("made").size());
    JsonObject made = first.getAsJsonArray("made").get(0).getAsJsonObject();
    assertEquals(2, made.getAsJsonObject("trees").size());
    JsonObject root = first.getAsJsonObject("roots").getAsJsonObject("native");
    assertEquals("PROPOSED", root.get("standing").getAsString());
    assertTrue(root.has("txHash"));
    assertEquals("PENDING", standing());
    assertEquals(root.get("root").getAsString(), pending());
    site.passTimelock();
    assertEquals("ACTIVE", standing());
    assertEquals(0, site.report().getAsJsonArray("made").size());
  }

  @Test
  void shouldWaitForTheWeekToBeFinal() {
    assertEquals(200, site.order(site.open()).status());
    site.now = site.now.plus(Duration.ofDays(7));
    site.owe(ALICE, 1, 0);
    assertEquals(0, site.report().getAsJsonArray("made").size());
    site.endOfWeek();
    site.now = site.now.minus(Duration.ofHours(2)).minusMillis(1);
    assertEquals(0, site.report().getAsJsonArray("made").size(), "an hour has not passed");
    site.now = site.now.plusMillis(1);
    assertEquals(1, site.report().getAsJsonArray("made").size());
  }

  @Test
  void shouldSayWhatIsMissing() {
    site.withRewards();
    local.chain().setBalance(site.contract, Wei.of(119));
    JsonObject root = site.root("native");
    assertEquals("UNDERFUNDED", root.get("standing").getAsString());
    assertEquals("1", root.get("missingWei").getAsString());
    assertFalse(root.has("txHash"));
    local.chain().setBalance(site.contract, Wei.of(120));
    assertEquals("PROPOSED", standing());
    assertEquals("7", site.root(site.token.hex()).get("missingWei").getAsString());
  }

  /** What was claimed was funded too. */
  @Test
  void shouldCountWhatWasPaidAsFunded() {
    site.withRewards();
    local.chain().setBalance(site.contract, Wei.of(120));
    site.active();
    JsonObject claim = site.claim(ALICE, Address.ZERO);
    List<String> proof =
        claim.getAsJsonArray("proof").asList().stream().map(node -> node.getAsString()).toList();
    var unused =
        local
            .chain()
            .call(
                5,
                site.contract,
                DistributorCalls.claim(
                    ALICE, new DistributorCalls.Claim(Address.ZERO, Wei.of(100), proof)));
    site.owe(BOB, 3, 0);
    site.endOfWeek();
    JsonObject root = site.root("native");
    assertEquals("3", root.get("missingWei").getAsString());
    local.chain().setBalance(site.contract, Wei.of(23));
    assertEquals("PROPOSED", standing());
  }

  @Test
  void shouldProposeNothingWithoutAKeyOrANode() {
    site.withRewards().funded();
    site.chains = List.of(site.setup());
    assertEquals("NO_PUBLISHER", standing());
    site.chains = List.of(ClaimSite.setup(CHAIN, Optional.of(site.contract), List.of()));
    Answer answer = site.publish();
    assertEquals(200, answer.status());
    assertTrue(answer.text().contains("no node is configured: nothing is proposed"), answer.text());
    assertEquals("null", Map.of("root", pendingByContract()).get("root"));
  }

  private String pendingByContract() {
    site.chains = List.of(site.setup());
    return pending();
  }

  @Test
  void shouldSayThatTheKeyIsNotThePublishers() {
    site.withRewards().funded();
    TreasuryKey other = TreasuryKey.parse("publisher", "0x" + "77".repeat(32));
    local.chain().setBalance(other.address(), Wei.of(1_000_000_000_000_000_000L));
    site.chains = List.of(site.setup().withPublisher(other));
    Answer answer = site.publish();
    assertEquals(500, answer.status());
    JsonObject report = answer.json().getAsJsonObject(CHAIN.toString());
    JsonObject root = report.getAsJsonObject("roots").getAsJsonObject("native");
    assertEquals("FAILED", root.get("standing").getAsString());
    assertTrue(report.has("error"), answer.text());
    assertFalse(answer.text().contains("77".repeat(32)), answer.text());
  }

  @Test
  void shouldNotProposeAgainWhatTheGuardianRevokedUnlessTold() {
    site.withRewards().funded();
    String root = site.root("native").get("root").getAsString();
    revoke(root);
    assertEquals("REVOKED", standing());
    assertEquals("null", pending());
    JsonObject again = ClaimSite.order("proposeAgain", "again-1");
    again.addProperty("token", Address.ZERO.hex());
    assertEquals(root, site.order(again).json().get("root").getAsString());
    assertEquals("PROPOSED", standing());
    assertEquals("PENDING", standing());
    site.passTimelock();
    revoke(root);
    assertEquals("REVOKED", standing(), "as the current one");
  }

  private long transactions() {
    return Long.decode(
        new dev.curation.evm.JsonRpc(
                local.anvil().endpoint(), Duration.ofSeconds(5), Duration.ofSeconds(5))
            .call("eth_getTransactionCount", ClaimSite.PUBLISHER.address().hex(), "latest")
            .getAsString());
  }

  @Test
  void shouldProposeTheRootsOfAllTokensInOneBlock() {
    site.withRewards().funded();
    local.chain().automine(false);
    assertEquals(200, site.publish().status());
    local.chain().mine(1);
    assertEquals("PENDING", standing());
    assertEquals("PENDING", site.root(site.token.hex()).get("standing").getAsString());
  }

  @Test
  void shouldSendAProposalThatIsNotMinedOnceHoweverOftenItIsRun() {
    site.withRewards().funded();
    local.chain().automine(false);
    String first = site.root("native").get("txHash").getAsString();
    String second = site.root("native").get("txHash").getAsString();
    String third = site.root("native").get("txHash").getAsString();
    assertEquals(List.of(first, first), List.of(second, third));
    local.chain().mine(1);
    local.chain().automine(true);
    assertEquals("PENDING", standing());
    assertEquals(third, site.root("native").get("txHash").getAsString());
    assertEquals(2, transactions(), "one for each token");
  }

  /** Nobody has noted it: whoever sent it was killed. */
  @Test
  void shouldDoNoHarmWithAProposalThatNobodyRemembers() {
    site.withRewards().funded();
    local.chain().automine(false);
    assertEquals("PROPOSED", standing());
    JsonObject again = ClaimSite.order("proposeAgain", "again-1");
    again.addProperty("token", Address.ZERO.hex());
    assertEquals(200, site.order(again).status());
    // A node that looks at what waits refuses it; another one lets it revert.
    assertTrue(List.of("PROPOSED", "FAILED").contains(standing()));
    local.chain().mine(1);
    local.chain().automine(true);
    assertEquals("PENDING", standing());
    site.passTimelock();
    assertEquals("ACTIVE", standing());
    assertEquals("100", site.claim(ALICE, Address.ZERO).get("claimableWei").getAsString());
  }

  @Test
  void shouldProposeAgainWhatAReorganisationTookAway() {
    site.withRewards().funded();
    assertEquals("PROPOSED", standing());
    assertEquals("PENDING", standing());
    local.chain().reorganise(2, List.of());
    assertEquals("null", pending());
    assertEquals("PROPOSED", standing());
    assertEquals("PENDING", standing());
  }

  @Test
  void shouldLookAfterTheOtherChainsWhereOneFails() {
    site.withRewards().funded();
    ChainId silent = new ChainId(7);
    List<ChainSetup> chains = new ArrayList<>();
    URI nobody = URI.create("http://127.0.0.1:" + Ports.free() + "/secret");
    chains.add(ClaimSite.setup(silent, Optional.of(site.contract), List.of(nobody)));
    chains.addAll(site.chains);
    site.chains = chains;
    JsonObject open = site.open();
    open.addProperty("chainId", "7");
    site.now = site.now.minus(Duration.ofDays(14));
    assertEquals(200, site.order(open).status());
    site.now = site.now.plus(Duration.ofDays(14));
    var store = site.store;
    var unused =
        store.commit(
            List.of(
                dev.curation.payments.Outbox.owed(
                    store,
                    new dev.curation.payments.Payment(
                        "silent-1",
                        silent,
                        List.of(
                            new dev.curation.payments.Transfer(
                                ALICE, ALICE, dev.curation.money.Denom.NATIVE, Wei.of(1)))),
                    site.now.minus(Duration.ofDays(2)).toEpochMilli())));
    Answer answer = site.publish();
    assertEquals(500, answer.status());
    assertTrue(answer.json().getAsJsonObject("7").has("error"), answer.text());
    assertFalse(answer.text().contains("secret"), answer.text());
    JsonObject ours = answer.json().getAsJsonObject(CHAIN.toString());
    assertEquals(
        "PROPOSED",
        ours.getAsJsonObject("roots").getAsJsonObject("native").get("standing").getAsString());
  }
}
