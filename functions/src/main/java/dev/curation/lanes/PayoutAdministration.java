package dev.curation.lanes;

import dev.curation.books.Books;
import dev.curation.chain.Address;
import dev.curation.chain.LaneId;
import dev.curation.documents.LanePaths;
import dev.curation.documents.Paths;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.node.BackOff;
import dev.curation.payments.Outbox;
import dev.curation.payments.Payment;
import dev.curation.payments.Transfer;
import dev.curation.pools.Earnings;
import dev.curation.settlement.Atto;
import dev.curation.settlement.PayoutBook;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What operators of the payout side do (specs/settlement.md, 4.4). Each order is done once and
 * recorded with who asked and why; one that is refused changes nothing.
 */
public final class PayoutAdministration {
  private static final int MOST_CURATORS = 400;

  private final Store accrualStore;
  private final Store store;
  private final InstantSource clock;
  private final Supplier<String> ids;
  private final BackOff backOff;
  private final Acts acts;
  private final Settling settling;

  /**
   * @param accrualStore the accrual side's database; may be the same
   * @param store the payout side's
   * @param earnings of the pools in that database
   * @param ids a new name for each commit
   */
  public PayoutAdministration(
      Store accrualStore,
      Store store,
      Earnings earnings,
      InstantSource clock,
      Supplier<String> ids,
      BackOff backOff) {
    this.accrualStore = accrualStore;
    this.store = store;
    this.clock = clock;
    this.ids = ids;
    this.backOff = backOff;
    this.acts = new Acts(store, clock);
    this.settling = new Settling(store, new Credits(store, earnings, clock), clock, ids, backOff);
  }

  private interface Doing {
    Map<String, String> with(Acts.Recording record);
  }

  private Map<String, String> once(LaneId lane, Act act, Doing doing) {
    DocumentPath path = LanePaths.payoutAct(lane, act.requestId());
    return acts.before(path, act)
        .orElseGet(() -> Retries.of(backOff).run(() -> doing.with(acts.record(path, act))));
  }

  /**
   * From now on, what arrives for a lane is paid out here.
   *
   * @throws InvalidValueException if it was before
   */
  public Map<String, String> open(PayoutLane lane, Act act) {
    return once(
        lane.id(),
        act,
        record -> {
          if (store.get(Paths.payoutLane(lane.id())).isPresent()) {
            throw new InvalidValueException("laneId", lane.id(), "is paid out here already");
          }
          List<Write> writes = new ArrayList<>(record.of(Map.of()));
          writes.add(
              new Write.Create(
                  Paths.payoutLane(lane.id()),
                  lane.encode().put("updatedAt", clock.millis()).build()));
          store.commit(writes);
          return Map.of();
        });
  }

  /** From now on; nothing is settled by it alone. */
  public Map<String, String> set(LaneId id, UnaryOperator<PayoutLane> change, Act act) {
    return once(
        id,
        act,
        record -> {
          StoredDocument document = require(id);
          PayoutLane changed = change.apply(PayoutLane.decode(id, document));
          List<Write> writes = new ArrayList<>(record.of(Map.of()));
          writes.add(
              new Write.Update(
                  document.path(),
                  changed.encode().put("updatedAt", clock.millis()).build(),
                  document.updateTime()));
          store.commit(writes);
          return Map.of();
        });
  }

  private StoredDocument require(LaneId id) {
    return store
        .get(Paths.payoutLane(id))
        .orElseThrow(
            () -> new InvalidValueException("laneId", id, "is no lane that is paid out here"));
  }

  /**
   * Settles the head with less than its wei (4.4).
   *
   * @throws dev.curation.settlement.LaneRefusedException {@code NOT_HEAD}, {@code NOT_SHORT}
   */
  public Map<String, String> settleShort(LaneId id, Denom denom, long seq, Act act) {
    requirePayable(id, denom);
    return once(
        id,
        act,
        record -> LaneActs.settledShort(denom, seq, settling.settleShort(id, denom, seq, record)));
  }

  private void requirePayable(LaneId id, Denom denom) {
    if (!PayoutLane.decode(id, require(id)).pays(denom)) {
      throw new InvalidValueException("denom", denom, "is not paid out on this lane");
    }
  }

  /**
   * Surplus goes to the next batch (4.4).
   *
   * @throws dev.curation.settlement.LaneRefusedException {@code BAD_AMOUNT}, {@code LANE_BUSY}
   */
  public Map<String, String> releaseSurplus(LaneId id, Denom denom, Wei amount, Act act) {
    var unused = require(id);
    return once(
        id,
        act,
        record -> {
          Optional<StoredDocument> read = store.get(LanePaths.payout(id, denom));
          PayoutDocument before = PayoutDocument.decode(read);
          PayoutBook after = before.book().withReleased(amount, hasOpenBatch(id, denom, before));
          Map<String, String> result = LaneActs.released(denom, amount, after);
          change(id, denom, read, before.with(after), record.of(result));
          return result;
        });
  }

  /**
   * All excess goes to the treasury, by a payment (4.4).
   *
   * @param treasury who is paid, on the payout chain
   * @throws dev.curation.settlement.LaneRefusedException {@code LANE_BUSY} unless the lane is
   *     closed or paused, curators hold nothing, and every batch is settled or cancelled
   */
  public Map<String, String> sweepExcess(LaneId id, Denom denom, Address treasury, Act act) {
    PayoutLane lane = PayoutLane.decode(id, require(id));
    return once(
        id,
        act,
        record -> {
          Optional<StoredDocument> read = store.get(LanePaths.payout(id, denom));
          PayoutDocument before = PayoutDocument.decode(read);
          Wei excess = before.book().excess();
          PayoutBook after = before.book().withSwept(isBusy(id, denom, before));
          Map<String, String> result = LaneActs.swept(denom, excess, after);
          List<Write> writes = new ArrayList<>(record.of(result));
          if (!excess.isZero()) {
            Denom token = lane.tokens().get(denom);
            if (token == null) {
              throw new InvalidValueException("denom", denom, "is not paid out on this lane");
            }
            writes.add(
                Outbox.due(
                    new Payment(
                        "lane:" + id + ":" + denom + ":sweep:" + act.requestId(),
                        id.payoutChain(),
                        List.of(new Transfer(treasury, treasury, token, excess))),
                    clock.millis()));
          }
          change(id, denom, read, before.with(after), writes);
          return result;
        });
  }

  private boolean isBusy(LaneId id, Denom denom, PayoutDocument payout) {
    List<Optional<StoredDocument>> read =
        accrualStore.getAll(List.of(Paths.lane(id), LanePaths.accrual(id, denom)));
    Lane lane =
        Lane.decode(
            id,
            read.get(0)
                .orElseThrow(
                    () ->
                        new InvalidValueException(
                            "laneId", id, "cannot be seen on its accrual side from here")));
    AccrualDocument accrual = AccrualDocument.decode(read.get(1));
    // What is less than a wei can never be sent, and holds up nothing.
    return (!lane.parameters().isPaused() && mayAccrue(lane))
        || !Atto.wholeWei(accrual.book().holdingAtto()).isZero()
        || !payout.open().isEmpty()
        || payout.crediting() != null
        || accrual.book().nextSeq() - 1 != payout.book().settledThrough();
  }

  /** Whether hours of the collection may still enter. */
  private boolean mayAccrue(Lane lane) {
    Long closedFrom = lane.closedFrom();
    return closedFrom == null
        || new Books(accrualStore, lane.id().collection())
            .newestRecordBefore(Lane.hour(closedFrom))
            .filter(newest -> Lane.height(newest.hour().start()) > lane.heights().lastBlock())
            .isPresent();
  }

  /** Also one whose weights are still on their way, where the accrual side can be seen. */
  private boolean hasOpenBatch(LaneId id, Denom denom, PayoutDocument payout) {
    return !payout.open().isEmpty()
        || accrualStore
            .get(LanePaths.accrual(id, denom))
            .map(document -> AccrualDocument.decode(Optional.of(document)).book().nextSeq() - 1)
            .filter(made -> made > payout.book().settledThrough())
            .isPresent();
  }

  private void change(
      LaneId id,
      Denom denom,
      Optional<StoredDocument> before,
      PayoutDocument after,
      List<Write> writes) {
    Fence fence =
        new Fence(
            store,
            LanePaths.payout(id, denom),
            before.map(StoredDocument::updateTime).orElse(null),
            ids);
    var unused = fence.commit(writes, after.encode(clock.millis()));
  }

  /**
   * The registry of curators: who is gone forfeits the share of every batch settled from now on;
   * who is not named in it is there (section 8.8).
   *
   * @param add those who are there again
   * @param remove those who are gone
   */
  public Map<String, String> curators(LaneId id, Set<Address> add, Set<Address> remove, Act act) {
    var unused = require(id);
    if (add.size() + remove.size() > MOST_CURATORS) {
      throw new InvalidValueException(
          "remove", add.size() + remove.size(), "must be " + MOST_CURATORS + " at most, with add");
    }
    for (Address each : add) {
      if (remove.contains(each)) {
        throw new InvalidValueException("remove", each, "is added by the same order");
      }
    }
    return once(
        id,
        act,
        record -> {
          List<Write> writes = new ArrayList<>(record.of(Map.of()));
          add.forEach(curator -> writes.add(active(curator, true)));
          remove.forEach(curator -> writes.add(active(curator, false)));
          store.commit(writes);
          return Map.of();
        });
  }

  private Write active(Address curator, boolean isActive) {
    return new Write.Put(
        Paths.payoutCurator(curator),
        Fields.builder().put("active", isActive).put("updatedAt", clock.millis()).build());
  }

  /**
   * The text of a message that was rejected, to be taken in again once what was wrong with the lane
   * is mended.
   */
  public @Nullable RejectedMessage rejected(String id) {
    if (!id.matches("[a-z-]{1,30}:[0-9a-f]{64}")) {
      throw new InvalidValueException("messageId", id, "must be {topic}:{64 hex digits}");
    }
    return store
        .get(Paths.rejectedMessage(id))
        .map(
            document ->
                new RejectedMessage(
                    document.fields().string("channel"), document.fields().string("body")))
        .orElse(null);
  }

  /** A message that was rejected. */
  public record RejectedMessage(String channel, String body) {}
}
