package dev.curation.replay;

import dev.curation.errors.InvalidValueException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads the records of a CSV file with a header line. */
final class CsvRecords {
  private CsvRecords() {}

  /** Makes something of one record. */
  interface Decoder<T> {
    /**
     * @throws InvalidValueException naming the field and the value
     */
    List<? extends T> decode(CSVRecord line);
  }

  /**
   * Reads the whole file.
   *
   * @throws LedgerFileException if it cannot be read or a record is refused
   */
  static <T> List<T> read(Path file, List<String> columns, Decoder<T> decoder) {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    List<T> all = new ArrayList<>();
    try (Reader reader = Files.newBufferedReader(file);
        CSVParser parser = format.parse(reader)) {
      for (String column : columns) {
        if (!parser.getHeaderMap().containsKey(column)) {
          throw new LedgerFileException(
              file,
              1,
              new InvalidValueException(
                  "header", String.join(",", parser.getHeaderNames()), "must name " + column));
        }
      }
      for (CSVRecord line : parser) {
        all.addAll(decoded(file, parser, line, decoder));
      }
    } catch (NoSuchFileException e) {
      throw new LedgerFileException(file, "there is no such file", e);
    } catch (CharacterCodingException e) {
      throw new LedgerFileException(file, "must be UTF-8 text", e);
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw new LedgerFileException(file, "cannot be read: " + e.getMessage(), e);
    }
    return all;
  }

  private static <T> List<? extends T> decoded(
      Path file, CSVParser parser, CSVRecord line, Decoder<T> decoder) {
    try {
      if (!line.isConsistent()) {
        throw new InvalidValueException(
            "line",
            String.join(",", line),
            "must have " + parser.getHeaderMap().size() + " fields");
      }
      return decoder.decode(line);
    } catch (InvalidValueException e) {
      throw new LedgerFileException(file, parser.getCurrentLineNumber(), e);
    }
  }
}
