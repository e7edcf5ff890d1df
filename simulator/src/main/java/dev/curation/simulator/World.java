package dev.curation.simulator;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.claims.Distributor;
import dev.curation.functions.ChainSetup;
import dev.curation.functions.Chains;
import dev.curation.messaging.MessageChannel;
import dev.curation.node.ChainNode;
import dev.curation.payments.Treasury;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All that there is in a run: time, chance, chains, projects and people. */
final class World implements AutoCloseable {
  /** A Thursday, so that a week ends soon. */
  static final Instant START = Instant.parse("2026-03-05T00:00:00Z");

  static final Consumer<String> SILENT = line -> {};

  private final Dice dice;
  private final Agenda agenda = new Agenda(START, () -> Alarm.belongsTo(this));
  private final Map<ChainId, LiveChain> chains = new HashMap<>();
  private final Map<String, Payer> payers = new HashMap<>();
  private final SortedMap<String, Integer> counts = new TreeMap<>();
  private final Contract contract;
  private final boolean hasClaims;
  private final Site main;
  private final Optional<Site> payout;
  private final Topics topics;
  private final List<Person> people;
  private final long range;
  private final Consumer<String> journal;
  private Faults faults;
  private @Nullable RuntimeException failure;
  private long ids;
  private boolean isOver;

  World(Scenario scenario, Consumer<String> journal) {
    this.journal = journal;
    Alarm.belongsTo(this);
    dice = new Dice(scenario.seed());
    faults = Faults.of(dice).without(scenario.without());
    people = Person.some(4 + dice.below(6));
    range = dice.oneIn(3) ? 20 + dice.below(100) : 10_000;
    LiveChain chain = Setting.mainChain(this);
    chains.put(Setting.CHAIN, chain);
    hasClaims = dice.oneIn(3);
    contract = new Contract(this, chain, dice.below(48) * 3_600_000L);
    if (dice.oneIn(3)) {
      main = new Site(this, Setting.main(dice, chain));
      payout = Optional.empty();
    } else {
      LiveChain other = Setting.payoutChain(this);
      chains.put(Setting.PAYOUT_CHAIN, other);
      main = new Site(this, Setting.withLanes(Setting.main(dice, chain), other));
      payout = Optional.of(new Site(this, Setting.payout(dice, other)));
    }
    topics = new Topics(this);
  }

  Dice dice() {
    return dice;
  }

  Agenda agenda() {
    return agenda;
  }

  Faults faults() {
    return faults;
  }

  /** Writes down what happens, where anybody wants to know. */
  void tell(Supplier<String> what) {
    if (!journal.equals(SILENT)) {
      journal.accept(agenda.instant() + " " + what.get());
    }
  }

  /** Something happened that must not; the run ends as soon as it can. */
  void fail(RuntimeException why) {
    failure = failure == null ? why : failure;
  }

  /**
   * @throws RuntimeException if something happened that must not
   */
  void requireUnharmed() {
    if (failure != null) {
      throw failure;
    }
  }

  /** From now on nothing goes wrong by itself. */
  void calm() {
    faults = Faults.NONE;
  }

  /** Whether nothing goes wrong any more. */
  boolean isCalm() {
    return faults.equals(Faults.NONE);
  }

  List<Person> people() {
    return people;
  }

  LiveChain chain(ChainId id) {
    LiveChain chain = chains.get(id);
    if (chain == null) {
      throw new IllegalArgumentException("there is no chain " + id);
    }
    return chain;
  }

  /** Who pays on a chain. */
  Payer payer(ChainId id) {
    return payer(id, Setting.treasuryKey().address());
  }

  /** One of those who pay on a chain. */
  Payer payer(ChainId id, Address account) {
    return payers.computeIfAbsent(id + " " + account, name -> new Payer(this, chain(id), account));
  }

  /** Whether rewards are claimed by proof in this run. */
  boolean hasClaims() {
    return hasClaims;
  }

  /** Which pays claims on the main chain. */
  Contract contract() {
    return contract;
  }

  Site main() {
    return main;
  }

  /** The project that pays the lanes of another. */
  Site payoutSite(Site site) {
    return payout.orElse(site);
  }

  /** Where lanes are paid; empty: there are none in this run. */
  Optional<Site> payout() {
    return payout;
  }

  /** What the lanes of this run are told by. */
  Topics topics() {
    return topics;
  }

  /** All projects. */
  List<Site> sites() {
    return payout.map(other -> List.of(main, other)).orElse(List.of(main));
  }

  /** What nobody else has ever got. */
  String id() {
    return "id-" + ++ids;
  }

  void count(String what) {
    count(what, 1);
  }

  void count(String what, int times) {
    tell(() -> what);
    counts.merge(what, times, Integer::sum);
  }

  /** How often what happened. */
  SortedMap<String, Integer> counts() {
    return counts;
  }

  Chains chains(Instance instance) {
    return new Chains() {
      @Override
      public ChainNode node(ChainSetup setup) {
        return new UnreliableNode(chain(setup.chain()).chain(), instance, range);
      }

      @Override
      public ChainNode promptNode(ChainId id, List<URI> endpoints) {
        return new UnreliableNode(chain(id).chain(), instance, range);
      }

      @Override
      public Treasury treasury(ChainSetup setup) {
        return payer(setup.chain(), setup.treasury().orElseThrow().address()).seenBy(instance);
      }

      @Override
      public Distributor distributor(ChainSetup setup, Address contract) {
        return World.this.contract.seenBy(instance);
      }
    };
  }

  MessageChannel channel(Instance instance) {
    return topics.seenBy(instance);
  }

  boolean isOver() {
    return isOver;
  }

  @Override
  public void close() {
    isOver = true;
    agenda.close();
  }
}
