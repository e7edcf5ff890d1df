package dev.curation.decoding;

import dev.curation.chain.Address;
import dev.curation.errors.InvalidValueException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * Reads ABI-encoded data word by word. Positions count words of 32 bytes. Every position, offset
 * and count is checked against the data before anything is read or allocated; whatever is wrong is
 * an {@link InvalidValueException} that names the field.
 */
final class AbiWords {
  private static final HexFormat HEX = HexFormat.of();
  private static final int WORD = 32;
  private static final int ADDRESS_PADDING = WORD - Address.BYTES;

  private final byte[] data;
  private final ByteBuffer longs;
  private final int words;

  /**
   * @throws InvalidValueException unless the data is whole words
   */
  AbiWords(byte[] data) {
    if (data.length % WORD != 0) {
      throw new InvalidValueException("data", data.length, "must be a multiple of 32 bytes");
    }
    this.data = data;
    this.longs = ByteBuffer.wrap(data);
    this.words = data.length / WORD;
  }

  int words() {
    return words;
  }

  private int byteAt(String field, int at) {
    if (at < 0 || at >= words) {
      throw new InvalidValueException(field, "word " + at, "is beyond the data's " + words);
    }
    return at * WORD;
  }

  private static boolean fitsLong(ByteBuffer longs, int start) {
    return (longs.getLong(start) | longs.getLong(start + 8) | longs.getLong(start + 16)) == 0
        && longs.getLong(start + 24) >= 0;
  }

  BigInteger uint(String field, int at) {
    int start = byteAt(field, at);
    return fitsLong(longs, start)
        ? BigInteger.valueOf(longs.getLong(start + 24))
        : new BigInteger(1, data, start, WORD);
  }

  /** A number of 0 to max. */
  int smallUint(String field, int at, int max) {
    int start = byteAt(field, at);
    if (!fitsLong(longs, start) || longs.getLong(start + 24) > max) {
      throw new InvalidValueException(field, uint(field, at), "must be 0 to " + max);
    }
    return (int) longs.getLong(start + 24);
  }

  boolean bool(String field, int at) {
    return smallUint(field, at, 1) == 1;
  }

  Address address(String field, int at) {
    int start = byteAt(field, at);
    if ((longs.getLong(start) | longs.getInt(start + 8)) != 0) {
      throw new InvalidValueException(field, hash(field, at), "must be an address of 20 bytes");
    }
    long high = longs.getLong(start + ADDRESS_PADDING);
    if ((high | longs.getLong(start + 16) | longs.getLong(start + 24)) == 0) {
      return Address.ZERO;
    }
    return new Address("0x" + HEX.formatHex(data, start + ADDRESS_PADDING, start + WORD));
  }

  /** A word's 64 lower-case hexadecimal digits, with {@code 0x}. */
  String hash(String field, int at) {
    int start = byteAt(field, at);
    return "0x" + HEX.formatHex(data, start, start + WORD);
  }

  /**
   * Where a value of varying length begins.
   *
   * @param base what its offset counts from
   * @param at where the offset stands
   */
  int pointer(String field, int base, int at) {
    int offset = smallUint(field, at, Integer.MAX_VALUE);
    if (offset % WORD != 0) {
      throw new InvalidValueException(field, offset, "must be an offset of whole words");
    }
    int target = base + offset / WORD;
    if (target >= words) {
      throw new InvalidValueException(field, offset, "must be an offset within the data");
    }
    return target;
  }

  /** The number of elements of an array whose length stands here: all of them are in the data. */
  int count(String field, int at, int wordsEach) {
    int room = (words - at - 1) / wordsEach;
    int count = smallUint(field, at, Integer.MAX_VALUE);
    if (count > room) {
      throw new InvalidValueException(field, count, "must not exceed the data's room for " + room);
    }
    return count;
  }
}
