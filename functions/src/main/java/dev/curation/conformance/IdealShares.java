package dev.curation.conformance;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.curation.money.Denom;
import dev.curation.settlement.Atto;
import dev.curation.settlement.Batch;
import dev.curation.settlement.DenomAccrual;
import dev.curation.settlement.DenomPayout;
import dev.curation.settlement.MemoryLane;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What curators would have earned if nothing were ever rounded: all fees that do not stay on the
 * accrual chain, block by block, in exact fractions of wei (specs/settlement.md, 6).
 */
public final class IdealShares {
  private final SortedMap<Denom, SortedMap<String, Ratio>> shares = new TreeMap<>();
  private final SortedMap<Denom, BigInteger> waiting = new TreeMap<>();

  /** A block of a vector that was not refused. */
  void block(JsonObject block, BigInteger fractionE18) {
    Map<Denom, BigInteger> fees = new TreeMap<>();
    CrosschainOperations.integers(block.getAsJsonObject("fees"))
        .forEach((denom, fee) -> fees.put(new Denom(denom), fee));
    block(CrosschainOperations.integers(block.getAsJsonObject("votes")), fees, fractionE18);
  }

  /**
   * A block's end.
   *
   * @param fees new ones, in wei
   */
  public void block(
      Map<String, BigInteger> votes, Map<Denom, BigInteger> fees, BigInteger fractionE18) {
    fees.forEach(
        (denom, fee) -> {
          BigInteger local = fee.multiply(fractionE18).divide(Atto.PER_WEI);
          waiting.merge(denom, fee.subtract(local), BigInteger::add);
        });
    BigInteger total = votes.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    if (total.signum() == 0) {
      return;
    }
    waiting.forEach(
        (denom, pot) -> {
          SortedMap<String, Ratio> all = shares.computeIfAbsent(denom, any -> new TreeMap<>());
          votes.forEach(
              (curator, own) -> {
                if (own.signum() > 0 && pot.signum() > 0) {
                  all.merge(curator, Ratio.of(pot.multiply(own), total), Ratio::plus);
                }
              });
        });
    waiting.replaceAll((denom, pot) -> BigInteger.ZERO);
  }

  Optional<String> firstDifference(JsonObject expected, MemoryLane lane) {
    boolean isFloored = expected.has("unit");
    for (Denom denom : lane.denoms()) {
      JsonElement wanted = expected.get(denom.name());
      JsonObject actual = new JsonObject();
      of(denom)
          .forEach(
              (curator, share) ->
                  actual.addProperty(
                      curator, isFloored ? share.floorTimes(Atto.PER_WEI) : share.toString()));
      Optional<String> difference =
          JsonDifference.first(
              "idealShares." + denom, actual, wanted == null ? new JsonObject() : wanted);
      if (difference.isEmpty() && expected.get("comparable").getAsBoolean()) {
        difference = outOfBounds(denom, lane);
      }
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  public SortedMap<String, Ratio> of(Denom denom) {
    return shares.getOrDefault(denom, new TreeMap<>());
  }

  /**
   * The first curator who has been given, and still holds, less or more than rounding explains:
   * {@code e - 2B - 1 <= p <= e + sum(n) + B + 1}. Holds only without forfeits, cancelled and short
   * batches, and outside money.
   */
  public Optional<String> outOfBounds(Denom denom, MemoryLane lane) {
    DenomAccrual accrual = lane.accrual().of(denom);
    BigInteger batches = BigInteger.valueOf(accrual.batches().size());
    BigInteger places = BigInteger.ZERO;
    for (DenomAccrual.Sent sent : accrual.batches().values()) {
      places = places.add(BigInteger.valueOf(sent.batch().weightsAtto().size()));
    }
    Ratio least = Ratio.of(batches.shiftLeft(1).add(BigInteger.ONE).negate(), BigInteger.ONE);
    Ratio most = Ratio.of(places.add(batches).add(BigInteger.ONE), BigInteger.ONE);
    for (Map.Entry<String, Ratio> each : of(denom).entrySet()) {
      Ratio over = got(each.getKey(), accrual, lane.payout().of(denom)).minus(each.getValue());
      if (over.compareTo(least) < 0 || over.compareTo(most) > 0) {
        return Optional.of(
            "bound of section 6: " + each.getKey() + " has " + over + " wei more than earned");
      }
    }
    return Optional.empty();
  }

  /** What a curator was given, has in batches under way, and holds. */
  private static Ratio got(String curator, DenomAccrual accrual, DenomPayout payout) {
    BigInteger atto = accrual.accrual().holdingsAtto().getOrDefault(curator, BigInteger.ZERO);
    for (DenomAccrual.Sent sent : accrual.batches().values()) {
      Batch batch = sent.batch();
      if (!payout.isSettled(batch.seq())) {
        atto = atto.add(batch.weightsAtto().getOrDefault(curator, BigInteger.ZERO));
      }
    }
    var paid = payout.paid().get(curator);
    return Ratio.of(paid == null ? atto : atto.add(Atto.of(paid)), Atto.PER_WEI);
  }
}
