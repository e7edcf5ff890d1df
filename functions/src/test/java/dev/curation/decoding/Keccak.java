package dev.curation.decoding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Keccak-256 of a short text, which is what topics of events are: the JDK has only SHA-3. */
final class Keccak {
  private static final int RATE = 136;

  private Keccak() {}

  static String hash(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    byte[] padded = new byte[(bytes.length / RATE + 1) * RATE];
    System.arraycopy(bytes, 0, padded, 0, bytes.length);
    padded[bytes.length] ^= 1;
    padded[padded.length - 1] ^= (byte) 0x80;
    ByteBuffer input = ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN);
    long[] state = new long[25];
    while (input.hasRemaining()) {
      for (int i = 0; i < RATE / Long.BYTES; i++) {
        state[i] ^= input.getLong();
      }
      permute(state);
    }
    ByteBuffer output = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 4; i++) {
      output.putLong(state[i]);
    }
    return "0x" + HexFormat.of().formatHex(output.array());
  }

  private static void permute(long[] a) {
    int register = 1;
    for (int round = 0; round < 24; round++) {
      theta(a);
      rhoAndPi(a);
      chi(a);
      for (int j = 0; j < 7; j++) {
        if ((register & 1) != 0) {
          a[0] ^= 1L << ((1 << j) - 1);
        }
        register = (register << 1) ^ ((register >> 7) * 0x171);
      }
    }
  }

  private static void theta(long[] a) {
    long[] c = new long[5];
    for (int i = 0; i < 25; i++) {
      c[i % 5] ^= a[i];
    }
    for (int i = 0; i < 25; i++) {
      a[i] ^= c[(i + 4) % 5] ^ Long.rotateLeft(c[(i + 1) % 5], 1);
    }
  }

  private static void rhoAndPi(long[] a) {
    int x = 1;
    int y = 0;
    long current = a[1];
    for (int t = 1; t <= 24; t++) {
      int next = (2 * x + 3 * y) % 5;
      x = y;
      y = next;
      long moved = a[x + 5 * y];
      a[x + 5 * y] = Long.rotateLeft(current, t * (t + 1) / 2);
      current = moved;
    }
  }

  private static void chi(long[] a) {
    for (int y = 0; y < 25; y += 5) {
      long[] row = {a[y], a[y + 1], a[y + 2], a[y + 3], a[y + 4]};
      for (int x = 0; x < 5; x++) {
        a[y + x] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
      }
    }
  }
}
