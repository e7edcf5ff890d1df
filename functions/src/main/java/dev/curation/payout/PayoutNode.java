package dev.curation.payout;

/** A place where money comes by: a pool, a treasury, the distributor. */
public record PayoutNode(String id, Kind kind) {
  /** What a node may do with money. TRANSIT keeps nothing; STAKERS shares it by its tables. */
  public enum Kind {
    POOL,
    TREASURY,
    RECIPIENT,
    TRANSIT,
    STAKERS
  }
}
