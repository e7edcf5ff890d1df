package dev.curation.conformance;

import com.google.gson.JsonObject;
import dev.curation.settlement.Batch;
import dev.curation.settlement.DenomPayout;
import dev.curation.settlement.Settlement;
import java.math.BigInteger;
import java.util.Map;

/**
 * What the excess would be under two wrong readings of the design, which pay only what a batch
 * brings and never the excess of those before it (specs/settlement.md, 8.1).
 *
 * @param counterKept the excess is added to itself
 * @param counterResetEachBatch the excess is carried on for ever
 */
record LiteralExcess(BigInteger counterKept, BigInteger counterResetEachBatch) {

  static JsonObject of(DenomPayout payout) {
    LiteralExcess excess = new LiteralExcess(BigInteger.ZERO, BigInteger.ZERO);
    for (Settlement settled : payout.settlements()) {
      Batch batch = payout.weights().get(settled.seq());
      if (batch == null) {
        throw new IllegalStateException("batch " + settled.seq() + " was settled without weights");
      }
      excess = excess.after(unpaid(batch, settled));
    }
    JsonObject json = new JsonObject();
    json.addProperty("counterKept", excess.counterKept.toString());
    json.addProperty("counterResetEachBatch", excess.counterResetEachBatch.toString());
    return json;
  }

  private LiteralExcess after(BigInteger unpaid) {
    return new LiteralExcess(
        counterKept.shiftLeft(1).add(unpaid), counterResetEachBatch.add(unpaid));
  }

  /** Forfeits and rounding of a batch that is paid by itself. */
  private static BigInteger unpaid(Batch batch, Settlement settled) {
    BigInteger tokens = settled.tokens().value();
    BigInteger rest = tokens;
    for (Map.Entry<String, BigInteger> each : batch.weightsAtto().entrySet()) {
      if (!settled.forfeited().containsKey(each.getKey())) {
        rest = rest.subtract(tokens.multiply(each.getValue()).divide(batch.totalWeightAtto()));
      }
    }
    return rest;
  }
}
