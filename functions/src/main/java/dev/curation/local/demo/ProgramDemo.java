package dev.curation.local.demo;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.documents.Paths;
import dev.curation.ledger.Ledger;
import dev.curation.ledger.LedgerEvent;
import dev.curation.ledger.Watermark;
import dev.curation.local.EmulatorException;
import dev.curation.local.LocalStack;
import dev.curation.local.TestWallet;
import dev.curation.local.demo.ProgramDeeds.Claim;
import dev.curation.local.demo.ProgramFact.Kind;
import dev.curation.replay.CryptoPunksSales;
import dev.curation.replay.Replay;
import dev.curation.store.Fields;
import dev.curation.store.Write;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Three reward programs over a month of CryptoPunks sales, paid in a token of a local chain: money
 * comes in by transactions, stakes are transactions, everything people ask is signed and goes to
 * the functions, and is paid by transactions. Sales and votes are written day by day as a replay
 * writes them.
 */
public final class ProgramDemo {
  public static final int CREATORS = 2;
  public static final int CURATORS = 10;

  /** The month, and days after it on which something is due. */
  private static final List<Integer> LATER = List.of(32, 33, 36, 42, 43, 49);

  public static final int DAYS = ProgramMonth.DAYS + LATER.size();
  private static final String SOURCE = "demo";
  private static final BigInteger TOO_MUCH = ProgramPlan.tokens(77);

  /** On these days nobody calls AdvancePrograms. */
  private static final Set<Integer> OUTAGE = Set.of(9, 10);

  private static final int PENDING_ENDS = 12;
  private static final int STAKES_END = 17;

  /** When the third program's claims are too late. */
  private static final int TOO_LATE = 29;

  private static final int CLAIMS_EVERY = 7;

  private final LocalStack stack;
  private final ProgramChain chain;
  private final ProgramClient client;
  private final LongConsumer clock;
  private final RandomGenerator random;
  private final ProgramMonth month;
  private final List<TestWallet> wallets = TestWallet.first(CREATORS + CURATORS);
  private final Map<String, TestWallet> keys = new HashMap<>();
  private final List<ProgramPlan> plans = ProgramPlan.all(ProgramMonth.START.toEpochMilli());
  private final ProgramDeeds deeds;
  private long now;
  private long known;

  /**
   * @param sales of CryptoPunks with the votes of holders, all there are
   * @param clock is told the time, milliseconds since the epoch: the stack's clock
   */
  public ProgramDemo(
      LocalStack stack,
      ProgramChain chain,
      RandomGenerator random,
      List<LedgerEvent> sales,
      LongConsumer clock) {
    this.stack = stack;
    this.chain = chain;
    this.client = new ProgramClient(stack, chain);
    this.clock = clock;
    this.random = random;
    wallets.forEach(wallet -> keys.put(wallet.address().hex(), wallet));
    List<String> people = curators().stream().map(each -> each.address().hex()).toList();
    this.month = new ProgramMonth(random, people, sales);
    this.deeds = new ProgramDeeds(Set.of(Address.ZERO.hex(), maker()), people.getFirst());
  }

  /** Long before anything happens. */
  public static long begin() {
    return ProgramMonth.at(-1);
  }

  List<TestWallet> curators() {
    return wallets.subList(CREATORS, wallets.size());
  }

  /** Earns nothing. */
  private String maker() {
    return curators().get(CURATORS - 2).address().hex();
  }

  /** Never claims in time. */
  private TestWallet sleeper() {
    return curators().getLast();
  }

  /**
   * Plays it to the end.
   *
   * @param progress is told the days done
   */
  public void play(IntConsumer progress) {
    open();
    for (int day = 0; day < ProgramMonth.DAYS; day++) {
      deliver(month.day(day));
      pass(day + 1);
      progress.accept(day + 1);
    }
    for (int i = 0; i < LATER.size(); i++) {
      pass(LATER.get(i));
      progress.accept(ProgramMonth.DAYS + i + 1);
    }
    withdraw();
  }

  private void moveTo(long time) {
    now = time;
    clock.accept(time);
  }

  /** What operators order, the creators' money and their programs. */
  private void open() {
    moveTo(begin() + Duration.ofHours(12).toMillis());
    List<Write> listed = new ArrayList<>();
    collections().forEach(c -> listed.add(new Write.Put(Paths.collection(c), Fields.EMPTY)));
    stack.store().commit(listed);
    client.order(
        "acceptAsset",
        "programs of the demo pay in it",
        Map.of(
            "asset",
            chain.asset().toString(),
            "receiver",
            ProgramChain.treasury().hex(),
            "firstBlock",
            "0"));
    exclude(Address.ZERO.hex(), "stands for a buyer who is not known");
    exclude(maker(), "is a market maker");
    client.order(
        "registerOwner",
        "has shown the key of the contract",
        Map.of("collection", ProgramMonth.SIMULATED.getFirst().toString(), "owner", deeds.owner()));
    for (int creator = 0; creator < CREATORS; creator++) {
      fund(creator);
    }
    chain.chain().mine(ProgramChain.FINALITY + 1);
    var unused = stack.poll();
    for (int i = 0; i < plans.size(); i++) {
      long id = client.create(wallets.get(plans.get(i).creator()), plans.get(i), now);
      if (id != i + 1) {
        throw new EmulatorException("Program " + (i + 1) + " was given the id " + id, null);
      }
      deeds.created.put(i + 1, now);
    }
  }

  private static List<CollectionId> collections() {
    List<CollectionId> all = new ArrayList<>(ProgramMonth.SIMULATED);
    all.add(CryptoPunksSales.COLLECTION);
    return all;
  }

  private void exclude(String address, String why) {
    client.order(
        "exclude",
        why,
        Map.of("chainId", ProgramChain.CHAIN.toString(), "address", address, "isExcluded", true));
  }

  /** Somewhat more than the programs take. */
  private void fund(int creator) {
    BigInteger needed =
        plans.stream()
            .filter(plan -> plan.creator() == creator)
            .map(ProgramPlan::total)
            .reduce(BigInteger.ZERO, BigInteger::add);
    Address address = wallets.get(creator).address();
    deeds.deposited.put(address.hex(), needed.add(TOO_MUCH));
    deeds.minted.put(address.hex(), needed.add(TOO_MUCH).add(TOO_MUCH));
    chain.mint(address, needed.add(TOO_MUCH).add(TOO_MUCH));
    chain.deposit(creator, needed.add(TOO_MUCH));
  }

  /** Brings in what happened on a day. */
  private void deliver(ProgramMonth.Day day) {
    for (ProgramMonth.Stake stake : day.stakes()) {
      BigInteger amount = ProgramPlan.tokens(stake.tokens());
      String person = curators().get(stake.person()).address().hex();
      long block = chain.stake(CREATORS + stake.person(), amount, stake.at());
      Kind kind = amount.signum() > 0 ? Kind.STAKE : Kind.UNSTAKE;
      deeds.facts.add(
          new ProgramFact(kind, stake.at(), block, 0, "", person, null, null, amount.abs()));
    }
    day.ledger()
        .forEach(
            (collection, events) -> {
              if (collection.equals(CryptoPunksSales.COLLECTION)) {
                var unused =
                    new Replay(stack.functionsStore(), collection).append(events, now, done -> {});
              } else {
                var unused = new Ledger(stack.functionsStore(), collection).append(events, now);
              }
              events.forEach(event -> deeds.facts.add(ProgramMonth.fact(collection, event)));
            });
  }

  /** Everything before a midnight is known; the scheduler's functions run, and people ask. */
  private void pass(int day) {
    long midnight = ProgramMonth.at(day);
    chain.finish(midnight);
    moveTo(midnight + ProgramChain.FINALITY_DELAY.toMillis());
    var unusedPoll = stack.poll();
    Watermark.ofChain(stack.store(), ProgramChain.CHAIN).advance(SOURCE, midnight);
    if (day == TOO_LATE) {
      // The program does not know of its expiry yet: the clock on the wall counts.
      claim(List.of(new Claim(now, known, sleeper().address().hex(), 3)));
    }
    if (OUTAGE.contains(day)) {
      return;
    }
    advance();
    known = midnight;
    if (day == PENDING_ENDS) {
      end(4);
    }
    if (day == STAKES_END) {
      end(3);
    }
    if (day > ProgramMonth.DAYS || day % CLAIMS_EVERY == 0 || day == TOO_LATE - 1) {
      claim(claims(day));
    }
    pay();
  }

  private void advance() {
    for (Map.Entry<String, JsonElement> each : client.advance().entrySet()) {
      JsonObject program = each.getValue().getAsJsonObject();
      JsonElement failure = program.get("failure");
      boolean isWell = failure == null || failure.isJsonNull();
      if (!isWell || !program.get("isDone").getAsBoolean()) {
        throw new EmulatorException("Program " + each.getKey() + ": " + program, null);
      }
    }
  }

  private void end(int program) {
    TestWallet creator = wallets.get(plans.get(program - 1).creator());
    var unused = client.end(creator, program, now);
    deeds.ended.put(program, now);
  }

  /** Some claim of one program, some of all; in the end all but one do. */
  private List<Claim> claims(int day) {
    List<Claim> claims = new ArrayList<>();
    for (TestWallet each : curators().subList(0, CURATORS - 1)) {
      @Nullable Integer program =
          random.nextBoolean() ? null : Integer.valueOf(1 + random.nextInt(3));
      boolean isLast = day > ProgramMonth.DAYS || day == TOO_LATE - 1;
      if (isLast || random.nextInt(3) > 0) {
        claims.add(new Claim(now, known, each.address().hex(), isLast ? null : program));
      }
    }
    if (day == LATER.getFirst()) {
      claims.add(new Claim(now, known, sleeper().address().hex(), 3));
    }
    return claims;
  }

  private void claim(List<Claim> claims) {
    List<String> answers = client.claim(claims, keys);
    for (int i = 0; i < claims.size(); i++) {
      deeds.answers.put(deeds.claims.size(), answers.get(i));
      deeds.claims.add(claims.get(i));
    }
  }

  /** Until all that is due is paid and final. */
  private void pay() {
    JsonObject report = client.pay();
    while (report.get("sent").getAsInt() > 0 || report.get("open").getAsInt() > 0) {
      chain.chain().mine(ProgramChain.FINALITY + 1);
      report = client.pay();
    }
    if (report.get("putOff").getAsInt() > 0 || report.get("held").getAsInt() > 0) {
      throw new EmulatorException("Not everything was paid: " + report, null);
    }
  }

  /** The creators take back what they brought in too much. */
  private void withdraw() {
    for (int creator = 0; creator < CREATORS; creator++) {
      client.withdraw(wallets.get(creator), TOO_MUCH, now);
    }
    pay();
  }

  /** What it came to, beside a count of its own. */
  public ProgramOutcome outcome() {
    List<String> creators =
        wallets.subList(0, CREATORS).stream().map(each -> each.address().hex()).toList();
    List<String> people = curators().stream().map(each -> each.address().hex()).toList();
    ProgramFigures figures = new ProgramFigures(stack.store(), chain, plans.size());
    ProgramRecount recount = ProgramRecount.of(plans, creators, people, deeds, TOO_MUCH);
    return ProgramOutcome.of(figures, recount, deeds, people, client.sent());
  }
}
