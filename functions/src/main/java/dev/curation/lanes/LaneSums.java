package dev.curation.lanes;

import dev.curation.errors.InvalidValueException;
import dev.curation.money.Wei;
import dev.curation.settlement.Atto;
import dev.curation.store.Fields;
import java.math.BigInteger;

/** Single figures of stored sums, which need not balance; what is no figure counts as 0. */
final class LaneSums {
  private LaneSums() {}

  /** In atto; fields that end in {@code Wei} are turned into atto. */
  static BigInteger atto(Fields sums, String name) {
    if (!sums.has(name)) {
      return BigInteger.ZERO;
    }
    try {
      BigInteger figure = AccrualDocument.atto(sums, name);
      return name.endsWith("Wei") ? figure.multiply(Atto.PER_WEI) : figure;
    } catch (InvalidValueException e) {
      return BigInteger.ZERO; // It is named where its document is compared.
    }
  }

  static Wei wei(Fields sums, String name) {
    return Atto.wholeWei(atto(sums, name));
  }

  static long number(Fields sums, String name) {
    return sums.get(name) instanceof Long number && number >= 0 ? number : 0;
  }
}
