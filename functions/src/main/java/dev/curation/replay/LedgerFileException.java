package dev.curation.replay;

import dev.curation.errors.InvalidValueException;
import java.nio.file.Path;

/** A ledger file cannot be read. Names the file, the line, the field and the value. */
public final class LedgerFileException extends RuntimeException {
  LedgerFileException(Path file, long line, InvalidValueException cause) {
    super(file + ", line " + line + ": " + cause.getMessage(), cause);
  }

  LedgerFileException(Path file, String reason, Throwable cause) {
    super(file + ": " + reason, cause);
  }
}
