package dev.curation.simulator;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.chain.Address;
import dev.curation.documents.ClaimPaths;
import dev.curation.documents.Paths;
import dev.curation.functions.Claims;
import dev.curation.functions.ManageClaims;
import dev.curation.functions.PublishRoot;
import dev.curation.merkle.NodeHash;
import dev.curation.money.Denom;
import dev.curation.store.Fields;
import dev.curation.store.Query;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * In some runs rewards are claimed by Merkle proofs from a week on: trees are made each week, roots
 * go to the contract, people claim, twice too, and with proofs that are not theirs.
 */
final class Claiming implements Feature {
  private final World world;
  private final Cron cron;
  private final Pools pools;
  private final Client client;
  private final boolean isUsed;
  private final long openAt;
  private boolean isOpen;

  Claiming(World world, Cron cron, Pools pools) {
    this.world = world;
    this.cron = cron;
    this.pools = pools;
    this.client = new Client(world, world.main());
    this.isUsed = world.hasClaims();
    this.openAt = world.agenda().millis() + world.dice().between(0, 2 * 24 * 3_600_000L);
  }

  @Override
  public void plan() {
    if (isUsed) {
      cron.add(world.main(), PublishRoot::new, Duration.ofHours(1));
      world.agenda().at(openAt, this::open);
      world.agenda().at(openAt, this::fundNowAndThen);
    }
  }

  private void fundNowAndThen() {
    if (world.faults().lost() == 0 || world.dice().oneIn(3)) {
      fund();
    }
    world.agenda().after(Duration.ofHours(12), this::fundNowAndThen);
  }

  private void open() {
    Map<String, Object> order = new LinkedHashMap<>();
    order.put("action", "open");
    order.put("chainId", Setting.CHAIN.toString());
    order.put("from", null);
    order.put("requestId", "open-claims");
    order.put("who", "operator@example.org");
    order.put("why", "a simulation");
    client.ask(
        ManageClaims::new,
        Call.post("/", new com.google.gson.GsonBuilder().serializeNulls().create().toJson(order)),
        answer -> {
          Difference.check(answer.isDone(), "claims were not opened: " + answer);
          isOpen = true;
        });
  }

  @Override
  public void act() {
    if (isOpen) {
      claim(world.dice().any(world.people()).address(), world.dice().any(world.people()).address());
      if (world.dice().oneIn(3)) {
        fund();
      }
    }
  }

  /** All that the newest tree promises is there; sometimes this comes late. */
  private void fund() {
    BigInteger total =
        newest().map(tree -> new BigInteger(tree.string("totalWei"))).orElse(BigInteger.ZERO);
    BigInteger missing = total.subtract(funded);
    if (missing.signum() > 0) {
      world.contract().fund(missing);
      funded = funded.add(missing);
    }
  }

  private BigInteger funded = BigInteger.ZERO;

  private java.util.Optional<Fields> newest() {
    return world
        .main()
        .store()
        .get(ClaimPaths.token(Setting.CHAIN, Denom.NATIVE))
        .flatMap(
            token ->
                world
                    .main()
                    .store()
                    .query(Query.in(ClaimPaths.claims(Setting.CHAIN).path() + "/roots"))
                    .stream()
                    .map(StoredDocument::fields)
                    .filter(root -> root.string("root").equals(token.fields().string("root")))
                    .findFirst());
  }

  /** Somebody asks what there is, and sends it; now and then in the name of another. */
  private void claim(Address person, Address other) {
    client.ask(
        Claims::new,
        new Call("GET", "/v1/claims/" + Setting.CHAIN + "/accounts/" + person.hex(), Map.of(), ""),
        answer -> {
          Difference.check(answer.isDone(), "claims of " + person + ": " + answer);
          JsonObject told = JsonParser.parseString(answer.body()).getAsJsonObject();
          for (JsonElement each : told.getAsJsonArray("claims")) {
            send(each.getAsJsonObject(), person, other);
          }
        });
  }

  private void send(JsonObject claim, Address person, Address other) {
    if (claim.get("proof").isJsonNull()
        || !claim.get("token").getAsString().equals(Address.ZERO.hex())) {
      return;
    }
    BigInteger cumulative = claim.get("cumulativeWei").getAsBigInteger();
    List<NodeHash> proof = new ArrayList<>();
    claim.getAsJsonArray("proof").forEach(hash -> proof.add(new NodeHash(hash.getAsString())));
    String unused = world.contract().claim(person, cumulative, proof);
    if (world.dice().oneIn(5)) {
      String unusedForged = world.contract().claim(other, cumulative, proof);
      String unusedMore = world.contract().claim(person, cumulative.add(BigInteger.ONE), proof);
    }
  }

  @Override
  public void checkAlways() {
    BigInteger paid = world.contract().paid();
    Difference.check(paid.compareTo(funded) <= 0, "the contract paid " + paid + " of " + funded);
  }

  @Override
  public void settle() {
    if (isOpen) {
      fund();
      accounts().forEach(account -> claim(account, account));
    }
  }

  /** People, and wherever they have had something sent. */
  private SortedSet<Address> accounts() {
    SortedSet<Address> accounts = new TreeSet<>();
    world.people().forEach(person -> accounts.add(person.address()));
    payments(Long.MAX_VALUE).keySet().forEach(to -> accounts.add(new Address(to)));
    return accounts;
  }

  /** What was asked for before a time and is claimed, by receiver. */
  private SortedMap<String, BigInteger> payments(long until) {
    SortedMap<String, BigInteger> payments = new TreeMap<>();
    for (StoredDocument payment : world.main().store().query(Query.in(Paths.PAYMENTS))) {
      Fields fields = payment.fields();
      boolean isMeant =
          fields.string("state").equals("CLAIMABLE")
              && fields.integer("createdAt") < until
              && fields.map("transfers").has(Denom.NATIVE.name());
      if (isMeant) {
        Fields transfer = fields.map("transfers").map(Denom.NATIVE.name());
        payments.merge(
            transfer.string("to"), new BigInteger(transfer.string("amountWei")), BigInteger::add);
      }
    }
    return payments;
  }

  @Override
  public void check() {
    if (!isUsed) {
      return;
    }
    Fields book = world.main().store().get(ClaimPaths.claims(Setting.CHAIN)).orElseThrow().fields();
    long next = book.integer("next");
    SortedMap<String, BigInteger> expected = new TreeMap<>();
    world.people().forEach(person -> expected.put(person.hex(), BigInteger.ZERO));
    pools
        .recount()
        .claimed()
        .headMap(next)
        .values()
        .forEach(
            hour -> hour.forEach((person, wei) -> expected.merge(person, wei, BigInteger::add)));
    payments(next).forEach((to, wei) -> expected.merge(to, wei, BigInteger::add));
    SortedMap<String, BigInteger> actual = new TreeMap<>();
    accounts().forEach(to -> actual.put(to.hex(), world.contract().paid(to)));
    Difference.check(expected, actual, "what was paid by proofs");
    world.count("claims paid in full", actual.size());
  }
}
