package dev.curation.documents;

import dev.curation.chain.ChainId;
import dev.curation.store.DocumentPath;
import dev.curation.time.Week;

/** The paths of payout plans; see {@link Paths}. */
public final class PlanPaths {
  public static final String PLANS = "payoutPlans";

  private PlanPaths() {}

  /** Plans that follow on each other: what one defers, the next carries. */
  public static DocumentPath series(String series) {
    return new DocumentPath("payoutSeries/" + series);
  }

  /** A plan, and how far it is carried out. */
  public static DocumentPath plan(String planId) {
    return new DocumentPath(PLANS + "/" + planId);
  }

  /** A page of a text of a plan: what was asked for, what comes of it, what came of it. */
  public static DocumentPath text(String planId, String page) {
    return plan(planId).child("planTexts", page);
  }

  /** The transaction of a transfer that the treasury does not make. */
  public static DocumentPath transfer(String planId, int index) {
    return plan(planId).child("planTransfers", Integer.toString(index));
  }

  /** Which plan a curation period's fees went into. */
  public static DocumentPath takenPeriod(ChainId chain, Week period) {
    return new DocumentPath("payoutPeriods/" + chain + ":" + period.id());
  }

  /** What an operator did. */
  public static DocumentPath act(String requestId) {
    return new DocumentPath("payoutActs/" + requestId);
  }
}
