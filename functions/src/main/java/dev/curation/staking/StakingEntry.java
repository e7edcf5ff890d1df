package dev.curation.staking;

import dev.curation.chain.Address;
import dev.curation.chain.BlockHash;
import dev.curation.chain.ChainId;
import dev.curation.chain.LogId;
import dev.curation.decoding.StakeDuration;
import dev.curation.decoding.StakingEvent;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Wei;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A staking event with its bookkeeping.
 *
 * @param isDeleted whether a reorganisation took it away
 * @param isApplied whether the user's book takes account of it as it stands now
 * @param power the user's stake power after it, once it was applied
 * @param source where the power is from
 * @param document as read
 */
public record StakingEntry(
    LogId log,
    StakePoint point,
    StakingEvent event,
    boolean isDeleted,
    boolean isApplied,
    @Nullable Long power,
    @Nullable Source source,
    StoredDocument document) {
  static final Comparator<StakingEntry> CHAIN_ORDER =
      Comparator.comparing(StakingEntry::point, StakePoint.ORDER).thenComparing(StakingEntry::id);

  /** Where the stake power after an event is from. */
  public enum Source {
    CONTRACT("contract"),
    BOOK("book");

    private final String text;

    Source(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }

    static Source parse(String text) {
      return switch (text) {
        case "contract" -> CONTRACT;
        case "book" -> BOOK;
        default ->
            throw new InvalidValueException("stakePowerSource", text, "must be contract or book");
      };
    }
  }

  /**
   * @throws MalformedDocumentException naming the document, the field and the value
   */
  public static StakingEntry decode(StoredDocument document) {
    return MalformedDocumentException.decode(
        document,
        fields -> {
          StakePoint point = StakePoints.decode(fields);
          String source = fields.optionalString("stakePowerSource");
          return new StakingEntry(
              new LogId(
                  ChainId.parse("chainId", fields.string("chainId")),
                  BlockHash.parse("blockHash", fields.string("blockHash")),
                  point.tx(),
                  point.logIndex()),
              point,
              event(fields),
              fields.bool("isDeleted"),
              fields.bool("isApplied"),
              fields.optionalInteger("stakePower"),
              source == null ? null : Source.parse(source),
              document);
        });
  }

  private static StakingEvent event(Fields fields) {
    Address user = address(fields, "userAddress");
    String discriminator = fields.string("discriminator");
    return switch (discriminator) {
      case "staked" ->
          new StakingEvent.Staked(user, wei(fields, "amountWei"), duration(fields, "duration"));
      case "durationChanged" ->
          new StakingEvent.DurationChanged(
              user,
              wei(fields, "amountWei"),
              duration(fields, "fromDuration"),
              duration(fields, "toDuration"));
      case "unStaked" -> new StakingEvent.UnStaked(user, wei(fields, "amountWei"));
      case "rageQuit" ->
          new StakingEvent.RageQuit(user, wei(fields, "toUserWei"), wei(fields, "penaltyWei"));
      case "delegated" ->
          new StakingEvent.Delegated(
              user, address(fields, StakingLedger.OPERATOR), wei(fields, "votes"));
      case "undelegated" ->
          new StakingEvent.Undelegated(
              user, address(fields, StakingLedger.OPERATOR), wei(fields, "votes"));
      case "delegationReceived" ->
          new StakingEvent.DelegationReceived(
              user, address(fields, StakingLedger.DELEGATOR), wei(fields, "votes"));
      case "delegationLost" ->
          new StakingEvent.DelegationLost(
              user, address(fields, StakingLedger.DELEGATOR), wei(fields, "votes"));
      default ->
          throw new InvalidValueException(
              "discriminator",
              discriminator,
              "must be staked, durationChanged, unStaked, rageQuit, delegated, undelegated,"
                  + " delegationReceived or delegationLost");
    };
  }

  private static Address address(Fields fields, String name) {
    return Address.parse(name, fields.string(name));
  }

  /** Wei, or votes. */
  private static BigInteger wei(Fields fields, String name) {
    return Wei.parse(name, fields.string(name)).value();
  }

  private static StakeDuration duration(Fields fields, String name) {
    long code = fields.integer(name);
    return StakeDuration.of(name, Math.clamp(code, -1, Integer.MAX_VALUE));
  }

  /** Of the document: the log's, with a suffix where it is about an operator. */
  String id() {
    return document.path().id();
  }

  /** The power the contract told, if it did. */
  @Nullable Long contractPower() {
    return source == Source.CONTRACT ? power : null;
  }
}
