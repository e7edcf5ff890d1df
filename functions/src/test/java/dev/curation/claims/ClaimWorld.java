package dev.curation.claims;

import static dev.curation.pools.PoolWorld.POOL;

import dev.curation.chain.Address;
import dev.curation.commits.Act;
import dev.curation.documents.ClaimPaths;
import dev.curation.merkle.ClaimTree;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.pools.PoolWorld;
import dev.curation.store.Store;
import dev.curation.time.Week;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Claims beside a pool on a simulated database. */
final class ClaimWorld {
  static final Address DISTRIBUTOR = new Address("0x" + "d1".repeat(20));

  final PoolWorld pool = new PoolWorld();
  final SimulatedDistributor distributor = new SimulatedDistributor();

  /** Has rewards claimed from a week on; null: the next. */
  Map<String, String> open(@Nullable Week from) {
    return new ClaimAdministration(pool.process(), pool.clock, attempt -> {})
        .open(POOL, DISTRIBUTOR, from, act("open", "from " + from));
  }

  static Act act(String requestId, String order) {
    return new Act(requestId, "somebody", "a test", order);
  }

  TreeMaking making(Store store) {
    return new TreeMaking(store, pool.settings.finalityDelay(), pool.clock);
  }

  Optional<TreeMaking.Made> make() {
    return making(pool.process()).next(POOL);
  }

  Map<String, RootPublishing.Published> publish() {
    return new RootPublishing(pool.process(), pool.clock).run(POOL, distributor);
  }

  /** The same of the native coin, which has a tree. */
  RootPublishing.Published published() {
    return Objects.requireNonNull(publish().get(Denom.NATIVE.name()));
  }

  Optional<Map<String, @Nullable Object>> claims(Address account) {
    return new ClaimAnswers(pool.process()).account(POOL, account, distributor::state);
  }

  /** The tree of a period, built from its pages. */
  Optional<ClaimTree> tree(Week period) {
    return TreeRecord.of(pool.process(), POOL, Denom.NATIVE, period)
        .map(record -> new Trees(pool.process(), POOL).whole(record));
  }

  /** What an account may have claimed in all by the tree of a period; 0 where there is none. */
  Wei entitled(Week period, Address account) {
    return tree(period).map(tree -> tree.of(account)).orElse(Wei.ZERO);
  }

  boolean isOpen() {
    return pool.process().get(ClaimPaths.claims(POOL)).isPresent();
  }
}
