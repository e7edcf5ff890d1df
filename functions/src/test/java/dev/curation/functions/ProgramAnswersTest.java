package dev.curation.functions;

import static dev.curation.functions.ProgramSite.HOUR;
import static dev.curation.functions.ProgramSite.START;
import static dev.curation.functions.ProgramSite.TOKEN;
import static dev.curation.functions.ProgramSite.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.curation.documents.ProgramPaths;
import dev.curation.functions.ProgramSite.Answer;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Write;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of reward programs, and what their operators are told. */
class ProgramAnswersTest {
  private final ProgramSite site = new ProgramSite();

  private void create(long start, long periods) throws IOException {
    JsonObject json = site.creation();
    json.addProperty("totalRewardPool", Long.toString(periods));
    json.addProperty("maxRewardByAddress", "1");
    json.addProperty("programStartMs", Long.toString(start));
    json.addProperty("claimPeriods", Long.toString(periods));
    Answer answer = site.post(ProgramSite.sign("carl", json));
    assertEquals(200, answer.status(), answer.text());
  }

  /** The number under a name in all items, page by page. */
  private List<List<Long>> pages(String path, String list, String number) throws IOException {
    List<List<Long>> pages = new ArrayList<>();
    String next = "";
    while (true) {
      String mark = path.contains("?") ? "&" : "?";
      Answer answer = site.get(path + (next.isEmpty() ? "" : mark + "next=" + next));
      assertEquals(200, answer.status(), answer.text());
      JsonArray items = answer.json().getAsJsonArray(list);
      List<Long> page = new ArrayList<>();
      for (JsonElement item : items) {
        page.add(item.getAsJsonObject().get(number).getAsLong());
      }
      pages.add(page);
      if (answer.json().get("next").isJsonNull()) {
        return pages;
      }
      next = answer.json().get("next").getAsString();
    }
  }

  private static List<Long> numbers(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  @Test
  void shouldTellOfProgramsPageByPage() throws IOException {
    for (int i = 0; i < 101; i++) {
      create(START + HOUR, 1);
    }
    assertEquals(List.of(numbers(1, 100), List.of(101L)), pages("/v1/programs", "programs", "id"));
    assertEquals(
        List.of(numbers(1, 100), List.of(101L)),
        pages("/v1/programs?type=PENDING", "programs", "id"));
    for (int i = 0; i < 100; i++) {
      create(START + HOUR, 1);
    }
    assertEquals(
        List.of(numbers(1, 100), numbers(101, 200), List.of(201L)),
        pages("/v1/programs?type=OUTSTANDING", "programs", "id"));
    assertEquals(List.of(1L, 2L), pages("/v1/programs?limit=2", "programs", "id").getFirst());
    assertEquals(List.of(List.of()), pages("/v1/programs?type=ACTIVE", "programs", "id"));
  }

  @Test
  void shouldTellOfProgramsByTheirType() throws IOException {
    create(START, 1);
    create(START, 5);
    create(START + 3 * HOUR, 1);
    site.world.know(START + HOUR);
    assertEquals(List.of(List.of(1L)), pages("/v1/programs?type=FINISHED", "programs", "id"));
    assertEquals(List.of(List.of(2L)), pages("/v1/programs?type=ACTIVE", "programs", "id"));
    assertEquals(List.of(List.of(3L)), pages("/v1/programs?type=PENDING", "programs", "id"));
    assertEquals(
        List.of(List.of(2L, 3L)), pages("/v1/programs?type=OUTSTANDING", "programs", "id"));
    assertEquals(List.of(List.of(1L, 2L, 3L)), pages("/v1/programs?type=ALL", "programs", "id"));
    JsonObject one = site.get("/v1/programs/1").json();
    assertEquals("FINISHED", one.get("state").getAsString());
    assertEquals(START + HOUR, one.get("knownUntilMs").getAsLong());
    assertEquals(START + 3 * HOUR, one.get("claimableUntilMs").getAsLong());
    assertTrue(one.get("isClaimable").getAsBoolean());
    assertEquals("1", one.get("escrowWei").getAsString());
  }

  @Test
  void shouldTellOfPeriodsClaimsAndLogsPageByPage() throws IOException {
    create(START, 201);
    for (int i = 0; i < 201; i++) {
      site.world.happen(site.vote(START + i * HOUR, "ann"));
    }
    site.world.know(START + 201 * HOUR - 1);
    String claims = "/v1/programs/claims/" + hex("ann");
    List<List<Long>> all = List.of(numbers(1, 100), numbers(101, 200), List.of(201L));
    assertEquals(all, pages("/v1/programs/1/periods", "periods", "period"));
    assertEquals(all, pages(claims, "claims", "period"));
    assertEquals(all.subList(0, 2), pages(claims + "?status=CLAIMABLE", "claims", "period"));
    JsonObject open =
        site.get(claims + "?status=UNCLAIMABLE")
            .json()
            .getAsJsonArray("claims")
            .get(0)
            .getAsJsonObject();
    assertEquals(201, open.get("period").getAsLong());
    assertEquals("1", open.get("rewardWei").getAsString());
    assertTrue(open.get("provisional").getAsBoolean());
    assertEquals(
        List.of(numbers(0, 99), numbers(100, 199), List.of(200L, 201L)),
        pages("/v1/programs/1/log", "log", "number"));
    JsonObject period = site.get("/v1/programs/1/periods/7").json();
    assertEquals("1", period.get("allocatedWei").getAsString());
    JsonObject claim = site.signed("ann", "claimAllRewards", "curator", hex("ann"));
    assertEquals(200, site.post(claim).status());
    assertEquals(all.subList(0, 2), pages(claims + "?status=CLAIMED", "claims", "period"));
    String request = claim.get("requestId").getAsString();
    JsonObject receipt = site.get("/v1/programs/requests/1/" + hex("ann") + "/" + request).json();
    assertEquals(
        "200",
        receipt
            .getAsJsonObject("result")
            .getAsJsonObject("totals")
            .get("1:" + TOKEN)
            .getAsString());
    JsonObject funds = site.get("/v1/programs/funds/1:" + TOKEN + "/" + hex("carl")).json();
    assertEquals("4799", funds.get("availableWei").getAsString());
    assertEquals("201", funds.get("lockedWei").getAsString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/programs/2 | 404 PROGRAM_NOT_FOUND program 2",
        "/v1/programs/2/periods | 404 PROGRAM_NOT_FOUND program 2",
        "/v1/programs/2/periods/1 | 404 PROGRAM_NOT_FOUND program 2",
        "/v1/programs/1/periods/9 | 404 PERIOD_NOT_FOUND period 9",
        "/v1/programs/0 | 400 - program 0",
        "/v1/programs/-1 | 400 - program -1",
        "/v1/programs/x | 400 - program x",
        "/v1/programs/1/periods/0 | 400 - period 0",
        "/v1/programs/1/what | 404 - path programs/1/what",
        "/v1/programs?type=active | 400 - type active",
        "/v1/programs?limit=0 | 400 - limit 0",
        "/v1/programs?limit=101 | 400 - limit 101",
        "/v1/programs?next=bla | 400 - next bla",
        "/v1/programs?next=%21 | 400 - next !",
        "/v1/programs?page=1 | 400 - page 1",
        "/v1/programs?limit=1&limit=2 | 400 - limit 1",
        "/v1/programs/claims | 404 - path programs/claims",
        "/v1/programs/claims/0x12 | 400 - address 0x12",
        "/v1/programs/claims/0x1111111111111111111111111111111111111111?status=MINE"
            + " | 400 - status MINE",
        "/v1/programs/funds/1:0x12/0x1111111111111111111111111111111111111111"
            + " | 400 - asset 1:0x12",
        "/v1/programs/requests/1/0x1111111111111111111111111111111111111111/r"
            + " | 404 - requestId r",
        "/v1/programs/1?limit=1 | 400 - limit 1",
      })
  void shouldSayWhatItDoesNotKnow(String path, String wanted) throws IOException {
    create(START, 1);
    Answer answer = site.get(path);
    assertEquals("application/problem+json", answer.type());
    JsonObject json = answer.json();
    String code = json.has("code") ? json.get("code").getAsString() : "-";
    assertEquals(
        wanted,
        answer.status()
            + " "
            + code
            + " "
            + json.get("field").getAsString()
            + " "
            + json.get("value").getAsString());
  }

  private String order(String action, String rest) {
    return "{\"action\":\"" + action + "\",\"why\":\"test\",\"who\":\"me\"," + rest + "}";
  }

  @Test
  void shouldTakeOrdersOnce() throws IOException {
    String accept =
        order(
            "acceptAsset",
            "\"requestId\":\"a\",\"asset\":\"1:"
                + TOKEN
                + "\",\"firstBlock\":\"1\",\"receiver\":\""
                + hex("ben")
                + "\"");
    assertEquals(200, site.manage("POST", accept).status());
    Map<DocumentPath, Fields> before = site.world.database.snapshot();
    assertEquals(200, site.manage("POST", accept).status());
    assertEquals(before, site.world.database.snapshot());
    assertEquals(
        hex("ben"),
        site.get("/v1/programs/assets")
            .json()
            .getAsJsonArray("assets")
            .get(0)
            .getAsJsonObject()
            .get("receiver")
            .getAsString());
    assertEquals(
        200,
        site.manage(
                "POST",
                order(
                    "exclude",
                    "\"requestId\":\"b\",\"chainId\":\"1\",\"address\":\"" + hex("ann") + "\""))
            .status());
    assertEquals(
        200,
        site.manage(
                "POST",
                order(
                    "registerOwner",
                    "\"requestId\":\"c\",\"collection\":\"1:"
                        + TOKEN
                        + "\",\"owner\":\""
                        + hex("ann")
                        + "\""))
            .status());
    assertEquals(
        200,
        site.manage(
                "POST",
                order(
                    "registerOwner",
                    "\"requestId\":\"d\",\"collection\":\"1:" + TOKEN + "\",\"owner\":null"))
            .status());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "steal | \"requestId\":\"a\" | action",
        "exclude | \"requestId\":\"a\",\"chainId\":\"1\" | address",
        "exclude | \"requestId\":\"a\",\"chainId\":\"1\",\"address\":\"0x1\" | address",
        "exclude | \"requestId\":\"a\",\"chainId\":\"x\",\"address\":\"0x1\" | chainId",
        "exclude | \"requestId\":\"a\",\"memo\":\"1\" | memo",
        "registerOwner | \"requestId\":\"a\",\"collection\":\"1\" | collection",
        "acceptAsset | \"requestId\":\"a\",\"asset\":\"1:0x1\" | asset",
      })
  void shouldRefuseWhatIsNoOrder(String action, String rest, String field) throws IOException {
    Map<DocumentPath, Fields> before = site.world.database.snapshot();
    Answer answer = site.manage("POST", order(action, rest));
    assertEquals(400, answer.status());
    assertEquals(field, answer.json().get("field").getAsString(), answer.text());
    assertEquals(before, site.world.database.snapshot());
  }

  @Test
  void shouldRefuseOrdersThatAreNoneOrComeAnotherWay() throws IOException {
    assertEquals(405, site.manage("GET", "{}").status());
    assertEquals(400, site.manage("POST", "[]").status());
    assertEquals(413, site.manage("POST", " ".repeat(300_000)).status());
    assertEquals(405, site.advance("GET").status());
    assertEquals("{}\n", site.advance("POST").text());
  }

  @Test
  void shouldReportHowFarProgramsAreAndWhichDoesNotGoOn() throws IOException {
    create(START, 3);
    create(START, 3);
    site.world.happen(site.vote(START, "ann"));
    site.world.reach(START + 30 * HOUR);
    site.world
        .process()
        .commit(
            List.of(
                new Write.Update(
                    ProgramPaths.program(1),
                    Fields.builder().put("state", "ASLEEP").build(),
                    null)));
    Answer answer = site.advance("POST");
    assertEquals(200, answer.status());
    JsonObject chain = answer.json().getAsJsonObject("1");
    assertEquals(1, chain.get("events").getAsInt());
    JsonObject programs = chain.getAsJsonObject("programs");
    assertTrue(programs.getAsJsonObject("1").get("failure").getAsString().contains("ASLEEP"));
    assertEquals(1, programs.getAsJsonObject("2").get("granted").getAsInt());
  }
}
