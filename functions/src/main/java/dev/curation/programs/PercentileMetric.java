package dev.curation.programs;

/** By what collections are ranked: their current votes, or the tokens staked in their favour. */
public enum PercentileMetric {
  VOTES,
  STAKE
}
