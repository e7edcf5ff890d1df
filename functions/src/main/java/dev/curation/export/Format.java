package dev.curation.export;

import dev.curation.errors.InvalidValueException;
import java.util.Locale;

/** How rows are written. */
public enum Format {
  /** Comma-separated values with a header line. */
  CSV,
  /** A JSON object on each line. */
  JSONL;

  /**
   * @throws InvalidValueException naming the field, unless the text is csv or jsonl
   */
  public static Format parse(String field, String text) {
    for (Format format : values()) {
      if (format.extension().equals(text)) {
        return format;
      }
    }
    throw new InvalidValueException(field, text, "must be csv or jsonl");
  }

  /** Of the names of files. */
  String extension() {
    return name().toLowerCase(Locale.ROOT);
  }
}
