package dev.curation.plans;

import dev.curation.chain.ChainId;
import dev.curation.documents.PlanPaths;
import dev.curation.errors.InvalidValueException;
import dev.curation.plans.PlanTexts.Reference;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stored plan, and how far it is carried out. What was asked for and what comes of it never
 * changes.
 *
 * @param number counts the plans of a series, from 1
 * @param carriesFrom the plan whose deferred amounts it carries; null: none
 * @param request what was asked for
 * @param result what comes of it
 * @param executed what came of it, with what its swaps really fetched; null until it is approved
 * @param transfers how many it makes; 0 until it is approved
 * @param released how many of them are in the outbox, or left to others
 * @param time when the document was last written
 */
record PlanRecord(
    String id,
    String series,
    long number,
    ChainId chain,
    State state,
    @Nullable String carriesFrom,
    Reference request,
    Reference result,
    @Nullable Reference executed,
    long transfers,
    long released,
    long createdAt,
    @Nullable Long approvedAt,
    Instant time) {

  /** What was decided about it. */
  enum State {
    PLANNED,
    APPROVED,
    DISCARDED
  }

  /**
   * @throws InvalidValueException naming {@code plan}, if there is none
   */
  static PlanRecord require(Store store, String planId) {
    if (!planId.matches("[a-z0-9-]{1,40}\\.[1-9][0-9]{0,8}")) {
      throw new InvalidValueException("plan", planId, "must be series.number");
    }
    return of(store, planId)
        .orElseThrow(() -> new InvalidValueException("plan", planId, "is not known"));
  }

  static Optional<PlanRecord> of(Store store, String planId) {
    return store.get(PlanPaths.plan(planId)).map(PlanRecord::decode);
  }

  static PlanRecord decode(StoredDocument document) {
    return MalformedDocumentException.decode(
        document,
        fields ->
            new PlanRecord(
                document.path().id(),
                fields.string("series"),
                fields.integer("number"),
                ChainId.parse("chainId", fields.string("chainId")),
                state(fields.string("state")),
                fields.optionalString("carriesFrom"),
                Reference.parse("request", fields.string("request")),
                Reference.parse("result", fields.string("result")),
                executed(fields.optionalString("executed")),
                fields.integer("transfers"),
                fields.integer("released"),
                fields.integer("createdAt"),
                fields.optionalInteger("approvedAt"),
                document.updateTime()));
  }

  private static @Nullable Reference executed(@Nullable String text) {
    return text == null ? null : Reference.parse("executed", text);
  }

  private static State state(String name) {
    for (State state : State.values()) {
      if (state.name().equals(name)) {
        return state;
      }
    }
    throw new InvalidValueException("state", name, "must be PLANNED, APPROVED or DISCARDED");
  }

  static String id(String series, long number) {
    return series + "." + number;
  }

  static Fields planned(
      String series,
      long number,
      ChainId chain,
      @Nullable String carriesFrom,
      Reference request,
      Reference result,
      long now) {
    return Fields.builder()
        .put("series", series)
        .put("number", number)
        .put("chainId", chain.toString())
        .put("state", State.PLANNED.name())
        .put("carriesFrom", carriesFrom)
        .put("request", request.toString())
        .put("result", result.toString())
        .put("executed", null)
        .put("transfers", 0L)
        .put("released", 0L)
        .put("createdAt", now)
        .put("approvedAt", null)
        .put("updatedAt", now)
        .build();
  }

  static Fields approved(Reference executed, long transfers, long now) {
    return Fields.builder()
        .put("state", State.APPROVED.name())
        .put("executed", executed.toString())
        .put("transfers", transfers)
        .put("approvedAt", now)
        .put("updatedAt", now)
        .build();
  }

  static Fields discarded(long now) {
    return Fields.builder().put("state", State.DISCARDED.name()).put("updatedAt", now).build();
  }

  static Fields released(long transfers, long now) {
    return Fields.builder().put("released", transfers).put("updatedAt", now).build();
  }

  /** The id of the payment of one of its transfers. */
  String paymentId(int transfer) {
    return "plan:" + id + ":" + transfer;
  }
}
