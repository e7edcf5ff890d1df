package dev.curation.recompute;

import java.util.List;

/**
 * What a run comes to.
 *
 * @param summaries in the order of their collections
 * @param events how many were read
 * @param pending how many of them the aggregation has yet to take account of
 * @param differences how many were found
 * @param first the first of them, in the order of the documents' paths
 */
record Report(
    List<Summary> summaries, long events, long pending, long differences, List<String> first) {
  Report {
    summaries = List.copyOf(summaries);
    first = List.copyOf(first);
  }
}
