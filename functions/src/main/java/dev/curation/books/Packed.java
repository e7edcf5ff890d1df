package dev.curation.books;

import dev.curation.chain.Address;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Wei;
import dev.curation.store.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;

/** One byte of format, then entries one after another (docs/data-model.md, Books). */
final class Packed {
  private static final int FORMAT = 2;

  private Packed() {}

  static void write(DataOutputStream out, Wei wei) throws IOException {
    byte[] bytes = wei.isZero() ? new byte[0] : wei.value().toByteArray();
    out.writeByte(bytes.length);
    out.write(bytes);
  }

  static Wei wei(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readUnsignedByte()];
    in.readFully(bytes);
    return bytes.length == 0 ? Wei.ZERO : Wei.of(new BigInteger(bytes));
  }

  static Address address(DataInputStream in) throws IOException {
    return Address.ofBytes(in.readNBytes(Address.BYTES));
  }

  interface Packer {
    void pack(DataOutputStream out) throws IOException;
  }

  interface Unpacker {
    void unpackOne(DataInputStream in) throws IOException;
  }

  static Bytes pack(Packer packer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      packer.pack(out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return Bytes.of(bytes.toByteArray());
  }

  static void unpack(String field, Bytes packed, Unpacker unpacker) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(packed.toArray()))) {
      int format = in.readUnsignedByte();
      if (format != FORMAT) {
        throw new InvalidValueException(field, format, "must be of format " + FORMAT);
      }
      while (in.available() > 0) {
        unpacker.unpackOne(in);
      }
    } catch (IOException e) {
      throw new InvalidValueException(field, packed, "must be whole: " + e.getMessage());
    }
  }
}
