package dev.curation.settlement;

import dev.curation.money.ConservationException;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.settlement.DenomAccrual.Transfer;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A lane's accrual side in memory (specs/settlement.md, 3). All operations throw {@link
 * LaneRefusedException} where they are refused, and then nothing was changed.
 */
public final class MemoryAccrual {
  /** What the accrual side asks of the payout side, where a message would not do. */
  public interface PayoutCalls {
    /**
     * Money of this transfer will never be credited.
     *
     * @throws LaneRefusedException {@code ALREADY_DELIVERED} if it was
     */
    void tombstone(Denom denom, String transferId);

    boolean isSettled(Denom denom, long seq);

    /**
     * The number is passed over.
     *
     * @return what could be settled because of that
     * @throws LaneRefusedException {@code ALREADY_SETTLED}
     */
    List<Settlement> cancel(Denom denom, long seq);
  }

  private final SortedMap<Denom, DenomAccrual> denoms = new TreeMap<>();
  private LaneParameters parameters;
  private LaneHeights heights;

  public MemoryAccrual(LaneParameters parameters, LaneHeights heights) {
    this.parameters = parameters;
    this.heights = heights;
  }

  public LaneParameters parameters() {
    return parameters;
  }

  public LaneHeights heights() {
    return heights;
  }

  /** What came in so far, by denomination. */
  public SortedMap<Denom, DenomAccrual> denoms() {
    return Collections.unmodifiableSortedMap(denoms);
  }

  public DenomAccrual of(Denom denom) {
    return denoms.getOrDefault(denom, DenomAccrual.EMPTY);
  }

  /** From the next block's end (3.5). */
  public void setParameters(LaneParameters newParameters) {
    parameters = newParameters;
  }

  /**
   * A block's end (3.1).
   *
   * @param votes by curator
   * @return the batches that go out
   */
  public SortedMap<Denom, Batch> block(
      long height, Map<String, BigInteger> votes, Map<Denom, Wei> fees) {
    LaneHeights after = heights.with(height, parameters);
    boolean isSlot = heights.isSlot(height, parameters);
    Set<Denom> all = new TreeSet<>(denoms.keySet());
    all.addAll(fees.keySet());
    SortedMap<Denom, DenomAccrual> changed = new TreeMap<>();
    SortedMap<Denom, Batch> batches = new TreeMap<>();
    for (Denom denom : all) {
      Wei in = fees.getOrDefault(denom, Wei.ZERO);
      Accrual accrued = of(denom).accrual().block(parameters, votes, in);
      Optional<Accrual.Transmission> sent =
          isSlot && parameters.transmits(denom) ? accrued.transmit(height) : Optional.empty();
      sent.ifPresent(each -> batches.put(denom, each.batch()));
      DenomAccrual before = of(denom);
      changed.put(denom, sent.map(before::withBatch).orElse(before.withAccrual(accrued)));
    }
    denoms.putAll(changed);
    heights = after;
    return batches;
  }

  /**
   * Wei of a batch set out (3.3).
   *
   * @param wanted null: all that waits
   * @return how much
   */
  public Wei send(Denom denom, long seq, String transferId, @Nullable Wei wanted) {
    DenomAccrual after = of(denom).withSent(seq, transferId, wanted);
    denoms.put(denom, after);
    return after.transfer(transferId).amount();
  }

  /**
   * A transfer comes back, once the payout side has buried it (3.3). Again: the same answer.
   *
   * @return how much
   */
  public Wei refund(Denom denom, String transferId, PayoutCalls payout) {
    Transfer transfer = of(denom).transfer(transferId);
    if (transfer.state() != Transfer.State.REFUNDED) {
      payout.tombstone(denom, transferId);
      denoms.put(denom, of(denom).withRefunded(transferId));
    }
    return transfer.amount();
  }

  /** The payout side says that a transfer's money has arrived. Again: no effect. */
  public void confirm(Denom denom, String transferId) {
    Transfer.State state = of(denom).transfer(transferId).state();
    if (state == Transfer.State.REFUNDED) {
      throw new ConservationException("transfer " + transferId + " was refunded and delivered");
    }
    if (state == Transfer.State.IN_FLIGHT) {
      denoms.put(denom, of(denom).withDelivered(transferId));
    }
  }

  /**
   * A batch is taken back on both sides (3.4). Again: the same answer, without an effect.
   *
   * @return what could be settled because of that
   */
  public List<Settlement> cancelBatch(Denom denom, long seq, PayoutCalls payout) {
    DenomAccrual.Sent sent = of(denom).batch(seq);
    if (sent.isCancelled()) {
      return List.of();
    }
    if (payout.isSettled(denom, seq)) {
      throw LaneRefusal.ALREADY_SETTLED.of("seq", seq);
    }
    DenomAccrual after = of(denom).withCancelled(seq);
    List<Settlement> settled = payout.cancel(denom, seq);
    denoms.put(denom, after);
    return settled;
  }

  /**
   * Whether nothing more can come of it by itself: no curator holds anything, and no batch is newer
   * than what the payout side has settled (4.4).
   */
  public boolean isDone(Denom denom, long settledThrough) {
    AccrualBook book = of(denom).accrual().book();
    return book.holdingAtto().signum() == 0 && book.nextSeq() == settledThrough + 1;
  }
}
