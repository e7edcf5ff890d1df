package dev.curation.campaigns;

import dev.curation.documents.ProgramPaths;
import dev.curation.payments.Outbox;
import dev.curation.payments.Payment;
import dev.curation.programs.LogEntry;
import dev.curation.programs.LogEntry.Kind;
import dev.curation.programs.ProgramRefusal;
import dev.curation.programs.ProgramState;
import dev.curation.programs.RewardProgram;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Ends programs early (specs/programs.md, 7). One that has started is told when the clock of its
 * events gets to the moment at which it was asked for: until then nobody can know its state of that
 * moment.
 */
final class Ending {
  private final Store store;
  private final InstantSource clock;

  Ending(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  Fields end(ProgramReceipts receipts, ProgramAction.EndProgram action) {
    List<Optional<StoredDocument>> read =
        store.getAll(List.of(receipts.path(), ProgramPaths.program(action.program())));
    long now = clock.millis();
    Optional<Fields> before = receipts.before(read.get(0), now);
    if (before.isPresent()) {
      return before.get();
    }
    StoredDocument document =
        read.get(1)
            .orElseThrow(() -> ProgramRefusal.PROGRAM_NOT_FOUND.of("program", action.program()));
    ProgramRecord record = ProgramRecord.decode(document);
    RewardProgram program = record.program();
    requireChain(receipts, record);
    if (!program.terms().creator().equals(action.creator().hex())) {
      throw ProgramRefusal.NOT_AUTHORIZED.of("creator", action.creator());
    }
    if (!program.state().isOutstanding() || now >= program.programEndMaxMs()) {
      throw ProgramRefusal.INCORRECT_STATE.of("program", action.program());
    }
    boolean isPending =
        program.state() == ProgramState.PENDING && now < program.terms().programStartMs();
    return isPending
        ? delete(receipts, document, record, now)
        : request(receipts, document, record, now);
  }

  /** A program of another chain is not known to this one. */
  static void requireChain(ProgramReceipts receipts, ProgramRecord record) {
    if (!record.chain().equals(receipts.message().chain())) {
      throw ProgramRefusal.PROGRAM_NOT_FOUND.of("program", record.program().id());
    }
  }

  private Fields delete(
      ProgramReceipts receipts, StoredDocument document, ProgramRecord record, long now) {
    long id = record.program().id();
    BigInteger escrow = record.program().escrow();
    Payment refund = ProgramWork.refund(record, escrow);
    Fields receipt =
        receipts.of(
            Fields.builder()
                .put("program", id)
                .put("deleted", true)
                .put("refundedWei", escrow.toString())
                .put("paymentId", refund.id())
                .build(),
            now);
    List<Write> writes = new ArrayList<>();
    writes.add(receipts.write(receipt));
    writes.add(Outbox.due(refund, now));
    long number = record.logged();
    writes.add(log(number, LogEntry.of(Kind.PROGRAM_ENDED, id, now), now));
    writes.add(log(number + 1, LogEntry.refunded(Kind.PROGRAM_REFUNDED, id, now, escrow), now));
    writes.add(new Write.Delete(document.path()));
    // The log entries are new ones: whoever changed the state meanwhile has used their numbers.
    store.commit(writes);
    return ProgramReceipts.answer(receipt);
  }

  private static Write log(long number, LogEntry entry, long now) {
    return new Write.Create(
        ProgramPaths.programLog(entry.program(), number), ProgramCodec.encode(number, entry, now));
  }

  private Fields request(
      ProgramReceipts receipts, StoredDocument document, ProgramRecord record, long now) {
    Long already = record.endRequestedAtMs();
    long asked = already == null ? now : already;
    Fields receipt =
        receipts.of(
            Fields.builder()
                .put("program", record.program().id())
                .put("deleted", false)
                .put("endsAtMs", endOfPeriodAt(record.program(), asked))
                .build(),
            now);
    if (already != null) {
      // Nothing changes: whoever asks again and again must not hold up the program.
      store.commit(List.of(receipts.write(receipt)));
      return ProgramReceipts.answer(receipt);
    }
    store.commit(
        List.of(
            receipts.write(receipt),
            new Write.Update(
                document.path(), record.endRequested(asked).encode(now), document.updateTime())));
    return ProgramReceipts.answer(receipt);
  }

  /** Unless it is over before, for want of money. */
  private static long endOfPeriodAt(RewardProgram program, long at) {
    long start = program.terms().programStartMs();
    long length = program.terms().claimPeriodMs();
    long end = start + (Math.floorDiv(at - start, length) + 1) * length;
    return Math.min(end, program.programEndMaxMs());
  }
}
