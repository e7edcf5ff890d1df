package dev.curation.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.aggregation.AggregationSettings;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.decoding.ContractSet;
import dev.curation.decoding.Exchange;
import dev.curation.decoding.ExchangeKind;
import dev.curation.documents.Paths;
import dev.curation.evm.TreasuryKey;
import dev.curation.listening.ChainSettings;
import dev.curation.local.ChainDeployment;
import dev.curation.local.LocalChain;
import dev.curation.local.Ports;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.payments.Outbox;
import dev.curation.payments.Payment;
import dev.curation.payments.Transfer;
import dev.curation.simulation.Faults;
import dev.curation.simulation.SimulatedDatabase;
import dev.curation.simulation.SimulatedStore;
import dev.curation.store.Store;
import dev.curation.webhook.TestDelivery;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the scheduler calls, with a chain that pays, one that cannot and one without a treasury. */
final class SendPaymentsTest {
  private static final String SECRET = "5e".repeat(32);
  private static final TreasuryKey KEY = TreasuryKey.parse("treasury", "0x" + SECRET);
  private static final Instant NOW = Instant.parse("2026-01-06T00:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);
  private static final Address PERSON = new Address("0x" + "ab".repeat(20));

  private final Store store = new SimulatedStore(new SimulatedDatabase(CLOCK), Faults.NONE);

  private TestHttp.Response call(String method, List<ChainSetup> chains) throws IOException {
    BackendSettings settings =
        BackendSettings.of(AggregationSettings.DEFAULT).with(chains, ChainDeployment.webhooks());
    TestHttp.Response response = new TestHttp.Response();
    new SendPayments(new Wiring(store, settings, CLOCK))
        .service(
            new TestHttp.Request(
                method, new TestDelivery("/SendPayments", Map.of(), new byte[0]), 0),
            response);
    return response;
  }

  private static ChainSetup at(ChainId chain, URI endpoint) {
    ContractSet contracts =
        new ContractSet(
            chain,
            ChainDeployment.WRAPPED,
            List.of(new Exchange(ChainDeployment.APES, ExchangeKind.CRYPTOPUNKS, Set.of(), 250)),
            Optional.empty());
    return new ChainSetup(
        new ChainSettings(contracts, 0, 10, OptionalLong.of(0)), List.of(endpoint));
  }

  private void owe(String id, ChainId chain) {
    Transfer transfer = new Transfer(PERSON, PERSON, Denom.NATIVE, Wei.of(12_345));
    store.commit(
        List.of(Outbox.due(new Payment(id, chain, List.of(transfer)), NOW.toEpochMilli())));
  }

  @Test
  void shouldTakeNoOtherMethodThanPost() throws IOException {
    for (String method : List.of("GET", "PUT", "OPTIONS")) {
      TestHttp.Response response = call(method, List.of());
      assertEquals(405, response.status(), method);
      assertEquals(List.of("POST"), response.getHeaders().get("Allow"), method);
    }
    assertEquals("{}\n", call("POST", List.of()).text());
  }

  @Test
  void shouldPayWhereThereIsATreasuryAndSayWhatWaitsElsewhere() throws IOException {
    ChainId silent = new ChainId(7);
    ChainId keyless = new ChainId(8);
    try (LocalChain local = LocalChain.start()) {
      local.chain().setBalance(KEY.address(), Wei.of(BigInteger.TEN.pow(18)));
      owe("a", LocalChain.CHAIN);
      owe("b", silent);
      owe("c", keyless);
      owe("d", keyless);
      URI nobody = URI.create("http://127.0.0.1:" + Ports.free());
      List<ChainSetup> chains =
          List.of(
              at(silent, nobody).withTreasury(KEY),
              at(LocalChain.CHAIN, local.anvil().endpoint()).withTreasury(KEY),
              at(keyless, nobody));

      TestHttp.Response response = call("POST", chains);
      assertEquals(500, response.status());
      JsonObject report = JsonParser.parseString(response.text()).getAsJsonObject();
      assertEquals(1, report.getAsJsonObject("31337").get("sent").getAsInt());
      assertEquals("{\"waiting\":2}", report.getAsJsonObject("8").toString());
      assertTrue(report.getAsJsonObject("7").has("error"));
      assertFalse(response.text().contains(SECRET), response.text());

      assertEquals(500, call("POST", chains).status());
      assertEquals("PAID", state("a"));
      assertEquals("DUE", state("b"));
      assertEquals("DUE", state("c"));
    }
  }

  private String state(String id) {
    return store.get(Paths.payment(id)).orElseThrow().fields().string("state");
  }
}
