package dev.curation.signing;

import dev.curation.chain.Address;
import dev.curation.errors.InvalidValueException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fields of a message that somebody signed: strings, numbers as decimal ones.
 *
 * @param place before their names in refusals
 */
public record SignedFields(Map<String, String> fields, String place) {
  /** What every message has beside its members. */
  public static final Set<String> COMMON =
      Set.of("action", "chainId", "requestId", "deadline", "signature");

  private static final Pattern INTEGER = Pattern.compile("0|[1-9][0-9]{0,77}");
  private static final int WORD_BITS = 256;

  public SignedFields {
    fields = Map.copyOf(fields);
  }

  /**
   * @param members of the message
   * @param optional which of them may be left out
   * @throws InvalidValueException naming a field that is none of these, or one that is missing
   */
  public void requireOnly(String action, Collection<String> members, Set<String> optional) {
    for (String name : new TreeSet<>(fields.keySet())) {
      if (!COMMON.contains(name) && !members.contains(name)) {
        throw refused(name, fields.get(name), "is not a field of " + action);
      }
    }
    for (String name : members) {
      if (!optional.contains(name)) {
        var unused = text(name);
      }
    }
  }

  private InvalidValueException refused(String name, @Nullable Object value, String why) {
    return new InvalidValueException(place + name, value, why);
  }

  public boolean has(String name) {
    return fields.containsKey(name);
  }

  /**
   * @throws InvalidValueException if it is missing
   */
  public String text(String name) {
    String text = fields.get(name);
    if (text == null) {
      throw refused(name, null, "is missing");
    }
    return text;
  }

  /**
   * @throws InvalidValueException if it holds half a character, which cannot be signed as it is
   */
  public String unicode(String name) {
    String text = text(name);
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw refused(name, text, "must be Unicode");
    }
    return text;
  }

  /**
   * @throws InvalidValueException if it is none, or the zero address
   */
  public Address address(String name) {
    Address address = Address.parse(place + name, text(name));
    if (address.equals(Address.ZERO)) {
      throw refused(name, address, "must not be the zero address");
    }
    return address;
  }

  /**
   * No more digits than 2^256 has: parsing takes time quadratic in them.
   *
   * @throws InvalidValueException if it is no number of 0 to 2^256-1
   */
  public BigInteger integer(String name) {
    String text = text(name);
    if (INTEGER.matcher(text).matches()) {
      BigInteger value = new BigInteger(text);
      if (value.bitLength() <= WORD_BITS) {
        return value;
      }
    }
    throw refused(name, text, "must be a decimal integer of 0 to 2^256-1");
  }

  /**
   * @throws InvalidValueException if it is no number of 1 to 2^256-1
   */
  public BigInteger positive(String name) {
    BigInteger value = integer(name);
    if (value.signum() == 0) {
      throw refused(name, value, "must be above 0");
    }
    return value;
  }

  /**
   * @throws InvalidValueException if it is no number below 2^63
   */
  public long number(String name) {
    BigInteger value = integer(name);
    if (value.bitLength() >= Long.SIZE) {
      throw refused(name, value, "must be below 2^63");
    }
    return value.longValueExact();
  }

  public long number(String name, long otherwise) {
    return has(name) ? number(name) : otherwise;
  }
}
