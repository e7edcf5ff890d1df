package dev.curation.documents;

import dev.curation.chain.Address;
import dev.curation.chain.LaneId;
import dev.curation.money.Denom;
import dev.curation.store.DocumentPath;

/** The paths of what lies below lanes; see {@link Paths} (specs/settlement.md, 2). */
public final class LanePaths {
  public static final String WEIGHTS = "weights";
  public static final String INBOX = "inbox";
  public static final String TRANSFERS = "transfers";
  public static final String BATCHES = "batches";
  public static final String SETTLEMENTS = "settlements";
  public static final String UNCREDITED = "uncredited";
  public static final String PAID = "paid";
  public static final String ACTS = "acts";
  public static final String HOLDINGS = "holdings";
  public static final String SHARES = "shares";
  public static final String ACCRUAL = "accrual";
  public static final String DENOMS = "denoms";

  private LanePaths() {}

  /** The sums of the accrual side in one denomination. */
  public static DocumentPath accrual(LaneId lane, Denom denom) {
    return Paths.lane(lane).child(ACCRUAL, denom.name());
  }

  /**
   * A page of what curators hold.
   *
   * @param generation pages of one generation belong together
   */
  public static DocumentPath holdings(LaneId lane, Denom denom, long generation, int page) {
    return accrual(lane, denom).child(HOLDINGS, generation + ":" + page);
  }

  public static DocumentPath batch(LaneId lane, Denom denom, long seq) {
    return accrual(lane, denom).child(BATCHES, Long.toString(seq));
  }

  /** A page of a batch's weights. */
  public static DocumentPath batchWeights(LaneId lane, Denom denom, long seq, int page) {
    return batch(lane, denom, seq).child(WEIGHTS, Integer.toString(page));
  }

  public static DocumentPath transfer(LaneId lane, Denom denom, String transferId) {
    return accrual(lane, denom).child(TRANSFERS, transferId);
  }

  /** What an operator of the accrual side did. */
  public static DocumentPath laneAct(LaneId lane, String id) {
    return Paths.lane(lane).child(ACTS, id);
  }

  /** The sums of the payout side in one denomination. */
  public static DocumentPath payout(LaneId lane, Denom denom) {
    return Paths.payoutLane(lane).child(DENOMS, denom.name());
  }

  /** What is known of a transfer: its credit or its tombstone. */
  public static DocumentPath inbox(LaneId lane, Denom denom, String transferId) {
    return payout(lane, denom).child(INBOX, transferId);
  }

  /** A batch that has arrived, or was cancelled. */
  public static DocumentPath weights(LaneId lane, Denom denom, long seq) {
    return payout(lane, denom).child(WEIGHTS, Long.toString(seq));
  }

  /** How much of a batch of several messages has arrived. */
  public static DocumentPath arrival(LaneId lane, Denom denom, long seq, String contentHash) {
    return weights(lane, denom, seq).child("arrivals", contentHash);
  }

  /** A page of a batch's weights as it arrived. */
  public static DocumentPath arrivedWeights(
      LaneId lane, Denom denom, long seq, String contentHash, int page) {
    return arrival(lane, denom, seq, contentHash).child(WEIGHTS, Integer.toString(page));
  }

  public static DocumentPath settlement(LaneId lane, Denom denom, long seq) {
    return payout(lane, denom).child(SETTLEMENTS, Long.toString(seq));
  }

  /** A page of what a settlement gives to whom. */
  public static DocumentPath settlementShares(LaneId lane, Denom denom, long seq, int page) {
    return settlement(lane, denom, seq).child(SHARES, Integer.toString(page));
  }

  /** What a curator was given by the lane. */
  public static DocumentPath paid(LaneId lane, Denom denom, Address curator) {
    return payout(lane, denom).child(PAID, curator.hex());
  }

  /** A curator's share of a settlement that could not be credited yet. */
  public static DocumentPath uncredited(LaneId lane, Denom denom, long seq, Address curator) {
    return payout(lane, denom).child(UNCREDITED, seq + "_" + curator.hex());
  }

  /** What an operator of the payout side did. */
  public static DocumentPath payoutAct(LaneId lane, String id) {
    return Paths.payoutLane(lane).child(ACTS, id);
  }
}
