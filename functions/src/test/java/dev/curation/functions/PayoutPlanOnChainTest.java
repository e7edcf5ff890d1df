package dev.curation.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.cloud.functions.HttpFunction;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.aggregation.AggregationSettings;
import dev.curation.chain.Address;
import dev.curation.decoding.ContractSet;
import dev.curation.decoding.Exchange;
import dev.curation.decoding.ExchangeKind;
import dev.curation.evm.JsonRpc;
import dev.curation.evm.TreasuryKey;
import dev.curation.firestore.FirestoreStore;
import dev.curation.firestore.TestEmulator;
import dev.curation.listening.ChainSettings;
import dev.curation.local.ChainDeployment;
import dev.curation.local.LocalChain;
import dev.curation.money.Wei;
import dev.curation.planfiles.PlanText;
import dev.curation.store.Store;
import dev.curation.webhook.TestDelivery;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The article's plan on Google's Firestore emulator and a real EVM: its pool pays. */
final class PayoutPlanOnChainTest {
  private static final TreasuryKey ECHO = TreasuryKey.parse("treasury", "0x" + "ec".repeat(32));
  private static final Address TREASURY = new Address("0x" + "7a".repeat(20));
  private static final Address STAKERS = new Address("0x" + "57".repeat(20));
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Path SAMPLE =
      Path.of(System.getProperty("project.root", ".."), "samples", "echo-pool.yaml");

  private final Store store =
      FirestoreStore.emulator("plans-" + UUID.randomUUID(), TestEmulator.hostPort());
  private Instant now = Instant.parse("2026-01-06T00:00:00Z");

  private Wiring wiring(LocalChain local) {
    ContractSet contracts =
        new ContractSet(
            LocalChain.CHAIN,
            ChainDeployment.WRAPPED,
            List.of(new Exchange(ChainDeployment.APES, ExchangeKind.CRYPTOPUNKS, Set.of(), 250)),
            Optional.empty());
    ChainSetup chain =
        new ChainSetup(
                new ChainSettings(contracts, 0, 10, OptionalLong.of(0)),
                List.of(local.anvil().endpoint()))
            .withTreasury(ECHO);
    return new Wiring(
        store,
        BackendSettings.of(AggregationSettings.DEFAULT)
            .with(List.of(chain), ChainDeployment.webhooks()),
        () -> now);
  }

  private static JsonObject call(HttpFunction function, String method, String path, String body)
      throws Exception {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    TestHttp.Response response = new TestHttp.Response();
    function.service(
        new TestHttp.Request(method, new TestDelivery(path, Map.of(), bytes), bytes.length),
        response);
    assertEquals(200, response.status(), response.text());
    return JsonParser.parseString(response.text()).getAsJsonObject();
  }

  private static JsonObject order(String action, String requestId) {
    JsonObject order = new JsonObject();
    order.addProperty("action", action);
    order.addProperty("requestId", requestId);
    order.addProperty("who", "olga@example.org");
    order.addProperty("why", "close of the pivot");
    return order;
  }

  private static JsonObject creation() throws IOException {
    JsonObject plan = PlanText.parse(Files.readString(SAMPLE));
    plan.addProperty("chainId", LocalChain.CHAIN.number());
    JsonObject addresses = new JsonObject();
    addresses.addProperty("echo", ECHO.address().hex());
    addresses.addProperty("treasury", TREASURY.hex());
    addresses.addProperty("stakers", STAKERS.hex());
    plan.add("addresses", addresses);
    JsonObject order = order("create", "create");
    order.addProperty("series", "echo");
    order.add("plan", plan);
    return order;
  }

  /** The sale has fetched less than the file's rate says. */
  private static JsonObject approval(String requestId) {
    JsonObject swap = new JsonObject();
    swap.addProperty("at", "echo");
    swap.addProperty("sell", "UNDEAD");
    swap.addProperty("buyAmount", "2600000000000001");
    swap.addProperty("txHash", "0x" + "5a".repeat(32));
    JsonArray swaps = new JsonArray();
    swaps.add(swap);
    JsonObject order = order("approve", requestId);
    order.addProperty("plan", "echo.1");
    order.add("swaps", swaps);
    return order;
  }

  private static BigInteger balance(JsonRpc rpc, String account) {
    String hex = rpc.call("eth_getBalance", account, "latest").getAsString();
    return new BigInteger(hex.substring(2), 16);
  }

  @Test
  void shouldPayTheArticlesPlanToTheWeiAndOnce() throws Exception {
    try (LocalChain local = LocalChain.start()) {
      local.chain().setBalance(ECHO.address(), Wei.of(BigInteger.TEN.pow(18)));
      JsonRpc rpc = new JsonRpc(local.anvil().endpoint(), TIMEOUT, TIMEOUT);
      Wiring wiring = wiring(local);
      PayoutPlans plans = new PayoutPlans(wiring);
      SendPayments sender = new SendPayments(wiring);
      JsonObject created = call(plans, "POST", "/", creation().toString());
      assertEquals("echo.1", created.get("plan").getAsString());
      var idle = call(sender, "POST", "/SendPayments", "");
      assertEquals(BigInteger.ZERO, balance(rpc, TREASURY.hex()), idle.toString());

      JsonObject approval = approval("approve");
      JsonObject approved = call(plans, "POST", "/", approval.toString());
      assertEquals(approved, call(plans, "POST", "/", approval.toString()));
      for (int i = 0; i < 3; i++) {
        var sent = call(sender, "POST", "/SendPayments", "");
        assertTrue(sent.has(LocalChain.CHAIN.toString()), sent.toString());
        local.chain().mine(40);
        now = now.plus(Duration.ofMinutes(10));
      }

      JsonObject plan = call(plans, "GET", "/v1/plans/echo.1", "");
      JsonArray payments = plan.getAsJsonArray("payments");
      assertEquals(2, payments.size());
      Map<String, Address> payees = Map.of("treasury", TREASURY, "stakers", STAKERS);
      BigInteger all = BigInteger.ZERO;
      for (JsonElement each : payments) {
        JsonObject payment = each.getAsJsonObject();
        String to = Objects.requireNonNull(payees.get(payment.get("to").getAsString())).hex();
        BigInteger amount = new BigInteger(payment.get("amount").getAsString());
        assertEquals(amount, balance(rpc, to), to);
        all = all.add(amount);
        assertEquals("PAID", payment.get("state").getAsString());
        String hash = payment.getAsJsonArray("txHashes").get(0).getAsString();
        JsonObject mined = rpc.call("eth_getTransactionByHash", hash).getAsJsonObject();
        assertEquals(to, mined.get("to").getAsString());
        assertEquals(amount, new BigInteger(mined.get("value").getAsString().substring(2), 16));
      }
      // What leaves the pool: 0.0050083042 ETH, and what its UNDEAD fetched.
      assertEquals(new BigInteger("5008304200000000").add(new BigInteger("2600000000000001")), all);
      assertEquals(
          "0x" + "5a".repeat(32),
          plan.getAsJsonObject("executed")
              .getAsJsonArray("swaps")
              .get(0)
              .getAsJsonObject()
              .get("txHash")
              .getAsString());

      TestHttp.Response again = new TestHttp.Response();
      byte[] bytes = approval("again").toString().getBytes(StandardCharsets.UTF_8);
      plans.service(
          new TestHttp.Request("POST", new TestDelivery("/", Map.of(), bytes), bytes.length),
          again);
      assertEquals(400, again.status(), again.text());
      var nothing = call(sender, "POST", "/SendPayments", "");
      local.chain().mine(5);
      assertEquals(
          all, balance(rpc, TREASURY.hex()).add(balance(rpc, STAKERS.hex())), nothing.toString());
    }
  }
}
