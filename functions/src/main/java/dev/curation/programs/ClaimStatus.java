package dev.curation.programs;

/** How an account's reward of a period stands. */
public enum ClaimStatus {
  /** The period is open. */
  UNCLAIMABLE,
  CLAIMABLE,
  CLAIMED,
  /** Not claimed in time. */
  EXPIRED
}
