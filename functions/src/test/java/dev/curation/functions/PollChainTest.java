package dev.curation.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import dev.curation.aggregation.AggregationSettings;
import dev.curation.chain.ChainId;
import dev.curation.decoding.ContractSet;
import dev.curation.decoding.Exchange;
import dev.curation.decoding.ExchangeKind;
import dev.curation.documents.Paths;
import dev.curation.listening.ChainSettings;
import dev.curation.local.ChainDeployment;
import dev.curation.local.ExchangeCalls;
import dev.curation.local.LocalChain;
import dev.curation.local.Ports;
import dev.curation.simulation.Faults;
import dev.curation.simulation.SimulatedDatabase;
import dev.curation.simulation.SimulatedStore;
import dev.curation.store.Query;
import dev.curation.store.Store;
import dev.curation.webhook.TestDelivery;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the scheduler calls, with one chain that answers among others that do not. */
final class PollChainTest {
  private static final String KEY = "a-secret-key";
  private static final InstantSource CLOCK =
      () -> LocalChain.GENESIS.plus(Duration.ofDays(1)); // Any time: the blocks tell their own.

  private final Store store = new SimulatedStore(new SimulatedDatabase(CLOCK), Faults.NONE);

  private TestHttp.Response call(String method, List<ChainSetup> chains) throws IOException {
    BackendSettings settings =
        BackendSettings.of(AggregationSettings.DEFAULT).with(chains, ChainDeployment.webhooks());
    TestHttp.Response response = new TestHttp.Response();
    new PollChain(new Wiring(store, settings, CLOCK))
        .service(
            new TestHttp.Request(method, new TestDelivery("/PollChain", Map.of(), new byte[0]), 0),
            response);
    return response;
  }

  private static ChainSetup at(long chain, String origin) {
    ContractSet contracts =
        new ContractSet(
            new ChainId(chain),
            ChainDeployment.WRAPPED,
            List.of(new Exchange(ChainDeployment.APES, ExchangeKind.CRYPTOPUNKS, Set.of(), 250)),
            Optional.empty());
    return new ChainSetup(
        new ChainSettings(contracts, 0, 10, OptionalLong.of(0)),
        List.of(URI.create(origin + "/v2/" + KEY)));
  }

  /** Repeats what it was asked for, as servers do. */
  private static HttpServer inMaintenance() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] body = ("no POST " + exchange.getRequestURI()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(503, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
    return server;
  }

  @Test
  void shouldTakeNoOtherMethodThanPost() throws IOException {
    for (String method : List.of("GET", "PUT", "OPTIONS")) {
      TestHttp.Response response = call(method, List.of());
      assertEquals(405, response.status(), method);
      assertEquals(List.of("POST"), response.getHeaders().get("Allow"), method);
    }
    assertEquals(200, call("POST", List.of()).status());
  }

  @Test
  void shouldPollTheOtherChainsWhereOneDoesNotAnswerAndTellNoKey() throws IOException {
    HttpServer broken = inMaintenance();
    try (LocalChain local = LocalChain.start()) {
      ChainDeployment contracts = ChainDeployment.on(local.chain());
      String sale =
          ExchangeCalls.buyPunk(
              7, BigInteger.valueOf(4000), local.chain().account(1), local.chain().account(2));
      var unused = local.chain().call(3, contracts.punks(), sale);

      TestHttp.Response response =
          call(
              "POST",
              List.of(
                  at(7, "http://127.0.0.1:" + Ports.free()),
                  contracts.setup(local.anvil().endpoint(), 0, 10),
                  at(8, "http://127.0.0.1:" + broken.getAddress().getPort())));

      assertEquals(500, response.status());
      JsonObject report = JsonParser.parseString(response.text()).getAsJsonObject();
      assertEquals(List.of("7", "31337", "8"), List.copyOf(report.keySet()));
      assertTrue(report.getAsJsonObject("31337").get("isDone").getAsBoolean());
      assertEquals(1, store.query(Query.inGroup(Paths.LEDGER)).size());
      assertTrue(error(report, "7").startsWith("127.0.0.1: "), error(report, "7"));
      assertTrue(error(report, "8").contains("no POST /v2/***"), error(report, "8"));
      assertFalse(response.text().contains(KEY), response.text());
    } finally {
      broken.stop(0);
    }
  }

  private static String error(JsonObject report, String chain) {
    return report.getAsJsonObject(chain).get("error").getAsString();
  }
}
