package dev.curation.campaigns;

import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.programs.ProgramState;
import dev.curation.programs.RewardProgram;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A program's document: the program, and how far its way along the activity feed has come.
 *
 * @param page of the feed that it judges next
 * @param entry of that page
 * @param logged how many log entries there are
 * @param endRequestedAtMs when its creator asked for an early end that the feed has not reached
 *     yet; null: never
 * @param closingWei what account states were given so far of a period that is being closed; null:
 *     none is
 * @param failure why it does not go on; null: it does
 */
record ProgramRecord(
    RewardProgram program,
    long page,
    int entry,
    long logged,
    @Nullable Long endRequestedAtMs,
    @Nullable BigInteger closingWei,
    @Nullable String failure) {

  static ProgramRecord decode(StoredDocument document) {
    return MalformedDocumentException.decode(
        document,
        fields ->
            new ProgramRecord(
                ProgramCodec.program(fields),
                fields.integer("feedPage"),
                Math.toIntExact(fields.integer("feedEntry")),
                fields.integer("logged"),
                fields.optionalInteger("endRequestedAtMs"),
                fields.has("closingWei") ? ProgramCodec.wei(fields, "closingWei") : null,
                fields.optionalString("failure")));
  }

  Fields encode(long now) {
    ProgramState state = program.state();
    return ProgramCodec.encode(program)
        .put("chainId", chain().toString())
        .put("isOutstanding", state.isOutstanding())
        .put("isOpen", state != ProgramState.EXPIRED)
        .put("feedPage", page)
        .put("feedEntry", (long) entry)
        .put("logged", logged)
        .put("endRequestedAtMs", endRequestedAtMs)
        .put("closingWei", closingWei == null ? null : closingWei.toString())
        .put("failure", failure)
        .put("updatedAt", now)
        .build();
  }

  CollectionId asset() {
    return CollectionId.parse(program.terms().asset());
  }

  /** Whose events it judges, and on which it is paid. */
  ChainId chain() {
    return asset().chainId();
  }

  ProgramRecord with(RewardProgram changed) {
    return new ProgramRecord(changed, page, entry, logged, endRequestedAtMs, closingWei, failure);
  }

  ProgramRecord at(long newPage, int newEntry) {
    return new ProgramRecord(
        program, newPage, newEntry, logged, endRequestedAtMs, closingWei, failure);
  }

  ProgramRecord logging(int entries) {
    return new ProgramRecord(
        program, page, entry, logged + entries, endRequestedAtMs, closingWei, failure);
  }

  ProgramRecord endRequested(@Nullable Long atMs) {
    return new ProgramRecord(program, page, entry, logged, atMs, closingWei, failure);
  }

  ProgramRecord closing(@Nullable BigInteger given) {
    return new ProgramRecord(program, page, entry, logged, endRequestedAtMs, given, failure);
  }

  ProgramRecord failed(@Nullable String reason) {
    return Objects.equals(failure, reason)
        ? this
        : new ProgramRecord(program, page, entry, logged, endRequestedAtMs, closingWei, reason);
  }

  /** What of a closing period is given already. */
  BigInteger given() {
    return Objects.requireNonNullElse(closingWei, BigInteger.ZERO);
  }
}
