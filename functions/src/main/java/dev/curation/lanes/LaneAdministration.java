package dev.curation.lanes;

import dev.curation.books.Books;
import dev.curation.chain.Address;
import dev.curation.chain.LaneId;
import dev.curation.commits.Act;
import dev.curation.commits.Acts;
import dev.curation.commits.Fence;
import dev.curation.documents.LanePaths;
import dev.curation.documents.Paths;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.node.BackOff;
import dev.curation.pools.LaneHours;
import dev.curation.settlement.LaneHeights;
import dev.curation.settlement.LaneParameters;
import dev.curation.settlement.LaneRefusal;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import dev.curation.time.BlockHour;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What operators of the accrual side do (specs/settlement.md, 3.3 to 3.5). Each order is done once
 * and recorded with who asked and why; one that is refused changes nothing.
 */
public final class LaneAdministration {
  private final Store store;
  private final InstantSource clock;
  private final BackOff backOff;
  private final Acts acts;
  private final LaneTransfers transfers;
  private final BatchCancelling cancelling;
  private final Supplier<String> ids;

  /**
   * @param store the accrual side's database
   * @param payoutStore the payout side's; may be the same
   * @param ids a new name for each commit
   */
  public LaneAdministration(
      Store store, Store payoutStore, InstantSource clock, Supplier<String> ids, BackOff backOff) {
    this.store = store;
    this.clock = clock;
    this.backOff = backOff;
    this.ids = ids;
    this.acts = new Acts(store, clock);
    PayoutSide payouts = new PayoutSide(payoutStore, clock, ids, backOff);
    this.transfers = new LaneTransfers(store, payouts, clock, ids, backOff);
    this.cancelling = new BatchCancelling(store, payouts, clock, ids);
  }

  private Map<String, String> once(LaneId lane, Act act, Acts.Doing doing) {
    return acts.once(LanePaths.laneAct(lane, act.requestId()), act, backOff, doing);
  }

  /**
   * From an hour on, the shares of a collection go through a lane.
   *
   * @param from not before the next full hour; a collection has one lane in its life
   * @throws InvalidValueException naming the field
   */
  public Map<String, String> open(
      LaneId id,
      LaneParameters parameters,
      Address sender,
      Lane.@Nullable Route route,
      BlockHour from,
      Act act) {
    return once(id, act, record -> tryOpen(id, parameters, sender, route, from, record));
  }

  private Map<String, String> tryOpen(
      LaneId id,
      LaneParameters parameters,
      Address sender,
      Lane.@Nullable Route route,
      BlockHour from,
      Acts.Recording record) {
    if (from.compareTo(BlockHour.of(clock.millis())) <= 0) {
      throw new InvalidValueException("from", from, "must be a full hour to come");
    }
    List<Optional<StoredDocument>> read =
        store.getAll(List.of(Paths.lane(id), Paths.payouts(id.collection())));
    if (read.get(0).isPresent() || LaneHours.of(read.get(1)).isPresent()) {
      throw new InvalidValueException("laneId", id, "the collection has, or had, a lane already");
    }
    long height = Lane.height(from.start());
    Lane lane = new Lane(id, parameters, LaneHeights.before(height), height, null, sender, route);
    List<Write> writes = new ArrayList<>(record.of(LaneActs.opened(height, parameters)));
    writes.add(
        new Write.Create(Paths.lane(id), lane.encode().put("updatedAt", clock.millis()).build()));
    writes.add(
        Writes.replacing(
            read.get(1), Paths.payouts(id.collection()), new LaneHours(from, null).encode()));
    store.commit(writes);
    return LaneActs.opened(height, parameters);
  }

  /**
   * From now on; what entered before stays as it is (3.5).
   *
   * @throws dev.curation.settlement.LaneRefusedException {@code BAD_PARAM}
   */
  public Map<String, String> set(LaneId id, UnaryOperator<LaneParameters> change, Act act) {
    return once(
        id,
        act,
        record -> {
          StoredDocument document = require(id);
          Lane before = Lane.decode(id, document);
          Lane after = before.with(change.apply(before.parameters()));
          Map<String, String> result =
              LaneActs.set(after.heights().lastBlock() + 1, after.parameters());
          change(after, document, record.of(result));
          return result;
        });
  }

  private StoredDocument require(LaneId id) {
    return store
        .get(Paths.lane(id))
        .orElseThrow(() -> new InvalidValueException("laneId", id, "is no lane"));
  }

  private void change(Lane lane, StoredDocument before, List<Write> record) {
    List<Write> writes = new ArrayList<>(record);
    writes.add(
        new Write.Update(
            before.path(),
            lane.encode().put("updatedAt", clock.millis()).build(),
            before.updateTime()));
    store.commit(writes);
  }

  /**
   * The shares of hours that are not sealed yet are paid locally again; what entered the lane stays
   * in it (spec, 9: a lane that is stopped).
   *
   * @return the first hour's number
   */
  public Map<String, String> close(LaneId id, Act act) {
    return once(id, act, record -> tryClose(id, record));
  }

  private Map<String, String> tryClose(LaneId id, Acts.Recording record) {
    StoredDocument document = require(id);
    Lane lane = Lane.decode(id, document);
    if (lane.closedFrom() != null) {
      throw new InvalidValueException("laneId", id, "is closed already");
    }
    List<Optional<StoredDocument>> read =
        store.getAll(List.of(Paths.aggregation(id.collection()), Paths.payouts(id.collection())));
    long from =
        Math.max(
            lane.heights().lastBlock() + 1,
            Books.sealedUntil(read.get(0)).map(hour -> Lane.height(hour.start())).orElse(0L));
    from = Math.max(from, lane.firstHeight());
    BlockHour until = Lane.hour(from);
    // Whatever is held goes out with the next hour.
    LaneParameters soon = lane.parameters().withBlocksPerTransmission(1);
    Map<String, String> result = LaneActs.closed(from, lane.heights().lastBlock() + 1, soon);
    List<Write> writes = new ArrayList<>(record.of(result));
    writes.add(
        new Write.Update(
            document.path(),
            lane.with(soon).closed(from).encode().put("updatedAt", clock.millis()).build(),
            document.updateTime()));
    writes.add(
        Writes.replacing(
            read.get(1),
            Paths.payouts(id.collection()),
            new LaneHours(Lane.hour(lane.firstHeight()), until).encode()));
    store.commit(writes);
    return result;
  }

  /**
   * Sends wei of a batch by hand.
   *
   * @param amount null: all that wait
   * @param transferId null: a new one
   * @throws dev.curation.settlement.LaneRefusedException {@code UNKNOWN_BATCH}, {@code
   *     TRANSFER_ID_USED}, {@code BAD_AMOUNT}
   */
  public Map<String, String> send(
      LaneId id,
      Denom denom,
      long seq,
      @Nullable Wei amount,
      @Nullable String transferId,
      Act act) {
    var unused = require(id);
    return once(
        id,
        act,
        record -> {
          TransferDocument sent = transfers.send(id, denom, seq, amount, transferId, record);
          return Map.of("transferId", sent.id(), "amountWei", sent.amount().toString());
        });
  }

  /**
   * Takes a transfer back (3.3).
   *
   * @throws dev.curation.settlement.LaneRefusedException {@code UNKNOWN_TRANSFER}, {@code
   *     ALREADY_DELIVERED}
   */
  public Map<String, String> refund(LaneId id, Denom denom, String transferId, Act act) {
    var unused = require(id);
    return once(
        id,
        act,
        record ->
            Map.of(
                "amountWei", transfers.refund(id, denom, transferId, record).amount().toString()));
  }

  /**
   * Takes a batch back (3.4).
   *
   * @throws dev.curation.settlement.LaneRefusedException {@code UNKNOWN_BATCH}, {@code
   *     ALREADY_SETTLED}, {@code TOKENS_NOT_HOME}
   */
  public Map<String, String> cancelBatch(LaneId id, Denom denom, long seq, Act act) {
    var unused = require(id);
    return once(
        id,
        act,
        record -> {
          Map<String, String> result = cancelling.cancel(id, denom, seq, record);
          // Where it was cancelled before, perhaps by this very order at the same time.
          return result.containsKey(LaneActs.AFTER_HEIGHT)
              ? result
              : acts.before(LanePaths.laneAct(id, act.requestId()), act).orElse(result);
        });
  }

  /**
   * Publishes the weights of a batch again, for instance after they were rejected or lay with the
   * dead letters too long; the payout side takes them in once.
   *
   * @throws dev.curation.settlement.LaneRefusedException {@code UNKNOWN_BATCH}
   */
  public Map<String, String> resendWeights(LaneId id, Denom denom, long seq, Act act) {
    var unused = require(id);
    return once(
        id,
        act,
        record -> {
          List<Optional<StoredDocument>> read =
              store.getAll(List.of(LanePaths.accrual(id, denom), LanePaths.batch(id, denom, seq)));
          if (read.get(1).isEmpty()) {
            throw LaneRefusal.UNKNOWN_BATCH.of("seq", seq);
          }
          Fence fence =
              new Fence(
                  store,
                  LanePaths.accrual(id, denom),
                  read.get(0).map(StoredDocument::updateTime).orElse(null),
                  ids);
          var unusedTime =
              fence.commit(
                  record.of(Map.of()),
                  AccrualDocument.decode(read.get(0))
                      .transmitting(seq, true)
                      .encode(clock.millis()));
          return Map.of();
        });
  }
}
