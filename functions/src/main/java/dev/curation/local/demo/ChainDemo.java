package dev.curation.local.demo;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.chain.TxHash;
import dev.curation.local.ChainDeployment;
import dev.curation.local.EmulatorException;
import dev.curation.local.LocalStack;
import dev.curation.local.TestChain;
import dev.curation.local.TestWallet;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Two simulated days of 20 accounts that stake, vote, trade, un-stake and rage-quit, 45 minutes a
 * step, with two reorganisations. All of it reaches the backend by webhooks, polls and signed
 * votes.
 */
public final class ChainDemo {
  public static final Instant GENESIS = Instant.parse("2026-01-05T00:00:00Z");
  public static final int ACCOUNTS = 20;
  public static final int CONFIRMATIONS = 2;
  public static final int FINALITY = 12;

  /** Two days. */
  public static final int STEPS = 64;

  private static final Duration STEP = Duration.ofMinutes(45);
  private static final int DEPTH = 5;
  private static final int REST = DEPTH + 1;
  private static final int POLL_EVERY = 4;
  private static final int FLAG_EVERY = 16;
  private static final int STAKERS_A_STEP = 5;
  private static final int VOTERS = 3;

  private final LocalStack stack;
  private final TestChain chain;
  private final ChainDeployment contracts;
  private final ChainView view;
  private final RandomGenerator random;
  private final LongConsumer clock;
  private final Mailbox mailbox;
  private final Ballots ballots;
  private final Market market;
  private final Stakes stakes;
  private final Map<Long, List<Sent>> blocks = new TreeMap<>();
  private final Map<Integer, Integer> lastStaking = new HashMap<>();
  private final Map<Integer, Integer> quietUntil = new HashMap<>();
  private int victim = -1;
  private int polls;
  private int reorganised;
  private int droppedUnStakes;
  private long orphaned;
  private long rejected;
  private JsonObject lastPoll = new JsonObject();

  private record Sent(int account, TxHash tx) {}

  /**
   * @param endpoint of the chain
   * @param clock is told the chain's time, milliseconds since the epoch: the stack's clock
   */
  public ChainDemo(
      LocalStack stack,
      TestChain chain,
      URI endpoint,
      ChainDeployment contracts,
      RandomGenerator random,
      LongConsumer clock) {
    this.stack = stack;
    this.chain = chain;
    this.contracts = contracts;
    this.view = new ChainView(endpoint);
    this.random = random;
    this.clock = clock;
    Post post = new Post(stack.functions());
    List<TestWallet> wallets = TestWallet.first(ACCOUNTS);
    this.mailbox = new Mailbox(post, random);
    this.ballots = new Ballots(post, contracts, wallets, random);
    this.market = new Market(contracts, chain.accounts(), random);
    this.stakes = new Stakes(ACCOUNTS, random);
  }

  /**
   * What happened.
   *
   * @param reorganisedBlocks blocks that reorganisations took away
   * @param orphaned facts that were marked as off the chain
   * @param rejected logs that could not be decoded
   */
  public record Counts(
      int deliveries,
      int duplicates,
      int late,
      int lost,
      int polls,
      int reorganisedBlocks,
      int unStakesTakenAway,
      long orphaned,
      long rejected,
      int votes,
      int refusedVotes) {}

  /**
   * Plays it to the end, when everything is final and delivered.
   *
   * @param steps of 45 minutes, 30 to {@link #STEPS}
   * @param progress is told the steps done
   * @throws EmulatorException if a function refuses what it should take
   */
  public Counts play(int steps, IntConsumer progress) {
    contracts.list(stack.store());
    chain.automine(false);
    for (int step = 0; step < steps; step++) {
      step(step, steps);
      progress.accept(step + 1);
    }
    for (int step = steps; !mailbox.isEmpty(); step++) {
      deliver(step, List.of());
    }
    long last = view.head();
    chain.mine(FINALITY + CONFIRMATIONS);
    clock.accept(view.timeOf(view.head()) * 1000);
    for (int tries = 0; finalBlock() < last; tries++) {
      if (tries > 20) {
        throw new EmulatorException("The polls do not end: " + lastPoll, null);
      }
      poll();
    }
    return new Counts(
        mailbox.delivered(),
        mailbox.doubled(),
        mailbox.late(),
        mailbox.lost(),
        polls,
        reorganised,
        droppedUnStakes,
        orphaned + mailbox.orphaned(),
        rejected + mailbox.rejected(),
        ballots.accepted().size(),
        ballots.refused());
  }

  /** The rewards by an independent count from the chain's final logs and the accepted votes. */
  public Recount recount() {
    return Recount.of(view, contracts, view.head(), ballots.accepted());
  }

  private void step(int step, int steps) {
    Instant time = GENESIS.plus(STEP.multipliedBy(step + 1L)).minusSeconds(random.nextInt(600));
    boolean sure = act(step, steps);
    keepQuiet(step, steps);
    chain.mineAt(time);
    clock.accept(time.toEpochMilli());
    tell(view.logs(view.head(), view.head()), false, sure, step);
    boolean forks = isFork(step, steps);
    deliver(step, jobs(step, forks));
    if (forks) {
      reorganise(step);
      deliver(step, List.of());
    }
    // Later than the block's time, each batch later than the one before.
    vote(step, time.toEpochMilli() + 60_000);
    vote(step, time.toEpochMilli() + 120_000);
  }

  /**
   * Whoever stakes in a block that will be lost does not vote until the backend is sure of it. What
   * becomes of votes whose stake a reorganisation takes away the specification leaves open; the
   * backend does what docs/voting.md says, which the recount, naive as it is, does not model. An
   * un-stake that never was is the victim's case.
   */
  private void keepQuiet(int step, int steps) {
    for (int fork = step; fork < step + DEPTH; fork++) {
      int until = fork + FINALITY + POLL_EVERY;
      if (isFork(fork, steps)) {
        IntStream.range(0, ACCOUNTS)
            .filter(a -> a != victim && lastStaking.getOrDefault(a, -1) == step)
            .forEach(a -> quietUntil.put(a, until));
      }
    }
  }

  private static boolean isFork(int step, int steps) {
    return step == steps * 2 / 5 || step == steps * 4 / 5;
  }

  private List<Callable<Void>> jobs(int step, boolean forks) {
    List<Callable<Void>> jobs = new ArrayList<>();
    if (forks || step % POLL_EVERY == 0) {
      jobs.add(
          () -> {
            poll();
            return null;
          });
    }
    if (step % FLAG_EVERY == FLAG_EVERY - 1) {
      jobs.add(
          () -> {
            var unused = stack.tick();
            return null;
          });
    }
    return jobs;
  }

  /** Sends the transactions of a block; returns whether their deliveries have to arrive. */
  private boolean act(int step, int steps) {
    if (step == steps / 4 || step == steps * 3 / 5) {
      send(random.nextInt(ACCOUNTS), market.changeOfFlowsFee());
      return false;
    }
    boolean sure = false;
    for (int i = random.nextInt(2, 5); i > 0; i--) {
      send(random.nextInt(ACCOUNTS), market.sale());
    }
    if (step < ACCOUNTS / STAKERS_A_STEP) {
      IntStream.range(0, STAKERS_A_STEP)
          .map(i -> step * STAKERS_A_STEP + i)
          .forEach(account -> stake(account, stakes.stake(account), step));
    } else if (step == steps * 2 / 5 - 3 || step == steps * 4 / 5 - 3) {
      victim = mostVotes(step);
      stake(victim, stakes.unstake(victim, 9), step);
      sure = true;
    } else if (step == steps / 2 || step == steps * 9 / 10) {
      int account = mostVotes(step);
      stake(account, stakes.rageQuit(account), step);
    } else {
      List<Integer> free = rested(step);
      if (!free.isEmpty() && random.nextInt(4) > 0) {
        int account = free.get(random.nextInt(free.size()));
        stake(account, stakes.change(account), step);
      }
    }
    return sure;
  }

  private List<Integer> rested(int step) {
    return IntStream.range(0, ACCOUNTS)
        .filter(account -> lastStaking.getOrDefault(account, 0) + REST <= step)
        .boxed()
        .toList();
  }

  private int mostVotes(int step) {
    List<Integer> accounts = rested(step);
    int best = accounts.getFirst();
    for (int account : accounts) {
      best = ballots.votesOf(account) > ballots.votesOf(best) ? account : best;
    }
    return best;
  }

  private void stake(int account, String data, int step) {
    lastStaking.put(account, step);
    send(account, new Market.Call(contracts.staker(), data));
  }

  private void send(int account, Market.Call call) {
    TxHash tx = chain.send(account, call.contract(), call.data());
    blocks.computeIfAbsent(view.head() + 1, block -> new ArrayList<>()).add(new Sent(account, tx));
  }

  /** The contracts of the market and the staker are told of by webhooks of their own. */
  private void tell(List<RawLog> logs, boolean removed, boolean sure, int step) {
    mailbox.take(logs.stream().filter(this::isStaking).toList(), removed, sure, step);
    mailbox.take(logs.stream().filter(log -> !isStaking(log)).toList(), removed, false, step);
  }

  private boolean isStaking(RawLog log) {
    return log.contract().equals(contracts.staker().hex());
  }

  private void deliver(int step, List<Callable<Void>> meanwhile) {
    List<Letter> letters = mailbox.deliver(step, meanwhile);
    for (boolean removed : List.of(true, false)) {
      letters.stream()
          .filter(letter -> letter.removed() == removed)
          .forEach(letter -> heard(letter.logs(), removed));
    }
    if (lastPoll.has("nextBlock")) {
      heard(view.logs(0, lastPoll.get("nextBlock").getAsLong() - 1), false);
    }
  }

  private void heard(List<RawLog> logs, boolean removed) {
    logs.stream()
        .filter(this::isStaking)
        .forEach(log -> ballots.told(log.account(1), log.tx(), removed));
  }

  /** Some transactions are mined again, in the same block or a later one; some never are. */
  private void reorganise(int step) {
    long head = view.head();
    long first = head - DEPTH + 1;
    List<RawLog> old = view.logs(first, head);
    Set<Integer> dropped = new HashSet<>(Set.of(victim));
    IntStream.range(0, ACCOUNTS).filter(a -> random.nextInt(3) == 0).forEach(dropped::add);
    List<TestChain.Replayed> again = replayed(first, head, dropped);
    chain.reorganise(DEPTH, again);
    reorganised += DEPTH;
    String gone = chain.account(victim).hex();
    List<RawLog> unStake =
        old.stream().filter(log -> isStaking(log) && log.account(1).equals(gone)).toList();
    droppedUnStakes += unStake.size();
    List<RawLog> others = new ArrayList<>(old);
    others.removeAll(unStake);
    tell(unStake, true, true, step);
    tell(others, true, false, step);
    tell(view.logs(first, head), false, false, step);
  }

  private List<TestChain.Replayed> replayed(long first, long head, Set<Integer> dropped) {
    List<TestChain.Replayed> again = new ArrayList<>();
    // An account's transactions keep their order.
    Map<Integer, Integer> earliest = new HashMap<>();
    for (long block = first; block <= head; block++) {
      for (Sent sent : blocks.getOrDefault(block, List.of())) {
        if (!dropped.contains(sent.account())) {
          int later = Math.toIntExact(block - first) + random.nextInt(2);
          int place =
              Math.max(Math.min(DEPTH - 1, later), earliest.getOrDefault(sent.account(), 0));
          earliest.put(sent.account(), place);
          again.add(new TestChain.Replayed(chain.raw(sent.tx()), place));
        }
      }
    }
    return again;
  }

  private void vote(int step, long millis) {
    Set<Integer> voters = new HashSet<>();
    for (int i = 0; i < VOTERS; i++) {
      int account = random.nextInt(ACCOUNTS);
      if (quietUntil.getOrDefault(account, 0) <= step) {
        voters.add(account);
      }
    }
    clock.accept(millis);
    ballots.cast(voters.stream().sorted().toList(), millis);
  }

  private void poll() {
    lastPoll =
        JsonParser.parseString(stack.poll())
            .getAsJsonObject()
            .getAsJsonObject(ChainDeployment.CHAIN.toString());
    JsonObject count = lastPoll.getAsJsonObject("count");
    polls++;
    orphaned += count.get("orphaned").getAsLong();
    rejected += count.get("rejected").getAsLong();
  }

  private long finalBlock() {
    return lastPoll.has("finalBlock") ? lastPoll.get("finalBlock").getAsLong() : -1;
  }
}
