package dev.curation.functions;

import com.google.cloud.functions.HttpFunction;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.aggregation.AggregationSettings;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.decoding.ContractSet;
import dev.curation.decoding.Exchange;
import dev.curation.decoding.ExchangeKind;
import dev.curation.evm.TreasuryKey;
import dev.curation.listening.ChainSettings;
import dev.curation.local.ChainDeployment;
import dev.curation.local.DistributorCalls;
import dev.curation.local.LocalChain;
import dev.curation.local.TestChain;
import dev.curation.local.TestPools;
import dev.curation.local.TokenCalls;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.payments.Outbox;
import dev.curation.payments.Payment;
import dev.curation.payments.Transfer;
import dev.curation.simulation.Faults;
import dev.curation.simulation.SimulatedDatabase;
import dev.curation.simulation.SimulatedStore;
import dev.curation.store.Store;
import dev.curation.time.Week;
import dev.curation.webhook.TestDelivery;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** The functions of claims, called in memory, with a real distributor on a local chain. */
final class ClaimSite {
  static final ChainId CHAIN = LocalChain.CHAIN;
  static final TreasuryKey PUBLISHER = TreasuryKey.parse("publisher", "0x" + "9b".repeat(32));
  static final int OWNER = 1;
  static final int GUARDIAN = 3;
  static final Duration TIMELOCK = Duration.ofHours(2);
  static final Address ALICE = new Address("0x" + "a1".repeat(20));
  static final Address BOB = new Address("0x" + "b0".repeat(20));
  static final Address NOBODY = new Address("0x" + "99".repeat(20));
  static final int CONFIRMATIONS = 1;
  static final int FINALITY = 30;

  Instant now = LocalChain.GENESIS.plus(Duration.ofDays(1));
  final SimulatedDatabase database = new SimulatedDatabase(() -> now);
  Store store = new SimulatedStore(database, Faults.NONE);
  final LocalChain local;
  final Address contract;
  final Address token;
  List<ChainSetup> chains;
  private int payments;

  ClaimSite(LocalChain local) {
    this.local = local;
    TestChain chain = local.chain();
    chain.setBalance(PUBLISHER.address(), Wei.of(BigInteger.TEN.pow(20)));
    this.contract =
        chain.deploy(
            "RewardsDistributor",
            DistributorCalls.constructor(
                chain.account(OWNER), PUBLISHER.address(), chain.account(GUARDIAN), TIMELOCK));
    this.token = TestPools.token(chain, 18);
    this.chains = List.of(setup().withPublisher(PUBLISHER));
  }

  /** Without a key. */
  ChainSetup setup() {
    return setup(CHAIN, Optional.of(contract), List.of(local.anvil().endpoint()));
  }

  static ChainSetup setup(ChainId chain, Optional<Address> distributor, List<URI> endpoints) {
    ContractSet contracts =
        new ContractSet(
            chain,
            ChainDeployment.WRAPPED,
            List.of(new Exchange(ChainDeployment.APES, ExchangeKind.CRYPTOPUNKS, Set.of(), 250)),
            Optional.empty(),
            distributor);
    return new ChainSetup(
        new ChainSettings(contracts, CONFIRMATIONS, FINALITY, OptionalLong.of(0)), endpoints);
  }

  Wiring wiring() {
    BackendSettings settings =
        BackendSettings.of(AggregationSettings.DEFAULT.withFinalityDelay(Duration.ofHours(1)))
            .with(chains, ChainDeployment.webhooks());
    return new Wiring(store, settings, () -> now);
  }

  /** An answer of a function. */
  record Answer(int status, Map<String, List<String>> headers, String text) {
    JsonObject json() {
      return JsonParser.parseString(text).getAsJsonObject();
    }

    String header(String name) {
      return headers.getOrDefault(name, List.of("")).getFirst();
    }

    /** Of a refusal: status, field and value. */
    String refusal() {
      JsonObject problem = json();
      return status
          + " "
          + (problem.has("field") ? problem.get("field").getAsString() : "-")
          + " "
          + (problem.has("value") ? problem.get("value").getAsString() : "-");
    }
  }

  Answer call(Function<Wiring, HttpFunction> function, String method, String path, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    TestHttp.Response response = new TestHttp.Response();
    try {
      function
          .apply(wiring())
          .service(
              new TestHttp.Request(method, new TestDelivery(path, Map.of(), bytes), bytes.length),
              response);
      return new Answer(response.status(), response.getHeaders(), response.text());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (Exception e) {
      throw new AssertionError("a function threw", e);
    }
  }

  Answer get(String path) {
    return call(Claims::new, "GET", path, "");
  }

  Answer publish() {
    return call(PublishRoot::new, "POST", "/PublishRoot", "");
  }

  /** The report of the one chain. */
  JsonObject report() {
    return publish().json().getAsJsonObject(CHAIN.toString());
  }

  JsonObject root(String denom) {
    return report().getAsJsonObject("roots").getAsJsonObject(denom);
  }

  Answer order(JsonObject order) {
    return call(ManageClaims::new, "POST", "/", order.toString());
  }

  static JsonObject order(String action, String requestId) {
    JsonObject order = new JsonObject();
    order.addProperty("action", action);
    order.addProperty("chainId", CHAIN.toString());
    order.addProperty("requestId", requestId);
    order.addProperty("who", "olga@example.org");
    order.addProperty("why", "as agreed on Monday");
    return order;
  }

  /** From the next week on. */
  JsonObject open() {
    JsonObject order = order("open", "open-1");
    order.add("from", com.google.gson.JsonNull.INSTANCE);
    return order;
  }

  /** Opened; in the first week, rewards for Alice and Bob; the week is final. */
  ClaimSite withRewards() {
    if (order(open()).status() != 200) {
      throw new AssertionError("not opened");
    }
    now = Instant.ofEpochMilli(Week.of(now.toEpochMilli()).end()).plus(Duration.ofHours(5));
    owe(ALICE, 100, 7);
    owe(BOB, 20, 0);
    endOfWeek();
    return this;
  }

  void endOfWeek() {
    now = Instant.ofEpochMilli(Week.of(now.toEpochMilli()).end()).plus(Duration.ofHours(3));
  }

  void owe(Address to, long wei, long tokens) {
    List<Transfer> transfers = new ArrayList<>();
    transfers.add(new Transfer(to, to, Denom.NATIVE, Wei.of(wei)));
    if (tokens > 0) {
      transfers.add(new Transfer(to, to, new Denom(token.hex()), Wei.of(tokens)));
    }
    Payment payment = new Payment("reward-" + ++payments, CHAIN, transfers);
    var unused = store.commit(List.of(Outbox.owed(store, payment, now.toEpochMilli())));
  }

  /** Both currencies. */
  ClaimSite funded() {
    local.chain().setBalance(contract, Wei.of(1_000_000));
    local.chain().call(0, token, TokenCalls.mint(contract, Wei.of(1_000_000)));
    return this;
  }

  /** The time of the chain's newest block moves on by a timelock. */
  void passTimelock() {
    local.chain().mineAt(chainTime().plus(TIMELOCK));
  }

  Instant chainTime() {
    long head = local.node().headNumber();
    return Instant.ofEpochMilli(
        local.node().headers(List.of(head)).getFirst().orElseThrow().timestamp());
  }

  /** Proposed, mined and in force. */
  ClaimSite active() {
    var unused = publish();
    passTimelock();
    return this;
  }

  /** An account's claim of a token, as the function tells it. */
  JsonObject claim(Address account, Address of) {
    JsonArray claims =
        get("/v1/claims/" + CHAIN + "/accounts/" + account).json().getAsJsonArray("claims");
    for (var each : claims) {
      if (each.getAsJsonObject().get("token").getAsString().equals(of.hex())) {
        return each.getAsJsonObject();
      }
    }
    throw new AssertionError("no claim of " + of);
  }
}
