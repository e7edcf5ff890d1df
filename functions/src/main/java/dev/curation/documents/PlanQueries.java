package dev.curation.documents;

import dev.curation.store.Query;
import dev.curation.store.Query.Operator;
import java.util.List;

/** The queries of payout plans; see {@link Queries}. */
public final class PlanQueries {
  private PlanQueries() {}

  /**
   * The plans of a series, the newest first.
   *
   * @param before a number: only plans before it
   */
  public static Query plans(String series, long before, int limit) {
    return Query.in(PlanPaths.PLANS)
        .where("series", Operator.EQUAL, series)
        .where("number", Operator.LESS, before)
        .orderByDescending("number")
        .limitedTo(limit);
  }

  /** One of each kind, so that the indexes which they need can be derived. */
  public static List<Query> examples() {
    return List.of(plans("", 1, 1));
  }
}
