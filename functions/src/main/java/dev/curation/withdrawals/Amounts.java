package dev.curation.withdrawals;

import dev.curation.errors.InvalidValueException;
import dev.curation.money.Denom;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Non-negative integers by denomination; what is missing is 0, and no 0 is kept
 * (specs/withdrawals.md, Units). Whether they are wei or parts of 1/Q wei, the name of the field
 * says.
 */
public final class Amounts {
  public static final Amounts NONE = new Amounts(new Denom[0], new BigInteger[0]);

  private final Denom[] denoms;
  private final BigInteger[] values;

  private Amounts(Denom[] denoms, BigInteger[] values) {
    this.denoms = denoms;
    this.values = values;
  }

  /**
   * @throws InvalidValueException if an amount is negative
   */
  public static Amounts of(Map<Denom, BigInteger> amounts) {
    SortedMap<Denom, BigInteger> sorted = new TreeMap<>(amounts);
    sorted.values().removeIf(value -> value.signum() == 0);
    if (sorted.isEmpty()) {
      return NONE;
    }
    sorted.forEach(Amounts::requireNotNegative);
    return new Amounts(
        sorted.keySet().toArray(Denom[]::new), sorted.values().toArray(BigInteger[]::new));
  }

  public static Amounts of(Denom denom, BigInteger amount) {
    return NONE.with(denom, amount);
  }

  private static void requireNotNegative(Denom denom, BigInteger value) {
    if (value.signum() < 0) {
      throw new InvalidValueException(denom.name(), value, "must not be negative");
    }
  }

  public BigInteger get(Denom denom) {
    int at = find(denom);
    return at < 0 ? BigInteger.ZERO : values[at];
  }

  /** As {@link Arrays#binarySearch(Object[], Object)}; there are few, so each is looked at. */
  private int find(Denom denom) {
    for (int i = 0; i < denoms.length; i++) {
      if (denoms[i].equals(denom)) {
        return i;
      }
    }
    return Arrays.binarySearch(denoms, denom);
  }

  /**
   * These, with one amount set.
   *
   * @throws InvalidValueException if it is negative
   */
  public Amounts with(Denom denom, BigInteger amount) {
    return with(find(denom), denom, amount);
  }

  private Amounts with(int at, Denom denom, BigInteger amount) {
    requireNotNegative(denom, amount);
    if (amount.signum() == 0) {
      return at < 0 ? this : without(at);
    }
    if (at >= 0) {
      BigInteger[] changed = values.clone();
      changed[at] = amount;
      return new Amounts(denoms, changed);
    }
    int place = -at - 1;
    Denom[] keys = new Denom[denoms.length + 1];
    BigInteger[] all = new BigInteger[keys.length];
    System.arraycopy(denoms, 0, keys, 0, place);
    System.arraycopy(values, 0, all, 0, place);
    keys[place] = denom;
    all[place] = amount;
    System.arraycopy(denoms, place, keys, place + 1, denoms.length - place);
    System.arraycopy(values, place, all, place + 1, denoms.length - place);
    return new Amounts(keys, all);
  }

  private Amounts without(int at) {
    if (denoms.length == 1) {
      return NONE;
    }
    Denom[] keys = new Denom[denoms.length - 1];
    BigInteger[] rest = new BigInteger[keys.length];
    System.arraycopy(denoms, 0, keys, 0, at);
    System.arraycopy(values, 0, rest, 0, at);
    System.arraycopy(denoms, at + 1, keys, at, keys.length - at);
    System.arraycopy(values, at + 1, rest, at, keys.length - at);
    return new Amounts(keys, rest);
  }

  public Amounts plus(Denom denom, BigInteger amount) {
    if (amount.signum() == 0) {
      return this;
    }
    int at = find(denom);
    return with(at, denom, at < 0 ? amount : values[at].add(amount));
  }

  public Amounts plus(Amounts others) {
    if (isNone()) {
      return others;
    }
    Amounts sum = this;
    for (int i = 0; i < others.denoms.length; i++) {
      sum = sum.plus(others.denoms[i], others.values[i]);
    }
    return sum;
  }

  /** Each of them as often. */
  Amounts times(BigInteger factor) {
    Amounts product = NONE;
    for (int i = 0; i < denoms.length; i++) {
      product = product.plus(denoms[i], values[i].multiply(factor));
    }
    return product;
  }

  /** The denominations of these amounts and of the others, each once. */
  Denom[] denomsWith(Amounts others) {
    if (others.isNone() || Arrays.equals(denoms, others.denoms)) {
      return denoms;
    }
    if (isNone()) {
      return others.denoms;
    }
    SortedSet<Denom> all = new TreeSet<>(Arrays.asList(denoms));
    all.addAll(Arrays.asList(others.denoms));
    return all.toArray(Denom[]::new);
  }

  public boolean isNone() {
    return denoms.length == 0;
  }

  /** How many amounts are not 0. */
  int size() {
    return denoms.length;
  }

  Denom denom(int at) {
    return denoms[at];
  }

  BigInteger value(int at) {
    return values[at];
  }

  /** By denomination, in its order. */
  public SortedMap<Denom, BigInteger> byDenom() {
    SortedMap<Denom, BigInteger> all = new TreeMap<>();
    for (int i = 0; i < denoms.length; i++) {
      all.put(denoms[i], values[i]);
    }
    return all;
  }

  @Override
  public boolean equals(Object other) {
    if (other == this) {
      return true;
    }
    return other instanceof Amounts that
        && Arrays.equals(denoms, that.denoms)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(denoms) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return byDenom().toString();
  }
}
