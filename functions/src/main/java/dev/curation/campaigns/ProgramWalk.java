package dev.curation.campaigns;

import dev.curation.chain.Address;
import dev.curation.documents.ProgramPaths;
import dev.curation.documents.ProgramQueries;
import dev.curation.programs.AccountState;
import dev.curation.programs.Distribution;
import dev.curation.programs.Judgement;
import dev.curation.programs.LogEntry;
import dev.curation.programs.LogEntry.Kind;
import dev.curation.programs.OpenPeriod;
import dev.curation.programs.ProgramState;
import dev.curation.programs.RewardMath;
import dev.curation.programs.RewardProgram;
import dev.curation.store.DocumentPath;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Query;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One program's way along the activity feed (specs/programs.md, 4 to 7): what the clock does to it
 * and what it makes of each event, in commits that each leave it whole.
 */
final class ProgramWalk {
  private static final int MOST_ACCOUNTS = 400;

  /** More accounts than these are not kept in memory. */
  private static final int MOST_KNOWN = 50_000;

  private final Store store;
  private final InstantSource clock;
  private final FeedPages feed;
  private final FeedPosition position;
  private final BooleanSupplier isLate;
  private final ProgramWork work;
  private @Nullable OpenPeriod open;
  private int judged;
  private int granted;

  /**
   * @param position how far the feed has come
   * @param isLate whether there is no more time
   */
  ProgramWalk(
      Store store,
      InstantSource clock,
      FeedPages feed,
      FeedPosition position,
      BooleanSupplier isLate,
      ProgramWork work) {
    this.store = store;
    this.clock = clock;
    this.feed = feed;
    this.position = position;
    this.isLate = isLate;
    this.work = work;
  }

  int judged() {
    return judged;
  }

  int granted() {
    return granted;
  }

  /**
   * Goes as far as the feed.
   *
   * @return false: there was no more time
   */
  boolean go() {
    if (program().state() == ProgramState.STARTED) {
      open = new OpenPeriod(program(), storedPeriod());
    }
    work.change(work.record().failed(null));
    while (work.record().page() < position.pages()) {
      if (isLate.getAsBoolean() || isOver()) {
        break;
      }
      judgePage(feed.get(work.record().page()));
    }
    boolean isThere = work.record().page() == position.pages();
    if (isThere) {
      advance(position.untilMs());
    }
    work.end(clock.millis());
    return isThere || isOver();
  }

  private boolean isOver() {
    return program().state() == ProgramState.EXPIRED;
  }

  private RewardProgram program() {
    return work.record().program();
  }

  private Distribution storedPeriod() {
    DocumentPath path = ProgramPaths.programPeriod(program().id(), program().currentClaimPeriod());
    StoredDocument document =
        store.get(path).orElseThrow(() -> new IllegalStateException(path + " is missing"));
    return MalformedDocumentException.decode(document, ProgramCodec::distribution);
  }

  private void judgePage(List<ActivityEntry> entries) {
    int next = work.record().entry();
    while (next < entries.size()) {
      advance(entries.get(next).clockMs());
      OptionalLong change = program().nextTransitionMs();
      int end = next;
      while (end < entries.size() && entries.get(end).clockMs() < change.orElse(Long.MAX_VALUE)) {
        end++;
      }
      if (program().state() == ProgramState.STARTED) {
        judge(entries.subList(next, end));
      }
      next = end;
      work.move(work.record().page(), next);
    }
    work.move(work.record().page() + 1, 0);
  }

  /** Events of the current period. */
  private void judge(List<ActivityEntry> entries) {
    OpenPeriod period = requireOpen();
    List<ActivityEntry> mine = entries.stream().filter(ActivityEntry::isJudged).toList();
    Set<String> eligible = new LinkedHashSet<>();
    mine.forEach(entry -> eligible.addAll(period.eligible(entry.activity(), entry.facts())));
    judged += mine.size();
    if (eligible.isEmpty()) {
      return;
    }
    if (work.room() < eligible.size()) {
      // Not before: an account of many events is written once for all of them.
      work.commit(clock.millis());
    }
    know(period, eligible);
    for (ActivityEntry entry : mine) {
      period.judge(entry.activity(), entry.facts(), this::count);
    }
    long number = program().currentClaimPeriod();
    for (String address : eligible) {
      work.put(number, Objects.requireNonNull(period.accounts().get(address)));
    }
    work.put(period.distribution());
    if (period.accounts().size() > MOST_KNOWN) {
      open = new OpenPeriod(program(), period.distribution());
    }
  }

  private void count(Judgement judgement) {
    granted += judgement.shares() > 0 ? 1 : 0;
  }

  private void know(OpenPeriod period, Set<String> addresses) {
    long number = program().currentClaimPeriod();
    List<DocumentPath> unknown =
        addresses.stream()
            .filter(address -> !period.knows(address))
            .map(
                address ->
                    ProgramPaths.programAccount(program().id(), number, new Address(address)))
            .toList();
    if (!unknown.isEmpty()) {
      for (Optional<StoredDocument> document : store.getAll(unknown)) {
        document.ifPresent(found -> period.know(account(found)));
      }
    }
  }

  private AccountState account(StoredDocument document) {
    int actions = program().terms().actions().size();
    return MalformedDocumentException.decode(
        document, fields -> ProgramCodec.account(fields, actions));
  }

  private OpenPeriod requireOpen() {
    return Objects.requireNonNull(open, () -> "program " + program().id() + " has no open period");
  }

  /** Does all that is due at an instant: transitions, and the creator's early end between them. */
  private void advance(long untilMs) {
    while (true) {
      OptionalLong next = program().nextTransitionMs();
      long change = next.orElse(Long.MAX_VALUE);
      Long end = work.record().endRequestedAtMs();
      if (end != null && end < change && end <= untilMs) {
        endEarly(end);
      } else if (next.isPresent() && change <= untilMs) {
        step();
        commitIfFull();
      } else {
        return;
      }
    }
  }

  /** One that is over already goes on as it is. */
  private void endEarly(long atMs) {
    if (program().state() == ProgramState.STARTED) {
      work.change(work.record().with(program().endedEarly()));
      work.log(LogEntry.of(Kind.PROGRAM_ENDED, program().id(), atMs), clock.millis());
    }
    work.change(work.record().endRequested(null));
  }

  private void step() {
    switch (program().state()) {
      case PENDING -> {
        begin(program().started());
        log(LogEntry.of(Kind.PROGRAM_STARTED, program().id(), program().terms().programStartMs()));
      }
      case STARTED -> closePeriod();
      case FINISHED -> expire();
      case EXPIRED -> throw new IllegalStateException("nothing is due after the expiry");
    }
  }

  private void log(LogEntry entry) {
    work.log(entry, clock.millis());
  }

  private void begin(RewardProgram begun) {
    work.change(work.record().with(begun));
    open = new OpenPeriod(begun, begun.distribution());
    work.put(begun.distribution());
  }

  private void commitIfFull() {
    if (work.room() < MOST_ACCOUNTS) {
      work.commit(clock.millis());
    }
  }

  private void closePeriod() {
    Distribution counted = requireOpen().distribution();
    long end = program().periodEndMs();
    BigInteger allocated = counted.participants() == 0 ? BigInteger.ZERO : close(counted);
    work.put(counted.ended(allocated));
    work.change(work.record().closing(null));
    log(LogEntry.periodEnded(program().id(), counted.period(), end));
    RewardProgram after = program().closed(allocated);
    if (after.state() == ProgramState.FINISHED) {
      work.change(work.record().with(after));
      open = null;
      log(LogEntry.of(Kind.PROGRAM_FINISHED, program().id(), end));
    } else {
      begin(after);
    }
  }

  /** Fixes the rewards of a period: those of the last page go with the commit that ends it. */
  private BigInteger close(Distribution counted) {
    BigInteger cap = program().terms().maxRewardByAddress();
    Query query = ProgramQueries.accountsToClose(program().id(), counted.period(), MOST_ACCOUNTS);
    while (true) {
      work.commit(clock.millis()); // What is asked for must be written.
      List<StoredDocument> page = store.query(query);
      BigInteger given = work.record().given();
      for (StoredDocument document : page) {
        AccountState account = account(document);
        account.close(
            RewardMath.reward(counted.pool(), account.shares(), counted.totalShares(), cap));
        given = given.add(account.fixedReward());
        work.put(counted.period(), account);
      }
      if (page.size() < MOST_ACCOUNTS) {
        return given;
      }
      work.change(work.record().closing(given));
    }
  }

  private void expire() {
    long at = program().claimableUntilMs();
    Query query = ProgramQueries.accountsToExpire(program().id(), MOST_ACCOUNTS);
    List<StoredDocument> page;
    do {
      work.commit(clock.millis());
      page = store.query(query);
      for (StoredDocument document : page) {
        AccountState account = account(document);
        account.expire();
        work.put(document.fields().integer("period"), account);
      }
    } while (page.size() == MOST_ACCOUNTS);
    work.change(work.record().with(program().expired()));
    work.refund(program().refunded(), clock.millis());
    log(LogEntry.refunded(Kind.PROGRAM_EXPIRED, program().id(), at, program().refunded()));
  }
}
