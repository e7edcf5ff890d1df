package dev.curation.functions;

import static dev.curation.staking.StakeFacts.CONTRACT;
import static dev.curation.staking.StakeFacts.collection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.documents.Paths;
import dev.curation.documents.Queries;
import dev.curation.functions.VoteSite.Answer;
import dev.curation.staking.StakeFacts;
import dev.curation.store.Fields;
import dev.curation.voting.Ballots;
import dev.curation.voting.VoteJson;
import dev.curation.voting.VoteMessage.Action;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.crypto.ECKeyPair;

/** The vote function as front ends meet it. */
class CastVoteTest {
  private static final AtomicInteger KEYS = new AtomicInteger(1_000);
  private static VoteSite site;

  private final ECKeyPair key = ECKeyPair.create(BigInteger.valueOf(KEYS.incrementAndGet()));

  @BeforeAll
  static void open() throws Exception {
    site = VoteSite.open(new CrossOrigin(Set.of("https://example.org")));
  }

  @AfterAll
  static void close() throws Exception {
    site.close();
  }

  private JsonObject ballot(Action action, long votes, long nonce) {
    return VoteJson.of(Ballots.of(key, action, collection(1), votes, nonce));
  }

  private Answer vote(long votes, long nonce) throws Exception {
    return site.post(ballot(Action.VOTE, votes, nonce).toString());
  }

  /** Nothing but staking events of the user is stored. */
  private void assertNothingBooked() {
    assertEquals(List.of(), site.store().query(Queries.voteEvents(StakeFacts.userOf(key))));
  }

  @Test
  void shouldBookAVoteAndAnUnVote() throws Exception {
    site.stake(key, 100);
    Answer voted = vote(25, 1);
    assertEquals(200, voted.status(), voted.toString());
    assertEquals(25, voted.number("votes"));
    assertEquals(75, voted.number("available"));
    Fields event =
        site.store().get(Paths.event(collection(1), voted.text("eventId"))).orElseThrow().fields();
    assertEquals("votesAdded", event.string("discriminator"));
    assertEquals(25, event.integer("votes"));
    assertEquals(StakeFacts.time(50), event.integer("timestamp"));
    assertTrue(voted.text("eventId").matches("1:vote:0x[0-9a-f]{64}"));

    Answer unVoted = site.post(ballot(Action.UNVOTE, 5, 2).toString());
    assertEquals(200, unVoted.status(), unVoted.toString());
    assertEquals(20, unVoted.number("votes"));
    assertEquals(80, unVoted.number("available"));
    Fields removal =
        site.store()
            .get(Paths.event(collection(1), unVoted.text("eventId")))
            .orElseThrow()
            .fields();
    assertEquals("votesRemoved", removal.string("discriminator"));
    assertEquals(StakeFacts.time(50) + 1, removal.integer("timestamp"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ethers", "viem"})
  void shouldBookWhatAWalletLibrarySigned(String library) throws Exception {
    site.stake(key, 100);
    List<JsonObject> votes =
        List.of(
            VoteJson.unsigned(Ballots.of(key, Action.VOTE, collection(1), 25, 1).message()),
            VoteJson.unsigned(Ballots.of(key, Action.UNVOTE, collection(1), 5, 2).message()));
    List<String> signatures = WalletLibrary.sign(library, key, CONTRACT.address(), votes);
    for (int i = 0; i < votes.size(); i++) {
      JsonObject vote = votes.get(i);
      vote.addProperty("signature", signatures.get(i));
      Answer answer = site.post(vote.toString());
      assertEquals(200, answer.status(), answer.toString());
      assertEquals(i == 0 ? 25 : 20, answer.number("votes"));
    }
  }

  @Test
  void shouldRefuseWhatTheUserDidNotSign() throws Exception {
    site.stake(key, 100);
    JsonObject ballot = ballot(Action.VOTE, 25, 1);
    ballot.addProperty("votes", "26");
    Answer answer = site.post(ballot.toString());
    assertEquals(401, answer.status());
    assertEquals("signature", answer.text("field"));
    ballot = ballot(Action.VOTE, 25, 1);
    ballot.addProperty("action", "unvote");
    assertEquals(401, site.post(ballot.toString()).status());
    ballot = ballot(Action.VOTE, 25, 1);
    ballot.addProperty("user", StakeFacts.address(9).hex());
    assertEquals(401, site.post(ballot.toString()).status());
    assertNothingBooked();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "action, 'transfer'",
        "action, none",
        "chainId, '0'",
        "chainId, '01'",
        "chainId, 'x'",
        "user, '0x12'",
        "collection, '0xzz00000000000000000000000000000000000000'",
        "collection, none",
        "votes, '0'",
        "votes, '-1'",
        "votes, '1.0'",
        "votes, '1e3'",
        "votes, '9223372036854775808'",
        "votes, ' 1'",
        "votes, none",
        "nonce, '00'",
        "nonce, '115792089237316195423570985008687907853269984665640564039457584007913129639936'",
        "deadline, ''",
        "deadline, none",
        "signature, '0x'",
        "signature, none",
        "extra, 'x'",
      })
  void shouldNameTheFieldThatIsWrong(String field, String value) throws Exception {
    JsonObject ballot = ballot(Action.VOTE, 25, 1);
    ballot.remove(field);
    if (value != null) {
      ballot.addProperty(field, value);
    }
    Answer answer = site.post(ballot.toString());
    assertEquals(400, answer.status(), answer.toString());
    assertEquals(field, answer.text("field"));
    assertNothingBooked();
  }

  @Test
  void shouldRefuseASignatureThatSomebodyElseCouldHaveMadeOfTheUsers() throws Exception {
    site.stake(key, 100);
    JsonObject ballot = ballot(Action.VOTE, 25, 1);
    String hex = ballot.get("signature").getAsString();
    BigInteger order =
        new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
    BigInteger upper = order.subtract(new BigInteger(hex.substring(66, 130), 16));
    String v = hex.endsWith("1b") ? "1c" : "1b";
    String padded = "0".repeat(64 - upper.toString(16).length()) + upper.toString(16);
    ballot.addProperty("signature", hex.substring(0, 66) + padded + v);
    Answer answer = site.post(ballot.toString());
    assertEquals(400, answer.status());
    assertEquals("signature", answer.text("field"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{}x",
        "{'votes':1}",
        "{\"votes\":1,\"votes\":1}",
        "{\"votes\":{}}",
        "{\"user\":1}",
        "{\"votes\":true}",
        "\u0000"
      })
  void shouldRefuseWhatIsNoVote(String body) throws Exception {
    assertEquals(400, site.post(body).status());
  }

  @Test
  void shouldAcceptNumbersAsNumbersOrText() throws Exception {
    site.stake(key, 100);
    JsonObject ballot = ballot(Action.VOTE, 25, 1);
    ballot.addProperty("votes", 25);
    ballot.addProperty("chainId", 1);
    ballot.addProperty("nonce", "1");
    ballot.addProperty(
        "deadline",
        Ballots.of(key, Action.VOTE, collection(1), 1, 1).message().deadline().toString());
    assertEquals(200, site.post(ballot.toString()).status());
  }

  @Test
  void shouldRefuseAUsedNonceAndAPassedDeadline() throws Exception {
    site.stake(key, 100);
    assertEquals(200, vote(25, 7).status());
    Answer again = vote(25, 7);
    assertEquals(409, again.status());
    assertEquals("nonce", again.text("field"));
    assertEquals(409, vote(1, 7).status());

    JsonObject late =
        VoteJson.of(
            Ballots.of(key, Action.VOTE, collection(1), 1, 8, StakeFacts.time(50) / 1000 - 1));
    Answer answer = site.post(late.toString());
    assertEquals(409, answer.status());
    assertEquals("deadline", answer.text("field"));
  }

  @Test
  void shouldSayHowManyVotesAreAvailable() throws Exception {
    Answer never = vote(1, 1);
    assertEquals(422, never.status(), never.toString());
    assertEquals(0, never.number("available"));
    site.stake(key, 100);
    assertEquals(200, vote(60, 1).status());
    Answer tooMany = vote(41, 2);
    assertEquals(422, tooMany.status());
    assertEquals("votes", tooMany.text("field"));
    assertEquals(40, tooMany.number("available"));
    Answer unVote = site.post(ballot(Action.UNVOTE, 61, 3).toString());
    assertEquals(422, unVote.status());
    assertEquals(60, unVote.number("available"));
    assertEquals(200, vote(40, 4).status());
  }

  @Test
  void shouldNotKnowOtherChainsAndCollections() throws Exception {
    site.stake(key, 100);
    CollectionId elsewhere = new CollectionId(new ChainId(5), StakeFacts.address(1));
    Answer chain = site.post(VoteJson.of(Ballots.of(key, Action.VOTE, elsewhere, 1, 1)).toString());
    assertEquals(404, chain.status());
    assertEquals("chainId", chain.text("field"));
    Answer unknown =
        site.post(VoteJson.of(Ballots.of(key, Action.VOTE, collection(99), 1, 1)).toString());
    assertEquals(404, unknown.status());
    assertEquals("collection", unknown.text("field"));
    assertNothingBooked();
  }

  @Test
  void shouldRefuseLargeBodiesAndOtherMethods() throws Exception {
    assertEquals(413, site.post(" ".repeat(16 * 1024 + 1)).status());
    var got = site.send("GET", "", "https://example.org");
    assertEquals(405, got.statusCode());
    assertEquals("POST, OPTIONS", got.headers().firstValue("Allow").orElseThrow());
  }

  @Test
  void shouldLetOnlyConfiguredPagesCallIt() throws Exception {
    var allowed = site.send("OPTIONS", "", "https://example.org").headers();
    assertEquals(
        "https://example.org", allowed.firstValue("Access-Control-Allow-Origin").orElseThrow());
    assertEquals("Content-Type", allowed.firstValue("Access-Control-Allow-Headers").orElseThrow());
    var other = site.send("OPTIONS", "", "https://example.com");
    assertEquals(204, other.statusCode());
    assertTrue(other.headers().firstValue("Access-Control-Allow-Origin").isEmpty());
    assertEquals(CrossOrigin.EVERYBODY, CrossOrigin.parse("*"));
    assertEquals(
        new CrossOrigin(Set.of("https://a.org", "https://b.org")),
        CrossOrigin.parse("https://a.org, https://b.org"));
  }

  @Test
  void shouldNeverExceedThePowerHoweverManyVotesAreCastAtOnce() throws Exception {
    site.stake(key, 100);
    int voters = 16;
    List<Callable<Integer>> votes = new ArrayList<>();
    for (int i = 0; i < voters; i++) {
      String ballot = ballot(Action.VOTE, 10, i).toString();
      votes.add(() -> site.post(ballot).status());
    }
    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(voters)) {
      for (Future<Integer> status : threads.invokeAll(votes)) {
        statuses.add(status.get());
      }
    }
    assertEquals(10, statuses.stream().filter(status -> status == 200).count(), "" + statuses);
    assertEquals(6, statuses.stream().filter(status -> status == 422).count(), "" + statuses);
    assertEquals(10, site.store().query(Queries.voteEvents(StakeFacts.userOf(key))).size());
  }
}
