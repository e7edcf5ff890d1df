package dev.curation.local.demo;

import dev.curation.chain.Address;
import dev.curation.local.DistributorCalls;
import dev.curation.local.EmulatorException;
import dev.curation.local.LocalStack;
import dev.curation.local.demo.ClaimOutcome.Check;
import dev.curation.local.demo.ClaimOutcome.Paid;
import dev.curation.money.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Brings roots to the chain and claims by them; compares all it sees with what it should be. */
final class ClaimDesk {
  private static final int BEST = 10;

  private final LocalStack stack;
  private final ClaimChain chain;
  private final ClaimClient client;
  private final List<PoolPerson> pool;
  private final RandomGenerator random;
  private final Map<String, BigInteger> balances = new HashMap<>();
  private final Map<String, BigInteger> paid = new HashMap<>();
  private final List<Check> checks = new ArrayList<>();
  private BigInteger funded = BigInteger.ZERO;

  /** A proof that held a week ago. */
  private ClaimClient.@Nullable Offer outdated;

  /**
   * @param pool the operator and its delegator
   */
  ClaimDesk(LocalStack stack, ClaimChain chain, List<PoolPerson> pool, RandomGenerator random) {
    this.stack = stack;
    this.chain = chain;
    this.client = new ClaimClient(stack);
    this.pool = pool;
    this.random = random;
  }

  /** A tree, and what it should be. */
  record Proposed(
      String hash,
      ClaimClient.Tree tree,
      SortedMap<String, Exact> recount,
      BigInteger missing,
      List<String> standings) {}

  List<Check> checks() {
    return checks;
  }

  /** See {@link ClaimClient#open}; whoever will claim has what is there now. */
  long open() {
    pool.forEach(person -> balances.put(person.hex(), chain.balance(person.address())));
    return client.open();
  }

  private void check(String figure, @Nullable Object seen, @Nullable Object expected) {
    checks.add(new Check(figure, String.valueOf(seen), String.valueOf(expected)));
  }

  /** Has the week's tree made, funds the contract with exactly what it lacks, has it proposed. */
  Proposed propose(SortedMap<String, Exact> recount) {
    ClaimClient.Published poor = client.publish();
    if (poor.made().isEmpty()) {
      throw new EmulatorException("No tree was made: " + poor, null);
    }
    ClaimClient.Tree tree = client.tree(poor.made());
    compare(tree, recount);
    check("what the contract lacks", poor.missingWei(), tree.total().subtract(funded));
    BigInteger lacking = tree.total().subtract(funded);
    chain.fund(lacking.subtract(BigInteger.ONE));
    ClaimClient.Published almost = client.publish();
    check("what it lacks when all but 1 wei is there", almost.missingWei(), BigInteger.ONE);
    chain.fund(BigInteger.ONE);
    funded = tree.total();
    List<ClaimClient.Published> calls = List.of(poor, almost, client.publish(), client.publish());
    List<String> standings = calls.stream().map(ClaimClient.Published::standing).toList();
    check(
        "what PublishRoot says",
        standings,
        List.of("UNDERFUNDED", "UNDERFUNDED", "PROPOSED", "PENDING"));
    return new Proposed(poor.made(), tree, recount, poor.missingWei(), standings);
  }

  /** All accounts of a tree. */
  private void compare(ClaimClient.Tree tree, SortedMap<String, Exact> recount) {
    check("accounts of the tree", tree.accounts().keySet(), recount.keySet());
    recount.forEach(
        (account, exact) -> {
          BigInteger cumulative = tree.accounts().getOrDefault(account, BigInteger.ZERO);
          check("cumulative of " + account, cumulative, rounded(account, exact, cumulative));
        });
    check(
        "total of the tree",
        tree.total(),
        tree.accounts().values().stream().reduce(BigInteger.ZERO, BigInteger::add));
  }

  /**
   * The whole wei of a fraction; or 1 wei less, where that is what there is and the pool may round
   * so (specs/withdrawals.md): of its people only.
   */
  private BigInteger rounded(String account, Exact exact, BigInteger seen) {
    BigInteger whole = exact.floor();
    boolean isOfPool = pool.stream().anyMatch(person -> person.hex().equals(account));
    return isOfPool && seen.equals(whole.subtract(BigInteger.ONE)) ? seen : whole;
  }

  /** The ten best curators and the pool's people claim by a root that counts; all of it twice. */
  ClaimOutcome.Week pay(long week, Proposed proposed) {
    ClaimClient.Tree tree = proposed.tree();
    List<String> standings = new ArrayList<>(proposed.standings());
    standings.add(client.publish().standing());
    check("what PublishRoot says after the timelock", standings.getLast(), "ACTIVE");
    List<Address> claimants = claimants(tree);
    List<ClaimClient.Offer> offers = client.offers(claimants, tree.root());
    List<String> refused = refused(offers);
    List<Paid> claimed = new ArrayList<>();
    for (ClaimClient.Offer each : offers) {
      claimed.add(claim(each.account(), each.claim(), proposed));
    }
    BigInteger second = again(offers);
    seen(claimants, tree);
    outdated = offers.getFirst();
    return new ClaimOutcome.Week(
        week,
        proposed.hash(),
        tree.root(),
        tree.accounts().size(),
        tree.total().toString(),
        proposed.missing().toString(),
        standings,
        claimed,
        refused,
        second.toString());
  }

  /** The best first, then who is of the pool and in the tree. */
  private List<Address> claimants(ClaimClient.Tree tree) {
    List<String> people = pool.stream().map(PoolPerson::hex).toList();
    Stream<String> best =
        tree.accounts().entrySet().stream()
            .filter(entry -> !people.contains(entry.getKey()))
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .map(Map.Entry::getKey)
            .limit(BEST);
    return Stream.concat(best, people.stream().filter(each -> tree.accounts().containsKey(each)))
        .map(Address::new)
        .toList();
  }

  private Paid claim(Address account, DistributorCalls.Claim claim, Proposed proposed) {
    BigInteger before = balances.computeIfAbsent(account.hex(), any -> chain.balance(account));
    chain.claim(account, claim);
    BigInteger received = chain.balance(account).subtract(before);
    Exact exact = proposed.recount().getOrDefault(account.hex(), Exact.ZERO);
    BigInteger recounted = rounded(account.hex(), exact, received);
    check("what " + account + " received", received, recounted);
    paid.put(account.hex(), received);
    return new Paid(name(account), account.hex(), recounted.toString(), received.toString());
  }

  private String name(Address account) {
    return pool.stream()
        .filter(person -> person.address().equals(account))
        .map(PoolPerson::name)
        .findFirst()
        .orElse("curator");
  }

  /** Claims once more; what they paid in all. */
  private BigInteger again(List<ClaimClient.Offer> offers) {
    BigInteger second = BigInteger.ZERO;
    for (ClaimClient.Offer each : offers) {
      BigInteger before = chain.balance(each.account());
      chain.claim(each.account(), each.claim());
      second = second.add(chain.balance(each.account()).subtract(before));
    }
    check("what second claims paid", second, BigInteger.ZERO);
    check("what the contract has paid", chain.totalClaimed(), sum(paid));
    check(
        "what the contract still has",
        chain.balance(chain.distributor()),
        funded.subtract(sum(paid)));
    return second;
  }

  private static BigInteger sum(Map<String, BigInteger> amounts) {
    return amounts.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** Proofs of somebody else, of another amount or token, and of a root that counts no more. */
  private List<String> refused(List<ClaimClient.Offer> offers) {
    Address best = offers.getFirst().account();
    Address other = offers.get(1 + random.nextInt(offers.size() - 1)).account();
    DistributorCalls.Claim right = offers.getFirst().claim();
    Wei more = Wei.of(right.cumulative().value().add(BigInteger.valueOf(1 + random.nextInt(99))));
    List<String> refused = new ArrayList<>();
    forge(refused, "another amount", best, claim(right.token(), more, right));
    forge(refused, "another account", other, right);
    forge(refused, "another token", best, claim(chain.staker(), right.cumulative(), right));
    if (outdated != null) {
      forge(refused, "the week before", outdated.account(), outdated.claim());
    }
    return refused;
  }

  private static DistributorCalls.Claim claim(
      Address token, Wei cumulative, DistributorCalls.Claim right) {
    return new DistributorCalls.Claim(token, cumulative, right.proof());
  }

  private void forge(
      List<String> refused, String what, Address account, DistributorCalls.Claim claim) {
    boolean isRefused = chain.refusesProof(account, claim);
    check("a proof of " + what + " is refused", isRefused, true);
    if (isRefused) {
      refused.add(what);
    }
  }

  /** What was claimed comes back by the listener. */
  private void seen(List<Address> claimants, ClaimClient.Tree tree) {
    chain.chain().mine(ClaimChain.FINALITY + 1);
    var unused = stack.poll();
    for (ClaimClient.Offer each : client.offers(claimants, tree.root())) {
      String account = each.account().hex();
      check("what the functions say " + account + " claimed", each.claimed(), paid.get(account));
      check("what is left to claim of " + account, each.claimable(), BigInteger.ZERO);
    }
  }
}
