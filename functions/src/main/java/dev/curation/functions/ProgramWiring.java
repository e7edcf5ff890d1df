package dev.curation.functions;

import dev.curation.campaigns.ActivityFeed;
import dev.curation.campaigns.ProgramAdministration;
import dev.curation.campaigns.ProgramAdvance;
import dev.curation.campaigns.ProgramAnswers;
import dev.curation.campaigns.ProgramDeposits;
import dev.curation.campaigns.ProgramDesk;
import dev.curation.chain.ChainId;
import dev.curation.decoding.StakingContract;
import dev.curation.node.BackOff;
import dev.curation.store.Store;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The object graph of reward programs.
 *
 * @param contracts the staking contract of each chain
 * @param finalityDelay how long a fact may still change
 * @param ids a new name for each commit
 */
public record ProgramWiring(
    Store store,
    Map<ChainId, StakingContract> contracts,
    Duration finalityDelay,
    InstantSource clock,
    Supplier<String> ids,
    BackOff contention) {
  private static final Duration BUDGET = Duration.ofMinutes(7);

  public ProgramAdvance advance() {
    return new ProgramAdvance(
        store,
        new ActivityFeed(store, finalityDelay, clock, ids, contention),
        clock,
        ids,
        contention,
        BUDGET);
  }

  public ProgramDesk desk() {
    return new ProgramDesk(store, contracts, finalityDelay, clock, contention);
  }

  public ProgramAnswers answers() {
    return new ProgramAnswers(store, clock);
  }

  public ProgramAdministration administration() {
    return new ProgramAdministration(store, clock, ids, contention);
  }

  /** Sees deposits arrive. */
  public ProgramDeposits deposits() {
    return new ProgramDeposits(store, clock, contention);
  }
}
