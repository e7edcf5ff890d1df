package dev.curation.campaigns;

import dev.curation.chain.Address;
import dev.curation.decoding.StakingEvent;
import dev.curation.ledger.Ledger;
import dev.curation.ledger.LedgerEntry;
import dev.curation.ledger.LedgerEvent;
import dev.curation.programs.Activity;
import dev.curation.staking.StakingEntry;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.math.BigInteger;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A fact of a ledger that programs take no account of as it stands now.
 *
 * @param activity what it is to programs; null: nothing
 * @param isDeleted whether a reorganisation took it away
 * @param judgedIn the page of the feed in which it was judged; null: it never was
 * @param bookedIn the page by which the books take account of it; null: they do not
 */
record FoundEvent(
    StoredDocument document,
    long timestampMs,
    long blockNumber,
    int logIndex,
    @Nullable Activity activity,
    boolean isDeleted,
    @Nullable Long judgedIn,
    @Nullable Long bookedIn) {
  /** Of specs/programs.md, 5; an event without a log comes after the logs of its block. */
  static final Comparator<FoundEvent> ORDER =
      Comparator.comparingLong(FoundEvent::timestampMs)
          .thenComparingLong(FoundEvent::blockNumber)
          .thenComparingInt(FoundEvent::logIndex)
          .thenComparing(found -> found.document().path().id())
          .thenComparing(FoundEvent::id);

  private static final String COLLECTION = "collectionAddress";

  /** Unique among the facts of all ledgers. */
  String id() {
    return document.path().path();
  }

  /**
   * @throws MalformedDocumentException naming document, field and value
   */
  static FoundEvent ofLedger(StoredDocument document) {
    LedgerEntry entry = Ledger.entry(document);
    LedgerEvent event = entry.event();
    Integer logIndex = event.position().logIndex();
    return new FoundEvent(
        document,
        event.position().timestamp(),
        event.position().blockNumber(),
        logIndex == null ? Integer.MAX_VALUE : logIndex,
        MalformedDocumentException.decode(document, fields -> activity(event, fields)),
        entry.isDeleted(),
        page(document, "judgedIn"),
        page(document, "activityPage"));
  }

  private static @Nullable Activity activity(LedgerEvent event, Fields fields) {
    long at = event.position().timestamp();
    String collection = Address.parse(COLLECTION, fields.string(COLLECTION)).hex();
    return switch (event) {
      case LedgerEvent.VotesAdded added ->
          Activity.vote(at, added.user().hex(), collection, votes(added.votes().count()));
      case LedgerEvent.VotesRemoved removed ->
          Activity.unVote(at, removed.user().hex(), collection, votes(removed.votes().count()));
      case LedgerEvent.Sale sale -> sale(at, sale, collection);
    };
  }

  private static BigInteger votes(long count) {
    return BigInteger.valueOf(count);
  }

  /** A source that names no buyer or no seller tells nothing that could be judged. */
  private static @Nullable Activity sale(long at, LedgerEvent.Sale sale, String collection) {
    String buyer = somebody(sale.facts().buyer());
    String seller = somebody(sale.facts().seller());
    return buyer == null || seller == null ? null : Activity.sale(at, buyer, seller, collection);
  }

  /** Some sources name the zero address where they do not know. */
  private static @Nullable String somebody(@Nullable Address party) {
    return party == null || party.equals(Address.ZERO) ? null : party.hex();
  }

  /**
   * @throws MalformedDocumentException naming document, field and value
   */
  static FoundEvent ofStaking(StoredDocument document) {
    StakingEntry entry = StakingEntry.decode(document);
    return new FoundEvent(
        document,
        entry.point().timestamp(),
        entry.point().blockNumber(),
        entry.point().logIndex(),
        MalformedDocumentException.decode(document, fields -> activity(entry, fields)),
        entry.isDeleted(),
        page(document, "judgedIn"),
        page(document, "activityPage"));
  }

  /** Durations and delegations move no tokens. */
  private static @Nullable Activity activity(StakingEntry entry, Fields fields) {
    long at = entry.point().timestamp();
    String contract = Address.parse("contractAddress", fields.string("contractAddress")).hex();
    String favoured = fields.optionalString(COLLECTION);
    String collection = favoured == null ? null : Address.parse(COLLECTION, favoured).hex();
    return switch (entry.event()) {
      case StakingEvent.Staked staked ->
          Activity.stake(at, staked.user().hex(), contract, collection, staked.amount());
      case StakingEvent.UnStaked unStaked ->
          Activity.unStake(at, unStaked.user().hex(), contract, collection, unStaked.amount());
      case StakingEvent.RageQuit quit ->
          Activity.unStake(
              at, quit.user().hex(), contract, collection, quit.toUser().add(quit.penalty()));
      case StakingEvent.DurationChanged changed -> null;
      case StakingEvent.Delegated given -> null;
      case StakingEvent.Undelegated back -> null;
      case StakingEvent.DelegationReceived got -> null;
      case StakingEvent.DelegationLost lost -> null;
    };
  }

  private static @Nullable Long page(StoredDocument document, String name) {
    return MalformedDocumentException.decode(document, fields -> fields.optionalInteger(name));
  }

  /** Whether what the books hold of it is not what it says. */
  boolean differsFrom(Activity booked) {
    return isDeleted || !booked.equals(activity);
  }

  /**
   * Notes that programs take account of it as it stands now; fails where it has changed since it
   * was read.
   */
  Write.Update mark(@Nullable Long newJudgedIn, @Nullable Long newBookedIn) {
    Fields.Builder fields = Fields.builder().put("isJudged", true);
    // Fields that stay as they are are not written: most facts of other kinds never have them.
    if (newJudgedIn != null && !newJudgedIn.equals(judgedIn)) {
      fields.put("judgedIn", newJudgedIn);
    }
    if (bookedIn == null ? newBookedIn != null : !bookedIn.equals(newBookedIn)) {
      fields.put("activityPage", newBookedIn);
    }
    return new Write.Update(document.path(), fields.build(), document.updateTime());
  }
}
