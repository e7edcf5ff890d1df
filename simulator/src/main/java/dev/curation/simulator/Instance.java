package dev.curation.simulator;

import dev.curation.functions.BackendSettings;
import dev.curation.functions.Chains;
import dev.curation.functions.Connections;
import dev.curation.functions.Host;
import dev.curation.functions.Wiring;
import dev.curation.messaging.MessageChannel;
import dev.curation.node.NodeException;
import dev.curation.simulation.ProcessKilled;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * One process that serves functions: it has a clock of its own, sees database and chains over its
 * network, and may die at any operation, with everything that it is just doing.
 */
final class Instance {
  private final World world;
  private final Wiring wiring;
  private final InstantSource clock;
  private boolean isDead;

  Instance(World world, BackendSettings settings, Site site) {
    this.world = world;
    long skew = world.faults().skew();
    long off = skew == 0 ? 0 : world.dice().between(-skew, skew);
    this.clock = () -> Instant.ofEpochMilli(world.agenda().millis() + off);
    Chains chains = world.chains(this);
    MessageChannel channel = world.channel(this);
    Connections connections =
        Connections.of(new UnreliableStore(site.store(), this))
            .withPayouts(new UnreliableStore(world.payoutSite(site).store(), this))
            .withMessages(() -> channel)
            .withChains(chains);
    this.wiring =
        new Wiring(
            connections,
            settings,
            new Host(
                clock,
                () -> world.agenda().millis() * 1_000_000,
                world::id,
                world.dice().random(),
                this::wait,
                () -> new Turns(world.agenda())));
  }

  Wiring wiring() {
    return wiring;
  }

  Faults faults() {
    return world.faults();
  }

  boolean happens(int perMille) {
    return world.dice().happens(perMille);
  }

  void count(String fault) {
    world.count(fault);
  }

  /** Fails where the process is dead, or dies now. */
  void mayDie() {
    if (!isDead && happens(faults().kills())) {
      kill();
    }
    if (isDead) {
      throw new ProcessKilled("killed");
    }
  }

  void kill() {
    isDead = true;
    count("kills");
  }

  boolean isDead() {
    return isDead;
  }

  /** Lets others go on, now and then. */
  void mayWait() {
    if (world.agenda().canWait() && happens(faults().slow())) {
      boolean isLong = world.dice().oneIn(20);
      wait(Duration.ofMillis(world.dice().between(1, isLong ? 180_000 : 2_000)));
      mayDie();
    }
  }

  /** Before or behind a question to a node. */
  void mayFailCall() {
    mayWait();
    if (happens(faults().rpc())) {
      count("rpc");
      throw new NodeException.Unavailable("the node does not answer", null);
    }
  }

  private void wait(Duration duration) {
    world.agenda().pause(duration);
  }
}
