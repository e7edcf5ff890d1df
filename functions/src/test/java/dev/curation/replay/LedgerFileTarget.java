package dev.curation.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.curation.fuzz.FuzzTarget;
import dev.curation.ledger.LedgerEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Ledgers and sales as CSV files. */
public final class LedgerFileTarget implements FuzzTarget {
  private final Function<Path, List<LedgerEvent>> reader;
  private final String sample;
  private final Path file;

  private LedgerFileTarget(Function<Path, List<LedgerEvent>> reader, String sample) {
    this.reader = reader;
    this.sample = sample;
    try {
      this.file = Files.createTempFile("ledger", ".csv");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    file.toFile().deleteOnExit();
  }

  public static FuzzTarget ledger() {
    return new LedgerFileTarget(LedgerFile::read, LEDGER);
  }

  public static FuzzTarget sales() {
    return new LedgerFileTarget(CryptoPunksSales::read, SALES);
  }

  private static final String LEDGER =
      """
      id,discriminator,timestamp,blockNumber,userAddress,votes,protocolFeeWei
      v1,votesAdded,1662249600000,10,0x5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a,5,
      s1,sale,1662249600001,11,,,123456789012345678
      "v,2",votesRemoved,1662249600002,12,0x5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a,2,
      """;

  private static final String SALES =
      """
      timestamp,blockNumber,transactionHash,tokenId,priceWei,seller,buyer
      2017-06-23T21:05:06Z,3919706,0x%s,1234,1000000000000000000,0x%s,0x%s
      2017-06-23T21:05:07Z,3919707,0x%s,7,5,0x%s,0x%s
      """
          .formatted(
              "ab".repeat(32),
              "5a".repeat(20),
              "4e".repeat(20),
              "cd".repeat(32),
              "5a".repeat(20),
              "00".repeat(20));

  @Override
  public List<byte[]> samples() {
    return List.of(sample.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void read(byte[] input) throws IOException {
    Files.write(file, input);
    try {
      assertEquals(reader.apply(file), reader.apply(file));
    } catch (LedgerFileException e) {
      // It names the file, the line and what is wrong there.
    }
  }
}
