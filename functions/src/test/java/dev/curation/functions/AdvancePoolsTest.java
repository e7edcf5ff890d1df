package dev.curation.functions;

import static dev.curation.functions.PoolSite.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.chain.ChainId;
import dev.curation.documents.Paths;
import dev.curation.store.Fields;
import dev.curation.store.Write;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the scheduler calls. */
class AdvancePoolsTest {
  private final PoolSite site = new PoolSite();

  private TestHttp.Response call(String method) throws Exception {
    TestHttp.Response response = new TestHttp.Response();
    new AdvancePools(
            new Wiring(
                site.world.process(), BackendSettings.of(site.world.settings), site.world.clock))
        .service(PoolSite.request(method, "/", new byte[0]), response);
    return response;
  }

  @Test
  void shouldSayWhatEachPoolCameTo() throws Exception {
    site.world.delegate(PoolSite.ALICE, PoolSite.OTHER, 10);
    site.world.sale(500);
    site.world.seal(Duration.ofHours(6));
    TestHttp.Response response = call("POST");
    assertEquals(200, response.status());
    JsonObject pool =
        JsonParser.parseString(response.text()).getAsJsonObject().getAsJsonObject("1");
    assertEquals(
        JsonParser.parseString(
            "{'until':'2022-09-04T16:00:00Z','changes':1,'refused':0,'trimmed':0,"
                + "'intakeWei':'250'}"),
        pool);
    assertEquals(
        "10",
        site.world
            .below("delegations")
            .getOrDefault(hex(PoolSite.ALICE) + "_" + hex(PoolSite.OTHER), Fields.EMPTY)
            .string("votes"));
  }

  @Test
  void shouldAdvanceTheOthersWhereOnePoolFails() throws Exception {
    ChainId broken = new ChainId(7);
    site.world
        .process()
        .commit(
            List.of(
                new Write.Put(Paths.pool(broken), Fields.EMPTY),
                new Write.Put(
                    Paths.poolTerms(broken), Fields.builder().put("operators", "none").build())));
    TestHttp.Response response = call("POST");
    assertEquals(500, response.status());
    JsonObject pools = JsonParser.parseString(response.text()).getAsJsonObject();
    assertTrue(pools.getAsJsonObject("1").has("until"), pools.toString());
    assertTrue(pools.getAsJsonObject("7").has("error"), pools.toString());
  }

  @Test
  void shouldBeCalledByPostOnly() throws Exception {
    assertEquals(405, call("GET").status());
  }
}
