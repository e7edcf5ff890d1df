package dev.curation.functions;

import static dev.curation.functions.ClaimSite.ALICE;
import static dev.curation.functions.ClaimSite.BOB;
import static dev.curation.functions.ClaimSite.CHAIN;
import static dev.curation.functions.ClaimSite.NOBODY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.chain.Address;
import dev.curation.commits.ContentHash;
import dev.curation.documents.ClaimPaths;
import dev.curation.functions.ClaimSite.Answer;
import dev.curation.local.DistributorCalls;
import dev.curation.local.LocalChain;
import dev.curation.local.MerkleTreeScript;
import dev.curation.local.Ports;
import dev.curation.merkle.TreeFile;
import dev.curation.money.Wei;
import dev.curation.simulation.SimulatedStore;
import dev.curation.store.DocumentPath;
import dev.curation.store.Write;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What front ends and auditors are told of claims, by a real contract. */
final class ClaimsTest {
  private static final LocalChain LOCAL = LocalChain.start();
  private static final String OURS = "/v1/claims/" + CHAIN;

  private final ClaimSite site = new ClaimSite(LOCAL);

  @AfterAll
  static void stop() {
    LOCAL.close();
  }

  private String contentHash(String which) {
    for (var each : site.get(OURS).json().getAsJsonArray("tokens")) {
      if (each.getAsJsonObject().get("token").getAsString().equals(Address.ZERO.hex())) {
        return each.getAsJsonObject().getAsJsonObject(which).get("contentHash").getAsString();
      }
    }
    throw new AssertionError("no tree");
  }

  @Test
  void shouldTellWhatAnAccountCanClaimWithItsProof() {
    site.withRewards().funded().active();
    JsonObject claim = site.claim(ALICE, Address.ZERO);
    assertEquals("100", claim.get("earnedWei").getAsString());
    assertEquals("100", claim.get("cumulativeWei").getAsString());
    assertEquals("0", claim.get("claimedWei").getAsString());
    assertEquals("100", claim.get("claimableWei").getAsString());
    List<String> proof =
        claim.getAsJsonArray("proof").asList().stream().map(node -> node.getAsString()).toList();
    var unused =
        LOCAL
            .chain()
            .call(
                5,
                site.contract,
                DistributorCalls.claim(
                    ALICE, new DistributorCalls.Claim(Address.ZERO, Wei.of(100), proof)));
    assertEquals("7", site.claim(ALICE, site.token).get("claimableWei").getAsString());
    assertEquals(0, site.claim(ALICE, site.token).getAsJsonArray("proof").size(), "alone");
  }

  @Test
  void shouldTellOfAnAccountWithNothing() {
    site.withRewards().funded().active();
    JsonObject claim = site.claim(NOBODY, Address.ZERO);
    assertEquals("0", claim.get("earnedWei").getAsString());
    assertEquals("0", claim.get("claimableWei").getAsString());
    assertTrue(claim.get("proof").isJsonNull());
  }

  @Test
  void shouldTellWhatIsEarnedBeforeItCanBeClaimed() {
    site.withRewards();
    var made = site.publish();
    assertEquals(200, made.status());
    JsonObject before = site.claim(ALICE, Address.ZERO);
    assertEquals("100", before.get("earnedWei").getAsString());
    assertEquals("0", before.get("claimableWei").getAsString());
    assertTrue(before.get("root").isJsonNull());
    assertTrue(before.get("proof").isJsonNull());
    site.funded();
    var unused = site.publish();
    JsonObject pending = site.claim(ALICE, Address.ZERO);
    assertEquals(contentHashRoot(), pending.get("pendingRoot").getAsString());
    assertEquals(
        site.chainTime().plus(ClaimSite.TIMELOCK).toEpochMilli(),
        pending.get("pendingActiveAt").getAsLong());
    assertEquals("0", pending.get("claimableWei").getAsString());
  }

  private String contentHashRoot() {
    return site.root("native").get("root").getAsString();
  }

  @Test
  void shouldTellOfAChainWithItsTokens() {
    site.withRewards().funded().active();
    JsonObject chain = site.get(OURS).json();
    assertEquals(CHAIN.toString(), chain.get("chainId").getAsString());
    assertEquals(site.contract.hex(), chain.get("distributor").getAsString());
    JsonObject native0 = chain.getAsJsonArray("tokens").get(1).getAsJsonObject();
    assertEquals(Address.ZERO.hex(), native0.get("token").getAsString());
    assertEquals("1000000", native0.get("fundedWei").getAsString());
    assertEquals(native0.get("newest"), native0.get("active"));
    assertEquals("120", native0.getAsJsonObject("newest").get("totalWei").getAsString());
    assertEquals(2, native0.getAsJsonObject("newest").get("accounts").getAsInt());
  }

  @Test
  void shouldServeATreeAsAFileThatIsItsName() {
    site.withRewards();
    var unused = site.publish();
    String hash = contentHash("newest");
    Answer file = site.get(OURS + "/trees/" + hash);
    assertEquals(200, file.status());
    assertEquals("application/json", file.header("Content-Type"));
    assertEquals("public, max-age=31536000, immutable", file.header("Cache-Control"));
    assertEquals("nosniff", file.header("X-Content-Type-Options"));
    assertEquals("*", file.header("Access-Control-Allow-Origin"));
    assertEquals(hash, ContentHash.of(file.text()));
    byte[] bytes = file.text().getBytes(StandardCharsets.UTF_8);
    assertEquals(Wei.of(120), TreeFile.read(new ByteArrayInputStream(bytes)).total());
  }

  @Test
  void shouldServeATreeAsOpenZeppelinLoadsIt() throws IOException, InterruptedException {
    site.withRewards();
    var unused = site.publish();
    Answer dump = site.get(OURS + "/trees/" + contentHash("newest") + ".openzeppelin");
    assertEquals(200, dump.status());
    JsonObject loaded =
        MerkleTreeScript.run("load", JsonParser.parseString(dump.text())).getAsJsonObject();
    assertEquals(contentHashRoot(), loaded.get("root").getAsString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /v1/claims/x|400 chainId x
          /v1/claims/-1|400 chainId -1
          /v1/claims/7|404 chainId 7
          /v1/claims/31337?a=b|400 a [b]
          /v1/claims/31337/accounts|404 path claims/31337/accounts
          /v1/claims/31337/accounts/0x12|400 account 0x12
          /v1/claims/31337/accounts/0x1212121212121212121212121212121212121212?at=1|400 at [1]
          /v1/claims/7/accounts/0x1212121212121212121212121212121212121212|404 chainId 7
          /v1/claims/31337/trees/abc|404 contentHash abc
          /v1/claims/31337/trees/0000000000000000000000000000000000000000000000000000000000000000|404 contentHash 0000000000000000000000000000000000000000000000000000000000000000
          /v1/claims?a=b|400 a [b]
          /v1/claims/31337/other|404 path claims/31337/other
          /v2/claims/31337|404 path /v2/claims/31337
          """)
  void shouldRefuseWhatIsNotThere(String path, String refusal) {
    site.withRewards();
    Answer answer = site.get(path);
    assertEquals(refusal, answer.refusal());
    assertEquals("application/problem+json", answer.header("Content-Type"));
  }

  @Test
  void shouldTakeNoParametersForATree() {
    site.withRewards();
    var unused = site.publish();
    String hash = contentHash("newest");
    assertEquals("400 x [1]", site.get(OURS + "/trees/" + hash + "?x=1").refusal());
  }

  @Test
  void shouldSayThatAChainHasNoClaimsYet() {
    assertEquals("404 chainId 31337", site.get(OURS).refusal());
    assertEquals("404 chainId 31337", site.get(OURS + "/accounts/" + ALICE).refusal());
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE"})
  void shouldOnlyBeAsked(String method) {
    Answer answer = site.call(Claims::new, method, OURS, "{}");
    assertEquals(405, answer.status());
    assertEquals("GET, OPTIONS", answer.header("Allow"));
  }

  @Test
  void shouldAnswerBrowsersFirst() {
    Answer answer = site.call(Claims::new, "OPTIONS", OURS, "");
    assertEquals(204, answer.status());
    assertEquals("*", answer.header("Access-Control-Allow-Origin"));
  }

  @Test
  void shouldSayThatTheChainDoesNotAnswer() {
    site.withRewards();
    var unused = site.publish();
    String hash = contentHash("newest");
    site.chains =
        List.of(
            ClaimSite.setup(
                CHAIN,
                Optional.of(site.contract),
                List.of(URI.create("http://127.0.0.1:" + Ports.free()))));
    Answer answer = site.get(OURS + "/accounts/" + ALICE);
    assertEquals(503, answer.status());
    assertEquals("1", answer.header("Retry-After"));
    assertFalse(answer.text().contains("127.0.0.1"), answer.text());
    assertEquals(200, site.get(OURS + "/trees/" + hash).status(), "needs no chain");
  }

  @Test
  void shouldSayThatTheDatabaseDoesNotAnswer() {
    site.withRewards();
    var unused = site.publish();
    String hash = contentHash("newest");
    site.store = new SimulatedStore(site.database, dev.curation.pools.Mishap.outage(1));
    Answer answer = site.get(OURS + "/trees/" + hash);
    assertEquals(503, answer.status());
    assertEquals("application/problem+json", answer.header("Content-Type"));
    assertEquals(503, site.get(OURS).status());
  }

  @Test
  void shouldServeNothingFromDamagedPages() {
    site.withRewards();
    var unused = site.publish();
    String hash = contentHash("newest");
    DocumentPath page = ClaimPaths.accountPage(CHAIN, hash, 0);
    var unusedWritten = site.store.commit(List.of(new Write.Delete(page)));
    Answer answer = site.get(OURS + "/trees/" + hash);
    assertEquals(500, answer.status());
    assertEquals("no-store", answer.header("Cache-Control"));
    assertEquals(500, site.get(OURS + "/accounts/" + BOB).status());
  }

  @Test
  void shouldListTheRootsInForceAndBehindTheirTimelock() {
    site.withRewards().funded().active();
    String first = contentHash("active");
    site.now = Instant.ofEpochMilli(site.now.toEpochMilli());
    site.owe(BOB, 5, 0);
    site.endOfWeek();
    var unused = site.publish();
    assertEquals(first, contentHash("active"));
    assertFalse(contentHash("newest").equals(first));
    JsonObject bob = site.claim(BOB, Address.ZERO);
    assertEquals("25", bob.get("earnedWei").getAsString());
    assertEquals("20", bob.get("claimableWei").getAsString());
    site.passTimelock();
    assertEquals("25", site.claim(BOB, Address.ZERO).get("claimableWei").getAsString());
    assertEquals(200, site.get(OURS + "/trees/" + first).status(), "old trees stay");
  }
}
