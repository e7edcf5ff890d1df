package dev.curation.campaigns;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.documents.ProgramQueries;
import dev.curation.programs.Activity;
import dev.curation.programs.ActivityBooks;
import dev.curation.programs.Claimed;
import dev.curation.programs.Distribution;
import dev.curation.programs.LogEntry;
import dev.curation.programs.MemoryProgram;
import dev.curation.programs.MemoryPrograms;
import dev.curation.programs.ProgramRefusal;
import dev.curation.programs.ProgramRefusedException;
import dev.curation.programs.ProgramRequest;
import dev.curation.store.Fields;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does everything twice: to the engine in memory, and to documents through the feed, the walks and
 * the desk. In between programs in the database are as far as the engine's clock.
 */
final class CampaignMirror {
  final CampaignWorld world;
  final MemoryPrograms memory;
  private final CollectionId asset;
  private final Set<CollectionId> assets = new LinkedHashSet<>();
  private final List<String> people;

  /** What each deposit still allows: by person and asset. */
  private final Map<String, BigInteger> free = new TreeMap<>();

  private final Map<String, BigInteger> withdrawn = new TreeMap<>();
  private long lastEventMs;

  /**
   * @param people whose balances are compared
   */
  CampaignMirror(
      CampaignWorld world, ActivityBooks books, CollectionId asset, List<String> people) {
    this.world = world;
    this.memory = new MemoryPrograms(books);
    this.asset = asset;
    this.people = List.copyOf(people);
  }

  void fund(String name, BigInteger amount) {
    fund(name, asset, amount);
  }

  void fund(String name, CollectionId token, BigInteger amount) {
    assets.add(token);
    Address address = CampaignWorld.person(name);
    memory.credit(address.hex(), token.toString(), amount);
    free.merge(key(address, token), amount, BigInteger::add);
    world.deposit(address, token, amount);
  }

  private static String key(Address address, CollectionId token) {
    return address + " " + token;
  }

  /** Brings the database to an instant. */
  void know(long atMs) {
    world.requireNoFailures(world.know(atMs));
  }

  void event(long atMs, Activity activity) {
    know(atMs);
    eventUnknown(atMs, activity);
  }

  /** The database does not hear of the time before somebody asks something. */
  void eventUnknown(long atMs, Activity activity) {
    memory.event(atMs, activity, judgement -> {});
    lastEventMs = atMs;
    world.happen(activity);
  }

  void create(long atMs, String creator, ProgramRequest request) {
    know(atMs);
    int before = memory.programs().size();
    same(() -> memory.create(atMs, request), () -> world.create(creator, request));
    if (memory.programs().size() > before) {
      free.merge(
          key(CampaignWorld.person(creator), CollectionId.parse(request.asset())),
          request.total().negate(),
          BigInteger::add);
    }
  }

  void withdraw(long atMs, String by, CollectionId token, BigInteger amount) {
    memory.tick(atMs);
    know(atMs);
    Address address = CampaignWorld.person(by);
    String key = key(address, token);
    boolean isThere = free.getOrDefault(key, BigInteger.ZERO).compareTo(amount) >= 0;
    assertEquals(
        isThere ? amount.toString() : ProgramRefusal.INSUFFICIENT_FUNDS,
        outcome(
            () ->
                world
                    .submit(by, new ProgramAction.WithdrawFunds(address, token.address(), amount))
                    .string("amountWei")));
    if (isThere) {
      free.merge(key, amount.negate(), BigInteger::add);
      withdrawn.merge(key, amount, BigInteger::add);
      memory.credit(address.hex(), token.toString(), amount.negate());
    }
  }

  void end(long atMs, long program, String by) {
    know(atMs);
    Address address = CampaignWorld.person(by);
    same(
        () -> {
          MemoryPrograms.Ended ended = memory.end(atMs, program, address.hex());
          return ended.refunded() == null ? "ends " + ended.endsAtMs() : "paid " + ended.refunded();
        },
        () -> {
          Fields result = world.submit(by, new ProgramAction.EndProgram(address, program));
          return result.bool("deleted")
              ? "paid " + result.string("refundedWei")
              : "ends " + result.integer("endsAtMs");
        });
  }

  void claim(long atMs, long program, String by) {
    know(atMs);
    Address address = CampaignWorld.person(by);
    same(
        () -> text(List.of(memory.claim(atMs, program, address.hex()))),
        () -> text(world.submit(by, new ProgramAction.ClaimRewards(address, program))));
  }

  void claimAll(long atMs, String by) {
    know(atMs);
    Address address = CampaignWorld.person(by);
    same(
        () -> text(memory.claimAll(atMs, address.hex())),
        () -> text(world.submit(by, new ProgramAction.ClaimAllRewards(address))));
  }

  private static String text(List<Claimed> claimed) {
    Map<String, String> text = new TreeMap<>();
    for (Claimed each : claimed) {
      if (each.total().signum() > 0) {
        Map<String, String> periods = new TreeMap<>();
        each.periods()
            .forEach(
                p -> periods.put(Long.toString(p.period()), p.shares() + " shares, " + p.reward()));
        text.put(Long.toString(each.program()), each.total() + " " + periods);
      }
    }
    return text.toString();
  }

  private static String text(Fields result) {
    Map<String, String> text = new TreeMap<>();
    Fields programs = result.map("programs");
    for (String program : programs.values().keySet()) {
      Fields claimed = programs.map(program);
      Map<String, String> periods = new TreeMap<>();
      Fields all = claimed.map("periods");
      for (String period : all.values().keySet()) {
        Fields one = all.map(period);
        periods.put(period, one.integer("shares") + " shares, " + one.string("rewardWei"));
      }
      text.put(program, claimed.string("totalWei") + " " + periods);
    }
    return text.toString();
  }

  private static <T> void same(Supplier<T> expected, Supplier<T> actual) {
    assertEquals(outcome(expected), outcome(actual));
  }

  private static Object outcome(Supplier<?> operation) {
    try {
      return operation.get();
    } catch (ProgramRefusedException e) {
      return e.refusal();
    }
  }

  /** Both say the same of everything. */
  void compare(long atMs) {
    memory.tick(atMs);
    know(lastEventMs == atMs ? atMs + 1 : atMs);
    assertEquals(
        memory.programs().values().stream().map(MemoryProgram::program).toList(),
        world.programs().stream().map(ProgramRecord::program).toList());
    for (MemoryProgram program : memory.programs().values()) {
      compare(program);
    }
    for (String name : people) {
      Address address = CampaignWorld.person(name);
      for (CollectionId token : assets) {
        BigInteger paid =
            withdrawn
                .getOrDefault(key(address, token), BigInteger.ZERO)
                .negate()
                .add(world.paid(address, token));
        assertEquals(
            memory.balance(address.hex(), token.toString()),
            world.funds(address, token).available().add(paid),
            name);
      }
    }
    compareLogs();
    requireBalanced();
  }

  /** No money came from nowhere or got lost. */
  void requireBalanced() {
    assets.forEach(world::requireBalanced);
  }

  private void compare(MemoryProgram expected) {
    long program = expected.program().id();
    List<Distribution> periods =
        world.process().query(ProgramQueries.periods(program, 0, 0)).stream()
            .map(document -> ProgramCodec.distribution(document.fields()))
            .toList();
    assertEquals(expected.distributions(), periods);
    for (Distribution period : periods) {
      Map<String, String> accounts = new TreeMap<>();
      for (StoredDocument document :
          world.process().query(ProgramQueries.accounts(program, period.period()))) {
        int actions = expected.program().terms().actions().size();
        accounts.put(
            document.path().id(), ProgramCodec.account(document.fields(), actions).toString());
      }
      assertEquals(period.participants(), accounts.size());
      Map<String, String> wanted = new TreeMap<>();
      expected
          .accounts(period.period())
          .forEach((address, account) -> wanted.put(address, account.toString()));
      assertEquals(wanted, accounts, "program " + program + " period " + period.period());
    }
  }

  private void compareLogs() {
    Map<Long, List<String>> expected = new TreeMap<>();
    for (LogEntry entry : memory.log()) {
      expected.computeIfAbsent(entry.program(), id -> new ArrayList<>()).add(text(entry));
    }
    Map<Long, List<String>> actual = new TreeMap<>();
    for (long program : expected.keySet()) {
      List<String> entries = new ArrayList<>();
      for (StoredDocument document : world.process().query(ProgramQueries.log(program, -1, 0))) {
        Fields fields = document.fields();
        entries.add(
            fields.string("kind")
                + " "
                + fields.integer("atMs")
                + " "
                + fields.optionalInteger("period")
                + " "
                + fields.optionalString("address")
                + " "
                + fields.optionalString("amountWei"));
      }
      actual.put(program, entries);
    }
    assertEquals(expected, actual);
  }

  private static String text(LogEntry entry) {
    @Nullable Object amount =
        Optional.ofNullable(entry.amount()).map(Object::toString).orElse(null);
    return entry.kind().text()
        + " "
        + entry.atMs()
        + " "
        + (entry.period() == 0 ? null : (Long) entry.period())
        + " "
        + entry.address()
        + " "
        + amount;
  }
}
