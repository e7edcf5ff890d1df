package dev.curation.campaigns;

import dev.curation.chain.Address;
import dev.curation.commits.Fence;
import dev.curation.documents.ProgramPaths;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.payments.Outbox;
import dev.curation.payments.Payment;
import dev.curation.payments.Transfer;
import dev.curation.programs.AccountState;
import dev.curation.programs.Distribution;
import dev.curation.programs.LogEntry;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.Write;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Changes of one program, gathered into commits: each names the program's document as it was left
 * by the one before.
 */
final class ProgramWork {
  /** Leaves room for what one more step brings. */
  private static final int FULL = Store.MAX_WRITES - 20;

  private static final int MOST_PAGES_AGAIN = 20;

  private final Fence fence;
  private final Map<DocumentPath, Fields> documents = new LinkedHashMap<>();
  private final List<Write> payments = new ArrayList<>();
  private ProgramRecord record;
  private boolean isChanged;
  private long writtenPage;
  private int commits;

  ProgramWork(ProgramRecord record, Fence fence) {
    this.record = record;
    this.fence = fence;
    this.writtenPage = record.page();
  }

  ProgramRecord record() {
    return record;
  }

  int commits() {
    return commits;
  }

  void change(ProgramRecord changed) {
    isChanged |= !changed.equals(record);
    record = changed;
  }

  /** Notes how far it has come along the feed; no reason for a commit of its own. */
  void move(long page, int entry) {
    record = record.at(page, entry);
  }

  void put(Distribution period) {
    put(ProgramPaths.programPeriod(period.program(), period.period()), ProgramCodec.encode(period));
  }

  void put(long period, AccountState account) {
    long program = record.program().id();
    put(
        ProgramPaths.programAccount(program, period, new Address(account.address())),
        ProgramCodec.encode(record.chain(), program, period, account));
  }

  private void put(DocumentPath path, Fields fields) {
    documents.put(path, fields);
    isChanged = true;
  }

  void log(LogEntry entry, long now) {
    long program = record.program().id();
    put(
        ProgramPaths.programLog(program, record.logged()),
        ProgramCodec.encode(record.logged(), entry, now));
    record = record.logging(1);
  }

  /** Pays back what is left; not at all where nothing is. */
  void refund(BigInteger amount, long now) {
    if (amount.signum() > 0) {
      payments.add(Outbox.due(refund(record, amount), now));
      isChanged = true;
    }
  }

  /** The one payment that a creator can ever get back from a program. */
  static Payment refund(ProgramRecord record, BigInteger amount) {
    Address creator = new Address(record.program().terms().creator());
    Denom token = new Denom(record.asset().address().hex());
    return new Payment(
        "program:" + record.program().id() + ":refund",
        record.chain(),
        List.of(new Transfer(creator, creator, token, Wei.of(amount))));
  }

  /** How many more documents there is room for. */
  int room() {
    return FULL - documents.size() - payments.size();
  }

  /** Writes everything that was changed since the last time, if anything was. */
  void commit(long now) {
    if (isChanged) {
      write(now);
    }
  }

  /** The same where it has only come much further: a few pages are read again more cheaply. */
  void end(long now) {
    if (isChanged || record.page() - writtenPage > MOST_PAGES_AGAIN) {
      write(now);
    }
  }

  private void write(long now) {
    List<Write> writes = new ArrayList<>(payments);
    documents.forEach((path, fields) -> writes.add(new Write.Put(path, fields)));
    var unused = fence.commit(writes, record.encode(now));
    documents.clear();
    payments.clear();
    isChanged = false;
    writtenPage = record.page();
    commits++;
  }
}
