package dev.curation.settlement;

/** Why a lane refuses something (specs/settlement.md, 7). Nothing was changed. */
public enum LaneRefusal {
  STALE_BLOCK("must be above the newest block of the lane"),
  BAD_PARAM("is out of range"),
  UNKNOWN_BATCH("is no batch of the lane"),
  UNKNOWN_TRANSFER("is no transfer of the lane"),
  TRANSFER_ID_USED("was used before"),
  BAD_AMOUNT("must be at least 1 and not more than there is"),
  ALREADY_DELIVERED("was delivered"),
  TOKENS_NOT_HOME("has wei on their way or delivered"),
  ALREADY_SETTLED("was settled"),
  WEIGHTS_CONFLICT("differs from the weights that came first"),
  WEIGHTS_INVALID("are not valid"),
  TRANSFER_CONFLICT("differs from the transfer that came first"),
  NOT_HEAD("is not the next batch to be settled, or its weights are not here"),
  NOT_SHORT("has all its wei"),
  LANE_BUSY("still holds shares of curators, or a batch that is not settled");

  private final String text;

  LaneRefusal(String text) {
    this.text = text;
  }

  /**
   * @param field what of the operation it is refused for
   */
  public LaneRefusedException of(String field, Object value) {
    return of(field, value, text);
  }

  public LaneRefusedException of(String field, Object value, String reason) {
    return new LaneRefusedException(this, field, value.toString(), reason);
  }
}
