package dev.curation.settlement;

/**
 * How far a lane is (specs/settlement.md, 3.1). A height is an hour's number.
 *
 * @param lastBlock the newest block that entered
 * @param lastTransmission the newest block that was a transmission's slot, used or not
 */
public record LaneHeights(long lastBlock, long lastTransmission) {
  /** Before a lane's first block, so that its first batch also spans N blocks (section 8.11). */
  public static LaneHeights before(long firstBlock) {
    return new LaneHeights(firstBlock - 1, firstBlock - 1);
  }

  /**
   * With a block.
   *
   * @throws LaneRefusedException {@code STALE_BLOCK} if there was such a block or a later one
   */
  public LaneHeights with(long height, LaneParameters parameters) {
    if (height <= lastBlock) {
      throw LaneRefusal.STALE_BLOCK.of("height", height);
    }
    return new LaneHeights(height, isSlot(height, parameters) ? height : lastTransmission);
  }

  public boolean isSlot(long height, LaneParameters parameters) {
    return height - lastTransmission >= parameters.blocksPerTransmission();
  }
}
