package dev.curation.staking;

import dev.curation.errors.InvalidValueException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Splits a number in proportion to parts by largest remainder (specs/ingestion.md, Stakes, votes
 * and un-votes).
 */
public final class ProportionalShares {
  private ProportionalShares() {}

  private record Remainder(String name, BigInteger value) {}

  /**
   * @param amount 0 up to the sum of the parts, so that no share exceeds its part
   * @param parts what the names hold; equal remainders go by name
   * @return the share of each name, in the order of the parts; their sum is the amount
   */
  public static Map<String, Long> of(long amount, Map<String, Long> parts) {
    BigInteger whole =
        parts.values().stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
    if (amount < 0 || BigInteger.valueOf(amount).compareTo(whole) > 0) {
      throw new InvalidValueException("amount", amount, "must be 0 to " + whole);
    }
    Map<String, Long> shares = new LinkedHashMap<>();
    List<Remainder> remainders = new ArrayList<>();
    long left = amount;
    for (Map.Entry<String, Long> part : parts.entrySet()) {
      if (part.getValue() > 0) {
        BigInteger[] share =
            BigInteger.valueOf(amount)
                .multiply(BigInteger.valueOf(part.getValue()))
                .divideAndRemainder(whole);
        shares.put(part.getKey(), share[0].longValueExact());
        remainders.add(new Remainder(part.getKey(), share[1]));
        left -= share[0].longValueExact();
      }
    }
    remainders.sort(
        Comparator.comparing(Remainder::value, Collections.reverseOrder())
            .thenComparing(Remainder::name));
    for (Remainder remainder : remainders.subList(0, Math.toIntExact(left))) {
      shares.merge(remainder.name(), 1L, Long::sum);
    }
    return shares;
  }
}
