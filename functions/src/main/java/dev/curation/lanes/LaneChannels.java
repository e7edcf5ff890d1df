package dev.curation.lanes;

/** The topics of lanes. */
public final class LaneChannels {
  public static final String WEIGHTS = "lane-weights";
  public static final String TOKENS = "lane-tokens";

  private LaneChannels() {}
}
