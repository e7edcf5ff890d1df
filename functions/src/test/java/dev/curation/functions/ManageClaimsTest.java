package dev.curation.functions;

import static dev.curation.functions.ClaimSite.CHAIN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.documents.ClaimPaths;
import dev.curation.functions.ClaimSite.Answer;
import dev.curation.local.LocalChain;
import dev.curation.store.Fields;
import dev.curation.time.Week;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators of claims may order; each order is done once, or nothing changes. */
final class ManageClaimsTest {
  private static final LocalChain LOCAL = LocalChain.start();

  private final ClaimSite site = new ClaimSite(LOCAL);
  private final Week next = new Week(Week.of(site.now.toEpochMilli()).end());

  @AfterAll
  static void stop() {
    LOCAL.close();
  }

  private void assertRefused(String refusal, JsonObject order) {
    var before = site.database.snapshot();
    Answer answer = site.order(order);
    assertEquals(refusal, answer.refusal(), answer.text());
    assertEquals("application/problem+json", answer.header("Content-Type"));
    assertEquals(before, site.database.snapshot(), "nothing changes");
  }

  @Test
  void shouldOpenAChainsClaimsFromTheNextWeekAndRecordWhoOrderedIt() {
    Answer answer = site.order(site.open());
    assertEquals(200, answer.status());
    assertEquals(next.id(), answer.json().get("from").getAsString());
    assertEquals(site.contract.hex(), answer.json().get("distributor").getAsString());
    Fields act = site.store.get(ClaimPaths.act(CHAIN, "open-1")).orElseThrow().fields();
    assertEquals("olga@example.org", act.string("who"));
    assertEquals("as agreed on Monday", act.string("why"));
  }

  @Test
  void shouldOpenForALaterWeek() {
    JsonObject order = site.open();
    order.addProperty("from", new Week(next.end()).id());
    assertEquals(Long.toString(next.end()), site.order(order).json().get("from").getAsString());
  }

  @Test
  void shouldDoTheSameOrderOnceAndAnswerTheSame() {
    Answer first = site.order(site.open());
    var after = site.database.snapshot();
    site.now = site.now.plus(Duration.ofDays(30));
    assertEquals(first.json(), site.order(site.open()).json());
    assertEquals(after, site.database.snapshot());
    JsonObject other = site.open();
    other.addProperty("why", "another reason");
    assertRefused("400 requestId open-1", other);
  }

  @Test
  void shouldOpenNoChainTwice() {
    assertEquals(200, site.order(site.open()).status());
    JsonObject again = site.open();
    again.addProperty("requestId", "open-2");
    assertRefused("400 chainId 31337", again);
  }

  @Test
  void shouldOpenForNoWeekThatHasBegun() {
    JsonObject order = site.open();
    long begun = Week.of(site.now.toEpochMilli()).start();
    order.addProperty("from", Long.toString(begun));
    assertRefused("400 from " + begun, order);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "NOTHING",
      textBlock =
          """
          action|close|400 action close
          action|NOTHING|400 action null
          chainId|x|400 chainId x
          chainId|7|400 chainId 7
          chainId|NOTHING|400 chainId null
          from|1|400 periodStart 1
          from|soon|400 from soon
          from|-1|400 from -1
          from|9223372036854775808|400 from 9223372036854775808
          requestId|NOTHING|400 requestId null
          why|NOTHING|400 why null
          who|NOTHING|400 who null
          token|0x0000000000000000000000000000000000000000|400 token "0x0000000000000000000000000000000000000000"
          """)
  void shouldNameWhatIsWrong(String field, String value, String refusal) {
    JsonObject order = site.open();
    order.remove(field);
    if (value != null) {
      order.addProperty(field, value);
    }
    assertRefused(refusal, order);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "1", "\"open\""})
  void shouldTakeNothingButAJsonObject(String body) {
    Answer answer = site.call(ManageClaims::new, "POST", "/", body);
    assertEquals(400, answer.status(), answer.text());
    assertEquals("body", answer.json().get("field").getAsString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "OPTIONS"})
  void shouldTakeNoOtherMethodThanPost(String method) {
    Answer answer = site.call(ManageClaims::new, method, "/", "");
    assertEquals(405, answer.status());
    assertEquals("POST", answer.header("Allow"));
  }

  @Test
  void shouldOpenNothingWithoutADistributor() {
    site.chains = List.of(ClaimSite.setup(CHAIN, Optional.empty(), List.of()));
    assertRefused("400 chainId 31337", site.open());
    site.chains = List.of();
    assertRefused("400 chainId 31337", site.open());
  }

  @Test
  void shouldOpenWithoutANode() {
    site.chains = List.of(ClaimSite.setup(new ChainId(5), Optional.of(site.contract), List.of()));
    JsonObject order = site.open();
    order.addProperty("chainId", "5");
    assertEquals(200, site.order(order).status());
  }

  @Test
  void shouldProposeAgainOnlyWhereThereIsATree() {
    JsonObject again = ClaimSite.order("proposeAgain", "again-1");
    again.addProperty("token", Address.ZERO.hex());
    assertRefused("400 token native", again);
    again.addProperty("token", "0x1");
    assertRefused("400 token 0x1", again);
    again.remove("token");
    assertRefused("400 token null", again);
    again.addProperty("from", "1");
    assertRefused("400 from \"1\"", again);
  }
}
