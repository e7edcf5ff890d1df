package dev.curation.lanes;

import dev.curation.money.Wei;
import dev.curation.settlement.Batch;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.util.List;

/**
 * The accrual side's document of a batch; its weights lie in pages below it.
 *
 * @param contentHash SHA-256 of its message
 * @param pages of its weights
 * @param curators how many there are
 * @param outbox what of it waits to be sent
 * @param attempts transfers so far
 */
record BatchDocument(
    long seq,
    long height,
    Wei totalTokens,
    BigInteger totalWeightAtto,
    String contentHash,
    int pages,
    int curators,
    Wei outbox,
    int attempts,
    State state,
    long createdAt) {
  /** How far it is (specs/settlement.md, 2). */
  enum State {
    OPEN,
    /** Its cancellation has begun: nothing is sent any more. */
    CANCELLING,
    CANCELLED
  }

  static BatchDocument of(Batch batch, String contentHash, int pages, long now) {
    return new BatchDocument(
        batch.seq(),
        batch.height(),
        batch.totalTokens(),
        batch.totalWeightAtto(),
        contentHash,
        pages,
        batch.weightsAtto().size(),
        batch.totalTokens(),
        0,
        State.OPEN,
        now);
  }

  static BatchDocument decode(StoredDocument document) {
    long seq = Long.parseLong(document.path().id());
    return MalformedDocumentException.decode(
        document,
        fields ->
            new BatchDocument(
                seq,
                fields.integer("height"),
                AccrualDocument.wei(fields, "totalTokensWei"),
                AccrualDocument.atto(fields, "totalWeightAtto"),
                fields.string("contentHash"),
                Math.toIntExact(fields.integer("pages")),
                Math.toIntExact(fields.integer("curators")),
                AccrualDocument.wei(fields, "outboxWei"),
                Math.toIntExact(fields.integer("attempts")),
                State.valueOf(fields.string("state")),
                fields.integer("createdAt")));
  }

  Fields encode(long now) {
    return Fields.builder()
        .put("height", height)
        .put("totalTokensWei", totalTokens.toString())
        .put("totalWeightAtto", totalWeightAtto.toString())
        .put(
            "remainderAtto",
            totalWeightAtto
                .subtract(totalTokens.value().multiply(dev.curation.settlement.Atto.PER_WEI))
                .toString())
        .put("contentHash", contentHash)
        .put("pages", (long) pages)
        .put("curators", (long) curators)
        .put("outboxWei", outbox.toString())
        .put("attempts", (long) attempts)
        .put("state", state.name())
        .put("createdAt", createdAt)
        .put("updatedAt", now)
        .build();
  }

  /** With the weights that lie below it. */
  Batch batch(List<String> weightPages) {
    return new Batch(
        seq,
        height,
        totalTokens,
        totalWeightAtto,
        CuratorPages.decodeAll("weightsAtto", weightPages));
  }

  BatchDocument withOutbox(Wei newOutbox, int newAttempts) {
    return new BatchDocument(
        seq,
        height,
        totalTokens,
        totalWeightAtto,
        contentHash,
        pages,
        curators,
        newOutbox,
        newAttempts,
        state,
        createdAt);
  }

  BatchDocument with(State newState) {
    return new BatchDocument(
        seq,
        height,
        totalTokens,
        totalWeightAtto,
        contentHash,
        pages,
        curators,
        newState == State.CANCELLED ? Wei.ZERO : outbox,
        attempts,
        newState,
        createdAt);
  }
}
