package dev.curation.settlement;

import dev.curation.money.ConservationException;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.settlement.DenomAccrual.Transfer;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Both sides of a lane in memory, as an auditor sees them. */
public record MemoryLane(MemoryAccrual accrual, MemoryPayout payout) {

  public SortedSet<Denom> denoms() {
    SortedSet<Denom> all = new TreeSet<>(accrual.denoms().keySet());
    all.addAll(payout.denoms().keySet());
    return all;
  }

  /** The terms of the equations over both sides. */
  public LaneTerms terms(Denom denom) {
    Map<String, Transfer> transfers = accrual.of(denom).transfers();
    Map<String, InboxEntry> inbox = payout.of(denom).inbox();
    Wei inFlight = Wei.ZERO;
    for (Map.Entry<String, Transfer> each : transfers.entrySet()) {
      if (isOut(each.getValue()) && !hasArrived(inbox.get(each.getKey()))) {
        inFlight = inFlight.plus(each.getValue().amount());
      }
    }
    Wei external = Wei.ZERO;
    for (Map.Entry<String, InboxEntry> each : inbox.entrySet()) {
      if (!isOut(transfers.get(each.getKey()))) {
        external = external.plus(each.getValue().amount());
      }
    }
    return LaneTerms.of(
        accrual.of(denom).accrual().book(), payout.of(denom).book(), inFlight, external);
  }

  /** A tombstone is not the money: its refund is not finished yet. */
  private static boolean hasArrived(@Nullable InboxEntry entry) {
    return entry != null && entry.state() != InboxEntry.State.TOMBSTONE;
  }

  private static boolean isOut(@Nullable Transfer transfer) {
    return transfer != null && transfer.state() != Transfer.State.REFUNDED;
  }

  /**
   * @throws ConservationException if an equation over both sides does not hold in a denomination
   */
  public void check() {
    denoms().forEach(denom -> terms(denom).check());
  }

  static void requireSum(String name, Wei sum, Wei booked) {
    if (!sum.equals(booked)) {
      throw new ConservationException(name + " add up to " + sum + " wei, the book says " + booked);
    }
  }
}
