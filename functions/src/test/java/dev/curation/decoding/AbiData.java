package dev.curation.decoding;

import dev.curation.chain.Address;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * Encodes values as a contract's log does. Words are {@link Address}, {@link BigInteger}, {@link
 * Integer}, {@link Long}, {@link Boolean} or a hash of 64 hexadecimal digits with {@code 0x}.
 */
public final class AbiData {
  /** A struct, or the parameters of an event. */
  private record Tuple(List<Object> members) {}

  /** A list of varying length. */
  private record Array(List<Object> elements) {}

  private AbiData() {}

  public static Object tuple(Object... members) {
    return new Tuple(List.of(members));
  }

  public static Object array(Object... elements) {
    return new Array(List.of(elements));
  }

  public static Object array(List<?> elements) {
    return new Array(List.copyOf(elements));
  }

  /** The data of a log with these parameters. */
  public static String encode(Object... parameters) {
    return "0x" + sequence(Arrays.asList(parameters));
  }

  /** One word, as a topic. */
  public static String topic(Object word) {
    return "0x" + word(word);
  }

  private static boolean varies(Object value) {
    return switch (value) {
      case Array array -> true;
      case Tuple tuple -> tuple.members().stream().anyMatch(AbiData::varies);
      default -> false;
    };
  }

  private static String body(Object value) {
    return switch (value) {
      case Array array -> word(array.elements().size()) + sequence(array.elements());
      case Tuple tuple -> sequence(tuple.members());
      default -> word(value);
    };
  }

  /** Fixed values and offsets first, then what the offsets point to. */
  private static String sequence(List<Object> values) {
    int offset = 0;
    for (Object value : values) {
      offset += varies(value) ? 32 : body(value).length() / 2;
    }
    StringBuilder head = new StringBuilder();
    StringBuilder tail = new StringBuilder();
    for (Object value : values) {
      if (varies(value)) {
        head.append(word(offset + tail.length() / 2));
        tail.append(body(value));
      } else {
        head.append(body(value));
      }
    }
    return head.append(tail).toString();
  }

  private static String word(Object value) {
    String hex =
        switch (value) {
          case Address address -> address.hex().substring(2);
          case BigInteger number -> number.toString(16);
          case Integer number -> Integer.toHexString(number);
          case Long number -> Long.toHexString(number);
          case Boolean bool -> bool ? "1" : "0";
          case String hash -> hash.substring(2);
          default -> throw new IllegalArgumentException(value.getClass().getName());
        };
    return "0".repeat(64 - hex.length()) + hex;
  }
}
