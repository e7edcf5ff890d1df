package dev.curation.decoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.ChainLog;
import dev.curation.fuzz.FuzzTarget;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Logs of one transaction with any topics and data: each is decoded, left alone or rejected, and
 * what is sold adds up. A log is a byte for its contract, one for the number of its topics, the
 * topics but the first, the length of the data in two bytes, and the data.
 */
public final class LogTarget implements FuzzTarget {
  private static final int WORD = 32;
  private static final int MOST_LOGS = 40;
  private static final LogDecoder DECODER = new LogDecoder(TestLogs.CONTRACTS);
  private static final List<ChainLog> SOUND = DamagedLogsTest.soundLogs();

  @Override
  public List<byte[]> samples() {
    List<byte[]> samples = new ArrayList<>();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < SOUND.size(); i++) {
      byte[] one = encoded(i);
      samples.add(one);
      all.writeBytes(one);
    }
    samples.add(all.toByteArray());
    ByteArrayOutputStream seaport = new ByteArrayOutputStream();
    List.of(0, 1, 2, 0, 1, 1).forEach(i -> seaport.writeBytes(encoded(i)));
    samples.add(seaport.toByteArray());
    return samples;
  }

  private static byte[] encoded(int index) {
    ChainLog log = SOUND.get(index);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // Not 1: that marks a list of choices.
    bytes.write(index + 32);
    bytes.write(log.topics().size());
    log.topics().stream()
        .skip(1)
        .forEach(topic -> bytes.writeBytes(HexFormat.of().parseHex(topic.substring(2))));
    byte[] data = log.dataBytes();
    bytes.write(data.length >> 8);
    bytes.write(data.length);
    bytes.writeBytes(data);
    return bytes.toByteArray();
  }

  private static List<ChainLog> decoded(byte[] input) {
    ByteBuffer bytes = ByteBuffer.wrap(input);
    List<ChainLog> logs = new ArrayList<>();
    while (bytes.remaining() >= 2 && logs.size() < MOST_LOGS) {
      ChainLog sound = SOUND.get((bytes.get() & 0xff) % SOUND.size());
      int count = (bytes.get() & 0xff) % 5;
      List<String> topics = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        topics.add(i == 0 ? sound.topics().getFirst() : "0x" + hex(bytes, WORD, true));
      }
      int length = bytes.remaining() < 2 ? 0 : (bytes.get() & 0xff) << 8 | (bytes.get() & 0xff);
      logs.add(
          TestLogs.log(sound.contract(), logs.size(), topics, "0x" + hex(bytes, length, false)));
    }
    return logs;
  }

  private static String hex(ByteBuffer bytes, int length, boolean isPadded) {
    byte[] part = new byte[Math.min(length, bytes.remaining())];
    bytes.get(part);
    String hex = HexFormat.of().formatHex(part);
    return isPadded ? hex + "0".repeat(2 * length - hex.length()) : hex;
  }

  @Override
  public void read(byte[] input) {
    List<ChainLog> logs = decoded(input);
    List<Decoded> decoded = DECODER.decode(logs, TestLogs.DEFAULT_RATES);
    assertEquals(logs.size(), decoded.size());
    for (Decoded each : decoded) {
      if (each instanceof Decoded.Sold sold) {
        DamagedLogsTest.assertConserves(sold);
      } else if (each instanceof Decoded.Rejected rejected) {
        assertTrue(!rejected.field().isEmpty(), rejected::toString);
      }
    }
    logs.forEach(log -> assertEquals(DECODER.feeRateChange(log), DECODER.feeRateChange(log)));
  }
}
