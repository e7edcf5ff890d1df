package dev.curation.lanes;

import dev.curation.chain.LaneId;
import dev.curation.commits.Acts;
import dev.curation.commits.Fence;
import dev.curation.commits.Retries;
import dev.curation.documents.LanePaths;
import dev.curation.documents.LaneQueries;
import dev.curation.documents.Paths;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.node.BackOff;
import dev.curation.settlement.Batch;
import dev.curation.settlement.LaneRefusal;
import dev.curation.settlement.Settlement;
import dev.curation.settlement.Settlement.Settled;
import dev.curation.store.DocumentPath;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Settles the batches of a lane strictly by their numbers (specs/settlement.md, 4.3). All amounts
 * of a settlement are written before the first is credited; then they are credited in parts, each
 * once. A run that ends early leaves what the next one goes on with.
 */
final class Settling {
  private final Store store;
  private final Credits credits;
  private final InstantSource clock;
  private final Supplier<String> ids;
  private final BackOff backOff;

  Settling(
      Store store, Credits credits, InstantSource clock, Supplier<String> ids, BackOff backOff) {
    this.store = store;
    this.credits = credits;
    this.clock = clock;
    this.ids = ids;
    this.backOff = backOff;
  }

  /** What a step found to do. */
  private enum Step {
    NOTHING,
    PASSED,
    SETTLED,
    CREDITED,
    TIME_IS_UP
  }

  /** What stands in the database. */
  private record State(
      PayoutLane lane,
      Optional<StoredDocument> document,
      PayoutDocument payout,
      Optional<StoredDocument> headDocument,
      @Nullable WeightsDocument head) {
    Done done(Step step) {
      return new Done(step, payout.book().settledThrough() + 1);
    }
  }

  /**
   * @param seq the batch that was next
   */
  private record Done(Step step, long seq) {}

  /**
   * Settles what can be settled.
   *
   * @param deadline nothing is begun later, milliseconds
   * @return numbers of the batches that were settled, and whether everything was done
   */
  Report run(LaneId id, Denom denom, long deadline) {
    List<Long> settled = new ArrayList<>();
    while (true) {
      Done done = Retries.of(backOff).run(() -> step(id, denom, deadline));
      if (done.step() == Step.SETTLED) {
        settled.add(done.seq());
      } else if (done.step() == Step.NOTHING || done.step() == Step.TIME_IS_UP) {
        return new Report(settled, done.step() == Step.NOTHING);
      }
    }
  }

  /**
   * What a run did.
   *
   * @param isDone false: time was up
   */
  record Report(List<Long> settled, boolean isDone) {}

  private Done step(LaneId id, Denom denom, long deadline) {
    State state = read(id, denom);
    Long crediting = state.payout().crediting();
    if (crediting != null) {
      if (!credits.run(state.lane(), denom, crediting, deadline)) {
        return state.done(Step.TIME_IS_UP);
      }
      commit(state, denom, List.of(), state.payout().crediting(null));
      return state.done(Step.CREDITED);
    }
    WeightsDocument head = state.head();
    if (head == null) {
      return state.done(Step.NOTHING);
    }
    if (head.state() == WeightsDocument.State.CANCELLED) {
      commit(
          state,
          denom,
          List.of(),
          state.payout().with(state.payout().book().withPassed(head.seq())));
      return state.done(Step.PASSED);
    }
    if (!state.lane().pays(denom)
        || state.payout().book().unapplied().compareTo(head.totalTokens()) < 0) {
      return state.done(Step.NOTHING);
    }
    if (clock.millis() >= deadline) {
      return state.done(Step.TIME_IS_UP);
    }
    Batch batch = batch(state, denom);
    write(state, denom, Settlement.of(state.payout().book(), batch, active()), List.of());
    return state.done(Step.SETTLED);
  }

  private State read(LaneId id, Denom denom) {
    List<Optional<StoredDocument>> read =
        store.getAll(List.of(Paths.payoutLane(id), LanePaths.payout(id, denom)));
    PayoutDocument payout = PayoutDocument.decode(read.get(1));
    Optional<StoredDocument> head =
        store.get(LanePaths.weights(id, denom, payout.book().settledThrough() + 1));
    return new State(
        PayoutLane.decode(id, read.get(0).orElseThrow()),
        read.get(1),
        payout,
        head,
        head.map(WeightsDocument::decode).orElse(null));
  }

  private Batch batch(State state, Denom denom) {
    WeightsDocument head = Objects.requireNonNull(state.head());
    String arrival = head.arrivalId();
    List<DocumentPath> paths = new ArrayList<>();
    for (int page = 0; page < head.pages(); page++) {
      paths.add(LanePaths.arrivedWeights(state.lane().id(), denom, head.seq(), arrival, page));
    }
    Batch batch = head.batch(Holdings.pages(store, paths));
    batch.requireValid();
    return batch;
  }

  /** Who is still there, as the registry says now. */
  private java.util.function.Predicate<String> active() {
    Set<String> gone =
        store.query(LaneQueries.inactiveCurators()).stream()
            .map(document -> document.path().id())
            .collect(Collectors.toUnmodifiableSet());
    return curator -> !gone.contains(curator);
  }

  /**
   * Settles the head with what there is (4.4).
   *
   * @param act the record of who does it and why, for the same commit
   * @return what it was short of
   * @throws dev.curation.settlement.LaneRefusedException {@code NOT_HEAD}, {@code NOT_SHORT}
   */
  Wei settleShort(LaneId id, Denom denom, long seq, Acts.Recording act) {
    State state = read(id, denom);
    WeightsDocument head = state.head();
    if (head == null
        || state.payout().crediting() != null
        || seq != head.seq()
        || head.state() != WeightsDocument.State.AWAITING_TOKENS) {
      throw LaneRefusal.NOT_HEAD.of("seq", seq);
    }
    Settled settled = Settlement.ofShort(state.payout().book(), batch(state, denom), active());
    Wei missing = head.totalTokens().minus(settled.settlement().tokens());
    write(state, denom, settled, act.of(LaneActs.settledShort(denom, seq, missing)));
    return missing;
  }

  private void write(State state, Denom denom, Settled settled, List<Write> with) {
    LaneId id = state.lane().id();
    WeightsDocument head = Objects.requireNonNull(state.head());
    StoredDocument headDocument = state.headDocument().orElseThrow();
    long now = clock.millis();
    Settlement settlement = settled.settlement();
    List<String> paid = pages(settlement.paid());
    List<String> pages = new ArrayList<>(paid);
    pages.addAll(pages(settlement.forfeited()));
    List<List<Write>> groups =
        PageWrites.groups(pages, page -> LanePaths.settlementShares(id, denom, head.seq(), page));
    Fence fence = fence(state, denom);
    for (List<Write> group : groups.subList(0, groups.size() - 1)) {
      fence.commit(group, state.payout().encode(now));
    }
    List<Write> last = new ArrayList<>(groups.getLast());
    if (groups.size() > 1) {
      // An attempt with other amounts may have left more pages than there are now.
      for (int page = pages.size(); page <= head.pages() + 1; page++) {
        last.add(new Write.Delete(LanePaths.settlementShares(id, denom, head.seq(), page)));
      }
    }
    last.addAll(with);
    SettlementDocument document =
        SettlementDocument.of(settlement, paid.size(), pages.size() - paid.size(), now);
    last.add(new Write.Create(LanePaths.settlement(id, denom, head.seq()), document.encode(now)));
    last.add(
        new Write.Update(
            headDocument.path(), head.settled().encode(now), headDocument.updateTime()));
    PayoutDocument after =
        state
            .payout()
            .with(settled.after())
            .closing(head.seq())
            .crediting(document.shares() == 0 ? null : (Long) head.seq());
    var unused = fence.commit(last, after.encode(now));
  }

  static List<String> pages(SortedMap<String, Wei> amounts) {
    if (amounts.isEmpty()) {
      return List.of();
    }
    SortedMap<String, BigInteger> values = new TreeMap<>();
    amounts.forEach((curator, wei) -> values.put(curator, wei.value()));
    return CuratorPages.encode(values);
  }

  private Fence fence(State state, Denom denom) {
    return new Fence(
        store,
        LanePaths.payout(state.lane().id(), denom),
        state.document().map(StoredDocument::updateTime).orElse(null),
        ids);
  }

  private void commit(State state, Denom denom, List<Write> writes, PayoutDocument after) {
    var unused = fence(state, denom).commit(writes, after.encode(clock.millis()));
  }
}
