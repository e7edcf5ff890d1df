package dev.curation.lanes;

import dev.curation.chain.Address;
import dev.curation.chain.LaneId;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.settlement.LaneHeights;
import dev.curation.settlement.LaneParameters;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.StoredDocument;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The accrual side's own document of a lane.
 *
 * @param firstHeight the first hour whose shares go through the lane
 * @param closedFrom the first hour whose shares do not any more; null: it is open
 * @param sender the account on the payout chain from which the lane's wei come
 * @param route how wei are sent; null: whoever sends them says so by a message
 */
public record Lane(
    LaneId id,
    LaneParameters parameters,
    LaneHeights heights,
    long firstHeight,
    @Nullable Long closedFrom,
    Address sender,
    @Nullable Route route) {

  /**
   * Wei are sent as tokens of the payout chain, by a payment of the sender's.
   *
   * @param token contract of the token that stands for the lane's denomination
   * @param receiver the payout side's account
   */
  public record Route(Address token, Address receiver) {}

  static Lane decode(LaneId id, StoredDocument document) {
    return MalformedDocumentException.decode(document, fields -> decode(id, fields));
  }

  private static Lane decode(LaneId id, Fields fields) {
    Fields route = fields.map("route");
    return new Lane(
        id,
        new LaneParameters(
            fields.integer("blocksPerTransmission"),
            Wei.parse("redistributionFractionE18", fields.string("redistributionFractionE18"))
                .value(),
            denoms(fields, "accrualDenoms"),
            fields.bool("paused")),
        new LaneHeights(
            fields.integer("lastBlockHeight"), fields.integer("lastTransmissionHeight")),
        fields.integer("firstHeight"),
        fields.optionalInteger("closedFrom"),
        Address.parse("sender", fields.string("sender")),
        route.values().isEmpty()
            ? null
            : new Route(
                Address.parse("route.token", route.string("token")),
                Address.parse("route.receiver", route.string("receiver"))));
  }

  /** All but the time. */
  Fields.Builder encode() {
    return Fields.builder()
        .put("collection", id.collection().toString())
        .put("payoutChainId", id.payoutChain().toString())
        .put("blocksPerTransmission", parameters.blocksPerTransmission())
        .put("redistributionFractionE18", parameters.redistributionFractionE18().toString())
        .put("accrualDenoms", list(parameters.accrualDenoms()))
        .put("paused", parameters.isPaused())
        .put("lastTransmissionHeight", heights.lastTransmission())
        .put("lastBlockHeight", heights.lastBlock())
        .put("firstHeight", firstHeight)
        .put("closedFrom", closedFrom)
        .put("sender", sender.hex())
        .put(
            "route",
            route == null
                ? null
                : Fields.builder()
                    .put("token", route.token().hex())
                    .put("receiver", route.receiver().hex())
                    .build());
  }

  Lane with(LaneHeights newHeights) {
    return new Lane(id, parameters, newHeights, firstHeight, closedFrom, sender, route);
  }

  Lane with(LaneParameters newParameters) {
    return new Lane(id, newParameters, heights, firstHeight, closedFrom, sender, route);
  }

  Lane closed(long from) {
    return new Lane(id, parameters, heights, firstHeight, from, sender, route);
  }

  /** A list of denominations, as a map of flags; null: all. */
  static @Nullable Set<Denom> denoms(Fields fields, String name) {
    if (!fields.has(name)) {
      return null;
    }
    Set<Denom> denoms = new TreeSet<>();
    for (String denom : fields.map(name).values().keySet()) {
      denoms.add(new Denom(denom));
    }
    return denoms;
  }

  static @Nullable Fields list(@Nullable Set<Denom> denoms) {
    if (denoms == null) {
      return null;
    }
    Fields.Builder list = Fields.builder();
    denoms.forEach(denom -> list.put(denom.name(), true));
    return list.build();
  }

  /** The number of the hour that begins at a time, milliseconds. */
  static long height(long time) {
    return Math.floorDiv(time, dev.curation.time.BlockHour.MILLIS);
  }

  /**
   * @throws InvalidValueException if the hour is before 1970 or too far away
   */
  static dev.curation.time.BlockHour hour(long height) {
    return new dev.curation.time.BlockHour(
        Math.multiplyExact(height, dev.curation.time.BlockHour.MILLIS));
  }
}
