package dev.curation.conformance;

import com.google.gson.JsonObject;
import dev.curation.errors.InvalidValueException;
import dev.curation.programs.RewardMath;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Schema {@code curation-programs-arithmetic/1}: tables of rewards and of the least amount that
 * rolls over. What the reference would give is computed too: it is not what programs pay.
 */
public final class ProgramsArithmeticSuite implements VectorSuite {
  private static final int REFERENCE_DECIMALS = 18;

  @Override
  public String schema() {
    return "curation-programs-arithmetic/1";
  }

  @Override
  public Optional<String> firstDifference(JsonObject vector) {
    VectorFields fields = VectorFields.of("", vector);
    for (VectorFields row : fields.objects("rewards")) {
      Optional<String> difference = rewardDifference(row);
      if (difference.isPresent()) {
        return difference;
      }
    }
    for (VectorFields row : fields.objects("minimumRollover")) {
      Optional<String> difference = rolloverDifference(row);
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> rolloverDifference(VectorFields row) {
    long periods = row.number("claimPeriods");
    if (periods < 1) {
      throw new InvalidValueException(row.where() + ".claimPeriods", periods, "must be positive");
    }
    BigInteger actual = RewardMath.minimumRollover(row.amount("total"), periods, row.number("bps"));
    return difference(row.where() + ".minimumRollover", actual, row.amount("minimumRollover"));
  }

  private static Optional<String> rewardDifference(VectorFields row) {
    BigInteger pool = row.amount("pool");
    long shares = row.number("shares");
    long total = row.number("totalShares");
    BigInteger cap = row.amount("cap");
    BigInteger exact = RewardMath.reward(pool, shares, total, cap);
    return difference(row.where() + ".exact", exact, row.amount("exact"))
        .or(
            () ->
                difference(
                    row.where() + ".referenceDecimal",
                    reference(pool, shares, total, cap),
                    row.amount("referenceDecimal")))
        .or(
            () ->
                difference(
                    row.where() + ".referenceFitsInt64",
                    pool.bitLength() < Long.SIZE,
                    row.flag("referenceFitsInt64")));
  }

  /** Oddity 1 of specs/programs.md, 11: a rounded percentage, multiplied and truncated. */
  private static BigInteger reference(BigInteger pool, long shares, long total, BigInteger cap) {
    if (total == 0) {
      return BigInteger.ZERO;
    }
    BigDecimal percentage =
        BigDecimal.valueOf(shares)
            .divide(BigDecimal.valueOf(total), REFERENCE_DECIMALS, RoundingMode.HALF_EVEN);
    return percentage.multiply(new BigDecimal(pool)).toBigInteger().min(cap);
  }

  private static Optional<String> difference(String where, Object actual, Object expected) {
    return actual.equals(expected)
        ? Optional.empty()
        : Optional.of(where + " is " + actual + ", expected " + expected);
  }
}
