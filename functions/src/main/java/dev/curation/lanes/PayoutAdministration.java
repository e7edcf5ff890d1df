package dev.curation.lanes;

import dev.curation.books.Books;
import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.chain.LaneId;
import dev.curation.commits.Act;
import dev.curation.commits.Acts;
import dev.curation.commits.Fence;
import dev.curation.documents.LanePaths;
import dev.curation.documents.LaneQueries;
import dev.curation.documents.Paths;
import dev.curation.documents.ProgramPaths;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.node.BackOff;
import dev.curation.payments.Denoms;
import dev.curation.payments.Outbox;
import dev.curation.payments.Payment;
import dev.curation.payments.Transfer;
import dev.curation.pools.Earnings;
import dev.curation.settlement.Atto;
import dev.curation.settlement.PayoutBook;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

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

  private Map<String, String> once(LaneId lane, Act act, Acts.Doing doing) {
    return acts.once(LanePaths.payoutAct(lane, act.requestId()), act, backOff, doing);
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
          requirePlace(lane);
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
          requirePlace(changed);
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

  /**
   * Whose a transfer of a token is, its sender says: so no two lanes may expect the same token from
   * the same sender at the same account, nor one lane for two denominations.
   */
  private void requirePlace(PayoutLane lane) {
    if (lane.sender().equals(lane.receiver())) {
      throw new InvalidValueException(
          "receiver", lane.receiver(), "must be another account than the sender");
    }
    Set<Denom> taken = new HashSet<>();
    for (StoredDocument document : store.query(LaneQueries.payoutLanes())) {
      LaneId other = LaneId.parse("lane", document.path().id());
      if (other.payoutChain().equals(lane.id().payoutChain()) && !other.equals(lane.id())) {
        PayoutLane there = PayoutLane.decode(other, document);
        if (there.sender().equals(lane.sender()) && there.receiver().equals(lane.receiver())) {
          taken.addAll(there.tokens().values());
        }
      }
    }
    for (Denom token : lane.tokens().values()) {
      if (!Denoms.isNative(token) && !taken.add(token)) {
        throw new InvalidValueException(
            "tokens", token, "is expected from this sender for another lane or denomination");
      }
      if (!Denoms.isNative(token)) {
        requireNoProgram(lane, new CollectionId(lane.id().payoutChain(), Denoms.token(token)));
      }
    }
  }

  /** A transfer to one address could not be told to be for a lane or for reward programs. */
  private void requireNoProgram(PayoutLane lane, CollectionId asset) {
    Optional<StoredDocument> programs = store.get(ProgramPaths.programAsset(asset));
    if (programs.isPresent()
        && lane.receiver().hex().equals(programs.get().fields().get("receiver"))) {
      throw new InvalidValueException(
          "receiver", lane.receiver(), "is where programs are funded in " + asset);
    }
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
    Lane lane = requireSeen(id, read.get(0));
    AccrualDocument accrual = AccrualDocument.decode(read.get(1));
    // What is less than a wei can never be sent, and holds up nothing.
    return (!lane.parameters().isPaused() && mayAccrue(lane))
        || !Atto.wholeWei(accrual.book().holdingAtto()).isZero()
        || !payout.open().isEmpty()
        || payout.crediting() != null
        || accrual.book().nextSeq() - 1 != payout.book().settledThrough();
  }

  private static Lane requireSeen(LaneId id, Optional<StoredDocument> lane) {
    return Lane.decode(
        id,
        lane.orElseThrow(
            () ->
                new InvalidValueException(
                    "laneId", id, "cannot be seen on its accrual side from here")));
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

  /** Also one whose weights are still on their way. */
  private boolean hasOpenBatch(LaneId id, Denom denom, PayoutDocument payout) {
    List<Optional<StoredDocument>> read =
        accrualStore.getAll(List.of(Paths.lane(id), LanePaths.accrual(id, denom)));
    var unused = requireSeen(id, read.get(0));
    return !payout.open().isEmpty()
        || AccrualDocument.decode(read.get(1)).book().nextSeq() - 1
            > payout.book().settledThrough();
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
   * Takes a message in again that was rejected, once what was wrong with the lane is mended.
   *
   * @param inbox takes in a message of a channel, and says what came of it
   * @throws InvalidValueException if there is no such message of this lane
   */
  public Map<String, String> retry(
      LaneId id, String messageId, BinaryOperator<String> inbox, Act act) {
    var unused = require(id);
    if (!messageId.matches("[a-z-]{1,30}:[0-9a-f]{64}")) {
      throw new InvalidValueException("messageId", messageId, "must be {topic}:{64 hex digits}");
    }
    return once(
        id,
        act,
        record -> {
          Fields message =
              store
                  .get(Paths.rejectedMessage(messageId))
                  .map(StoredDocument::fields)
                  .filter(fields -> fields.string("body").contains("\"" + id + "\""))
                  .orElseThrow(
                      () ->
                          new InvalidValueException(
                              "messageId", messageId, "is no rejected message of this lane"));
          Map<String, String> result =
              Map.of("outcome", inbox.apply(message.string("channel"), message.string("body")));
          store.commit(record.of(result));
          return result;
        });
  }
}
