package dev.curation.functions;

import static dev.curation.functions.PoolSite.OPERATOR;
import static dev.curation.functions.PoolSite.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonParser;
import dev.curation.functions.PoolSite.Answer;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The function as whoever runs the marketplace meets it. */
class ManagePoolTest {
  private final PoolSite site = new PoolSite();

  private String manage(String order) throws Exception {
    Answer answer = site.manage("POST", order);
    assertEquals(200, answer.status(), answer.text());
    return answer.text().strip();
  }

  @Test
  void shouldApplyABlockOnceAndPaySweepsOnce() throws Exception {
    String settings = "{'action':'settings','chainId':'1','taxE18':'500000000000000000'}";
    assertEquals("{\"set\":true}", manage(settings));
    String block =
        "{'action':'block','chainId':'1','height':'7','fees':{'native':'60'},'bonusOperator':'"
            + hex(OPERATOR)
            + "','bonusRateE18':'500000000000000000'}";
    assertEquals("{\"applied\":true}", manage(block));
    assertEquals("{\"applied\":false}", manage(block));
    String sweep = "{'action':'sweep','chainId':'1','treasury':'" + hex(9) + "','requestId':'one'}";
    assertEquals("{\"payments\":{\"native\":\"30\"}}", manage(sweep));
    assertEquals("{\"payments\":{\"native\":\"30\"}}", manage(sweep));
    assertEquals("{\"payments\":{}}", manage(sweep.replace("one", "two")));
    assertEquals(BigInteger.valueOf(30), site.world.paid().get(hex(9)));
    site.world.sums();
  }

  @Test
  void shouldKeepSettingsThatAreNotNamed() throws Exception {
    manage("{'action':'settings','chainId':'1','taxE18':'5','autoWithdrawOnChange':false}");
    manage("{'action':'settings','chainId':'1','maxCommissionE18':'9'}");
    String settings = site.get("/v1/pools/1").json().get("settings").toString();
    assertEquals(
        JsonParser.parseString(
            "{'taxE18':'5','autoWithdrawOnChange':false,'withdrawAddressEnabled':true,"
                + "'blockedAddresses':{},'minCommissionE18':'0','maxCommissionE18':'9',"
                + "'maxCommissionChangeE18':'1000000000000000000'}"),
        JsonParser.parseString(settings));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{ | 400 body",
        "[] | 400 body",
        "{'action':'spend','chainId':'1'} | 400 action",
        "{'action':'sweep','chainId':'1','treasury':'0x12','requestId':'1'} | 400 treasury",
        "{'action':'block','chainId':'1','height':'1','fees':{},'memo':'1'} | 400 memo",
        "{'action':'block','chainId':'1','height':1,'fees':{}} | 400 height",
        "{'action':'block','chainId':'1','height':'1'} | 400 fees",
        "{'action':'block','chainId':'1','height':'1','fees':{'native':5}} | 400 native",
        "{'action':'block','chainId':'1','height':'1','fees':{'native':'-5'}} | 400 fees.native",
        "{'action':'block','chainId':'1','height':'9223372036854775808','fees':{}} | 400 height",
        "{'action':'block','chainId':'1','height':'1','fees':{'a b':'5'}} | 400 fees.a b",
        "{'action':'settings','chainId':'1','taxE18':'1000000000000000001'} | 400 taxE18",
        "{'action':'settings','chainId':'1','autoWithdrawOnChange':'no'} | 400 autoWithdrawOnChange",
        "{'action':'settings','chainId':'1','blockedAddresses':'none'} | 400 blockedAddresses",
        "{'action':'block','chainId':'1','height':'1','fees':{},"
            + "'bonusRateE18':'1000000000000000001'} | 400 bonusRateE18",
      })
  void shouldRefuseOrdersThatItDoesNotUnderstand(String order, String wanted) throws Exception {
    Map<DocumentPath, Fields> before = site.world.database.snapshot();
    Answer answer = site.manage("POST", order);
    assertEquals("application/problem+json", answer.type());
    assertEquals(wanted, answer.status() + " " + answer.text("field"));
    assertEquals(before, site.world.database.snapshot());
  }

  @Test
  void shouldBeCalledByPostOnly() throws Exception {
    assertEquals(405, site.manage("GET", "").status());
    assertEquals(413, site.manage("POST", " ".repeat(256 * 1024 + 1)).status());
  }
}
