package dev.curation.money;

import dev.curation.errors.InvalidValueException;
import java.util.regex.Pattern;

/**
 * What an amount is an amount of: {@code native}, the chain's own currency, or a token
 * (specs/withdrawals.md, Units).
 *
 * @param name 1 to 64 letters, digits, {@code _} or {@code -}; of a token its lower-case address
 */
public record Denom(String name) implements Comparable<Denom> {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  public static final Denom NATIVE = new Denom("native");

  /**
   * @throws InvalidValueException if the name has other characters, or none, or too many
   */
  public Denom {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidValueException("denom", name, "must be 1 to 64 letters, digits, _ or -");
    }
  }

  @Override
  public int compareTo(Denom other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
