package dev.curation.documents;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.chain.LaneId;
import dev.curation.money.Denom;
import dev.curation.store.DocumentPath;
import dev.curation.store.Query;
import dev.curation.store.Query.Operator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The queries of lanes; see {@link Queries}. */
public final class LaneQueries {
  private LaneQueries() {}

  /** All accrual sides. */
  public static Query lanes() {
    return Query.in(Paths.LANES);
  }

  /** All payout sides. */
  public static Query payoutLanes() {
    return Query.in(Paths.PAYOUT_LANES);
  }

  /** The curators that are not there any more. */
  public static Query inactiveCurators() {
    return Query.in(Paths.PAYOUT_CURATORS).where("active", Operator.EQUAL, false);
  }

  /** Shares that could not be credited yet. */
  public static Query uncredited(LaneId lane, Denom denom, int limit) {
    return Query.in(LanePaths.payout(lane, denom).collection(LanePaths.UNCREDITED))
        .limitedTo(limit);
  }

  /** Messages that were not taken in. */
  public static Query rejectedMessages() {
    return Query.in(Paths.REJECTED_MESSAGES);
  }

  /** A page of a collection below a lane, behind one of its documents; null: from the first. */
  public static Query page(DocumentPath parent, String name, @Nullable DocumentPath after, int n) {
    return Query.in(parent.collection(name)).between(after, null).limitedTo(n);
  }

  /**
   * Documents of collections of one name between two paths.
   *
   * @param name of pages of weights or of shares
   */
  public static Query below(String name, DocumentPath after, DocumentPath before, int limit) {
    return Query.inGroup(name).between(after, before).limitedTo(limit);
  }

  /** One of each, for the derivation of the indexes. */
  public static List<Query> examples() {
    LaneId lane = new LaneId(new CollectionId(new ChainId(1), Address.ZERO), new ChainId(2));
    return List.of(
        lanes(),
        payoutLanes(),
        inactiveCurators(),
        uncredited(lane, Denom.NATIVE, 1),
        rejectedMessages(),
        page(Paths.lane(lane), LanePaths.ACTS, null, 1),
        below(LanePaths.WEIGHTS, Paths.lane(lane), Paths.behind(Paths.lane(lane)), 1),
        below(LanePaths.SHARES, Paths.lane(lane), Paths.behind(Paths.lane(lane)), 1));
  }
}
