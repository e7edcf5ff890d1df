package dev.curation.lanes;

import dev.curation.money.Wei;
import dev.curation.settlement.Settlement;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.StoredDocument;

/**
 * What a settlement gives to whom; the shares lie in pages below it. It is written whole before the
 * first share is credited, and fixes all of them (specs/settlement.md, 4.3).
 *
 * @param pages of shares
 * @param forfeitPages of what curators that are gone have forfeited, behind those of the shares
 * @param credited how many shares were credited, in the order of addresses
 * @param shares how many there are
 */
record SettlementDocument(
    long seq,
    Wei tokens,
    Wei excessBefore,
    Wei paid,
    Wei forfeited,
    Wei rounding,
    Wei excessAfter,
    int pages,
    int forfeitPages,
    int shares,
    int credited,
    long at) {
  static SettlementDocument of(Settlement settlement, int pages, int forfeitPages, long now) {
    return new SettlementDocument(
        settlement.seq(),
        settlement.tokens(),
        settlement.excessBefore(),
        settlement.paidTotal(),
        settlement.excessAfter().minus(settlement.rounding()),
        settlement.rounding(),
        settlement.excessAfter(),
        pages,
        forfeitPages,
        settlement.paid().size(),
        0,
        now);
  }

  static SettlementDocument decode(StoredDocument document) {
    long seq = Long.parseLong(document.path().id());
    return MalformedDocumentException.decode(
        document,
        fields ->
            new SettlementDocument(
                seq,
                AccrualDocument.wei(fields, "tokensWei"),
                AccrualDocument.wei(fields, "excessBeforeWei"),
                AccrualDocument.wei(fields, "paidTotalWei"),
                AccrualDocument.wei(fields, "forfeitedTotalWei"),
                AccrualDocument.wei(fields, "roundingWei"),
                AccrualDocument.wei(fields, "excessAfterWei"),
                Math.toIntExact(fields.integer("pages")),
                Math.toIntExact(fields.integer("forfeitPages")),
                Math.toIntExact(fields.integer("shares")),
                Math.toIntExact(fields.integer("credited")),
                fields.integer("at")));
  }

  Fields encode(long now) {
    return Fields.builder()
        .put("tokensWei", tokens.toString())
        .put("excessBeforeWei", excessBefore.toString())
        .put("paidTotalWei", paid.toString())
        .put("forfeitedTotalWei", forfeited.toString())
        .put("roundingWei", rounding.toString())
        .put("excessAfterWei", excessAfter.toString())
        .put("pages", (long) pages)
        .put("forfeitPages", (long) forfeitPages)
        .put("shares", (long) shares)
        .put("credited", (long) credited)
        .put("at", at)
        .put("updatedAt", now)
        .build();
  }

  SettlementDocument credited(int newCredited) {
    return new SettlementDocument(
        seq,
        tokens,
        excessBefore,
        paid,
        forfeited,
        rounding,
        excessAfter,
        pages,
        forfeitPages,
        shares,
        newCredited,
        at);
  }
}
