package dev.curation.functions;

import static dev.curation.functions.PoolSite.ALICE;
import static dev.curation.functions.PoolSite.BOB;
import static dev.curation.functions.PoolSite.CURATOR;
import static dev.curation.functions.PoolSite.NOBODY;
import static dev.curation.functions.PoolSite.OPERATOR;
import static dev.curation.functions.PoolSite.OTHER;
import static dev.curation.functions.PoolSite.OWNER;
import static dev.curation.functions.PoolSite.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.functions.PoolSite.Answer;
import dev.curation.pools.PoolWorld;
import dev.curation.simulation.Faults;
import dev.curation.simulation.Operation;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The function as front ends meet it. */
class WithdrawalsFunctionTest {
  private static final String COLLECTION = PoolWorld.COLLECTION.address().hex();

  private final PoolSite site = new PoolSite();

  /** Refused with these words, and nothing has changed. */
  private void assertRefused(Answer answer, Map<DocumentPath, Fields> before, String wanted) {
    JsonObject json = answer.json();
    assertEquals("application/problem+json", answer.type());
    assertEquals("about:blank", json.get("type").getAsString());
    assertEquals(answer.status(), json.get("status").getAsInt());
    assertFalse(json.get("title").getAsString().isEmpty());
    assertFalse(json.get("detail").getAsString().isEmpty());
    String code = json.has("code") ? json.get("code").getAsString() : "-";
    String field = json.get("field").isJsonNull() ? "-" : json.get("field").getAsString();
    String value = json.get("value").isJsonNull() ? "-" : json.get("value").getAsString();
    assertEquals(wanted, answer.status() + " " + code + " " + field + " " + value);
    assertEquals(before, site.world.database.snapshot());
  }

  private void refuse(String wanted, JsonObject json) throws IOException {
    Map<DocumentPath, Fields> before = site.world.database.snapshot();
    assertRefused(site.post(json), before, wanted);
  }

  @Test
  void shouldPayADelegatorAndSayWhat() throws Exception {
    Answer answer =
        site.post(site.signed(ALICE, "withdraw", "curator", hex(ALICE), "operator", hex(OPERATOR)));
    assertEquals(200, answer.status(), answer.text());
    assertEquals("application/json", answer.type());
    JsonObject paid = answer.json().getAsJsonObject("payments").getAsJsonObject("native");
    assertEquals("900", paid.get("amountWei").getAsString());
    assertEquals(hex(ALICE), paid.get("to").getAsString());
    assertEquals("lazy:1:" + hex(ALICE) + ":http-1", answer.text("paymentId"));
  }

  @Test
  void shouldAnswerTheSameAgain() throws Exception {
    JsonObject json =
        site.signed(ALICE, "withdraw", "curator", hex(ALICE), "operator", hex(OPERATOR));
    Answer first = site.post(json);
    Map<DocumentPath, Fields> before = site.world.database.snapshot();
    assertEquals(first, site.post(json));
    assertEquals(before, site.world.database.snapshot());
  }

  @Test
  void shouldRefuseWhatTheRulesOfVotesRefuse() throws Exception {
    String alice = hex(ALICE);
    String operator = hex(OPERATOR);
    String nobody = hex(NOBODY);
    refuse(
        "404 UNKNOWN_OPERATOR operator " + nobody,
        site.signed(ALICE, "delegate", "curator", alice, "operator", nobody, "votes", "1"));
    refuse(
        "400 BAD_VOTES votes 0",
        site.signed(ALICE, "delegate", "curator", alice, "operator", operator, "votes", "0"));
    refuse(
        "422 INSUFFICIENT_VOTES votes 11",
        site.signed(ALICE, "delegate", "curator", alice, "operator", operator, "votes", "11"));
    refuse(
        "422 INSUFFICIENT_VOTES votes 31",
        site.signed(ALICE, "undelegate", "curator", alice, "operator", operator, "votes", "31"));
    refuse(
        "404 UNKNOWN_DELEGATION curator " + hex(BOB),
        site.signed(BOB, "undelegate", "curator", hex(BOB), "operator", operator, "votes", "1"));
    refuse(
        "400 SAME_OPERATOR target " + operator,
        site.signed(
            ALICE,
            "redelegate",
            "curator",
            alice,
            "source",
            operator,
            "target",
            operator,
            "votes",
            "1"));
    refuse(
        "404 UNKNOWN_DELEGATION operator " + nobody,
        site.signed(ALICE, "withdraw", "curator", alice, "operator", nobody));
  }

  @Test
  void shouldRefuseWhatTheRulesOfOperatorsRefuse() throws Exception {
    String operator = hex(OPERATOR);
    String owner = hex(OWNER);
    refuse(
        "409 OPERATOR_EXISTS operator " + operator,
        site.signed(
            OPERATOR,
            "createOperator",
            "operator",
            operator,
            "owner",
            owner,
            "commissionE18",
            "0"));
    refuse(
        "400 BAD_RATE commissionE18 1000000000000000001",
        site.signed(
            NOBODY,
            "createOperator",
            "operator",
            hex(NOBODY),
            "owner",
            owner,
            "commissionE18",
            "1000000000000000001"));
    refuse(
        "400 BAD_RATE rateE18 1000000000000000001",
        site.signed(
            OWNER,
            "setCommission",
            "owner",
            owner,
            "operator",
            operator,
            "rateE18",
            "1000000000000000001"));
    refuse(
        "409 OPERATOR_HAS_VOTES operator " + operator,
        site.signed(OWNER, "removeOperator", "owner", owner, "operator", operator));
    for (String action : List.of("removeOperator", "withdrawOperator")) {
      refuse(
          "403 NOT_OWNER owner " + hex(ALICE),
          site.signed(ALICE, action, "owner", hex(ALICE), "operator", operator));
      refuse(
          "404 UNKNOWN_OPERATOR operator " + hex(NOBODY),
          site.signed(OWNER, action, "owner", owner, "operator", hex(NOBODY)));
    }
  }

  @Test
  void shouldRefuseAddressesThatAreBlockedOrNotAllowed() throws Exception {
    String to = hex(BOB);
    JsonObject withdraw =
        site.signed(ALICE, "withdraw", "curator", hex(ALICE), "operator", hex(OPERATOR), "to", to);
    site.manage(
        "POST",
        "{\"action\":\"settings\",\"chainId\":\"1\",\"blockedAddresses\":[\"" + to + "\"]}");
    refuse("403 BLOCKED_ADDRESS to " + to, withdraw);
    site.manage(
        "POST",
        "{\"action\":\"settings\",\"chainId\":\"1\",\"blockedAddresses\":[],"
            + "\"withdrawAddressEnabled\":false}");
    refuse("403 WITHDRAW_ADDRESS_DISABLED to " + to, withdraw);
    refuse(
        "403 WITHDRAW_ADDRESS_DISABLED address " + to,
        site.signed(ALICE, "setWithdrawAddress", "person", hex(ALICE), "withdrawAddress", to));
    site.manage(
        "POST", "{\"action\":\"settings\",\"chainId\":\"1\",\"withdrawAddressEnabled\":true}");
    Answer paid = site.post(withdraw);
    assertEquals(200, paid.status(), paid.text());
  }

  @Test
  void shouldRefuseWhatSomebodyElseSignedOrWasSignedForSomethingElse() throws Exception {
    JsonObject json =
        site.signed(BOB, "withdraw", "curator", hex(ALICE), "operator", hex(OPERATOR));
    refuse("401 WRONG_SIGNER signature " + json.get("signature").getAsString(), json);
    JsonObject other =
        site.signed(ALICE, "withdraw", "curator", hex(ALICE), "operator", hex(OPERATOR));
    other.addProperty("to", hex(BOB));
    refuse("401 WRONG_SIGNER signature " + other.get("signature").getAsString(), other);
    JsonObject elsewhere = site.unsigned("withdrawAll", "curator", hex(ALICE));
    elsewhere.addProperty("maxDelegations", "100");
    elsewhere.addProperty("chainId", "5");
    refuse("404 UNKNOWN chainId 5", PoolSite.sign(ALICE, elsewhere));
    elsewhere.addProperty("chainId", "1");
    refuse("401 WRONG_SIGNER signature " + elsewhere.get("signature").getAsString(), elsewhere);
    refuse(
        "404 UNKNOWN collection " + hex(NOBODY),
        site.signed(CURATOR, "withdrawShares", "curator", hex(CURATOR), "collection", hex(NOBODY)));
  }

  @Test
  void shouldRefuseWhatComesTooLateAndAnIdThatWasUsed() throws Exception {
    JsonObject late = site.unsigned("withdrawAll", "curator", hex(ALICE), "maxDelegations", "1");
    String deadline = Long.toString(site.world.now.getEpochSecond() - 1);
    late.addProperty("deadline", deadline);
    refuse("409 EXPIRED deadline " + deadline, PoolSite.sign(ALICE, late));
    JsonObject first = site.unsigned("withdrawAll", "curator", hex(ALICE), "maxDelegations", "1");
    first.addProperty("requestId", "mine");
    assertEquals(200, site.post(PoolSite.sign(ALICE, first)).status());
    JsonObject second = site.unsigned("withdrawAll", "curator", hex(ALICE), "maxDelegations", "2");
    second.addProperty("requestId", "mine");
    refuse("409 REQUEST_ID_USED requestId mine", PoolSite.sign(ALICE, second));
    JsonObject another = site.unsigned("withdrawAll", "curator", hex(BOB), "maxDelegations", "1");
    another.addProperty("requestId", "mine");
    assertEquals(200, site.post(PoolSite.sign(BOB, another)).status());
  }

  /** Each one of them is one field off. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "votes | 7 | votes NUMBER",
        "votes | 1e3 | votes NUMBER",
        "votes | true | votes BOOLEAN",
        "votes | null | votes NULL",
        "votes | {} | votes BEGIN_OBJECT",
        "votes | `\"-1\"` | votes -1",
        "votes | `\"1.0\"` | votes 1.0",
        "votes | `\"0x10\"` | votes 0x10",
        "votes | `\"007\"` | votes 007",
        "chainId | 1 | chainId NUMBER",
        "chainId | `\"zero\"` | chainId zero",
        "deadline | 99999999999 | deadline NUMBER",
        "requestId | `\"with space\"` | requestId with space",
        "action | `\"steal\"` | action steal",
        "curator | `\"0x12\"` | curator 0x12",
        "operator | `\"0x0000000000000000000000000000000000000000\"` | operator"
            + " 0x0000000000000000000000000000000000000000",
        "to | `\"0x1111111111111111111111111111111111111111\"` | to"
            + " 0x1111111111111111111111111111111111111111",
        "memo | `\"hello\"` | memo null",
        "signature | `\"0x12\"` | signature 0x12",
      })
  void shouldRefuseAFieldThatIsNotAsItShouldBe(String field, String value, String wanted)
      throws Exception {
    JsonObject json = delegation();
    json.add(field, JsonParser.parseString(value));
    refuse("400 - " + wanted, json);
  }

  @ParameterizedTest
  @ValueSource(strings = {"votes", "chainId", "requestId", "deadline", "signature", "curator"})
  void shouldRefuseAnEmptyField(String field) throws Exception {
    JsonObject json = delegation();
    json.addProperty(field, "");
    refuse("400 - " + field + " ", json);
  }

  private JsonObject delegation() {
    return site.signed(
        ALICE, "delegate", "curator", hex(ALICE), "operator", hex(OTHER), "votes", "7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "action",
        "chainId",
        "requestId",
        "deadline",
        "signature",
        "curator",
        "operator",
        "votes"
      })
  void shouldRefuseWhatLacksAFieldOrHasItTwice(String field) throws Exception {
    JsonObject json = delegation();
    String whole = json.toString();
    String twice =
        whole.substring(0, whole.length() - 1) + ",\"" + field + "\":" + json.get(field) + "}";
    Map<DocumentPath, Fields> before = site.world.database.snapshot();
    assertRefused(
        site.send("POST", "/", twice.getBytes(StandardCharsets.UTF_8)),
        before,
        "400 - " + field + " " + json.get(field).getAsString());
    json.remove(field);
    refuse("400 - " + field + " null", json);
    assertEquals(200, site.send("POST", "/", bytes(whole)).status());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[]", "null", "7", "{}{}", "{\"action\":\"withdraw\",}", "\u0000"})
  void shouldRefuseWhatIsNoRequest(String body) throws Exception {
    Answer answer = site.send("POST", "/", bytes(body));
    assertEquals(400, answer.status());
    assertEquals("application/problem+json", answer.type());
  }

  @Test
  void shouldRefuseLargeBodiesOtherEncodingsAndOtherMethods() throws Exception {
    Map<DocumentPath, Fields> before = site.world.database.snapshot();
    assertRefused(site.send("POST", "/", new byte[16 * 1024 + 1]), before, "413 - body -");
    assertRefused(site.send("POST", "/", new byte[] {(byte) 0xff}), before, "400 - body 1 bytes");
    assertRefused(site.send("PUT", "/", new byte[0]), before, "405 - - -");
    assertEquals(204, site.send("OPTIONS", "/", new byte[0]).status());
  }

  @Test
  void shouldTellHowThePoolStands() throws Exception {
    String pool = "/v1/pools/1";
    assertEquals("30", site.get(pool).text("totalVotes"));
    JsonObject left = site.get(pool + "/outstanding").json().getAsJsonObject("outstanding");
    assertEquals("1000", left.getAsJsonObject("native").get("leftWei").getAsString());
    Answer page = site.get(pool + "/operators?limit=1");
    assertEquals(1, page.json().getAsJsonObject("operators").size());
    Answer rest = site.get(pool + "/operators?limit=1&after=" + page.text("next"));
    assertEquals(1, rest.json().getAsJsonObject("operators").size());
    assertTrue(rest.json().get("next").isJsonNull());
    assertEquals("30", site.get(pool + "/operators/" + hex(OPERATOR)).text("votes"));
    String alice = pool + "/people/" + hex(ALICE);
    assertEquals(
        "900", site.get(alice).json().getAsJsonObject("claimableWei").get("native").getAsString());
    assertEquals("30", site.get(alice + "/delegations/" + hex(OPERATOR)).text("votes"));
    assertEquals(
        "1000",
        site.get(pool + "/people/" + hex(CURATOR) + "/shares/" + COLLECTION).text("claimableWei"));
    JsonObject json =
        site.signed(ALICE, "withdrawAll", "curator", hex(ALICE), "maxDelegations", "1");
    site.post(json);
    Answer request = site.get(alice + "/requests/" + json.get("requestId").getAsString());
    assertEquals("withdrawAll", request.text("action"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/pool | 404 - path",
        "/v2/pools/1 | 404 - path",
        "/v1/pools | 404 - path",
        "/v1/pools/1/what | 404 - path",
        "/v1/pools/one | 400 - pool",
        "/v1/pools/1?limit=1 | 400 - limit",
        "/v1/pools/1/operators?limit=0 | 400 - limit",
        "/v1/pools/1/operators?limit=101 | 400 - limit",
        "/v1/pools/1/operators?limit=1&limit=2 | 400 - limit",
        "/v1/pools/1/operators?after=x | 400 - after",
        "/v1/pools/1/operators?sort=x | 400 - sort",
        "/v1/pools/1/operators/0x12 | 400 - operator",
        "/v1/pools/1/operators/0x1111111111111111111111111111111111111111 | 404 - operator",
        "/v1/pools/1/people/x | 400 - person",
        "/v1/pools/1/people/0x1111111111111111111111111111111111111111/delegations/x | 400 -"
            + " operator",
        "/v1/pools/1/people/0x1111111111111111111111111111111111111111/shares/"
            + "0x1111111111111111111111111111111111111111 | 404 - collection",
        "/v1/pools/1/people/0x1111111111111111111111111111111111111111/requests/none | 404 -"
            + " requestId",
        "/v1/pools/1/people/0x1111111111111111111111111111111111111111/requests/a%20b | 404 -"
            + " requestId",
      })
  void shouldRefuseQuestionsThatItDoesNotUnderstand(String address, String wanted)
      throws Exception {
    Map<DocumentPath, Fields> before = site.world.database.snapshot();
    Answer answer = site.get(address);
    String value = answer.json().get("value").getAsString();
    assertRefused(answer, before, wanted + " " + value);
  }

  @Test
  void shouldTakeTheBlameWithoutTellingWhatFailed() throws Exception {
    byte[] body = bytes(delegation().toString());
    Map<DocumentPath, Fields> before = site.world.database.snapshot();
    Answer away = fail(new StoreException.Unavailable("secret", null), body);
    Answer broken = fail(new StoreException.Refused("secret", null), body);
    assertRefused(away, before, "503 - - -");
    assertRefused(broken, before, "500 - - -");
    assertFalse((away.text() + broken.text()).contains("secret"));
  }

  private Answer fail(StoreException failure, byte[] body) throws IOException {
    Faults faults =
        new Faults() {
          @Override
          public void beforeOperation(Operation operation) {
            throw failure;
          }
        };
    return site.send(site.world.process(faults), "POST", "/", body);
  }
}
