package dev.curation.lanes;

import dev.curation.money.Wei;
import dev.curation.settlement.Batch;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A batch on the payout side; its weights lie in pages below its arrival.
 *
 * @param contentHash SHA-256 of its message; null: it was cancelled before it came
 */
record WeightsDocument(
    long seq,
    long height,
    Wei totalTokens,
    BigInteger totalWeightAtto,
    @Nullable String contentHash,
    int pages,
    State state,
    long arrivedAt) {
  /** How far it is (specs/settlement.md, 5). */
  enum State {
    AWAITING_TOKENS,
    SETTLED,
    CANCELLED
  }

  static WeightsDocument of(WeightsMessage message, long now) {
    return new WeightsDocument(
        message.seq(),
        message.height(),
        message.totalTokens(),
        message.totalWeightAtto(),
        message.contentHash(),
        message.pages(),
        State.AWAITING_TOKENS,
        now);
  }

  /** A batch that is cancelled before its weights came. */
  static WeightsDocument neverSeen(long seq) {
    return new WeightsDocument(seq, 0, Wei.ZERO, BigInteger.ZERO, null, 0, State.CANCELLED, 0);
  }

  static WeightsDocument decode(StoredDocument document) {
    long seq = Long.parseLong(document.path().id());
    return MalformedDocumentException.decode(
        document,
        fields ->
            new WeightsDocument(
                seq,
                fields.integer("height"),
                AccrualDocument.wei(fields, "totalTokensWei"),
                AccrualDocument.atto(fields, "totalWeightAtto"),
                fields.optionalString("contentHash"),
                Math.toIntExact(fields.integer("pages")),
                State.valueOf(fields.string("state")),
                fields.integer("arrivedAt")));
  }

  Fields encode(long now) {
    return Fields.builder()
        .put("height", height)
        .put("totalTokensWei", totalTokens.toString())
        .put("totalWeightAtto", totalWeightAtto.toString())
        .put("contentHash", contentHash)
        .put("pages", (long) pages)
        .put("state", state.name())
        .put("arrivedAt", arrivedAt)
        .put("updatedAt", now)
        .build();
  }

  Batch batch(List<String> weightPages) {
    return new Batch(
        seq,
        height,
        totalTokens,
        totalWeightAtto,
        CuratorPages.decodeAll("weightsAtto", weightPages));
  }

  /** Under which its pages lie; it has come. */
  String arrivalId() {
    return WeightsMessage.arrivalId(
        height, totalTokens, totalWeightAtto, pages, Objects.requireNonNull(contentHash));
  }

  WeightsDocument cancelled() {
    return with(State.CANCELLED);
  }

  WeightsDocument settled() {
    return with(State.SETTLED);
  }

  private WeightsDocument with(State newState) {
    return new WeightsDocument(
        seq, height, totalTokens, totalWeightAtto, contentHash, pages, newState, arrivedAt);
  }
}
