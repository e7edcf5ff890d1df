package dev.curation.payout;

import java.util.List;

/**
 * How a node splits money.
 *
 * @param source the tag that the money carries, or {@code *} for any without a route of its own
 * @param keepBps what stays, per 10 000; with those of the edges 10 000
 */
public record Route(String at, String source, int keepBps, List<Edge> edges) {
  /** Any tag. */
  public static final String ANY = "*";

  public Route {
    edges = List.copyOf(edges);
  }

  /**
   * @param settle what arrives is final there
   * @param retag the money leaves with the sender's id as its tag; otherwise the tag travels along
   */
  public record Edge(String to, int bps, boolean settle, boolean retag) {}
}
