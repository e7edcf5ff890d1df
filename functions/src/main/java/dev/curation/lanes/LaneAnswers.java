package dev.curation.lanes;

import dev.curation.chain.Address;
import dev.curation.chain.LaneId;
import dev.curation.documents.LanePaths;
import dev.curation.documents.LaneQueries;
import dev.curation.documents.Paths;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.settlement.AccrualBook;
import dev.curation.settlement.Atto;
import dev.curation.settlement.PayoutBook;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a lane says of itself, as far as it can be seen from here; writes nothing. Each answer reads
 * a bounded number of documents, however long the lane has run.
 */
public final class LaneAnswers {
  /** Open batches that an answer lists. */
  private static final int MOST_OPEN = 50;

  /** Denominations that an answer lists. */
  private static final int MOST_DENOMS = 20;

  private final Store accrual;
  private final Store payout;
  private final InstantSource clock;

  /**
   * @param accrual the accrual sides' database
   * @param payout the payout sides'; may be the same
   */
  public LaneAnswers(Store accrual, Store payout, InstantSource clock) {
    this.accrual = accrual;
    this.payout = payout;
    this.clock = clock;
  }

  private Optional<Lane> find(LaneId id) {
    return accrual.get(Paths.lane(id)).map(document -> Lane.decode(id, document));
  }

  /** How a lane stands; empty where it is on neither side. At most 24 documents and 52 a denom. */
  public Optional<Fields> lane(LaneId id) {
    Optional<Lane> lane = find(id);
    Optional<PayoutLane> paid =
        payout.get(Paths.payoutLane(id)).map(document -> PayoutLane.decode(id, document));
    if (lane.isEmpty() && paid.isEmpty()) {
      return Optional.empty();
    }
    List<String> alarms = new ArrayList<>();
    if (lane.isPresent() && lane.get().parameters().isPaused()) {
      alarms.add("the lane is paused");
    }
    Fields.Builder denoms = Fields.builder();
    for (Denom denom : denoms(id, lane, paid)) {
      denoms.put(denom.name(), denom(id, denom, lane, paid, alarms));
    }
    return Optional.of(
        Fields.builder()
            .put("lane", id.toString())
            .put("accrual", lane.map(LaneAnswers::side).orElse(null))
            .put("payout", paid.map(LaneAnswers::side).orElse(null))
            .put("denoms", denoms.build())
            .put("alarms", List.copyOf(alarms))
            .build());
  }

  private SortedSet<Denom> denoms(LaneId id, Optional<Lane> lane, Optional<PayoutLane> paid) {
    TreeSet<Denom> denoms = new TreeSet<>();
    lane.ifPresent(any -> denoms.add(LaneAdvance.DENOM));
    paid.ifPresent(
        any -> {
          denoms.addAll(any.tokens().keySet());
          payout
              .query(LaneQueries.page(Paths.payoutLane(id), LanePaths.DENOMS, null, MOST_DENOMS))
              .forEach(document -> denoms.add(new Denom(document.path().id())));
        });
    return denoms;
  }

  private static Fields side(Lane lane) {
    return Fields.builder()
        .put("blocksPerTransmission", lane.parameters().blocksPerTransmission())
        .put("redistributionFractionE18", lane.parameters().redistributionFractionE18().toString())
        .put("accrualDenoms", Lane.list(lane.parameters().accrualDenoms()))
        .put("paused", lane.parameters().isPaused())
        .put("firstHeight", lane.firstHeight())
        .put("closedFrom", lane.closedFrom())
        .put("lastBlockHeight", lane.heights().lastBlock())
        .put("lastTransmissionHeight", lane.heights().lastTransmission())
        .put("sender", lane.sender().hex())
        .build();
  }

  private static Fields side(PayoutLane lane) {
    return lane.encode().build().without("firstBlock");
  }

  private Fields denom(
      LaneId id, Denom denom, Optional<Lane> lane, Optional<PayoutLane> paid, List<String> alarms) {
    AccrualDocument accruing =
        lane.isEmpty()
            ? AccrualDocument.EMPTY
            : AccrualDocument.decode(accrual.get(LanePaths.accrual(id, denom)));
    PayoutDocument paying =
        paid.isEmpty()
            ? PayoutDocument.EMPTY
            : PayoutDocument.decode(payout.get(LanePaths.payout(id, denom)));
    if (paid.isPresent() && !paying.book().quarantine().isZero()) {
      alarms.add(denom + ": " + paying.book().quarantine() + " wei are in quarantine");
    }
    if (paid.isPresent() && !payout.query(LaneQueries.uncredited(id, denom, 1)).isEmpty()) {
      alarms.add(denom + ": shares could not be credited, and are tried again");
    }
    return Fields.builder()
        .put("accrual", lane.isEmpty() ? null : sums(accruing))
        .put("payout", paid.isEmpty() ? null : sums(paying.book()))
        .put("open", paid.map(any -> open(id, denom, any, paying, alarms)).orElse(null))
        .build();
  }

  private static Fields sums(AccrualDocument accruing) {
    AccrualBook book = accruing.book();
    return Fields.builder()
        .put("feesInWei", book.feesIn().toString())
        .put("localWei", book.local().toString())
        .put("poolAtto", book.poolAtto().toString())
        .put("holdingAtto", book.holdingAtto().toString())
        .put("batchedWei", book.batched().toString())
        .put("outboxWei", book.outbox().toString())
        .put("inFlightWei", book.inFlight().toString())
        .put("deliveredWei", book.delivered().toString())
        .put("transfersInFlight", (long) accruing.inFlight().size())
        .put("batches", book.nextSeq() - 1)
        .build();
  }

  private static Fields sums(PayoutBook book) {
    return Fields.builder()
        .put("receivedWei", book.received().toString())
        .put("appliedWei", book.applied().toString())
        .put("unappliedWei", book.unapplied().toString())
        .put("paidWei", book.paid().toString())
        .put("excessWei", book.excess().toString())
        .put("quarantineWei", book.quarantine().toString())
        .put("sweptWei", book.swept().toString())
        .put("shortfallWei", book.shortfall().toString())
        .put("settledThrough", book.settledThrough())
        .build();
  }

  private Fields open(
      LaneId id, Denom denom, PayoutLane lane, PayoutDocument paying, List<String> alarms) {
    long late = clock.millis() - Duration.ofHours(lane.tokenTimeoutHours()).toMillis();
    Fields.Builder open = Fields.builder();
    for (Optional<StoredDocument> found :
        payout.getAll(
            paying.open().stream()
                .limit(MOST_OPEN)
                .map(seq -> LanePaths.weights(id, denom, seq))
                .toList())) {
      found
          .map(WeightsDocument::decode)
          .ifPresent(
              batch -> {
                boolean isLate = batch.arrivedAt() < late;
                open.put(
                    Long.toString(batch.seq()),
                    Fields.builder()
                        .put("state", batch.state().name())
                        .put("totalTokensWei", batch.totalTokens().toString())
                        .put("arrivedAt", batch.arrivedAt())
                        .put("isLate", isLate)
                        .build());
                if (isLate) {
                  alarms.add(denom + ": batch " + batch.seq() + " waits for its wei too long");
                }
              });
    }
    return open.build();
  }

  /**
   * What the next transmission would send, if nothing more came in; empty where the lane does not
   * accrue here. Two documents.
   */
  public Optional<Fields> next(LaneId id) {
    List<Optional<StoredDocument>> read =
        accrual.getAll(List.of(Paths.lane(id), LanePaths.accrual(id, LaneAdvance.DENOM)));
    return read.get(0)
        .map(document -> next(id, Lane.decode(id, document), AccrualDocument.decode(read.get(1))));
  }

  private Fields next(LaneId id, Lane lane, AccrualDocument accruing) {
    Long closedFrom = lane.closedFrom();
    long due =
        Math.max(
            lane.heights().lastTransmission() + lane.parameters().blocksPerTransmission(),
            lane.heights().lastBlock() + 1);
    AccrualBook book = accruing.book();
    Wei held = Atto.wholeWei(book.holdingAtto());
    boolean isOver = closedFrom != null && due >= closedFrom && held.isZero();
    boolean isSent = !isOver && lane.parameters().transmits(LaneAdvance.DENOM);
    Fields figures =
        Fields.builder()
            .put("sendsWei", (isSent ? held : Wei.ZERO).toString())
            .put("holdingAtto", book.holdingAtto().toString())
            .put("poolAtto", book.poolAtto().toString())
            .put("localWei", book.local().toString())
            .build();
    return Fields.builder()
        .put("lane", id.toString())
        .put("currentHeight", Lane.height(clock.millis()))
        .put("lastBlockHeight", lane.heights().lastBlock())
        .put("lastTransmissionHeight", lane.heights().lastTransmission())
        .put("nextHeight", isOver ? null : (Object) due)
        .put("nextAt", isOver ? null : (Object) Lane.hour(due).start())
        .put("paused", lane.parameters().isPaused())
        .put("closedFrom", closedFrom)
        .put("redistributionFractionE18", lane.parameters().redistributionFractionE18().toString())
        .put("denoms", Fields.builder().put(LaneAdvance.DENOM.name(), figures).build())
        .build();
  }

  /** A batch on both sides; empty where neither knows it. Three documents. */
  public Optional<Fields> batch(LaneId id, Denom denom, long seq) {
    Optional<StoredDocument> sent = accrual.get(LanePaths.batch(id, denom, seq));
    List<Optional<StoredDocument>> there =
        payout.getAll(
            List.of(LanePaths.weights(id, denom, seq), LanePaths.settlement(id, denom, seq)));
    if (sent.isEmpty() && there.get(0).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Fields.builder()
            .put("lane", id.toString())
            .put("denom", denom.name())
            .put("seq", seq)
            .put("accrual", sent.map(LaneAnswers::shown).orElse(null))
            .put("payout", there.get(0).map(LaneAnswers::shown).orElse(null))
            .put("settlement", there.get(1).map(LaneAnswers::shown).orElse(null))
            .build());
  }

  private static Fields shown(StoredDocument document) {
    return document.fields().without("commit").without("updatedAt");
  }

  /**
   * What a curator holds now, and was paid so far; empty where there is no such lane. Two documents
   * a denomination, and of the pages of 2,000 curators as many as a search by halves.
   */
  public Optional<Fields> curator(LaneId id, Address curator) {
    Optional<Lane> lane = find(id);
    Optional<PayoutLane> paid =
        payout.get(Paths.payoutLane(id)).map(document -> PayoutLane.decode(id, document));
    if (lane.isEmpty() && paid.isEmpty()) {
      return Optional.empty();
    }
    Fields.Builder denoms = Fields.builder();
    for (Denom denom : denoms(id, lane, paid)) {
      AccrualDocument accruing =
          lane.isEmpty()
              ? AccrualDocument.EMPTY
              : AccrualDocument.decode(accrual.get(LanePaths.accrual(id, denom)));
      BigInteger held = new Holdings(accrual, id, denom).of(accruing, curator.hex());
      Wei got = payout.get(LanePaths.paid(id, denom, curator)).map(Credits::total).orElse(Wei.ZERO);
      denoms.put(
          denom.name(),
          Fields.builder().put("heldAtto", held.toString()).put("paidWei", got.toString()).build());
    }
    return Optional.of(
        Fields.builder()
            .put("lane", id.toString())
            .put("curator", curator.hex())
            .put("denoms", denoms.build())
            .build());
  }
}
