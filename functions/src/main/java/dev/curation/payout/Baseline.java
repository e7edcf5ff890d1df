package dev.curation.payout;

/** What the savings are compared with: every hop in every asset, or all sold first. */
public enum Baseline {
  PER_ASSET,
  CONVERT_FIRST
}
