package dev.curation.ledger;

import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.chain.TxHash;
import dev.curation.errors.InvalidValueException;
import dev.curation.ledger.LedgerEvent.Sale;
import dev.curation.ledger.LedgerEvent.VotesAdded;
import dev.curation.ledger.LedgerEvent.VotesRemoved;
import dev.curation.money.Votes;
import dev.curation.money.VotesPerToken;
import dev.curation.money.Wei;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.StoredDocument;
import dev.curation.time.BlockHour;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of ledger documents. */
final class LedgerCodec {
  private LedgerCodec() {}

  /** A new event's document: not aggregated, not deleted. */
  static Fields encode(CollectionId collection, LedgerEvent event, long now) {
    ChainPosition position = event.position();
    Fields.Builder fields =
        Fields.builder()
            .put("timestamp", position.timestamp())
            .put("blockNumber", position.blockNumber())
            .putIfPresent(
                "logIndex", position.logIndex() == null ? null : (long) position.logIndex())
            .putIfPresent("txHash", text(position.txHash()))
            .put("collectionAddress", collection.address().hex())
            .put("chainId", collection.chainId().toString())
            .put("isAggregated", false)
            .put("isJudged", false)
            .put("isDeleted", false)
            .put("updatedAt", now);
    switch (event) {
      case Sale sale -> putSale(fields, sale);
      case VotesAdded added -> {
        putVotes(fields, "votesAdded", added.user(), added.votes());
        VotesPerToken votesPerToken = added.votesPerToken();
        if (!votesPerToken.isZero()) {
          fields.put("votesPerToken", votesPerToken.toString());
        }
      }
      case VotesRemoved removed ->
          putVotes(fields, "votesRemoved", removed.user(), removed.votes());
    }
    return fields.build();
  }

  private static void putSale(Fields.Builder fields, Sale sale) {
    SaleFacts facts = sale.facts();
    fields
        .put("discriminator", "sale")
        .put("protocolFeeWei", sale.protocolFee().toString())
        .putIfPresent("buyer", text(facts.buyer()))
        .putIfPresent("seller", text(facts.seller()))
        .putIfPresent("tokenId", facts.tokenId())
        .putIfPresent("priceWei", text(facts.price()))
        .putIfPresent("paymentToken", text(facts.paymentToken()))
        .putIfPresent("source", facts.source());
  }

  private static void putVotes(
      Fields.Builder fields, String discriminator, Address user, Votes votes) {
    fields
        .put("discriminator", discriminator)
        .put("userAddress", user.hex())
        .put("votes", votes.count());
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  /**
   * @throws MalformedDocumentException naming the document, the field and the value
   */
  static LedgerEntry decode(CollectionId collection, StoredDocument document) {
    return MalformedDocumentException.decode(
        document,
        fields -> {
          requireOwn(collection, fields);
          Long taken = fields.optionalInteger("votesTaken");
          return new LedgerEntry(
              decodeEvent(new EventId(document.path().id()), fields),
              fields.bool("isAggregated"),
              fields.bool("isDeleted"),
              hour(fields, "blockStart"),
              hour(fields, "reversedAt"),
              taken == null ? null : Votes.of(taken),
              decodePast(fields.map("pastCounts")),
              document.updateTime());
        });
  }

  private static void requireOwn(CollectionId collection, Fields fields) {
    require(fields, "chainId", collection.chainId().toString());
    require(fields, "collectionAddress", collection.address().hex());
  }

  private static void require(Fields fields, String name, String expected) {
    if (!fields.string(name).equals(expected)) {
      throw new InvalidValueException(name, fields.get(name), "must be the ledger's " + expected);
    }
  }

  /** Where an event counted before: a map, by the block that counted it. */
  static Fields encodePast(List<PastCount> past) {
    Fields.Builder counts = Fields.builder();
    for (PastCount count : past) {
      Votes taken = count.votesTaken();
      counts.put(
          count.countedIn().id(),
          Fields.builder()
              .put("reversedAt", count.reversedIn().start())
              .putIfPresent("votesTaken", taken == null ? null : taken.count())
              .build());
    }
    return counts.build();
  }

  private static List<PastCount> decodePast(Fields counts) {
    List<PastCount> past = new ArrayList<>();
    for (String hour : counts.values().keySet()) {
      if (!hour.matches("[0-9]{1,15}")) {
        throw new InvalidValueException("pastCounts", hour, "must name hours");
      }
      Fields count = counts.map(hour);
      Long taken = count.optionalInteger("votesTaken");
      past.add(
          new PastCount(
              new BlockHour(Long.parseLong(hour)),
              new BlockHour(count.integer("reversedAt")),
              taken == null ? null : Votes.of(taken)));
    }
    past.sort(Comparator.comparing(PastCount::countedIn));
    return past;
  }

  private static LedgerEvent decodeEvent(EventId id, Fields fields) {
    ChainPosition position = decodePosition(fields);
    String discriminator = fields.string("discriminator");
    return switch (discriminator) {
      case "sale" ->
          new Sale(
              id,
              position,
              Wei.parse("protocolFeeWei", fields.string("protocolFeeWei")),
              decodeFacts(fields));
      case "votesAdded" ->
          new VotesAdded(id, position, user(fields), votes(fields), votesPerToken(fields));
      case "votesRemoved" -> new VotesRemoved(id, position, user(fields), votes(fields));
      default ->
          throw new InvalidValueException(
              "discriminator", discriminator, "must be sale, votesAdded or votesRemoved");
    };
  }

  private static ChainPosition decodePosition(Fields fields) {
    Long logIndex = fields.optionalInteger("logIndex");
    String txHash = fields.optionalString("txHash");
    if (logIndex != null && logIndex > Integer.MAX_VALUE) {
      throw new InvalidValueException("logIndex", logIndex, "must be below 2^31");
    }
    return new ChainPosition(
        fields.integer("timestamp"),
        fields.integer("blockNumber"),
        logIndex == null ? null : logIndex.intValue(),
        txHash == null ? null : TxHash.parse("txHash", txHash));
  }

  private static SaleFacts decodeFacts(Fields fields) {
    String price = fields.optionalString("priceWei");
    return new SaleFacts(
        address(fields, "buyer"),
        address(fields, "seller"),
        fields.optionalString("tokenId"),
        price == null ? null : Wei.parse("priceWei", price),
        address(fields, "paymentToken"),
        fields.optionalString("source"));
  }

  private static Address user(Fields fields) {
    return Address.parse("userAddress", fields.string("userAddress"));
  }

  private static VotesPerToken votesPerToken(Fields fields) {
    String text = fields.optionalString("votesPerToken");
    return text == null ? VotesPerToken.ZERO : VotesPerToken.parse("votesPerToken", text);
  }

  private static Votes votes(Fields fields) {
    return Votes.of(fields.integer("votes"));
  }

  private static @Nullable Address address(Fields fields, String name) {
    String text = fields.optionalString(name);
    return text == null ? null : Address.parse(name, text);
  }

  private static @Nullable BlockHour hour(Fields fields, String name) {
    Long start = fields.optionalInteger(name);
    return start == null ? null : new BlockHour(start);
  }
}
