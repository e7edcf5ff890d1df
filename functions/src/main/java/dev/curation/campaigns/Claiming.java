package dev.curation.campaigns;

import dev.curation.chain.Address;
import dev.curation.documents.ProgramPaths;
import dev.curation.documents.ProgramQueries;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.payments.Outbox;
import dev.curation.payments.Payment;
import dev.curation.payments.Transfer;
import dev.curation.programs.AccountState;
import dev.curation.programs.ClaimStatus;
import dev.curation.programs.Claimed;
import dev.curation.programs.LogEntry;
import dev.curation.programs.ProgramRefusal;
import dev.curation.programs.ProgramState;
import dev.curation.programs.RewardProgram;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Query;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Pays what closed periods gave (specs/programs.md, 8): account states and programs change in one
 * commit with the payment. What is too much for one commit is left for the next claim.
 */
final class Claiming {
  /** Account states in one claim; each claimed program takes two writes more. */
  static final int MOST_STATES = 400;

  private static final int MOST_PROGRAMS = 40;
  private static final Logger LOG = Logger.getLogger(Claiming.class.getName());

  private final Store store;
  private final InstantSource clock;

  Claiming(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  Fields claim(ProgramReceipts receipts, ProgramAction.ClaimRewards action) {
    DocumentPath path = ProgramPaths.program(action.program());
    List<Optional<StoredDocument>> read = store.getAll(List.of(receipts.path(), path));
    long now = clock.millis();
    Optional<Fields> before = receipts.before(read.get(0), now);
    if (before.isPresent()) {
      return before.get();
    }
    StoredDocument document =
        read.get(1)
            .orElseThrow(() -> ProgramRefusal.PROGRAM_NOT_FOUND.of("program", action.program()));
    ProgramRecord record = ProgramRecord.decode(document);
    Ending.requireChain(receipts, record);
    if (isExpired(record.program(), now)) {
      throw ProgramRefusal.PROGRAM_EXPIRED.of("program", action.program());
    }
    List<StoredDocument> states =
        store.query(
            ProgramQueries.claimableOf(action.program(), action.curator(), MOST_STATES + 1));
    Claim claim = new Claim(receipts, action.curator(), now);
    claim.take(states, Map.of(action.program(), document));
    return claim.pay();
  }

  Fields claimAll(ProgramReceipts receipts, ProgramAction.ClaimAllRewards action) {
    long now = clock.millis();
    Optional<Fields> before = receipts.before(store.get(receipts.path()), now);
    if (before.isPresent()) {
      return before.get();
    }
    Claim claim = new Claim(receipts, action.curator(), now);
    Optional<StoredDocument> last = Optional.empty();
    List<StoredDocument> states;
    do {
      // What no program pays any more must not hide what others pay.
      states = takePage(claim, last);
      last = states.isEmpty() ? last : Optional.of(states.getLast());
    } while (claim.taken.isEmpty() && states.size() > MOST_STATES);
    return claim.pay();
  }

  /** Of all programs, behind an account state. */
  private List<StoredDocument> takePage(Claim claim, Optional<StoredDocument> after) {
    Query claimable =
        ProgramQueries.claimableOf(
            claim.receipts.message().chain(),
            claim.curator,
            after.map(Claiming::program).orElse(0L),
            after.map(Claiming::period).orElse(0L),
            MOST_STATES + 1);
    List<Long> ids = store.query(claimable).stream().map(Claiming::program).distinct().toList();
    if (ids.isEmpty()) {
      return List.of();
    }
    Map<Long, StoredDocument> documents = new LinkedHashMap<>();
    for (Optional<StoredDocument> each :
        store.getAll(ids.stream().map(ProgramPaths::program).toList())) {
      each.filter(Claiming::isReadable)
          .ifPresent(document -> documents.put(Long.valueOf(document.path().id()), document));
    }
    // Programs first: one that was read after its states might have paid them already.
    List<StoredDocument> states = store.query(claimable);
    claim.take(states, documents);
    return states;
  }

  /** One that is damaged does not keep the others from paying. */
  private static boolean isReadable(StoredDocument program) {
    try {
      var unused = ProgramRecord.decode(program);
      return true;
    } catch (RuntimeException e) { // Whatever is wrong with it: a field, a name, its money.
      LOG.log(Level.SEVERE, "a program cannot pay", e);
      return false;
    }
  }

  private static long period(StoredDocument state) {
    return MalformedDocumentException.decode(state, fields -> fields.integer("period"));
  }

  private static long program(StoredDocument state) {
    return MalformedDocumentException.decode(state, fields -> fields.integer("program"));
  }

  /** The clock on the wall counts, whether or not the program has got there. */
  static boolean isExpired(RewardProgram program, long now) {
    return program.state() == ProgramState.EXPIRED
        || (program.state() == ProgramState.FINISHED && now >= program.claimableUntilMs());
  }

  /** Whether a period has ended: while one is being closed its states may say so before. */
  private static boolean isClosed(RewardProgram program, long period) {
    return program.state() == ProgramState.FINISHED || period < program.currentClaimPeriod();
  }

  /** What a claim takes of one program. */
  private record Taken(
      ProgramRecord record, StoredDocument document, List<Claimed.Period> periods) {
    Claimed claimed() {
      return Claimed.of(record.program().id(), periods);
    }
  }

  /** One claim as it comes together. */
  private final class Claim {
    private final ProgramReceipts receipts;
    private final Address curator;
    private final long now;
    private final SortedMap<Long, Taken> taken = new TreeMap<>();
    private final List<Write> writes = new ArrayList<>();
    private boolean isMore;

    private Claim(ProgramReceipts receipts, Address curator, long now) {
      this.receipts = receipts;
      this.curator = curator;
      this.now = now;
    }

    /**
     * @param states by program and period
     */
    private void take(List<StoredDocument> states, Map<Long, StoredDocument> documents) {
      isMore = states.size() > MOST_STATES;
      for (StoredDocument state : states.subList(0, Math.min(states.size(), MOST_STATES))) {
        StoredDocument document = documents.get(program(state));
        if (document != null) {
          take(state, document);
        }
      }
    }

    private void take(StoredDocument state, StoredDocument document) {
      ProgramRecord record = ProgramRecord.decode(document);
      RewardProgram program = record.program();
      long period = period(state);
      if (isExpired(program, now) || !isClosed(program, period)) {
        return;
      }
      if (!taken.containsKey(program.id()) && !hasRoomFor(record)) {
        isMore = true;
        return;
      }
      AccountState account =
          MalformedDocumentException.decode(
              state, fields -> ProgramCodec.account(fields, program.terms().actions().size()));
      BigInteger reward = account.claim();
      taken
          .computeIfAbsent(program.id(), id -> new Taken(record, document, new ArrayList<>()))
          .periods()
          .add(new Claimed.Period(period, account.shares(), reward));
      writes.add(
          new Write.Update(
              state.path(),
              Fields.builder()
                  .put("status", ClaimStatus.CLAIMED.name())
                  .put("updatedAt", now)
                  .build(),
              state.updateTime()));
    }

    /** A payment has room for so many tokens, and a commit for so many programs. */
    private boolean hasRoomFor(ProgramRecord record) {
      long tokens =
          taken.values().stream()
              .map(each -> each.record().asset())
              .filter(asset -> !asset.equals(record.asset()))
              .distinct()
              .count();
      return tokens < Payment.MOST_TRANSFERS && taken.size() < MOST_PROGRAMS;
    }

    private Fields pay() {
      SortedMap<String, BigInteger> totals = new TreeMap<>();
      Fields.Builder answers = Fields.builder();
      taken.forEach(
          (id, each) -> {
            Claimed claimed = each.claimed();
            change(each.record(), each.document(), claimed);
            if (claimed.total().signum() > 0) {
              totals.merge(
                  each.record().program().terms().asset(), claimed.total(), BigInteger::add);
              answers.put(id.toString(), answer(claimed));
            }
          });
      String paymentId = totals.isEmpty() ? null : receipts.message().paymentId();
      if (paymentId != null) {
        writes.add(Outbox.owed(store, payment(paymentId, totals), now));
      }
      Fields.Builder sums = Fields.builder();
      totals.forEach((asset, total) -> sums.put(asset, total.toString()));
      Fields receipt =
          receipts.of(
              Fields.builder()
                  .put("totals", sums.build())
                  .put("programs", answers.build())
                  .put("paymentId", paymentId)
                  .put("isMore", isMore)
                  .build(),
              now);
      if (taken.isEmpty()) {
        // Nothing is kept of a claim of nothing: everybody could fill the database with them. But
        // the same request may just have taken everything.
        return receipts
            .before(store.get(receipts.path()), now)
            .orElseGet(() -> ProgramReceipts.answer(receipt));
      }
      writes.add(receipts.write(receipt));
      store.commit(List.copyOf(writes));
      return ProgramReceipts.answer(receipt);
    }

    private void change(ProgramRecord record, StoredDocument document, Claimed claimed) {
      LogEntry entry = LogEntry.claimed(claimed.program(), now, curator.hex(), claimed.total());
      writes.add(
          new Write.Create(
              ProgramPaths.programLog(claimed.program(), record.logged()),
              ProgramCodec.encode(record.logged(), entry, now)));
      ProgramRecord changed = record.with(record.program().withClaimed(claimed.total())).logging(1);
      writes.add(new Write.Update(document.path(), changed.encode(now), document.updateTime()));
    }

    private Payment payment(String id, SortedMap<String, BigInteger> totals) {
      List<Transfer> transfers = new ArrayList<>();
      totals.forEach(
          (asset, total) ->
              transfers.add(
                  new Transfer(
                      curator,
                      curator,
                      new Denom(asset.substring(asset.indexOf(':') + 1)),
                      Wei.of(total))));
      return new Payment(id, receipts.message().chain(), transfers);
    }

    private Fields answer(Claimed claimed) {
      Fields.Builder periods = Fields.builder();
      claimed
          .periods()
          .forEach(
              period ->
                  periods.put(
                      Long.toString(period.period()),
                      Fields.builder()
                          .put("shares", period.shares())
                          .put("rewardWei", period.reward().toString())
                          .build()));
      return Fields.builder()
          .put("totalWei", claimed.total().toString())
          .put("periods", periods.build())
          .build();
    }
  }
}
