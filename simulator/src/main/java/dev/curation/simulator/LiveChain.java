package dev.curation.simulator;

import dev.curation.chain.ChainId;
import dev.curation.chain.ChainLog;
import dev.curation.chain.TxHash;
import dev.curation.simulation.SimulatedChain;
import dev.curation.simulation.SimulatedChain.Emitted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A chain that lives: people's transactions wait for the next block, and reorganisations put them
 * back, into other blocks, or nowhere.
 */
final class LiveChain {
  private final SimulatedChain chain;
  private final World world;
  private final Duration blockTime;
  private final int finality;
  private final List<Emitted> waiting = new ArrayList<>();
  private final Map<TxHash, Emitted> known = new HashMap<>();
  private final List<Listener> listeners = new ArrayList<>();
  private final List<Account> accounts = new ArrayList<>();
  private long highest;
  private long forks;

  /** Who is told of blocks by others than the chain itself. */
  interface Listener {
    void mined(List<ChainLog> logs);

    void takenAway(List<ChainLog> logs);
  }

  /** Who sends transactions in an order of its own. */
  interface Account {
    /** Those that the next block takes. */
    List<Emitted> ready();

    /** Told of each block of any kind, once it is there. */
    void mined(List<ChainLog> logs);

    /** Whether a transaction is this account's; it is not sent again by others. */
    boolean takeBack(ChainLog log, Emitted emitted);
  }

  LiveChain(World world, ChainId id, Duration blockTime, int finality) {
    this.world = world;
    this.blockTime = blockTime;
    this.finality = finality;
    this.chain = new SimulatedChain(id, world.agenda().millis(), blockTime);
    world.agenda().after(blockTime, this::tick);
  }

  SimulatedChain chain() {
    return chain;
  }

  int finality() {
    return finality;
  }

  Duration blockTime() {
    return blockTime;
  }

  void listen(Listener listener) {
    listeners.add(listener);
  }

  void add(Account account) {
    accounts.add(account);
  }

  /** A transaction is sent; each has a name of its own. */
  void send(Emitted log) {
    waiting.add(log);
  }

  private void tick() {
    if (world.dice().happens(world.faults().reorganisations())) {
      reorganise();
    }
    List<Emitted> logs = List.copyOf(waiting);
    waiting.clear();
    mine(logs);
    world.agenda().after(blockTime, this::tick);
  }

  private void mine(List<Emitted> sent) {
    List<Emitted> logs = new ArrayList<>(sent);
    accounts.forEach(account -> logs.addAll(account.ready()));
    List<ChainLog> mined = chain.mine("fork " + forks, logs);
    for (int i = 0; i < mined.size(); i++) {
      known.put(mined.get(i).id().tx(), logs.get(i));
    }
    highest = Math.max(highest, head());
    mined.forEach(log -> world.tell(() -> "mined " + sent(log).tx() + " as " + log.id()));
    if (!mined.isEmpty()) {
      accounts.forEach(account -> account.mined(mined));
      listeners.forEach(listener -> listener.mined(mined));
    }
  }

  private long head() {
    return chain.headNumber();
  }

  /** Of the newest block, milliseconds. */
  long headTime() {
    return chain.headers(List.of(head())).getFirst().orElseThrow().timestamp();
  }

  /** Of the next one. */
  long nextTime() {
    return headTime() + blockTime.toMillis();
  }

  /** Never a block that was final once. */
  private void reorganise() {
    Dice dice = world.dice();
    long most = head() - Math.max(0, highest - finality) - 1;
    int wanted = dice.oneIn(30) ? 1 + dice.below(world.faults().depth()) : 1 + dice.below(4);
    int depth = (int) Math.min(wanted, most);
    if (depth < 1) {
      return;
    }
    world.count("reorganisations");
    List<ChainLog> gone = chain.reorganise(depth);
    forks++;
    gone.forEach(log -> world.tell(() -> "taken away " + log.id()));
    List<List<Emitted>> blocks = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      blocks.add(new ArrayList<>());
    }
    for (ChainLog log : gone) {
      Emitted again = known.get(log.id().tx());
      boolean isTaken =
          again == null || accounts.stream().anyMatch(account -> account.takeBack(log, again));
      if (!isTaken && !dice.oneIn(5)) {
        // Most come again, somewhere; one in five never.
        if (dice.oneIn(4)) {
          waiting.add(again);
        } else {
          dice.any(blocks).add(again);
        }
      }
    }
    if (!gone.isEmpty()) {
      listeners.forEach(listener -> listener.takenAway(gone));
    }
    blocks.forEach(this::mine);
  }

  /** What a transaction that is on the chain was sent as. */
  Emitted sent(ChainLog log) {
    Emitted emitted = known.get(log.id().tx());
    if (emitted == null) {
      throw new IllegalStateException("nobody has sent " + log.id());
    }
    return emitted;
  }
}
