package dev.curation.payout;

/**
 * Why a plan is refused (specs/payout-plan.md, section 1). The last six are not in the
 * specification.
 */
public enum PlanRefusal {
  DUPLICATE_NODE,
  UNKNOWN_NODE,
  ROUTE_AT_STAKERS,
  DUPLICATE_ROUTE,
  BAD_BPS,
  SPLIT_NOT_10000,
  TRANSIT_KEEPS,
  NEGATIVE_GAIN,
  NEGATIVE_STAKE,
  STAKE_IN_FUTURE,
  NO_ROUTE,
  NO_STAKERS_TABLE,
  NON_TERMINATING_CYCLE,
  CONVERT_CHAIN,

  /** A name that is empty, too long, or means something else. */
  BAD_ID,
  /** Any other value out of its range. */
  BAD_VALUE,
  /** Money would stay at a STAKERS node without belonging to a staker. */
  SETTLES_AT_STAKERS,
  /** A stakers' table at a node that is none. */
  TABLE_NOT_AT_STAKERS,
  /** More nodes, edges, stakes, ... or digits than {@link PlanLimits} allow. */
  LIMIT,
  /** The exact fractions would become too long to be computed. */
  TOO_COMPLEX;

  /**
   * @param field as the plan file spells it
   * @param reason what a valid value would be
   */
  public PlanRefusedException of(String field, Object value, String reason) {
    return new PlanRefusedException(this, field, String.valueOf(value), reason);
  }
}
