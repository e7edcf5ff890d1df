package dev.curation.decoding;

import dev.curation.errors.InvalidValueException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Exchanges by the events that they emit (specs/ingestion.md, Sales and their protocol fee). */
public enum ExchangeKind {
  SEAPORT("seaport"),
  FLOW_V2("flow-v2"),
  INFINITY_V1("infinity-v1"),
  LOOKSRARE_V2("looksrare-v2"),
  CRYPTOPUNKS("cryptopunks");

  private final String source;

  ExchangeKind(String source) {
    this.source = source;
  }

  /** The name in the configuration, and in a sale's {@code source}. */
  public String source() {
    return source;
  }

  /**
   * Reads a name of the configuration.
   *
   * @throws InvalidValueException naming the field
   */
  public static ExchangeKind parse(String field, String text) {
    for (ExchangeKind kind : values()) {
      if (kind.source.equals(text)) {
        return kind;
      }
    }
    String known =
        Arrays.stream(values()).map(ExchangeKind::source).collect(Collectors.joining(", "));
    throw new InvalidValueException(field, text, "must be one of " + known);
  }
}
