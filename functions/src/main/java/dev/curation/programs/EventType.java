package dev.curation.programs;

/** What happened (specs/programs.md, 5). The first three may earn something. */
public enum EventType {
  VOTE,
  STAKE,
  SALE,
  UNVOTE,
  UNSTAKE;

  /** Whether programs judge it; the others only change the books. */
  public boolean isJudged() {
    return ordinal() <= SALE.ordinal();
  }
}
