package dev.curation.functions;

import static dev.curation.functions.ProgramSite.HOUR;
import static dev.curation.functions.ProgramSite.START;
import static dev.curation.functions.ProgramSite.TOKEN;
import static dev.curation.functions.ProgramSite.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.functions.ProgramSite.Answer;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people sign about reward programs, and why it is refused. */
class ProgramsFunctionTest {
  private final ProgramSite site = new ProgramSite();

  /** Refused with these words, and nothing has changed. */
  private void assertRefused(Answer answer, Map<DocumentPath, Fields> before, String wanted) {
    JsonObject json = answer.json();
    assertEquals("application/problem+json", answer.type());
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

  private long create() throws IOException {
    Answer answer = site.post(ProgramSite.sign("carl", site.creation()));
    assertEquals(200, answer.status(), answer.text());
    return answer.json().getAsJsonObject("result").get("program").getAsLong();
  }

  private JsonObject claim(String who, long program) {
    return site.signed(who, "claimRewards", "curator", hex(who), "program", Long.toString(program));
  }

  private JsonObject end(String who, long program) {
    return site.signed(who, "endProgram", "creator", hex(who), "program", Long.toString(program));
  }

  /** Each is one field off; what is asked for is signed as it is. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "title | ' ' | 400 TITLE_BLANK title",
        "description | '\t' | 400 DESCRIPTION_BLANK description",
        "creator | 0x12 | 400 INVALID_ADDRESS creator",
        "creator | 0x0000000000000000000000000000000000000000 | 400 INVALID_ADDRESS creator",
        "totalRewardPool | 0 | 400 POOL_NOT_POSITIVE totalRewardPool",
        "maxRewardByAddress | 0 | 400 MAX_REWARD_NOT_POSITIVE maxRewardByAddress",
        "maxRewardByAddress | 901 | 400 MAX_REWARD_ABOVE_POOL maxRewardByAddress",
        "claimPeriods | 0 | 400 CLAIM_PERIODS_RANGE claimPeriods",
        "claimPeriods | 10001 | 400 CLAIM_PERIODS_RANGE claimPeriods",
        "claimPeriods | 901 | 400 PERIOD_POOL_ZERO totalRewardPool",
        "claimPeriodSeconds | 3599 | 400 CLAIM_PERIOD_SECONDS_RANGE claimPeriodSeconds",
        "claimPeriodSeconds | 31622401 | 400 CLAIM_PERIOD_SECONDS_RANGE claimPeriodSeconds",
        "expirationOffsetSeconds | 3599 | 400 EXPIRATION_OFFSET_RANGE expirationOffsetSeconds",
        "expirationOffsetSeconds | 315360001 | 400 EXPIRATION_OFFSET_RANGE"
            + " expirationOffsetSeconds",
        "maxRolloverClaimPeriods | 10001 | 400 MAX_ROLLOVER_RANGE maxRolloverClaimPeriods",
        "minimumRolloverBps | 10001 | 400 MINIMUM_ROLLOVER_RANGE minimumRolloverBps",
        "programStartMs | 1699999999999 | 422 START_IN_PAST programStartMs",
        "programStartMs | 9223372036854775807 | 400 - programStartMs",
      })
  void shouldRefuseAProgramThatIsNotAsItShouldBe(String field, String value, String wanted)
      throws IOException {
    JsonObject json = site.creation();
    json.addProperty(field, value);
    String shown = wanted.endsWith("totalRewardPool") && !field.startsWith("total") ? "900" : value;
    refuse(wanted + " " + shown, ProgramSite.sign("carl", json));
  }

  @Test
  void shouldRefuseTextsThatAreTooLongAndOtherAssetsAndTooMuch() throws IOException {
    JsonObject title = site.creation();
    title.addProperty("title", "\uD83D\uDC12".repeat(141));
    refuse(
        "400 TITLE_TOO_LONG title " + "\uD83D\uDC12".repeat(100) + "...",
        ProgramSite.sign("carl", title));
    JsonObject description = site.creation();
    description.addProperty("description", "d".repeat(10_001));
    refuse(
        "400 DESCRIPTION_TOO_LONG description " + "d".repeat(200) + "...",
        ProgramSite.sign("carl", description));
    JsonObject asset = site.creation();
    asset.addProperty("maxRewardAsset", hex("ann"));
    refuse("400 ASSET_MISMATCH maxRewardAsset 1:" + hex("ann"), ProgramSite.sign("carl", asset));
    JsonObject much = site.creation();
    much.addProperty("totalRewardPool", "5001");
    refuse("422 INSUFFICIENT_FUNDS totalRewardPool 5001", ProgramSite.sign("carl", much));
    JsonObject none = site.creation();
    none.add("qualifyingActions", new JsonArray());
    refuse("400 NO_QUALIFYING_ACTIONS qualifyingActions 0", ProgramSite.sign("carl", none));
    JsonObject many = site.creation();
    for (int i = 0; i < 16; i++) {
      many.getAsJsonArray("qualifyingActions").add(ProgramSite.action("SALE"));
    }
    refuse("400 TOO_MANY_ACTIONS qualifyingActions 17", ProgramSite.sign("carl", many));
  }

  /** Of the third of three actions. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DANCE | role | BUYER | ACTION_UNSUPPORTED | type | DANCE",
        "UNVOTE | role | BUYER | ACTION_UNSUPPORTED | type | UNVOTE",
        "VOTE | minimumActions | 1001 | ACTION_MIN_ABOVE_MAX | minimumActions | 1001",
        "VOTE | maximumActions | 0 | ACTION_MAX_BELOW_ONE | maximumActions | 0",
        "STAKE | maximumStake | 4 | ACTION_STAKE_BAND | maximumStake | 4",
        "SALE | maximumStake | 6 | ACTION_FIELD_NOT_ALLOWED | maximumStake | 6",
        "VOTE | percentileHigh | 10001 | ACTION_PERCENTILE_BAND | percentileBps | [0, 10001]",
        "VOTE | percentileLow | 10001 | ACTION_PERCENTILE_BAND | percentileBps | [10001, 10000]",
        "VOTE | percentileMetric | LUCK | ACTION_PERCENTILE_BAND | percentileMetric | LUCK",
        "SALE | role | THIEF | ACTION_ROLE | role | THIEF",
        "VOTE | role | BUYER | ACTION_ROLE | role | BUYER",
        "VOTE | ownerMultiplier | 1000001 | ACTION_MULTIPLIER | ownerMultiplier | 1000001",
        "SALE | ownerMultiplier | 2 | ACTION_FIELD_NOT_ALLOWED | ownerMultiplier | 2",
      })
  void shouldNameTheActionThatIsNotAsItShouldBe(
      String type, String field, String value, String code, String named, String shown)
      throws IOException {
    JsonObject json = site.creation();
    JsonObject action = ProgramSite.action(type);
    action.addProperty("minimumStake", "5");
    action.addProperty(field, value);
    json.getAsJsonArray("qualifyingActions").add(ProgramSite.action("SALE"));
    json.getAsJsonArray("qualifyingActions").add(action);
    refuse(
        "400 " + code + " qualifyingActions[2]." + named + " " + shown,
        ProgramSite.sign("carl", json));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "minimumActions | 0 | qualifyingActions[0].minimumActions NUMBER",
        "minimumActions | `\"-1\"` | qualifyingActions[0].minimumActions -1",
        "minimumActions | `\"9223372036854775808\"` | qualifyingActions[0].minimumActions"
            + " 9223372036854775808",
        "maximumStake | `\"115792089237316195423570985008687907853269984665640564039457584007"
            + "913129639935\"` | qualifyingActions[0].maximumStake"
            + " 115792089237316195423570985008687907853269984665640564039457584007913129639935",
        "role | null | qualifyingActions[0].role NULL",
        "role | [] | qualifyingActions[0].role BEGIN_ARRAY",
        "luck | `\"7\"` | qualifyingActions[0].luck null",
      })
  void shouldRefuseAnActionThatCannotBeRead(String field, String value, String wanted)
      throws IOException {
    JsonObject json = site.creation();
    json.getAsJsonArray("qualifyingActions")
        .get(0)
        .getAsJsonObject()
        .add(field, JsonParser.parseString(value));
    refuse("400 - " + wanted, ProgramSite.sign("carl", json));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "totalRewardPool | 900 | totalRewardPool NUMBER",
        "totalRewardPool | `\"-900\"` | totalRewardPool -900",
        "totalRewardPool | `\"1e3\"` | totalRewardPool 1e3",
        "totalRewardPool | `\"0900\"` | totalRewardPool 0900",
        "claimPeriods | `\"9223372036854775808\"` | claimPeriods 9223372036854775808",
        "asset | `\"0x12\"` | asset 0x12",
        "chainId | 1 | chainId NUMBER",
        "requestId | `\"with space\"` | requestId with space",
        "action | `\"steal\"` | action steal",
        "signature | `\"0x12\"` | signature 0x12",
        "qualifyingActions | `\"all\"` | qualifyingActions null",
        "memo | `\"hello\"` | memo null",
        "program | `\"1\"` | program 1",
      })
  void shouldRefuseWhatCannotBeRead(String field, String value, String wanted) throws IOException {
    JsonObject json = ProgramSite.sign("carl", site.creation());
    json.add(field, JsonParser.parseString(value));
    refuse("400 - " + wanted, json);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "action",
        "chainId",
        "requestId",
        "deadline",
        "signature",
        "title",
        "description",
        "asset",
        "creator",
        "totalRewardPool",
        "claimPeriods",
        "programStartMs",
        "expirationOffsetSeconds"
      })
  void shouldRefuseWhatLacksAFieldOrHasItTwice(String field) throws IOException {
    JsonObject json = ProgramSite.sign("carl", site.creation());
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
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "7", "{}{}", "{\"action\":\"endProgram\",}"})
  void shouldRefuseWhatIsNoRequest(String body) throws IOException {
    Answer answer = site.send("POST", "/", body.getBytes(StandardCharsets.UTF_8));
    assertEquals(400, answer.status());
    assertEquals("application/problem+json", answer.type());
  }

  @Test
  void shouldRefuseLargeBodiesAndOtherMethods() throws IOException {
    Map<DocumentPath, Fields> before = site.world.database.snapshot();
    assertRefused(site.send("POST", "/", new byte[160 * 1024 + 1]), before, "413 - body -");
    assertRefused(site.send("POST", "/", new byte[] {(byte) 0xff}), before, "400 - body 1 bytes");
    assertRefused(site.send("DELETE", "/", new byte[0]), before, "405 - - -");
  }

  @Test
  void shouldTakeTheLongestProgramThereMayBe() throws IOException {
    JsonObject json = site.creation();
    json.addProperty("title", "\uD83D\uDC12".repeat(140));
    json.addProperty("description", "\uD83D\uDC12".repeat(10_000));
    for (int i = 1; i < 16; i++) {
      JsonObject action = ProgramSite.action("STAKE");
      action.addProperty("minimumStake", Integer.toString(i));
      action.addProperty("maximumStake", "100");
      json.getAsJsonArray("qualifyingActions").add(action);
    }
    Answer answer = site.post(ProgramSite.sign("carl", json));
    assertEquals(200, answer.status(), answer.text());
    JsonArray actions = site.get("/v1/programs/1").json().getAsJsonArray("actions");
    for (int i = 1; i < 16; i++) {
      assertEquals(
          Integer.toString(i), actions.get(i).getAsJsonObject().get("minimumStake").getAsString());
    }
  }

  @Test
  void shouldRefuseWhatSomebodyElseSignedOrWasSignedForSomethingElse() throws IOException {
    JsonObject stranger = ProgramSite.sign("ann", site.creation());
    refuse("401 WRONG_SIGNER signature " + stranger.get("signature").getAsString(), stranger);
    JsonObject changed = ProgramSite.sign("carl", site.creation());
    changed
        .getAsJsonArray("qualifyingActions")
        .get(0)
        .getAsJsonObject()
        .addProperty("maximumActions", "1001");
    refuse("401 WRONG_SIGNER signature " + changed.get("signature").getAsString(), changed);
    JsonObject elsewhere = site.creation();
    elsewhere.addProperty("chainId", "5");
    refuse("404 UNKNOWN chainId 5", ProgramSite.sign("carl", elsewhere));
  }

  @Test
  void shouldRefuseWhatComesTooLateAndAnIdThatWasUsed() throws IOException {
    JsonObject late = site.creation();
    String deadline = Long.toString(START / 1000 - 1);
    late.addProperty("deadline", deadline);
    refuse("409 EXPIRED deadline " + deadline, ProgramSite.sign("carl", late));
    JsonObject first = ProgramSite.sign("carl", site.creation());
    Answer done = site.post(first);
    assertEquals(200, done.status(), done.text());
    Map<DocumentPath, Fields> before = site.world.database.snapshot();
    site.world.now = site.world.now.plusSeconds(7_200);
    assertEquals(done, site.post(first));
    assertEquals(before, site.world.database.snapshot());
    JsonObject second = site.creation();
    second.addProperty("requestId", first.get("requestId").getAsString());
    second.addProperty("title", "Another title");
    refuse(
        "409 REQUEST_ID_USED requestId " + first.get("requestId").getAsString(),
        ProgramSite.sign("carl", second));
  }

  @Test
  void shouldEndAProgramOnlyForItsCreatorAndOnlyWhileItRuns() throws IOException {
    refuse("404 PROGRAM_NOT_FOUND program 1", end("carl", 1));
    long program = create();
    refuse("403 NOT_AUTHORIZED creator " + hex("ann"), end("ann", program));
    JsonObject invalid = site.unsigned("endProgram", "creator", "carl", "program", "1");
    refuse("400 INVALID_ADDRESS creator carl", ProgramSite.sign("carl", invalid));
    site.world.know(START + HOUR);
    Answer answer = site.post(end("carl", program));
    assertEquals(
        START + 2 * HOUR, answer.json().getAsJsonObject("result").get("endsAtMs").getAsLong());
    site.world.know(START + 2 * HOUR);
    refuse("409 INCORRECT_STATE program 1", end("carl", program));
    site.world.know(START + 6 * HOUR);
    refuse("409 INCORRECT_STATE program 1", end("carl", program));
  }

  @Test
  void shouldDeleteAProgramThatHasNotStarted() throws IOException {
    JsonObject json = site.creation();
    json.addProperty("programStartMs", Long.toString(START + 1));
    site.post(ProgramSite.sign("carl", json));
    Answer answer = site.post(end("carl", 1));
    JsonObject result = answer.json().getAsJsonObject("result");
    assertTrue(result.get("deleted").getAsBoolean());
    assertEquals("900", result.get("refundedWei").getAsString());
    refuse("404 PROGRAM_NOT_FOUND program 1", end("carl", 1));
    refuse("404 PROGRAM_NOT_FOUND program 1", claim("ann", 1));
  }

  @Test
  void shouldPayClaimsUntilTheWallClockSaysThatTheyAreLate() throws IOException {
    refuse("404 PROGRAM_NOT_FOUND program 7", claim("ann", 7));
    JsonObject invalid = site.unsigned("claimRewards", "curator", "0x0", "program", "1");
    refuse("400 INVALID_ADDRESS curator 0x0", ProgramSite.sign("ann", invalid));
    JsonObject all = site.unsigned("claimAllRewards", "curator", "me");
    refuse("400 INVALID_ADDRESS curator me", ProgramSite.sign("ann", all));
    long program = create();
    site.world.happen(site.vote(START, "ann"));
    site.world.happen(site.vote(START, "ben"));
    site.world.know(START + 3 * HOUR);
    Answer answer = site.post(claim("ann", program));
    JsonObject result = answer.json().getAsJsonObject("result");
    assertEquals("150", result.getAsJsonObject("totals").get("1:" + TOKEN).getAsString());
    assertEquals("claimRewards", "c" + answer.json().get("action").getAsString().substring(1));
    site.world.now = Instant.ofEpochMilli(START + 5 * HOUR - 1);
    assertEquals(200, site.post(claim("ann", program)).status());
    site.world.now = Instant.ofEpochMilli(START + 5 * HOUR);
    refuse("409 PROGRAM_EXPIRED program 1", claim("ben", program));
    Answer nothing = site.post(site.signed("ben", "claimAllRewards", "curator", hex("ben")));
    assertEquals("{}", nothing.json().getAsJsonObject("result").get("totals").toString());
    site.world.know(START + 5 * HOUR);
    refuse("409 PROGRAM_EXPIRED program 1", claim("ben", program));
  }

  @Test
  void shouldPayBackDepositsThatAreLockedInNoProgram() throws IOException {
    create();
    for (String amount : List.of("4101", "5000")) {
      refuse("422 INSUFFICIENT_FUNDS amount " + amount, withdrawal("carl", amount));
    }
    refuse("400 - amount 0", withdrawal("carl", "0"));
    refuse("422 INSUFFICIENT_FUNDS amount 1", withdrawal("ann", "1"));
    Answer answer = site.post(withdrawal("carl", "4100"));
    assertEquals("4100", answer.json().getAsJsonObject("result").get("amountWei").getAsString());
    refuse("422 INSUFFICIENT_FUNDS amount 1", withdrawal("carl", "1"));
  }

  private JsonObject withdrawal(String who, String amount) {
    return site.signed(who, "withdrawFunds", "owner", hex(who), "asset", TOKEN, "amount", amount);
  }
}
