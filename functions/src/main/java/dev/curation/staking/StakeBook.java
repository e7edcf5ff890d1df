package dev.curation.staking;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.decoding.StakingContract;
import dev.curation.documents.Queries;
import dev.curation.node.BackOff;
import dev.curation.node.ChainNode;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Who has how much stake power, and the un-votes that un-stakes cause (specs/ingestion.md, Stakes,
 * votes and un-votes). May be killed at any instant, run twice and run by several processes at
 * once: the documents follow from the facts alone.
 */
public final class StakeBook {
  private static final Logger LOG = Logger.getLogger(StakeBook.class.getName());
  private static final int ATTEMPTS = 20;
  private static final int PAGE = 200;

  private final Store store;
  private final Function<ChainId, Optional<ChainNode>> nodes;
  private final InstantSource clock;
  private final Supplier<String> ids;
  private final BackOff backOff;

  /**
   * @param nodes the node that tells a chain's stake powers, where there is one
   * @param ids a new name for each commit, different from all others
   */
  public StakeBook(
      Store store,
      Function<ChainId, Optional<ChainNode>> nodes,
      InstantSource clock,
      Supplier<String> ids,
      BackOff backOff) {
    this.store = store;
    this.nodes = nodes;
    this.clock = clock;
    this.ids = ids;
    this.backOff = backOff;
  }

  /**
   * @param settled users whose events were applied
   * @param failures why users' events could not be, by user
   */
  public record Result(int settled, Map<String, String> failures) {
    public Result {
      failures = Map.copyOf(failures);
    }
  }

  /**
   * Applies the user's staking events that are not applied yet.
   *
   * @throws StakerBusyException if others kept changing the same documents
   * @throws dev.curation.node.NodeException if the node does not answer for a block of the last
   *     minutes
   * @throws dev.curation.store.StoreException if the database does not answer
   * @throws dev.curation.store.MalformedDocumentException naming document, field and value
   */
  public void settle(ChainId chain, StakingContract contract, Address user) {
    StakePowers powers = new StakePowers(nodes.apply(chain), contract, user, clock.millis());
    Settlement settlement = new Settlement(store, chain, contract, user, powers, clock, ids);
    for (int attempt = 1; !settlement.attempt(); attempt++) {
      if (attempt == ATTEMPTS) {
        throw new StakerBusyException("the stake of " + user + " changes all the time");
      }
      backOff.after(attempt);
    }
  }

  /**
   * Settles the users of whom staking events are not applied yet. One that fails holds no other
   * back and counts against no limit.
   *
   * @param limit most users to settle
   */
  public Result settlePending(ChainId chain, StakingContract contract, int limit) {
    int settled = 0;
    Map<String, String> failures = new LinkedHashMap<>();
    @Nullable String last = null;
    while (true) {
      List<StoredDocument> page = pending(chain, contract.address(), last);
      Set<String> users = new LinkedHashSet<>();
      page.forEach(event -> users.add(String.valueOf(event.fields().get("userAddress"))));
      for (String user : users) {
        if (settled == limit) {
          return new Result(settled, failures);
        }
        try {
          settle(chain, contract, Address.parse("userAddress", user));
          settled++;
        } catch (RuntimeException e) {
          LOG.log(Level.SEVERE, "the stake of " + user + " is not settled", e);
          failures.put(user, String.valueOf(e.getMessage()));
        }
        last = user;
      }
      if (page.size() < PAGE) {
        return new Result(settled, failures);
      }
    }
  }

  private List<StoredDocument> pending(ChainId chain, Address contract, @Nullable String last) {
    return store.query(
        last == null
            ? Queries.unappliedStakingEvents(chain, contract, PAGE)
            : Queries.unappliedStakingEventsBehind(chain, contract, last, PAGE));
  }
}
