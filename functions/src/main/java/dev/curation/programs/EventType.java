package dev.curation.programs;

/** What happened (specs/programs.md, 5). Votes, stakes and sales may earn something. */
public enum EventType {
  VOTE,
  STAKE,
  SALE,
  UNVOTE,
  UNSTAKE;

  /** Whether programs judge it; the others only change the books. */
  public boolean isJudged() {
    return this == VOTE || this == STAKE || this == SALE;
  }
}
