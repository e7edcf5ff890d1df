package dev.curation.programs;

/** What a program makes of an event (specs/programs.md, 5). */
public enum Outcome {
  GRANTED,
  BELOW_MINIMUM_ACTIONS,
  ABOVE_MAXIMUM_ACTIONS,
  EXCLUDED,
  SELF_TRADE,
  BELOW_MINIMUM_STAKE,
  ABOVE_MAXIMUM_STAKE,
  NO_COLLECTION,
  NOT_RANKED,
  BELOW_MINIMUM_PERCENTILE,
  ABOVE_MAXIMUM_PERCENTILE,
  LATE
}
