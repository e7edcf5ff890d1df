package dev.curation.lanes;

import dev.curation.chain.LaneId;
import dev.curation.commits.Fence;
import dev.curation.commits.Retries;
import dev.curation.documents.LanePaths;
import dev.curation.documents.Paths;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Denom;
import dev.curation.node.BackOff;
import dev.curation.settlement.InboxEntry;
import dev.curation.settlement.InboxEntry.Note;
import dev.curation.settlement.PayoutBook;
import dev.curation.store.DocumentPath;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Takes in the wei that have arrived for a lane, each transfer once (specs/settlement.md, 4.2). */
final class TokenIntake {
  private final Store store;
  private final InstantSource clock;
  private final Supplier<String> ids;
  private final BackOff backOff;

  TokenIntake(Store store, InstantSource clock, Supplier<String> ids, BackOff backOff) {
    this.store = store;
    this.clock = clock;
    this.ids = ids;
    this.backOff = backOff;
  }

  /**
   * @throws InvalidValueException if there is no such lane
   * @throws dev.curation.settlement.LaneRefusedException {@code TRANSFER_CONFLICT}, {@code
   *     BAD_AMOUNT}
   */
  Note accept(TokensMessage message) {
    return Retries.of(backOff).run(() -> attempt(message));
  }

  private Note attempt(TokensMessage message) {
    LaneId id = message.lane();
    Denom denom = message.denom();
    List<Optional<StoredDocument>> read =
        store.getAll(List.of(Paths.payoutLane(id), LanePaths.payout(id, denom)));
    PayoutLane lane =
        PayoutLane.decode(
            id,
            read.get(0)
                .orElseThrow(
                    () ->
                        new InvalidValueException(
                            "laneId", id, "is no lane that is paid out here")));
    boolean isRegistered = message.source().equals(lane.sender());
    DocumentPath inbox =
        LanePaths.inbox(id, denom, InboxEntry.key(message.transferId(), isRegistered));
    List<Optional<StoredDocument>> known =
        store.getAll(
            List.of(
                inbox,
                LanePaths.inbox(id, denom, InboxEntry.key(message.transferId(), !isRegistered))));
    Optional<StoredDocument> before = known.get(0);
    if (known.get(1).filter(entry -> isSame(entry, message)).isPresent()) {
      return Note.DUPLICATE; // It came when its sender was not the lane's yet, or was it still.
    }
    InboxEntry.Arrival arrival =
        InboxEntry.arrive(
            before.map(InboxDocument::decode).orElse(null),
            message.transferId(),
            message.amount(),
            isRegistered);
    if (arrival.note() == Note.DUPLICATE) {
      return Note.DUPLICATE;
    }
    long now = clock.millis();
    PayoutDocument payout = PayoutDocument.decode(read.get(1));
    PayoutBook book =
        arrival.note() == Note.CREDITED
            ? payout.book().withCredited(message.amount())
            : payout.book().withQuarantined(message.amount());
    Fence fence =
        new Fence(
            store,
            LanePaths.payout(id, denom),
            read.get(1).map(StoredDocument::updateTime).orElse(null),
            ids);
    var unused =
        fence.commit(
            List.of(
                Writes.replacing(
                    before, inbox, InboxDocument.encode(arrival.entry(), message.source(), now))),
            payout.with(book).encode(now));
    return arrival.note();
  }

  private static boolean isSame(StoredDocument entry, TokensMessage message) {
    return message.source().hex().equals(entry.fields().get("source"))
        && message.amount().equals(InboxDocument.decode(entry).amount());
  }
}
